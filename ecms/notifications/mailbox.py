"""The mailbox to which mail servers return what they cannot deliver, read by IMAP over TLS."""

from __future__ import annotations

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from django.conf import settings

PATIENCE = 20  # seconds
LONGEST = 1_000_000  # bytes of one mail; what is longer is left for a person
AT_ONCE = 200


class Mailbox(Protocol):
    """New mails, each to be called done once what it says is kept."""

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Each new mail as it came, with its name in the box."""

    def done(self, name: str) -> None:
        """It is not given again; it stays in the box."""


class ImapBox:
    """A folder of an IMAP server; what was read is marked as seen, nothing is deleted."""

    def __init__(self, server: imaplib.IMAP4) -> None:
        self._server = server

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """The oldest new ones first, :data:`AT_ONCE` at most."""
        _kind, found = self._server.uid("SEARCH", "UNSEEN")
        names = (found[0] or b"").split() if found else []
        for name in names[:AT_ONCE]:
            uid = name.decode()
            yield uid, self._text(uid)

    def _text(self, uid: str) -> bytes:
        """Empty for what is too long. ``PEEK``: a killed worker leaves it unread."""
        _kind, answer = self._server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LONGEST}>)")
        parts = [part[1] for part in answer if isinstance(part, tuple)]
        return parts[0] if parts and len(parts[0]) < LONGEST else b""

    def done(self, name: str) -> None:
        """Mark it as seen."""
        self._server.uid("STORE", name, "+FLAGS", r"(\Seen)")


@contextmanager
def imap() -> Iterator[Mailbox]:
    """The folder of ``ECMS_RETURNS_*``.

    Raises:
        OSError: the server is away.
        imaplib.IMAP4.error: it does not know the user, or the folder.
    """
    server = imaplib.IMAP4_SSL(settings.RETURNS_HOST, settings.RETURNS_PORT, timeout=PATIENCE)
    try:
        server.login(settings.RETURNS_USER, settings.RETURNS_PASSWORD)
        kind, answer = server.select(f'"{settings.RETURNS_FOLDER}"')
        if kind != "OK":
            raise imaplib.IMAP4.error(str(answer[0]))
        yield ImapBox(server)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()
