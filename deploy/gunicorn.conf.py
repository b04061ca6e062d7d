"""How does gunicorn serve the application? Two processes of six threads, unless told otherwise."""

import os

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
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
