"""Facts of a dossier in words: parts of headcounts, relations, flags, where a fact comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecms.core.formatting import grouped, legal_date
from enterprises.enums import FlagKind, RelationKind
from enterprises.presenters import FIELD_WORDS, as_of_words, origin_words
from enterprises.rules.headcount import Problem
from enterprises.services.imports.committing import INFERRED
from enterprises.services.record import BY_HAND, FOLLOWS
from enterprises.services.workforce.counting import SOURCE as COUNTED
from enterprises.wording import row_words

PART_WORDS = {
    "total": gettext_lazy("Workers"),
    "women": pgettext_lazy("headcount", "Women"),
    "minors": pgettext_lazy("headcount", "Minors (under 18)"),
    "elderly": pgettext_lazy("headcount", "Past retirement age"),
    "disabled": pgettext_lazy("headcount", "With disabilities"),
    "foreign": pgettext_lazy("headcount", "Foreign workers"),
    "leased": pgettext_lazy("headcount", "Leased from others"),
    "union": pgettext_lazy("headcount", "Union members"),
    "insured": pgettext_lazy("headcount", "Socially insured"),
}
# kind -> (what the other is when it is the source, what it is when it is the target)
RELATION_WORDS = {
    RelationKind.PARENT.value: (
        pgettext_lazy("relation", "Parent company"),
        pgettext_lazy("relation", "Subsidiary"),
    ),
    RelationKind.BRANCH.value: (
        pgettext_lazy("relation", "Head office"),
        pgettext_lazy("relation", "Branch"),
    ),
    RelationKind.GROUP.value: (
        pgettext_lazy("relation", "Leading company of the group"),
        pgettext_lazy("relation", "Member of the group"),
    ),
    RelationKind.PRINCIPAL.value: (
        pgettext_lazy("relation", "Principal"),
        pgettext_lazy("relation", "Contractor"),
    ),
    RelationKind.LEASING.value: (
        pgettext_lazy("relation", "Leases workers to it"),
        pgettext_lazy("relation", "Leases workers from it"),
    ),
}
RELATION_REFUSED = {
    "itself": gettext_lazy("This is the same enterprise."),
    "circle": gettext_lazy(
        "The other enterprise stands below this one already: the chain would be a circle."
    ),
    "head_office": gettext_lazy("This branch has a head office already; end that relation first."),
    "order": gettext_lazy("The day lies in the future or before the beginning."),
}


def headcount_problem(problem: Problem) -> str:
    """Why numbers of a headcount cannot be true."""
    part = str(PART_WORDS.get(problem.field, problem.field))
    return {
        "nothing": _("Enter at least one number."),
        "total_missing": _("Enter the number of all workers too."),
        "part_more": _("%(part)s: %(value)s is more than all workers (%(total)s)."),
        "ages_more": _(
            "Minors and people past retirement age together (%(value)s) are more than all "
            "workers (%(total)s)."
        ),
    }[problem.code] % {
        "part": part, "value": grouped(problem.value), "total": grouped(problem.total),
    }  # fmt: skip


def place_problem(reason: Iterable[Any]) -> str:
    """Why an address was not resolved."""
    code, _params = reason
    if code == "place_unknown":
        return _("The address names no province that is known: choose it.")
    return row_words(reason)


def relation_words(kind: str, *, other_is_source: bool) -> str:
    """What the other enterprise is to this one."""
    words = RELATION_WORDS[kind]
    return str(words[0] if other_is_source else words[1])


# --- Where facts come from ------------------------------------------------------------------
def source_words(origin: dict[str, Any]) -> str:
    """Where a fact comes from; the codes of our own sources in words, and who verified it."""
    shown = {**origin, "source": named_source(origin.get("source", ""))}
    if origin.get("stated_on"):
        shown["as_of"] = origin["stated_on"]
    words = origin_words(shown)
    reason = origin.get("reason", "")
    parts = [f"{words} ({reason})" if reason else words]
    if origin.get("verified_on"):
        parts.append(verified_words(origin.get("verified_by", ""), origin["verified_on"]))
    return "; ".join(part for part in parts if part)


def named_source(source: str) -> str:
    """The codes of our own sources in words; what a person or a list names stands for itself."""
    own = {
        BY_HAND: _("entered by hand"), INFERRED: _("taken from the name"),
        FOLLOWS: _("follows from the sector"), COUNTED: _("counted from the list of workers"),
    }  # fmt: skip
    return own.get(source, source)


def verified_words(who: Any, day: Any) -> str:
    """“verified by Nguyễn Minh Quân on 05/10/2026”."""
    return _("verified by %(who)s on %(day)s") % {"who": who, "day": as_of_words(day)}


def stated_words(row: Any) -> str:
    """Where a row comes from that carries its own source: source, who entered it, who verified."""
    day = legal_date(row.recorded_at)
    parts = [
        _("%(source)s, entered by %(who)s on %(day)s")
        % {"source": named_source(row.source), "who": row.recorded_by, "day": day}
    ]
    if row.verified_at:
        parts.append(verified_words(row.verified_by, row.verified_at.date().isoformat()))
    return "; ".join(parts)


def override_words(origin: dict[str, Any], value: str) -> str:
    """What an override replaced; empty where the fact is no override."""
    kept = origin.get("override")
    if not kept:
        return ""
    return _("Override; the registry says “%(value)s” (%(source)s, %(day)s)") % {
        "value": value, "source": kept.get("source", ""), "day": as_of_words(kept["as_of"]),
    }  # fmt: skip


def most_common(origins: Iterable[str]) -> str:
    """The words that most facts share, said once above them."""
    counted = Counter(words for words in origins if words)
    words, count = counted.most_common(1)[0] if counted else ("", 0)
    return words if count > 1 else ""


# --- Flags ----------------------------------------------------------------------------------
def flag_words(flag: Any) -> str:
    """The figures behind a flag, one after the other."""
    facts = flag.facts or {}
    if flag.kind == FlagKind.INSURED_GAP and {"declared", "insured"} <= facts.keys():
        return _("%(declared)s workers declared, %(insured)s insured") % {
            "declared": grouped(facts["declared"]), "insured": grouped(facts["insured"]),
        }  # fmt: skip
    if flag.kind == FlagKind.HEADCOUNT_JUMP and {"before", "now"} <= facts.keys():
        return _("from %(before)s to %(now)s workers") % {
            "before": grouped(facts["before"]), "now": grouped(facts["now"]),
        }  # fmt: skip
    return "; ".join(f"{FIELD_WORDS.get(name, name)}: {value}" for name, value in facts.items())
