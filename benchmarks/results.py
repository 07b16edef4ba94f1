"""What a benchmark answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Result:
    """One line: what, its figure and that of the floor, both in ``unit``.

    ``ratio`` is how many times slower than the floor; ``p95`` is empty where few runs are made.
    """

    what: str
    unit: str
    value: float
    floor: float
    floor_is: str
    ratio: float
    p95: float | None = None
    size: str = ""


def timed(call: Callable[[], object]) -> float:
    """Seconds that ``call`` takes."""
    started = perf_counter()
    call()
    return perf_counter() - started


def middle(seconds: Sequence[float]) -> float:
    """The median."""
    return median(seconds)


def worst(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20)[-1]
