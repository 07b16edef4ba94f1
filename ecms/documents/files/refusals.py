"""Why a file is not taken, in words for the person who sent it."""

from __future__ import annotations

from django.utils.functional import Promise


class UploadRefused(ValueError):
    """A file that is not taken; ``reason`` may be shown to the user."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


class FileFrozen(UploadRefused):
    """A file that is evidence by now and cannot be removed."""
