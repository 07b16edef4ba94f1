"""A chain as a drawing: boxes and lines with their words, for one template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.core.formatting import grouped
from enterprises.chain import Drawn, Member
from enterprises.fact_words import relation_words
from enterprises.rules.chain import HEIGHT, ROW, WIDTH, Box, Layout, Node, curve, lay_out, wrapped

LINE_HEIGHT, FIRST_LINE, PADDING = 15, 18, 10
MORE_ABOVE, MORE_BELOW = -1, -2  # keys of the boxes "and 12 more"


@dataclass(frozen=True)
class Shape:
    """A box of the drawing; ``kind`` is self, seen, hidden or more."""

    box: Box
    kind: str
    title: str
    lines: list[tuple[int, str]]  # (y of the line, words)
    note: tuple[int, str]
    url: str = ""

    @property
    def text_x(self) -> int:
        """Where its words begin."""
        return self.box.x + PADDING


@dataclass(frozen=True)
class Line:
    """A line between two boxes with its word."""

    path: str
    words: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Everything the template needs; sizes in pixels."""

    shapes: list[Shape]
    lines: list[Line]
    width: int
    height: int
    box_width: int = WIDTH
    box_height: int = HEIGHT


def draw(firm: Any, drawn: Drawn) -> Drawing:
    """Lay a chain out and put its words in."""
    nodes = [Node(member.pk, member.level, member.after) for member in drawn.members]
    if drawn.above:
        nodes.append(Node(MORE_ABOVE, -1, firm.pk))
    if drawn.below:
        nodes.append(Node(MORE_BELOW, 1, firm.pk))
    layout = lay_out(nodes)
    shapes = [_shape(member, layout) for member in drawn.members]
    chain_url = reverse("enterprises:chain", args=[firm.pk])
    for key, count in ((MORE_ABOVE, drawn.above), (MORE_BELOW, drawn.below)):
        if count:
            shapes.append(_more(layout.boxes[key], count, chain_url))
    lines = [_line(member, layout) for member in drawn.members if member.after is not None]
    return Drawing(shapes, lines, layout.width, layout.height + ROW)


def _shape(member: Member, layout: Layout) -> Shape:
    box = layout.boxes[member.pk]
    kind = "self" if member.level == 0 else "seen" if member.visible else "hidden"
    rows = [
        (box.y + FIRST_LINE + index * LINE_HEIGHT, words)
        for index, words in enumerate(wrapped(member.name))
    ]
    note = (box.y + HEIGHT - 6, _note(member))
    url = reverse("enterprises:detail", args=[member.pk]) if kind == "seen" else ""
    return Shape(box, kind, member.name, rows, note, url)


def _note(member: Member) -> str:
    """Province and headcount; nothing about a firm out of reach."""
    if not member.visible:
        return _("another province")
    count = _("%(n)s workers") % {"n": grouped(member.workers)} if member.workers else ""
    return " · ".join(part for part in (member.province, count) if part)


def _more(box: Box, count: int, url: str) -> Shape:
    words = _("and %(n)s more") % {"n": grouped(count)}
    return Shape(box, "more", words, [(box.middle, words)], (0, ""), url)


def _line(member: Member, layout: Layout) -> Line:
    """From the box a member hangs on to its own; the word says what the member is."""
    here, there = layout.boxes[member.after or 0], layout.boxes[member.pk]
    words = relation_words(member.kind, other_is_source=member.level < 0)
    left, right = (here, there) if here.x < there.x else (there, here)
    return Line(curve(here, there), words, (left.x + WIDTH + right.x) // 2, there.middle - 4)
