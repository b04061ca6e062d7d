"""Which Python packages are installed? Those of one lock file, each proved by its hash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from failures import Failure, run
from places import PYTHON, ROOT, VENV
from stamps import Stamp

FOR_DEMONSTRATION, FOR_TESTS = "requirements-demonstration.lock", "requirements-dev.lock"
HALF_INSTALLED = VENV / "half-installed"


def install(*, for_tests: bool) -> None:
    """Bring the virtual environment to its lock; the one for tests holds the other too."""
    if _stamp(FOR_TESTS).fresh or (_stamp(FOR_DEMONSTRATION).fresh and not for_tests):
        return
    if HALF_INSTALLED.exists() or not _works():
        _make()
    print("  Python packages", flush=True)
    HALF_INSTALLED.touch()
    lock = FOR_TESTS if for_tests else FOR_DEMONSTRATION
    _install_from(lock)
    HALF_INSTALLED.unlink()
    _stamp(lock).write()


def _stamp(lock: str) -> Stamp:
    # A virtual environment that was moved, or made by another Python, does not work.
    made_for = f"{ROOT} {sys.version_info[:2]}"
    return Stamp(VENV / f"{lock}.stamp", ROOT / lock, made_for)


def _works() -> bool:
    asked = "import pip, sys; raise SystemExit(sys.version_info[:2] != (%d, %d))"
    command = [str(PYTHON), "-I", "-c", asked % sys.version_info[:2]]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _make() -> None:
    print("  virtual environment", flush=True)
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    try:
        run("Making the virtual environment", [sys.executable, "-m", "venv", str(VENV)])
    except Failure as failed:
        if not _can_make():
            _install_venv_module()
            run("Making the virtual environment", [sys.executable, "-m", "venv", str(VENV)])
        else:
            raise failed from None


def _can_make() -> bool:
    command = [sys.executable, "-I", "-c", "import venv, ensurepip"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _install_venv_module() -> None:
    """Debian keeps the module in a package of its own."""
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    advice = Failure(
        "Python's module for virtual environments is missing: as administrator, run "
        f"“apt-get install {package}” (or install your system's own package for it)."
    )
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise advice
    print(f"  {package}, from the system's packages", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run("Reading the list of packages", ["apt-get", "-q", "update"], extra=quiet)
        run("Installing it", ["apt-get", "-q", "install", "-y", package], extra=quiet)
    except Failure:
        raise advice from None


def _install_from(lock: str) -> None:
    """By uv, which is quick; by pip, which knows the machine's own settings, where uv fails."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--retries=2"]
    what = "Installing the Python packages"
    run(what, [*pip, "--requirement", "requirements-uv.lock"])
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--require-hashes"]
    try:
        run(what, [*uv, "--requirement", lock])
    except Failure:
        run(what, [*pip, "--requirement", lock])
