"""Display words and kinds of accidents, kept out of the models."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.audit.models import AuditEvent
from ecms.audit.registry import label
from ecms.core.citation import shown
from ecms.core.components import Clock, Entry, FileRow, Tab
from ecms.core.formatting import amount, legal_date, legal_datetime, vnd
from ecms.documents import registry as forms
from ecms.documents.models import DocumentState, GeneratedDocument, StoredFile
from ecms.notifications import registry as letters
from ecms.notifications.models import DueItem
from intake.enums.accident import UNDER_CLOCK, AccidentClass, AccidentState, TeamLevel
from intake.models import Accident, Victim
from intake.rules import accident_class, compensation
from intake.rules.compensation import Owed, Step

S = AccidentState
STATE_KINDS = {
    S.REPORTED: "waiting",
    S.INVESTIGATING: "progress",
    S.WITH_POLICE: "warning",
    S.MINUTES_SIGNED: "info",
    S.ANNOUNCED: "info",
    S.FOLLOW_UP: "progress",
    S.CLOSED: "success",
    S.PROSECUTED: "neutral",
    S.DISMISSED: "neutral",
}
CLASS_KINDS = {
    AccidentClass.FATAL: "danger",
    AccidentClass.SERIOUS_MULTI: "danger",
    AccidentClass.SERIOUS: "warning",
    AccidentClass.MINOR: "neutral",
}


def state_kind(state: str) -> str:
    """The kind of pill for a state."""
    return STATE_KINDS[S(state)]


def class_kind(code: str) -> str:
    """The kind of pill for a class."""
    return CLASS_KINDS[AccidentClass(code)]


def is_late(accident: Accident, today: date) -> bool:
    """The minutes should have been announced."""
    return bool(accident.state in UNDER_CLOCK and accident.due_on and accident.due_on < today)


def tabs(accident: Accident, current: str, *, people: bool) -> list[Tab]:
    """Sub-navigation; the parts with persons are offered to those who handle the case."""
    pages = [("accident", _("Overview"))]
    if people:
        pages += [
            ("accident_victims", _("Victims")),
            ("accident_scene", _("Investigation")),
            ("accident_conclusion", _("Causes and costs")),
        ]
    pages.append(("accident_measures", _("Measures")))
    if people:
        pages.append(("accident_documents", _("Documents")))
    pages.append(("accident_timeline", _("Timeline")))
    return [
        Tab(words, reverse(f"intake:{name}", args=[accident.pk]), name == current)
        for name, words in pages
    ]


# --- Class in words ---------------------------------------------------------------------------
def class_reason(accident: Accident) -> str:
    """Why it is of this class and who investigates, with the article."""
    article = f"{_('Law 84/2015/QH13')}, {_article(accident)}"
    counts = {
        "dead": accident.victims_dead,
        "serious": accident.victims_serious,
        "light": accident.victims_light,
    }
    why = {
        AccidentClass.FATAL: _("%(dead)d dead: a fatal accident, whatever else happened.")
        % counts,
        AccidentClass.SERIOUS_MULTI: _(
            "Nobody is dead and %(serious)d are seriously injured (an injury of Annex II of "
            "Decree 39/2016)."
        )
        % counts,
        AccidentClass.SERIOUS: _(
            "Nobody is dead and one person is seriously injured (an injury of Annex II of Decree "
            "39/2016)."
        ),
        AccidentClass.MINOR: _(
            "Nobody is dead and no injury of Annex II of Decree 39/2016 is recorded."
        ),
    }[AccidentClass(accident.class_code)]
    return f"{why} {_level_words(accident)} ({article})"


def _article(accident: Accident) -> str:
    point = {"FATAL": "d", "SERIOUS_MULTI": "c", "SERIOUS": "b", "MINOR": "a"}
    letter = "d" if accident.term_rule == accident_class.EXPERTISE_RULE else ""
    return _("arts. 35.1-35.3 and 35.6%(point)s") % {"point": letter or point[accident.class_code]}


def _level_words(accident: Accident) -> str:
    return {
        TeamLevel.GRASSROOTS: _("The employer sets up the team."),
        TeamLevel.COMMUNE: _("Without a labour contract: the commune makes a record."),
        TeamLevel.PROVINCIAL: _("The head of the provincial body sets up the team."),
        TeamLevel.CENTRAL: _("The ministry sets up the team."),
    }[TeamLevel(accident.level)]


def term_words(accident: Accident) -> str:
    """How the term runs: from which day, how many days, with any extension."""
    if accident.term_days is None:
        return _("The law sets no term.")
    words = _("%(days)d days from the notice of %(day)s") % {
        "days": accident.term_days,
        "day": legal_date(accident.notice_on),
    }
    if accident.extension_days:
        words += _(", extended by %(days)d days") % {"days": accident.extension_days}
    return words


def toll_words(accident: Accident) -> str:
    """1 dead, 2 seriously, 1 lightly injured."""
    parts = (
        (accident.victims_dead, _("%(n)d dead")),
        (accident.victims_serious, _("%(n)d seriously injured")),
        (accident.victims_light, _("%(n)d lightly injured")),
    )
    return ", ".join(words % {"n": number} for number, words in parts if number)


# --- Clocks -------------------------------------------------------------------------------------
def due_words(item: DueItem) -> str:
    """What is due, in the words of its letter."""
    return str(letters.letter(item.kind).title)


def items_of(accident: Accident) -> list[DueItem]:
    """Open due items of the case, its victims and its measures, the nearest first."""
    found = DueItem.objects.filter(closed_at__isnull=True)
    of_case = found.filter(_pointing(accident.__class__, [accident.pk]))
    victims = found.filter(_pointing(Victim, accident.victims.values("pk")))
    rows = accident.recommendations
    measures = found.filter(_pointing(rows.model, rows.values("pk")))
    return sorted((*of_case, *victims, *measures), key=lambda item: (item.due_on, item.pk))


def _pointing(model: Any, keys: Any) -> Any:
    from django.db.models import Q

    return Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)


def clocks(items: Iterable[DueItem]) -> list[Clock]:
    """Every clock of the case with its article."""
    return [
        Clock(
            due_words(item),
            item.due_on,
            shown(item.legal_basis),
            "paused" if item.paused_at else "running",
            "",
        )
        for item in items
    ]


# --- Compensation ------------------------------------------------------------------------------
def owed_words(owed: Owed) -> list[str]:
    """The computation line by line, as it would be printed."""
    return [_step_words(step) for step in owed.steps]


def _step_words(step: Step) -> str:
    figures: dict[str, Any] = dict(step.figures)
    if "tenths" in figures:
        figures["months"] = _decimal(figures["tenths"] * 10)
    if "hundredths" in figures:
        figures["months"] = _decimal(figures["hundredths"])
        figures["wage"], figures["amount"] = vnd(figures["wage"]), vnd(figures["amount"])
    words = {
        "death": _("Death: at least %(months)s months’ wage (Art. 38.4b)."),
        "too_small": _(
            "A loss of %(loss)d%% is below 5%%: nothing is owed under Art. 38.4 and 38.5."
        ),
        "full_loss": _(
            "A loss of %(loss)d%% is 81%% or more: at least %(months)s months’ wage (Art. 38.4b)."
        ),
        "first_band": _(
            "A loss of %(loss)d%% lies between 5%% and 10%%: at least %(months)s months’ wage "
            "(Art. 38.4a)."
        ),
        "by_percent": _(
            "A loss of %(loss)d%%: 1.5 months for the first 10%% and 0.4 month for each of the "
            "%(extra)d further percent, at least %(months)s months’ wage (Art. 38.4a)."
        ),
        "own_fault": _(
            "Wholly the worker’s own fault: an allowance of %(percent)d%% (Art. 38.5)."
        ),
        "commuting": _("On the way to or from work: an allowance of %(percent)d%% (Art. 39.2)."),
        "amount": _("%(months)s months × %(wage)s = %(amount)s"),
    }[step.code]
    return words % figures


def _decimal(hundredths: int) -> str:
    from ecms.core.formatting import is_vietnamese

    whole, rest = divmod(hundredths, 100)
    tail = f"{rest:02d}".rstrip("0")
    mark = "," if is_vietnamese() else "."
    return f"{whole}{mark}{tail}" if tail else str(whole)


def compensation_of(claim: compensation.Claim) -> dict[str, Any]:
    """{amount, lines, missing} of a claim for the page."""
    try:
        owed = compensation.owed(claim)
    except compensation.ClaimError:
        return {"missing": True, "lines": [], "amount": ""}
    return {"missing": False, "lines": owed_words(owed), "amount": vnd(owed.amount),
            "least": owed.amount, "kind": owed.kind}  # fmt: skip


# --- Timeline and files ---------------------------------------------------------------------
def entries(events: Iterable[AuditEvent]) -> list[Entry]:
    """Audit events as rows of a timeline; no event holds a name of a person concerned."""
    return [
        Entry(
            at=event.at,
            what=label(event.event),
            detail=_detail(event.data),
            who=event.actor_name if event.actor_id else "",
        )
        for event in events
    ]


def _detail(data: dict[str, Any]) -> str:
    parts = [str(data[key]) for key in ("note", "reference") if data.get(key)]
    if data.get("victim"):
        parts.append(_("victim %(n)s") % {"n": data["victim"]})
    return " · ".join(parts)


def document_row(document: GeneratedDocument) -> FileRow:
    """One official document."""
    words = forms.label(document.form_code, document.title)
    mark = "" if document.state == DocumentState.ISSUED else document.get_state_display()
    return FileRow(
        name=f"{words} {document.reference}".strip() + ".pdf",
        url=reverse("documents:download", args=[document.pk]),
        about_url=reverse("documents:detail", args=[document.pk]),
        size=document.size,
        meta=" · ".join([legal_date(document.issued_on), document.signer_name]).strip(" ·"),
        mark=mark,
    )


def file_row(stored: StoredFile) -> FileRow:
    """One uploaded file."""
    return FileRow(
        name=stored.caption or stored.original_name,
        url=reverse("documents:file", args=[stored.pk]),
        size=stored.size,
        meta=f"{stored.uploaded_by} · {legal_datetime(stored.uploaded_at)}",
        mark=_("frozen") if stored.frozen_at else "",
        thumbnail_url=reverse("documents:preview", args=[stored.pk]) if stored.preview else "",
    )


def costs_words(accident: Accident) -> list[tuple[str, str]]:
    """Costs by kind for the page."""
    fields = ("cost_medical", "cost_wages", "cost_benefit", "cost_property")
    meta: Any = accident._meta
    return [
        (str(meta.get_field(name).verbose_name), vnd(getattr(accident, name))) for name in fields
    ]


def days_words(days: int | None) -> str:
    """Days off work, or a dash."""
    return amount(days)


def why_words(code: str) -> str:
    """Why a violation is suggested."""
    return {
        "not_declared": _("The employer has not declared the accident itself."),
        "late": _("The employer declared it after the day of the accident."),
        "not_investigated": _(
            "The term of the employer’s investigation has passed without minutes."
        ),
        "papers": _("If papers or objects are not given to the team."),
        "first_aid": _("If first aid came too late."),
    }[code]
