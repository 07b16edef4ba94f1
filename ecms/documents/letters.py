"""The letter that corrects slips in a paper already sent (Decree 30/2020/NĐ-CP art. 18)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ecms.documents.parts import Official
from ecms.documents.registry import Form, define

CORRECTION = define(
    Form("CV-DCH", "Công văn", _("Letter of correction"), "pdf/correction_letter.html",
         book="CV", symbol="{agency}")
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CorrectionLetter(Official):
    """CV-DCH: which paper, which words, which words instead, and why."""

    about: str
    what: str
    subject: str
    pairs: tuple[tuple[str, str], ...]
    reason: str
