"""Secrets that stand in addresses do not stand in logs: calendar feeds, badges, one-time links."""

from __future__ import annotations

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

HIDDEN = "***"
# What comes before the secret stays, so that a log still says which page was asked for.
_SECRETS = re.compile(
    r"""(?P<before>/calendar/|/b/|%2Fb%2F|/password/reset/key/[^/\s"'-]+-)[^/\s"'?&.<>%]+"""
)


def without_secrets(text: str) -> str:
    """``text`` with the secret part of known addresses replaced; a second pass changes nothing."""
    return _SECRETS.sub(rf"\g<before>{HIDDEN}", text)


class HideSecrets(logging.Filter):
    """For handlers: message, arguments and the path that Django adds to a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        record.msg = _clean(record.msg)
        if isinstance(record.args, dict):
            record.args = {key: _clean(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(_clean(value) for value in record.args)
        return True


def _clean(value: Any) -> Any:
    return without_secrets(value) if isinstance(value, str) else value


class DiscreetLogger(Logger):  # type: ignore[misc]
    """The access log of the web server: the same lines without secrets, also in the referrer."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What a line may show."""
        return {key: _clean(value) for key, value in super().atoms(*args, **kwargs).items()}
