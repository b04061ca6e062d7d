"""Where are the pages about the proof of the history?"""

from __future__ import annotations

from django.urls import URLPattern, path

from audit.views import public, verification

urlpatterns: list[URLPattern] = [
    path("history/verification/", verification.verification, name="verification"),
    path("history/verification/program/", verification.verifier, name="verifier"),
    path("history/checkpoints/", verification.checkpoints, name="checkpoints"),
    path("history/health", verification.health, name="history_health"),
    # For anybody's programs, without signing in. Those for witnesses stand in audit/machines.py.
    path("history/checkpoint", public.checkpoint, name="history_checkpoint"),
    path("history/proof/<int:old>/<int:new>", public.proof, name="history_proof"),
    path("history/keys", public.keys, name="history_keys"),
]
