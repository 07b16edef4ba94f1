"""A text that is encrypted at rest: names and words of victims, witnesses and callers."""

from __future__ import annotations

from typing import Any

from django.db import models

from ecms.core.secrets import decrypt, encrypt


class SealedTextField(models.BinaryField):
    """Text in Python, AES-GCM in the database (``ecms.core.secrets``); "" is stored as nothing.

    It cannot be searched, sorted or exported by mistake: the database never sees the words.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        """Seal on the way in."""
        if isinstance(value, str):
            value = encrypt(value) if value else None
        return super().get_prep_value(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        """Open on the way out."""
        return decrypt(value) if value else ""

    def to_python(self, value: Any) -> Any:
        """Text stays text; forms never bind to this field."""
        return value
