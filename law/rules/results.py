"""What the rules hand back: worksheets of acts and of the case, ready for pages and JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from law.enums import DecisionRoute, Party
from law.rules.catalogue import AdditionalSanction, Provision, Remedy
from law.rules.competence import Signatory
from law.rules.facts import ActFacts
from law.rules.frame import Frame
from law.rules.wording import Sentence, render_all

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class RemedyDue:
    """A remedial measure of the act; ``due_on`` only where the law fixes a time."""

    remedy: Remedy
    due_on: date | None

    def to_dict(self, lang: str) -> Json:
        """Return JSON-ready values."""
        title = self.remedy.title_en if lang == "en" else self.remedy.title_vi
        return {"code": self.remedy.code, "title": title, "due_on": iso(self.due_on)}


@dataclass(frozen=True, slots=True)
class ActWorksheet:
    """The computation for one act. Amounts in whole VND, frame for this party after doubling."""

    facts: ActFacts
    instrument: str
    frame: Frame
    fine: int
    explanation_right: bool
    limitation_ends_on: date
    limitation_expired: bool
    additional: tuple[AdditionalSanction, ...]
    remedies: tuple[RemedyDue, ...]
    reasoning: tuple[Sentence, ...]

    @property
    def provision(self) -> Provision:
        """The row of the decree that was applied."""
        return self.frame.provision

    @property
    def frame_min(self) -> int:
        """Lowest fine for this party."""
        return self.frame.minimum

    @property
    def frame_max(self) -> int:
        """Highest fine for this party."""
        return self.frame.maximum

    def to_dict(self, lang: str = "vi") -> Json:
        """Return JSON-ready values, words in ``vi`` or ``en``."""
        row = self.provision
        return {
            "code": row.code,
            "provision": row.row_id,
            "title": row.title_en if lang == "en" else row.title_vi,
            "instrument": self.instrument,
            "legal_basis": row.legal_basis,
            "fine_type": row.fine_type.value,
            "scale_unit": row.scale_unit or None,
            "quantity": self.frame.quantity,
            "warning": self.frame.is_warning,
            "stated_min": row.fine_min,
            "stated_max": row.fine_max,
            "stated_for": row.stated_for.value,
            "multiplier": str(self.frame.multiplier),
            "cap": self.frame.cap,
            "frame_min": self.frame_min,
            "frame_max": self.frame_max,
            "fine": self.fine,
            "aggravating": self.facts.circumstances.aggravating,
            "mitigating": self.facts.circumstances.mitigating,
            "explanation_right": self.explanation_right,
            "limitation_ends_on": iso(self.limitation_ends_on),
            "limitation_expired": self.limitation_expired,
            "additional_sanctions": [
                {"code": item.code, "title": item.title_en if lang == "en" else item.title_vi}
                for item in self.additional
            ],
            "remedial_measures": [item.to_dict(lang) for item in self.remedies],
            "criminal_referral": bool(row.criminal_referral),
            "confidence": row.confidence,
            "reasoning": render_all(self.reasoning, lang),
        }


@dataclass(frozen=True, slots=True)
class CaseWorksheet:
    """The computation for a case: one party, one or more acts, one decision.

    The dates of explanation and decision are None without a date of the minutes.
    ``limitation_ends_on`` is the earliest of the acts.
    """

    party: Party
    acts: tuple[ActWorksheet, ...]
    decided_on: date
    minutes_on: date | None
    total_fine: int
    explanation_right: bool
    explanation_written_until: date | None
    hearing_request_until: date | None
    decision_due: Mapping[DecisionRoute, date]
    decision_due_on: date | None
    limitation_ends_on: date
    limitation_expired: bool
    signatories: tuple[Signatory, ...]
    reasoning: tuple[Sentence, ...]

    @property
    def is_warning(self) -> bool:
        """Every act is sanctioned with a warning only."""
        return all(act.frame.is_warning for act in self.acts)

    @property
    def full_reasoning(self) -> tuple[Sentence, ...]:
        """The reasoning of every act, then that of the case."""
        return (*(line for act in self.acts for line in act.reasoning), *self.reasoning)

    def to_dict(self, lang: str = "vi") -> Json:
        """Return JSON-ready values, words in ``vi`` or ``en``."""
        return {
            "party": self.party.value,
            "acts": [act.to_dict(lang) for act in self.acts],
            "total_fine": self.total_fine,
            **self.terms_dict(),
            "signatories": [
                {
                    "title": item.title(lang),
                    "max": item.max,
                    "title_code": item.title_code,
                    "level": item.level.value,
                    "only_during_check": item.only_during_check,
                    "notes": item.notes,
                    "confidence": item.confidence,
                }
                for item in self.signatories
            ],
            "reasoning": render_all(self.full_reasoning, lang),
        }

    def terms_dict(self) -> Json:
        """Return rights and dates, JSON-ready."""
        return {
            "explanation_right": self.explanation_right,
            "explanation_written_until": iso(self.explanation_written_until),
            "hearing_request_until": iso(self.hearing_request_until),
            "minutes_on": iso(self.minutes_on),
            "decision_due_on": iso(self.decision_due_on),
            "decision_due": {route.value: iso(day) for route, day in self.decision_due.items()},
            "decided_on": iso(self.decided_on),
            "limitation_ends_on": iso(self.limitation_ends_on),
            "limitation_expired": self.limitation_expired,
        }


def iso(day: date | None) -> str | None:
    """Write a date for JSON."""
    return None if day is None else day.isoformat()
