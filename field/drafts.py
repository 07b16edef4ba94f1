"""The draft of the minutes as plain text: what people read and sign on the glass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import html as lxml_html

from ecms.core.text import squeeze
from ecms.documents.rendering import Issue, compose
from inspections.models import Inspection
from inspections.services import papers
from inspections.services.refusal import Refusal

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "tr", "div", "dt", "dd", "caption"})
LEFT_OUT = frozenset({"style", "script", "head", "title"})


def minutes_text(case: Inspection, *, on: date) -> dict[str, str] | None:
    """``{"text", "sha256"}`` of the minutes as they would be drawn up on ``on``; None where they
    cannot be."""
    try:
        form, context = papers.build(case, "minutes", by=None, on=on)
    except Refusal:
        return None
    issue = Issue(
        symbol=form.full_symbol(context.head.symbol), on=on, place=context.head.place,
        is_draft=True,
    )  # fmt: skip
    text = plain(compose(form, context, issue))
    return {"text": text, "sha256": digest(text)}


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8: what is kept with a signature."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain(html: str) -> str:
    """A composed document as lines of text, cells of a table parted by bars."""
    body = lxml_html.fromstring(html).find("body")
    if body is None:
        return ""
    for end in body.iter("br"):
        end.tail = f" {end.tail or ''}"
    return "\n".join(line for line in _lines(body) if line)


def _lines(node: Any) -> Iterator[str]:
    """One line for each innermost block."""
    inner = [child for child in node.iter() if child is not node and child.tag in BLOCKS]
    if node.tag == "tr":
        yield " | ".join(squeeze(cell.text_content()) for cell in node.iterchildren())
    elif not inner and node.tag in BLOCKS:
        yield squeeze(node.text_content())
    else:
        yield squeeze(node.text or "")
        for child in node.iterchildren():
            if isinstance(child.tag, str) and child.tag not in LEFT_OUT:
                yield from _lines(child)
            yield squeeze(child.tail or "")
