"""Reads of inspections that are not one queryset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.db.models import Case, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest
from django.db.models.lookups import Exact

from ecms.core.citation import ABBREVIATIONS
from ecms.core.text import fold
from ecms.notifications.models import DueItem
from ecms.notifications.services import due
from inspections import rules
from inspections.enums import FindingState, Kind
from inspections.models import Checklist, Inspection, Procedure, Requirement
from inspections.models.procedure import definition_of
from inspections.procedure_rules import Definition, in_order
from law.models import Instrument, Provision

WORDS_MOST = 8  # of a search; more narrow nothing
ENOUGH, SLIP = 0.66, 0.35  # of the words; of the letters of a word with slips


def procedure_in_force(kind: str, *, on: date) -> Procedure | None:
    """The published procedure of a kind of proceeding on the legal date, or None."""
    rows = Procedure.objects.in_force(on).filter(kind=kind, published_on__lte=on)
    return rows.order_by("-valid_from", "-version", "-pk").first()


def kinds_offered(agency: Any, *, on: date) -> list[str]:
    """Kinds that ``agency`` may propose on a date: an inspectorate inspects (Law 84/2025),

    every other body checks (Decree 217/2025). Former laws know no new cases.
    """
    kind = Kind.INSPECTION if agency is not None and agency.is_inspectorate else Kind.CHECK
    procedure = procedure_in_force(kind, on=on)
    return [kind] if procedure is not None and procedure.can_propose else []


# --- Procedure of a case ------------------------------------------------------------------
END_OF_FIELDWORK = "sign_minutes"  # the act that the duration of an inspection limits


def definition(inspection: Inspection) -> Definition:
    """The procedure version of the case."""
    return definition_of(inspection.procedure_id)


def duration_by(procedure: Definition, **case: str) -> rules.Duration:
    """The duration that a procedure gives to a level, ground, mode and manner.

    Raises:
        rules.RuleError: the procedure has none for such a case.
    """
    terms = procedure.terms_for(END_OF_FIELDWORK, **case)
    if not terms:
        level = case.get("level", "")
        raise rules.RuleError(f"the procedure has no duration for the level {level}")
    term = terms[0]
    return rules.Duration(term.days, term.extensions, term.unit, term.rule)


def traits(inspection: Inspection) -> dict[str, str]:
    """What the terms of a case depend on."""
    return {
        "level": inspection.level, "ground": inspection.ground, "mode": inspection.mode,
        "manner": inspection.manner,
    }  # fmt: skip


def duration_of(inspection: Inspection) -> rules.Duration:
    """The duration that the case's own procedure gives it.

    Raises:
        rules.RuleError: the procedure has none.
    """
    return duration_by(definition(inspection), **traits(inspection))


def was_taken(inspection: Inspection, verb: str) -> bool:
    """Whether a step was taken on the case."""
    return inspection.steps.filter(verb=verb).exists()


def extensions_taken(inspection: Inspection) -> int:
    """How many times the inspection was extended."""
    return inspection.steps.filter(verb="extend").count()


def next_extension(inspection: Inspection) -> int:
    """Days of the extension that is still possible; 0 when there is none."""
    return duration_of(inspection).extension(extensions_taken(inspection))


def state_names() -> dict[str, str]:
    """Every state of the published procedures, in order, in the language of the page."""
    rows = Procedure.objects.exclude(published_on=None).values_list("pk", flat=True)
    found = in_order([definition_of(pk) for pk in rows])
    return {code: state.name for code, state in found.items()}


def scope_text(checklist: Checklist) -> str:
    """What a check with this checklist covers, in Vietnamese because the decision cites it."""
    rows = checklist.items.order_by("order", "pk").values_list(
        "question__topic_vi", "question__topic"
    )
    names = dict.fromkeys(vietnamese or english for vietnamese, english in rows)
    topics = [name.split(" ", 1)[1] if name[:1].isdigit() else name for name in names]
    return "Việc chấp hành pháp luật về: " + "; ".join(topics) + "." if topics else ""


# --- Case ---------------------------------------------------------------------------------
def due_items(inspection: Inspection) -> list[DueItem]:
    """Open due items of the case, the nearest first."""
    return due.of(inspection)


def next_rectification(inspection: Inspection) -> DueItem | None:
    """The nearest day by which the enterprise must put something right."""
    rows = inspection.requirements.values("pk")
    return (
        DueItem.objects.filter(
            content_type=ContentType.objects.get_for_model(Requirement),
            object_id__in=rows,
            closed_at__isnull=True,
        )
        .order_by("due_on")
        .first()
    )


def undecided_findings(inspection: Inspection) -> int:
    """Findings neither confirmed nor dropped."""
    return inspection.findings.filter(state=FindingState.DRAFT).count()


# --- Catalogue ----------------------------------------------------------------------------
def violation_titles(codes: Iterable[str], *, on: date) -> dict[str, str]:
    """Names of violations by code, in the decree in force on the date."""
    rows = in_force_provisions(on).filter(code__in=set(codes))
    return {row.code: row.name for row in rows}


def in_force_provisions(on: date) -> QuerySet[Provision]:
    """Provisions of the sanction decree in force on the date; deferred clauses left out."""
    return Provision.objects.in_force(on).filter(
        valid_from__isnull=False, instrument__in=Instrument.objects.in_force(on)
    )


PLAIN_WORDS = (  # as people say it, as the catalogue writes it; folded
    ("cham", "khong dung han"),
    ("no luong", "tra luong khong du"),
    ("tai nan", "tnld"),
    ("giam luong", "khau tru"),
    ("duoi viec", "sa thai"),
)


def search_provisions(text: str, *, on: date, limit: int = 20) -> list[Provision]:
    """Violations found by plain words without accents, or by code, in force on the date.

    Each word counts as much as it is alike to a word of the title: 1 for the beginning of one,
    less for a word with slips. Words and their abbreviations (bảo hiểm xã hội, BHXH) are the
    same. Those with the words as a phrase come first, then the most alike.
    """
    phrases = dict.fromkeys(said for way in said_otherwise(fold(text)) for said in
                            (way, abbreviated(way)))  # fmt: skip
    best: dict[int, tuple[float, int, str]] = {}
    for phrase in phrases:
        for pk, score, is_phrase, code in _alike(phrase, on):
            best[pk] = max(best.get(pk, (0.0, 0, code)), (score, is_phrase, code))
    order = sorted(best, key=lambda pk: (-best[pk][1], -best[pk][0], best[pk][2]))[:limit]
    rows = Provision.objects.select_related("instrument", "topic").prefetch_related("frames")
    found = rows.in_bulk(order)
    return [found[pk] for pk in order]


def _alike(phrase: str, on: date) -> list[tuple[int, float, int, str]]:
    """Key, share of the words found, whether the phrase stands in the title, code."""
    words = [word for word in re.split(r"[^0-9a-z]+", phrase) if word][:WORDS_MOST]
    if not words:
        return []
    score = sum((_likeness(word) for word in words), start=Value(0.0)) / float(len(words))
    rows = in_force_provisions(on).annotate(
        score=score, is_phrase=Case(When(folded__contains=phrase, then=1), default=0)
    )
    wanted = rows.filter(Q(score__gte=ENOUGH) | Q(is_phrase=1))
    return list(wanted.values_list("pk", "score", "is_phrase", "code"))


def _likeness(word: str) -> Any:
    """1 for the beginning of a word of the title, else how alike the most alike one is."""
    slip = TrigramStrictWordSimilarity(word, "folded")
    return Case(
        When(folded__regex=rf"\m{word}", then=Value(1.0)),
        When(Exact(Greatest(slip, Value(SLIP)), slip), then=slip),
        default=Value(0.0),
        output_field=FloatField(),
    )


def said_otherwise(phrase: str) -> list[str]:
    """The folded phrase, and with words that people say put as the catalogue has them.

    >>> said_otherwise("cham tra luong")
    ['cham tra luong', 'khong dung han tra luong']
    """
    ways = [phrase]
    for said, written in PLAIN_WORDS:
        if re.search(rf"\b{said}\b", phrase) and written not in phrase:
            ways += [re.sub(rf"\b{said}\b", written, way) for way in ways]
    return ways


def abbreviated(phrase: str) -> str:
    """The folded phrase with what the catalogue abbreviates in its short form."""
    for short, words in sorted(ABBREVIATIONS.items(), key=lambda pair: -len(pair[1])):
        phrase = phrase.replace(fold(words), fold(short))
    return phrase
