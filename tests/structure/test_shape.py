"""Does the code keep the shape that the map promises?"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.conf import settings

from accounts.ui.places import PLACES, address
from audit.kinds import KINDS
from decisions import guidance
from decisions.evidence import ORGANISATION_KNOWS, PREDICATES, WHEN
from decisions.steps import STEPS

BASE: Path = settings.BASE_DIR
ORDER = ("accounts", "audit", "consent", "decisions", "config")
# The models that keep no history, each with the reason.
UNTRACKED = {
    "accounts.HalfTyped": "half-typed text is not history; it goes after a day",
    "audit.Act": "it is the log itself",
    "audit.Alarm": "evidence about other people's logs; only added",
    "decisions.Attention": "worked out from records, and holds no words",
    "decisions.Facet": "worked out from records, and holds no words",
    "audit.WitnessedLog": "sizes and hashes of other people's logs",
}


def modules(*apps_named: str) -> Iterator[Path]:
    for name in apps_named:
        for path in sorted((BASE / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("app", ORDER)
def test_imports_never_point_leftwards(app: str) -> None:
    later = set(ORDER[ORDER.index(app) + 1 :])
    wrong = [
        f"{path.relative_to(BASE)} imports {name}"
        for path in modules(app)
        for name in imported(path)
        if name.split(".")[0] in later | {"tests"}
    ]
    assert not wrong


def test_views_read_and_write_through_queries_and_actions_only() -> None:
    views = [p for p in modules("accounts", "audit", "decisions") if "views" in p.parts]
    views += [p for p in modules("accounts", "audit", "decisions") if p.name == "views.py"]
    wrong = [
        f"{path.relative_to(BASE)}:{node.lineno}"
        for path in views
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "save", "delete"}
        and not (node.attr != "objects" and _is_session(node))
    ]
    assert views
    assert not wrong


def _is_session(node: ast.Attribute) -> bool:
    return "session" in ast.unparse(node.value)


def packages_of_actions() -> list[str]:
    found = {p for p in modules(*ORDER) if p.stem == "actions" or p.parent.name == "actions"}
    names = {".".join(p.relative_to(BASE).with_suffix("").parts) for p in found}
    return sorted(name.removesuffix(".__init__") for name in names)


@pytest.mark.parametrize("package", packages_of_actions())
def test_every_action_takes_its_actor_by_name(package: str) -> None:
    found = import_module(package)
    names = [package]
    if hasattr(found, "__path__"):
        names += [f"{package}.{each.name}" for each in iter_modules(found.__path__)]
    wrong = [
        f"{name}.{function.__name__}"
        for name in names
        for function in vars(import_module(name)).values()
        if inspect.isfunction(function)
        and function.__module__ == name
        and _writes(function)
        and not _takes_actor(function)
    ]
    assert not wrong


def _writes(function: object) -> bool:
    """An action opens the door itself."""
    source = inspect.getsource(function)  # type: ignore[arg-type]
    return not function.__name__.startswith("_") and "with acting(" in source  # type: ignore[attr-defined]


def _takes_actor(function: object) -> bool:
    actor = inspect.signature(function).parameters.get("actor")  # type: ignore[arg-type]
    return actor is not None and actor.kind is inspect.Parameter.KEYWORD_ONLY


def test_every_model_is_tracked_or_exempt_by_name() -> None:
    kept = {
        model.__name__.removeprefix("Historical")
        for model in apps.get_models()
        if model.__name__.startswith("Historical")
    }
    ours = [
        m
        for name in ORDER[:-1]
        for m in apps.get_app_config(name).get_models()
        if not m.__name__.startswith("Historical")
    ]
    untracked = {m._meta.label for m in ours if m.__name__ not in kept}
    assert untracked == set(UNTRACKED)


def test_nothing_marks_text_as_safe_html() -> None:
    wrong = [
        str(path.relative_to(BASE))
        for path in modules(*ORDER)
        if "mark_safe" in path.read_text() or "csrf_exempt" in path.read_text()
    ]
    assert not wrong
    templates = [p for p in (BASE / "templates").rglob("*.html") if "|safe" in p.read_text()]
    assert not templates


def test_every_rule_is_evidenced_by_something_that_can_be_asked() -> None:
    asked = set(guidance.evidence())
    assert asked == set(PREDICATES) | {ORGANISATION_KNOWS}
    assert {question.when for question in guidance.evidence().values()} <= set(WHEN)


def test_the_steps_are_those_that_the_guidance_knows() -> None:
    assert tuple(step.slug for step in STEPS) == tuple(guidance.STEP_SLUGS)
    assert len(STEPS) == 14


def test_every_kind_of_act_is_noted_somewhere_and_only_those() -> None:
    noted = {
        node.value
        for path in modules(*ORDER)
        if path.name != "kinds.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in KINDS
    }
    assert noted == set(KINDS)


def test_modules_stay_small_enough_to_answer_one_question() -> None:
    long = {
        str(path.relative_to(BASE)): count
        for path in modules(*ORDER)
        # A program that is handed to strangers is one file, whatever it needs.
        if path.parent.name != "standalone" and (count := len(path.read_text().splitlines())) > 370
    }
    assert not long


def test_every_entry_of_the_navigation_leads_somewhere() -> None:
    assert [place.url_name for place in PLACES if not address(place.url_name)] == []
