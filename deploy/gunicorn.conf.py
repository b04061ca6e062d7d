"""How does gunicorn serve the application? Two processes of six threads, unless told otherwise."""

import os
import sys
from importlib import import_module
from pathlib import Path

wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "6"))
timeout = 30
graceful_timeout = 10
keepalive = 5
# Request lines hold no personal data, but who looked at what belongs in the audit log alone.
accesslog = None
loglevel = "warning"
control_socket_disable = True
# Heartbeats are files; on a disk they can stall a worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def on_starting(_server: object) -> None:
    """Refuse in one sentence what the settings refuse, before any worker is made."""
    from django.core.exceptions import ImproperlyConfigured

    from config.embedded import Unavailable

    try:
        import_module("config.settings")
    except (ImproperlyConfigured, Unavailable) as missing:
        sys.exit(str(missing))
