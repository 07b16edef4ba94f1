"""Badges on paper: A4 sheets of ten cards of the size of an identity card, with cut marks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from ecms.documents.fetching import OwnFilesFetcher, font_faces, missing_fonts
from ecms.documents.rendering import FontsMissingError
from enterprises.models import Badge, Enterprise, Spell
from enterprises.presenters_tracing import token_words

PER_SHEET = 10
MOST = 200  # badges of one file, a few seconds of work; more are offered as further parts


@dataclass(frozen=True)
class Card:
    """What stands on a badge. No number of an identity paper, no date of birth."""

    name: str
    enterprise: str
    work: str
    code: str
    qr: str  # name of the asset


def address(token: str) -> str:
    """Where the QR leads: our own address and the token, nothing else."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('badge', args=[token])}"


def qr_svg(token: str) -> bytes:
    """The QR of a badge as an SVG image of black and nothing."""
    buffer = io.BytesIO()
    segno.make(address(token), error="m").save(
        buffer, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return buffer.getvalue()


def to_print(enterprise: Enterprise, workers: Sequence[int] = ()) -> QuerySet[Badge]:
    """Badges in use with the work of each, in the order of names; of ``workers`` if given."""
    work = Spell.objects.filter(
        worker=OuterRef("worker"), enterprise=enterprise, ended_on__isnull=True
    ).order_by("-started_on")
    rows = Badge.objects.filter(enterprise=enterprise, revoked_at__isnull=True)
    if workers:
        rows = rows.filter(worker__in=workers)
    return (
        rows.select_related("worker")
        .annotate(work=Subquery(work.values("job_title")[:1]))
        .order_by("worker__folded", "worker_id")
    )


def parts(count: int) -> int:
    """In how many files ``count`` badges are printed."""
    return -(-count // MOST)


def render(enterprise: Enterprise, badges: Sequence[Any]) -> bytes:
    """The PDF of at most ``MOST`` badges, in Vietnamese, in the order given.

    Raises:
        FontsMissingError: the fonts were not built into static/.
    """
    if missing := missing_fonts():
        raise FontsMissingError(", ".join(missing))
    firm = enterprise.short_name or enterprise.name
    cards = [
        Card(badge.worker.name, firm, badge.work or "", token_words(badge.token), f"{n}.svg")
        for n, badge in enumerate(badges[:MOST])
    ]
    assets = {
        card.qr: qr_svg(badge.token) for card, badge in zip(cards, badges[:MOST], strict=True)
    }
    sheets = [cards[start : start + PER_SHEET] for start in range(0, len(cards), PER_SHEET)]
    with translation.override("vi"):
        html = render_to_string("enterprises/pdf/badges.html", {"sheets": sheets, "firm": firm})
        css = font_faces() + render_to_string("enterprises/pdf/badges.css")
    fonts = FontConfiguration()
    fetcher = OwnFilesFetcher(assets)
    style = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, base_url="ecms-asset:", url_fetcher=fetcher)
    return bytes(document.write_pdf(stylesheets=[style], font_config=fonts) or b"")
