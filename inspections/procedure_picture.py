"""A procedure as a picture: states from top to bottom, steps as arrows beside them (SVG)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from inspections.enums import Phase
from inspections.procedure_rules import Definition
from inspections.workflow import label_of

WIDTH, ROW, BOX, HEIGHT = 980, 74, 300, 40
FILLS = {
    Phase.PREPARING: "#fff3cd", Phase.DECIDED: "#cfe2ff", Phase.RUNNING: "#d1e7dd",
    Phase.PAUSED: "#f8d7da", Phase.REPORTING: "#e2d9f3", Phase.CONCLUDED: "#cff4fc",
    Phase.FOLLOW_UP: "#cff4fc", Phase.CLOSED: "#d3d3d3", Phase.ENDED: "#e9ecef",
}  # fmt: skip
MARKER = SafeString(
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
    'markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#495057"/></marker></defs>'
)


def picture(procedure: Definition) -> SafeString:
    """The whole picture; steps that stay in a state are written inside its box."""
    places = {state.code: index for index, state in enumerate(procedure.states)}
    height = len(places) * ROW + 20
    boxes = format_html_join("", "{}", ((box,) for box in _boxes(procedure)))
    arrows = format_html_join("", "{}", ((arrow,) for arrow in _arrows(procedure, places)))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" role="img" '
        'font-family="sans-serif" font-size="12">{}{}{}</svg>',
        WIDTH, height, WIDTH, MARKER, boxes, arrows,
    )  # fmt: skip


def _boxes(procedure: Definition) -> Iterator[SafeString]:
    for index, state in enumerate(procedure.states):
        top = index * ROW + 10
        staying = [
            str(label_of(procedure, step.verb))
            for step in procedure.steps
            if state.code in step.sources and not step.target
        ]
        yield format_html(
            '<rect x="10" y="{}" width="{}" height="{}" rx="6" fill="{}" stroke="#495057"/>'
            '<text x="20" y="{}" font-weight="bold">{}</text>'
            '<text x="20" y="{}" fill="#495057">{}</text><title>{}</title>',
            top, BOX, HEIGHT, FILLS[Phase(state.phase)], top + 17, state.name, top + 33,
            state.code, "; ".join(staying),
        )  # fmt: skip


def _arrows(procedure: Definition, places: dict[str, int]) -> Iterator[SafeString]:
    lane = 0
    for step in procedure.steps:
        for source in step.sources:
            if not step.target or step.target not in places or source not in places:
                continue
            start = places[source] * ROW + 10 + HEIGHT * 0.65
            end = places[step.target] * ROW + 10 + HEIGHT * 0.35
            far = BOX + 40 + lane % 14 * 26
            lane += 1
            yield format_html(
                '<path d="M{} {} H{} V{} H{}" fill="none" stroke="#495057" '
                'marker-end="url(#arrow)"/><text x="{}" y="{}">{}</text>',
                BOX + 10, f"{start:.0f}", far, f"{end:.0f}", BOX + 12, far + 4,
                f"{(start + end) / 2:.0f}", str(label_of(procedure, step.verb)),
            )  # fmt: skip
