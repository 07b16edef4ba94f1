"""Size classes by headcount, as labour statistics count them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SizeClass:
    """From ``low`` to ``high`` workers, both included; ``high`` None is open."""

    code: str
    low: int
    high: int | None


SIZES = (
    SizeClass("MICRO", 0, 10),
    SizeClass("SMALL", 11, 100),
    SizeClass("MEDIUM", 101, 200),
    SizeClass("LARGE", 201, 999),
    SizeClass("GIANT", 1000, None),
)


def size_of(workers: int | None) -> str:
    """The code of the class of a headcount; empty where it is not known."""
    if workers is None:
        return ""
    return next(s.code for s in SIZES if s.high is None or workers <= s.high)
