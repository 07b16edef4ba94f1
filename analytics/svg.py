"""Drawing the figures of ``charts`` as SVG, for documents: bars lying or side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ecms.core import money

FONT = "Tinos, serif"
INK, QUIET, LINE = "#18242a", "#51616a", "#c9d2d6"
# Fill and stroke of each series; the second is hatched, so that print in grey tells them apart.
FILLS = ("#0a4450", "url(#hatch)", "#8c9aa1")
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#ffffff"/>'
    '<path d="M0 6 L6 0" stroke="#c26a1c" stroke-width="2"/></pattern></defs>'
)
WIDTH = 620
ROW, BAR = 22, 14
PLOT_HEIGHT = 190
LABEL_SPACE, VALUE_SPACE = 228, 60
TICKS = 4


@dataclass(frozen=True)
class Scale:
    """From a value to pixels."""

    top: float
    length: float

    def __call__(self, value: float) -> float:
        return round(self.length * value / self.top, 2) if self.top else 0.0


def draw(figure: dict[str, Any]) -> str:
    """The figure as an SVG document."""
    lying = any(trace.get("orientation") == "h" for trace in figure["data"])
    return _lying(figure) if lying else _standing(figure)


def _document(height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="{WIDTH}" height="{height:g}" font-family="{FONT}">{HATCH}{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, size: int = 12, anchor: str = "start",
          colour: str = INK, turn: bool = False) -> str:  # fmt: skip
    turned = f' transform="rotate(-40 {x:g} {y:g})"' if turn else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{colour}"{turned}>{escape(words)}</text>'
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    stroke = ' stroke="#c26a1c" stroke-width="0.75"' if fill.startswith("url") else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"{stroke}/>'
    )


def number(value: float) -> str:
    """1.234,5 as documents write it."""
    whole = int(value)
    tenth = round((value - whole) * 10)
    text = money.format_number(whole, "vi")
    return f"{text},{tenth}" if tenth else text


def _lying(figure: dict[str, Any]) -> str:
    """One series of bars from left to right; the list starts at the bottom, as in plotly."""
    trace = figure["data"][0]
    pairs = list(zip(trace["y"], trace["x"], strict=True))[::-1]
    room = WIDTH - LABEL_SPACE - VALUE_SPACE
    scale = Scale(max((value for _label, value in pairs), default=0), room)
    parts = []
    for index, (label, value) in enumerate(pairs):
        y = 6 + index * ROW
        length = scale(value)
        parts.append(_text(LABEL_SPACE - 8, y + 11, str(label), anchor="end"))
        parts.append(_rect(LABEL_SPACE, y, max(length, 0.5), BAR, FILLS[0]))
        parts.append(_text(LABEL_SPACE + length + 5, y + 11, number(value)))
    axis = f'<path d="M{LABEL_SPACE} 0 V{len(pairs) * ROW + 4}" stroke="{LINE}"/>'
    return _document(len(pairs) * ROW + 10, [axis, *parts])


def _standing(figure: dict[str, Any]) -> str:
    """Groups of bars, one group for each place of the axis."""
    traces = figure["data"]
    labels: list[str] = [str(label) for label in traces[0]["x"]]
    top = nice_top(max((value for trace in traces for value in trace["y"]), default=0))
    left, bottom = 58, PLOT_HEIGHT + 26
    scale = Scale(top, PLOT_HEIGHT)
    step = (WIDTH - left - 10) / max(len(labels), 1)
    parts = [*_grid(top, scale, left, bottom), *_unit(figure, left)]
    width = step * 0.76 / len(traces)
    for series, trace in enumerate(traces):
        for place, value in enumerate(trace["y"]):
            x = left + place * step + step * 0.12 + series * width
            height = scale(value)
            parts.append(_rect(x, bottom - height, width, height, FILLS[series % len(FILLS)]))
    parts += _places(labels, left, step, bottom)
    parts += _legend(traces, bottom + 52)
    return _document(bottom + 62, parts)


def _grid(top: float, scale: Callable[[float], float], left: float, bottom: float) -> list[str]:
    parts = []
    for tick in range(TICKS + 1):
        value = top * tick / TICKS
        y = bottom - scale(value)
        parts.append(f'<path d="M{left} {y:g} H{WIDTH - 10}" stroke="{LINE}"/>')
        parts.append(_text(left - 6, y + 4, number(value), size=11, anchor="end", colour=QUIET))
    return parts


def _unit(figure: dict[str, Any], left: float) -> list[str]:
    title = figure["layout"].get("yaxis", {}).get("title", {}).get("text", "")
    return [_text(left - 50, 12, title, size=11, colour=QUIET)] if title else []


def _places(labels: Sequence[str], left: float, step: float, bottom: float) -> list[str]:
    """Labels under the groups; every second, third … where there are many."""
    every = max(1, len(labels) // 18 + 1)
    return [
        _text(left + (place + 0.5) * step + 4, bottom + 14, label, size=11, anchor="end",
              colour=QUIET, turn=True)
        for place, label in enumerate(labels) if place % every == 0
    ]  # fmt: skip


def _legend(traces: Sequence[dict[str, Any]], y: float) -> list[str]:
    parts, x = [], 58.0
    for series, trace in enumerate(traces):
        parts.append(_rect(x, y - 9, 12, 10, FILLS[series % len(FILLS)]))
        parts.append(_text(x + 18, y, str(trace["name"])))
        x += 40 + 7 * len(str(trace["name"]))
    return parts


def nice_top(value: float) -> float:
    """The end of an axis: the next round number whose quarters are round as well."""
    if value <= 0:
        return TICKS
    step = 1.0
    while step * 10 <= value:
        step *= 10
    for factor in (1, 2, 4, 6, 8, 10, 12, 20):
        top = factor * step
        if top >= value and (top / TICKS).is_integer():
            return top
    return float(TICKS * -(-value // TICKS))
