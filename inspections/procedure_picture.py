"""A procedure as a picture: states from top to bottom, steps as arrows beside them (SVG)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from inspections.enums import Phase
from inspections.procedure_rules import Definition
from inspections.workflow import label_of

BOX, LABELS, LANE = 250, 300, 18  # px: a state, the words beside it, the way of an arrow
LINE, HEAD, GAP = 19, 46, 16  # px: a step, the height of a state without steps, between states
FILLS = {
    Phase.PREPARING: "#fff3cd", Phase.DECIDED: "#cfe2ff", Phase.RUNNING: "#d1e7dd",
    Phase.PAUSED: "#f8d7da", Phase.REPORTING: "#e2d9f3", Phase.CONCLUDED: "#cff4fc",
    Phase.FOLLOW_UP: "#cff4fc", Phase.CLOSED: "#d3d3d3", Phase.ENDED: "#e9ecef",
}  # fmt: skip
MARKER = SafeString(
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
    'markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="currentColor"/></marker>'
    "</defs>"
)


@dataclass(frozen=True)
class Place:
    """A state in the picture: its top, its height, and its steps as (words, target) from above;
    the target is empty where the state stays."""

    top: int
    height: int
    steps: tuple[tuple[str, str], ...]

    def line(self, index: int) -> int:
        """Where the step leaves the state; above the first one arrows arrive."""
        return self.top + 30 + index * LINE


def picture(procedure: Definition) -> SafeString:
    """The whole picture. Each step has a line of its own, so no words lie on others; the arrows
    to one state share one way."""
    places = _places(procedure)
    lanes = {code: index for index, code in enumerate(_reached(procedure))}
    width = 20 + BOX + LABELS + (len(lanes) + 1) * LANE
    height = max((p.top + p.height for p in places.values()), default=0) + 10
    boxes = format_html_join("", "{}", ((box,) for box in _boxes(procedure, places)))
    words = format_html_join("", "{}", ((step,) for step in _steps(places, lanes)))
    ways = format_html_join("", "{}", ((way,) for way in _ways(places, lanes)))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="100%" role="img" '
        'font-family="sans-serif" font-size="12">{}{}{}{}</svg>',
        width, height, MARKER, boxes, words, ways,
    )  # fmt: skip


def _places(procedure: Definition) -> dict[str, Place]:
    places, top = {}, 10
    for state in procedure.states:
        steps = tuple(
            (str(label_of(procedure, step.verb)), step.target)
            for step in procedure.steps
            if state.code in step.sources
        )
        height = max(HEAD, 26 + len(steps) * LINE)
        places[state.code] = Place(top, height, steps)
        top += height + GAP
    return places


def _reached(procedure: Definition) -> list[str]:
    """States to which a step leads, in their order."""
    targets = {step.target for step in procedure.steps if step.target}
    return [state.code for state in procedure.states if state.code in targets]


def _boxes(procedure: Definition, places: dict[str, Place]) -> Iterator[SafeString]:
    for state in procedure.states:
        place = places[state.code]
        yield format_html(
            '<rect x="10" y="{}" width="{}" height="{}" rx="6" fill="{}" stroke="#495057"/>'
            '<text x="20" y="{}" font-weight="bold" fill="#18242a">{}</text>'
            '<text x="20" y="{}" fill="#495057">{}</text>',
            place.top, BOX, place.height, FILLS[Phase(state.phase)], place.top + 18, state.name,
            place.top + 35, state.code,
        )  # fmt: skip


def _steps(places: dict[str, Place], lanes: dict[str, int]) -> Iterator[SafeString]:
    """The words of every step, with its line to the way of its target."""
    for place in places.values():
        for index, (words, target) in enumerate(place.steps):
            level = place.line(index)
            if target not in lanes:
                yield format_html(
                    '<text x="{}" y="{}" fill="currentColor" opacity="0.75">↻ {}</text>',
                    BOX + 18, level - 3, words,
                )  # fmt: skip
                continue
            yield format_html(
                '<text x="{}" y="{}" fill="currentColor">{}</text><path d="M{} {} H{}" '
                'fill="none" stroke="currentColor"/><circle cx="{}" cy="{}" r="2.5" '
                'fill="currentColor"/>',
                BOX + 18, level - 3, words, BOX + 10, level, _lane(lanes[target]),
                _lane(lanes[target]), level,
            )  # fmt: skip


def _ways(places: dict[str, Place], lanes: dict[str, int]) -> Iterator[SafeString]:
    """For every state that is reached: one way from its sources to its arrow."""
    for code, lane in lanes.items():
        end = places[code].top + 10
        levels = [
            place.line(index)
            for place in places.values()
            for index, (_words, target) in enumerate(place.steps)
            if target == code
        ]
        for first, last in ((min(levels), end), (max(levels), end)):
            yield format_html(
                '<path d="M{} {} V{} H{}" fill="none" stroke="currentColor" '
                'marker-end="url(#arrow)"/>',
                _lane(lane), first, last, BOX + 12,
            )  # fmt: skip


def _lane(index: int) -> int:
    return 10 + BOX + LABELS + (index + 1) * LANE
