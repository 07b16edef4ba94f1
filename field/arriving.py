"""Reading what a device sends: every value by its type, with bounds, in words where it is wrong.

Anything may arrive: an old page, a damaged one, somebody who tries. Unknown fields are ignored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from ecms.core.refusal import Refusal
from ecms.core.text import nfc

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SHA256 = re.compile(r"[0-9a-f]{64}")
INTEGER_MOST = 2**62


class Fields:
    """One object as it arrived; each method takes one value out of it or refuses it."""

    def __init__(self, data: Any) -> None:
        if not isinstance(data, Mapping):
            raise Refusal(_("This item cannot be read."))
        self.data = data

    def has(self, name: str) -> bool:
        """Whether a value was sent."""
        return name in self.data

    def text(self, name: str, most: int, *, needed: bool = False) -> str:
        """Trimmed text without control characters, at most ``most`` letters."""
        value = self.data.get(name)
        if value is None:
            value = ""
        if not isinstance(value, str) or "\x00" in value or _unpaired(value):
            raise Refusal(_("This is not a text."), field=name)
        clean = CONTROL.sub("", nfc(value)).strip()
        if len(clean) > most:
            raise Refusal(_("The text is longer than %(n)d letters.") % {"n": most}, field=name)
        if needed and not clean:
            raise Refusal(_("Fill in this field."), field=name)
        return clean

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        """One of ``allowed``."""
        value = self.data.get(name)
        if not isinstance(value, str) or value not in set(allowed):
            raise Refusal(_("Choose one of the values offered."), field=name)
        return value

    def whole(self, name: str, most: int, *, least: int = 0) -> int | None:
        """A whole number between ``least`` and ``most``, or None."""
        value = self.data.get(name)
        if value is None or value == "":
            return None
        if type(value) is not int or not least <= value <= most:
            raise Refusal(_("Enter a whole number."), field=name)
        return value

    def number(self, name: str, most: float) -> Decimal | None:
        """A number between -``most`` and ``most``, or None."""
        value = self.data.get(name)
        if value is None:
            return None
        if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > most:
            raise Refusal(_("Enter a number."), field=name)
        return Decimal(str(value))

    def flag(self, name: str) -> bool | None:
        """Yes, no, or None."""
        value = self.data.get(name)
        if value is not None and not isinstance(value, bool):
            raise Refusal(_("Answer yes or no."), field=name)
        return value

    def day(self, name: str) -> date | None:
        """A day YYYY-MM-DD, or None."""
        value = self.data.get(name)
        if value in (None, ""):
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise Refusal(_("Enter the date."), field=name) from None

    def moment(self, name: str) -> datetime | None:
        """A moment with its offset, or None; what a clock says is never refused for being odd."""
        value = self.data.get(name)
        if not isinstance(value, str):
            return None
        try:
            parsed = parse_datetime(value)
            return parsed.astimezone(UTC) if parsed and parsed.tzinfo else None
        except (ValueError, OverflowError):
            return None

    def uuid(self, name: str) -> UUID:
        """A number made on the device."""
        return key_of(self.data.get(name), name)

    def uuid_if_any(self, name: str) -> UUID | None:
        """The same, where there may be none."""
        return None if self.data.get(name) is None else self.uuid(name)

    def sha256(self, name: str, *, needed: bool = True) -> str:
        """A hash as 64 hexadecimal digits."""
        value = self.data.get(name)
        if not value and not needed:
            return ""
        if not isinstance(value, str) or not SHA256.fullmatch(value):
            raise Refusal(_("The hash is not readable."), field=name)
        return value

    def items(self, name: str, most: int) -> list[Any]:
        """A list of at most ``most`` items."""
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > most:
            raise Refusal(_("This list cannot be read."), field=name)
        return value

    def table(self, name: str) -> dict[str, Any]:
        """An object, or an empty one."""
        value = self.data.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise Refusal(_("This item cannot be read."), field=name)
        return value


def key_of(value: Any, name: str = "id") -> UUID:
    """A UUID in text. Raises Refusal."""
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        raise Refusal(_("The number of the item cannot be read."), field=name) from None


def _unpaired(text: str) -> bool:
    """Half of a letter outside the first plane: no database takes it."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
