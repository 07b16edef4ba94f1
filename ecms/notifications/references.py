"""The mark of a mail of ours: which row it carries, signed, so that nobody else can make one.

A mailbox knows by it a mail that comes twice; ECMS knows by it a mail that comes back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SIGNS = 16  # hexadecimal digits
_MARK = re.compile(rf"\b([a-z]{{2,20}})-(\d{{1,18}})-([0-9a-f]{{{SIGNS}}})@")


@dataclass(frozen=True)
class Mark:
    """The row ``pk`` of the outbox that calls itself ``outbox``."""

    outbox: str
    pk: int


def mark(outbox: str, pk: int) -> str:
    """The Message-ID, without brackets; the same for every attempt."""
    host = settings.SITE_URL.split("//")[-1].split("/")[0].split(":")[0]
    return f"{outbox}-{pk}-{_sign(outbox, pk)}@{host}"


def find(text: str) -> Mark | None:
    """The first mark in ``text`` that was made here."""
    for outbox, pk, sign in _MARK.findall(text):
        if constant_time_compare(sign, _sign(outbox, int(pk))):
            return Mark(outbox, int(pk))
    return None


def _sign(outbox: str, pk: int) -> str:
    value = f"{outbox}-{pk}"
    return salted_hmac("ecms.mail", value, algorithm="sha256").hexdigest()[:SIGNS]
