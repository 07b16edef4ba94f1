"""Verification codes and the QR that leads to them."""

from __future__ import annotations

import io
import secrets

import segno
from django.conf import settings
from django.urls import reverse

# Crockford's base 32: no I, L, O, U, so that a code read aloud or copied by hand stays right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12  # 60 bits: not guessable at the rate the page allows
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code() -> str:
    """A fresh code, XXXX-XXXX-XXXX."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def normalised(typed: str) -> str:
    """What somebody typed as a code is written, or "" when it cannot be one."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(ALIKE)
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return ""
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def address(code: str) -> str:
    """Where a document is verified."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('documents:verify')}?code={code}"


def qr_svg(code: str) -> bytes:
    """The QR of the verification page as an SVG image."""
    buffer = io.BytesIO()
    segno.make(address(code), error="m").save(
        buffer, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return buffer.getvalue()
