"""Words of badges, shared places and tracings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecms.core.secrets import Unreadable, decrypt
from enterprises.models import Worker
from enterprises.rules import workforce
from enterprises.rules.identity import mask
from enterprises.rules.tracing import HOUSING, KINDS, LONGEST, MOST_BACK, SHIFT, SITE, VEHICLE

SHARED_WORDS = {
    HOUSING: pgettext_lazy("shared", "Housing"),
    VEHICLE: pgettext_lazy("shared", "Vehicle"),
    SHIFT: pgettext_lazy("shared", "Shift"),
    SITE: pgettext_lazy("shared", "Site"),
}
REVOKED_WORDS = {
    "LOST": pgettext_lazy("badge", "Lost or stolen"),
    "LEFT": pgettext_lazy("badge", "Left the enterprise"),
    "DAMAGED": pgettext_lazy("badge", "Damaged"),
    "REPLACED": pgettext_lazy("badge", "Replaced by a new one"),
    "MISUSED": pgettext_lazy("badge", "Used by somebody else"),
}
PERIOD_PROBLEMS = {
    "reversed": gettext_lazy("The last day lies before the first."),
    "future": gettext_lazy("Days to come cannot be traced."),
    "too_old": gettext_lazy("Only the last %(days)s days can be traced."),
    "too_long": gettext_lazy("At most %(days)s days can be traced at once."),
}
LINE_PROBLEMS = {
    "identity_missing": gettext_lazy("The identity number is missing."),
    "identity_rounded": gettext_lazy(
        "A spreadsheet has rounded the number; format the column as text."
    ),
    "identity_length": gettext_lazy("An identity number has 12 digits, a former one 9."),
    "identity_place": gettext_lazy("The number begins with a province code that does not exist."),
    "identity_century": gettext_lazy("The number says a year of birth in the future."),
    "date": gettext_lazy("A day cannot be read; write 05/02/2026."),
    "reversed": gettext_lazy("The last day lies before the first."),
    "future": gettext_lazy("The first day lies in the future."),
    "unknown": gettext_lazy("Nobody with this number is on the list of the enterprise."),
    "not_employed": gettext_lazy("Not employed at the enterprise on the first day."),
    "elsewhere": gettext_lazy("Is entered in “%(place)s” on these days already."),
}


def line_words(problem: str, place: str = "") -> str:
    """Why a line of a list was not carried out."""
    return str(LINE_PROBLEMS[problem]) % {"place": place}


def shared_words(kinds: Any) -> str:
    """The kinds of a tracing in words, strongest first."""
    return ", ".join(str(SHARED_WORDS[kind]) for kind in KINDS if kind in kinds)


def revoked_words(reason: str) -> str:
    """Why a badge was taken out of use."""
    return str(REVOKED_WORDS.get(reason, reason))


def period_words(problem: str) -> str:
    """Why a period cannot be traced."""
    days = {"too_old": MOST_BACK, "too_long": LONGEST}.get(problem, 0)
    return str(PERIOD_PROBLEMS[problem]) % {"days": days}


def masked_identity(worker: Worker) -> str:
    """The identity number as screens show it; empty for somebody without papers."""
    if not worker.identity:
        return ""
    try:
        return mask(decrypt(worker.identity))
    except Unreadable:
        return _("cannot be read")


def age_words(worker: Worker, on: date) -> tuple[str, str]:
    """The age class that labour law asks about, and the kind of its pill."""
    if worker.born_on is None:
        return _("Age not known"), "neutral"
    young = workforce.minor_warning(worker.born_on, on)
    if young:
        words = {"under_13": _("Under 13 years"), "under_15": _("13 and 14 years")}
        return words.get(young, _("15 to 17 years")), "danger" if young != "minor" else "warning"
    if workforce.is_elderly(worker.born_on, worker.sex, on):
        return _("Past the retirement age"), "info"
    return _("Adult"), "neutral"


def token_words(token: str) -> str:
    """A code in groups of four, as it stands on the badge."""
    text = token.upper()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
