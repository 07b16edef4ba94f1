"""Which section of VSIC 2025 a row of either classification belongs to."""

from __future__ import annotations

import re

_LETTER = re.compile(r"\b[A-V]\b")  # "J (58-60) / K (61-63)" names two sections


def section_letters(*, scheme: str, level: int, code: str, mapping: str) -> tuple[str, ...]:
    """The sections of VSIC 2025 in question: none, one, or several where the old one was split.

    ``mapping`` is ``Sector.section_2025``. A section of VSIC 2025 stands for itself.
    """
    if scheme == "VSIC2025" and level == 1:
        return (code,)
    return tuple(dict.fromkeys(_LETTER.findall(mapping)))
