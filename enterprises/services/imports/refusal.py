"""Why work on a file stops."""

from __future__ import annotations

from typing import Any


class FileRefused(Exception):
    """The file cannot be used. ``code`` and ``params`` are worded by ``enterprises.wording``."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    def as_json(self) -> dict[str, Any]:
        """What the job keeps."""
        return {"code": self.code, "params": self.params}


class Cancelled(Exception):
    """The person asked to stop."""


class Superseded(Exception):
    """Another worker has taken the job over."""


class RegisterChanged(Exception):
    """What was confirmed is no longer what would happen."""


class Busy(Exception):
    """Another import of the province is being carried out."""
