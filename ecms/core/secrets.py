"""Fields encrypted at rest, and keyed hashes by which they are found again.

AES-256-GCM of the ``cryptography`` package. The first byte of a stored value says which key of
``ECMS_FIELD_KEYS`` made it, so that keys can be changed: put the new one first, keep the old.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12
HASH_BYTES = 16  # of a keyed SHA-256: no two of a country's people collide


class Unreadable(Exception):
    """No key of this installation opens the value, or it was altered."""


@cache
def _ciphers(keys: tuple[str, ...]) -> dict[int, AESGCM]:
    """By the first byte of their digest, the key for new values first."""
    material = [hashlib.sha256(key.encode()).digest() for key in keys]
    return {digest[0]: AESGCM(digest) for digest in material}


def encrypt(text: str) -> bytes:
    """``text`` as bytes to store; different each time."""
    ciphers = _ciphers(tuple(settings.FIELD_KEYS))
    key, cipher = next(iter(ciphers.items()))
    nonce = os.urandom(_NONCE)
    return bytes([key]) + nonce + cipher.encrypt(nonce, text.encode(), None)


def decrypt(stored: bytes | memoryview) -> str:
    """What :func:`encrypt` was given.

    Raises:
        Unreadable: damaged, or made with a key that is not here.
    """
    value = bytes(stored)
    cipher = _ciphers(tuple(settings.FIELD_KEYS)).get(value[0]) if value else None
    if cipher is None:
        raise Unreadable
    try:
        return cipher.decrypt(value[1 : _NONCE + 1], value[_NONCE + 1 :], None).decode()
    except InvalidTag:
        raise Unreadable from None


@cache
def _hash_key(key: str) -> bytes:
    return hashlib.sha256(b"keyed-hash:" + key.encode()).digest()


def keyed_hash(text: str) -> bytes:
    """``HASH_BYTES`` bytes, the same for the same text; says nothing without the key."""
    key = _hash_key(settings.HASH_KEY)
    return hmac.digest(key, text.encode(), "sha256")[:HASH_BYTES]


def token(size: int = 20) -> str:
    """A random text of letters and digits (base32, lower case); ``size`` bytes of chance."""
    return base64.b32encode(os.urandom(size)).decode().rstrip("=").lower()
