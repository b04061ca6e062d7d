"""Where is a file while it is uploaded? In memory alone, and only if it is small."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemory(MemoryFileUploadHandler):
    """No file that somebody uploads ever touches a disk; one that is too big is 413."""

    def handle_raw_input(self, *given: Any) -> None:
        super().handle_raw_input(*given)
        if not self.activated:
            raise RequestDataTooBig("The form holds a file that is too big.")
