"""A wrong document is replaced by a new version: reason, wrong and right words, both kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.documents import registry, wording
from ecms.documents.holders import may_correct
from ecms.documents.letters import CORRECTION, CorrectionLetter
from ecms.documents.models import DocumentState, GeneratedDocument
from ecms.documents.parts import Head, Signature, vn_date
from ecms.documents.registry import Correction
from ecms.documents.rendering import Issue, press
from ecms.documents.services import issuing, numbering
from ecms.documents.verification import new_code
from ecms.documents.wording import Pair


class CorrectionRefused(Exception):
    """The document cannot be corrected so; ``field`` names the field to blame, or is empty."""

    def __init__(self, reason: Any, field: str = "") -> None:
        super().__init__(str(reason))
        self.reason, self.field = reason, field


@dataclass(frozen=True)
class Wish:
    """What is wrong: pairs of words, why; ``new_number`` where the content was wrong."""

    pairs: tuple[Pair, ...]
    reason: str
    new_number: bool = False


def correct(
    document: GeneratedDocument, wish: Wish, *, by: Any, at: datetime
) -> GeneratedDocument:
    """Issue the corrected version; the old one stays, marked as replaced.

    A slip keeps number and day, and a letter tells those who have the old paper; wrong content is
    replaced by a document of the same form under a new number (Decree 30/2020/NĐ-CP art. 18).
    Correcting twice by a double click gives the version that exists.

    Raises:
        CorrectionRefused: not this person, not this form, words that stand nowhere.
    """
    with transaction.atomic():
        old = GeneratedDocument.objects.select_for_update().get(pk=document.pk)
        if (made := _made_already(old, wish, by)) is not None:
            return made
        answer = may_correct(old, by)
        if not answer:
            raise CorrectionRefused(answer.reason)  # type: ignore[union-attr]
        html = _corrected_text(old, wish)
        old.state = DocumentState.REPLACED
        old.save(update_fields=["state"])
        new = _version(old, wish, by=by, at=at)
        if wish.new_number:
            _under_a_new_number(new, old, clock.legal_date(at))
            html = wording.renumbered(html, new.reference, _place_date(new), replaces_line(old))
        new.html = html
        printed = Issue(code=new.verify_code, version=new.version, reference=new.reference)
        issuing.store(new, press(html, printed))
        log("document.replaced", old.thing, by=by, at=at, data=_summary(new, wish))
        if not wish.new_number and not new.context["head"].get("team"):
            _tell(old, new, wish, by=by, at=at)
    return new


def _made_already(old: GeneratedDocument, wish: Wish, by: Any) -> GeneratedDocument | None:
    return GeneratedDocument.objects.filter(
        previous=old, issued_by=by, corrections=[list(pair) for pair in wish.pairs]
    ).first()


def _corrected_text(old: GeneratedDocument, wish: Wish) -> str:
    if not wish.reason.strip():
        raise CorrectionRefused(_("Say why it is corrected."), "reason")
    if not wish.pairs:
        raise CorrectionRefused(_("Give the wrong words and the right ones."), "pairs")
    if wish.new_number and registry.correction(old.form_code) != Correction.FULL:
        raise CorrectionRefused(
            _("The content of this document is changed by a further decision of the case."), "kind"
        )
    html, missing = wording.corrected(old.html, wish.pairs)
    if missing:
        raise CorrectionRefused(
            _("These words do not stand in the document in one piece: “%(words)s”. Copy them "
              "exactly as printed; words in bold or in another cell are a piece of their own.")
            % {"words": "”, “".join(missing)}, "pairs",
        )  # fmt: skip
    if not wish.new_number and wording.changes_figures(old.html, html):
        raise CorrectionRefused(
            _("A day, a term, an amount or a number of people is no slip: change it in the case."),
            "pairs",
        )
    return html


def _version(old: GeneratedDocument, wish: Wish, *, by: Any, at: datetime) -> GeneratedDocument:
    """The new row with everything that stays as it was."""
    new = GeneratedDocument.objects.get(pk=old.pk)
    new.pk, new._state.adding = None, True
    new.state, new.previous, new.version = DocumentState.ISSUED, old, old.version + 1
    new.reason, new.corrections = wish.reason.strip(), [list(pair) for pair in wish.pairs]
    new.context = wording.in_context(old.context, wish.pairs)
    new.title = wording.in_context(old.title, wish.pairs)[: issuing.TITLE_LENGTH]
    new.verify_code = new_code()
    new.created_at = new.issued_at = at
    new.created_by = new.issued_by = by
    return new


def _under_a_new_number(new: GeneratedDocument, old: GeneratedDocument, on: date) -> None:
    form = registry.known()[old.form_code]
    symbol = old.reference.partition("/")[2]
    new.issued_on = on
    if old.number is not None:
        new.number, new.year = numbering.take(old.issuer, form.book or form.code, on.year), on.year
        new.reference = numbering.reference(new.number, symbol)


def _place_date(new: GeneratedDocument) -> str:
    return f"{new.context['head'].get('place', '')}, {vn_date(new.issued_on)}".lstrip(", ")


def replaces_line(old: GeneratedDocument) -> str:
    """What stands below the heading of a replacement."""
    number = f" số {old.reference}" if old.reference else ""
    return f"Thay thế {name_of(old)}{number} {vn_date(old.issued_on)}"


def name_of(document: GeneratedDocument) -> str:
    """What a document calls itself inside a sentence."""
    return registry.known()[document.form_code].title_vi


def _tell(
    old: GeneratedDocument, new: GeneratedDocument, wish: Wish, *, by: Any, at: datetime
) -> None:
    """The numbered letter that corrects a paper already sent."""
    stored = new.context
    on = clock.legal_date(at)
    number = f" số {old.reference}" if old.reference else ""
    letter = CorrectionLetter(
        head=Head(**stored["head"]),
        about=f"đính chính {name_of(old)}{number}",
        what=f"{name_of(old)}{number} {vn_date(old.issued_on)}",
        subject=_subject(stored),
        pairs=wish.pairs,
        reason=wish.reason.strip(),
        signature=Signature(
            lines=tuple(stored["signature"]["lines"]), name=stored["signature"]["name"]
        ),
        recipients=_recipients(stored),
    )
    issuing.issue(old.thing, CORRECTION, letter, by=by, at=at, on=on, issuer=old.issuer,
                  occasion=f"{new.pk}")  # fmt: skip


def _subject(stored: dict[str, Any]) -> str:
    subject = stored.get("subject")
    return str(
        subject.get("name", "") if isinstance(subject, dict) else stored.get("addressee", "")
    )


def _recipients(stored: dict[str, Any]) -> tuple[str, ...]:
    lines: Sequence[str] = stored.get("recipients") or ()
    return ("Như trên", *(line for line in lines if not line.startswith("Như ")))


def _summary(new: GeneratedDocument, wish: Wish) -> dict[str, Any]:
    return {
        "form": new.form_code, "reference": new.reference, "version": new.version,
        "sha256": new.sha256, "reason": wish.reason.strip(), "places": len(wish.pairs),
    }  # fmt: skip
