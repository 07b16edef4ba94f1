"""Whether the numbers of a headcount can be true together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Counted among all workers; insured workers, union members and leased workers are counted by
# others (the insurance office, the union, the lessor), so they may exceed the total.
AMONG = ("women", "minors", "elderly", "disabled", "foreign")
PARTS = (*AMONG, "leased", "union", "insured")
JUMP_SHARE = 2  # a change by more than one in two is asked about …
JUMP_LEAST = 20  # … unless so few people are concerned


@dataclass(frozen=True)
class Problem:
    """What is wrong: ``code`` (nothing, part_more, ages_more) at ``field``, with the numbers."""

    field: str
    code: str
    value: int = 0
    total: int = 0


def problems(numbers: Mapping[str, int | None]) -> list[Problem]:
    """What cannot be true of {total, women, minors …}; heads, None where not known."""
    total = numbers.get("total")
    if total is None:
        if any(numbers.get(part) is not None for part in AMONG):
            return [Problem("total", "total_missing")]
        if all(numbers.get(part) is None for part in PARTS):
            return [Problem("total", "nothing")]
        return []
    found = [
        Problem(part, "part_more", value, total)
        for part in AMONG
        if (value := numbers.get(part)) is not None and value > total
    ]
    minors, elderly = numbers.get("minors") or 0, numbers.get("elderly") or 0
    if not found and minors + elderly > total:
        found.append(Problem("elderly", "ages_more", minors + elderly, total))
    return found


def is_jump(before: int | None, now: int | None) -> bool:
    """Whether a headcount changed by more than half, and by more than a few people."""
    if before is None or now is None:
        return False
    change = abs(now - before)
    return change >= JUMP_LEAST and change * JUMP_SHARE > max(before, 1)
