"""Words of duplicates, merges and the score: why two records look alike, what was moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ecms.core.formatting import grouped, legal_date
from enterprises.models import Duplicate, Enterprise, Merge
from enterprises.presenters import field_words
from enterprises.rules.duplicates import SURE
from enterprises.services import references
from enterprises.services.merging import GROUPS, IN_PLACE, SURVIVOR, chosen_side

LEFT, RIGHT = "left", "right"
REASON_WORDS = {
    "registration": gettext_lazy("Same registration number"),
    "insurance": gettext_lazy("Same social insurance code"),
    "former_code": gettext_lazy("A code of one is a code of the other"),
    "branch": gettext_lazy("Same code up to the branch number"),
    "name": gettext_lazy("Same name, legal form aside"),
    "near_name": gettext_lazy("Nearly the same name"),
    "like_name": gettext_lazy("Similar name"),
    "address": gettext_lazy("Same address"),
    "near_address": gettext_lazy("Nearly the same address"),
    "representative": gettext_lazy("Same legal representative"),
    "phone": gettext_lazy("Same telephone"),
    "email": gettext_lazy("Same e-mail"),
    "other_province": gettext_lazy("In another province"),
}
GROUP_WORDS = {
    "registration_number": gettext_lazy("Registration number"),
    "insurance_code": gettext_lazy("Social insurance code"),
    "ownership": gettext_lazy("Ownership"),
    "zone": gettext_lazy("Industrial zone"),
    "insured": gettext_lazy("Insured workers"),
    "arrears": gettext_lazy("Insurance arrears"),
}
OTHER_WORDS = {
    "tax_code": gettext_lazy("Tax code"),
    "province_id": gettext_lazy("Province"),
    "former_names": gettext_lazy("Former names and codes"),
    "last_visited_on": gettext_lazy("Last visited"),
    "workforce_on": gettext_lazy("Workforce as of"),
    "risk_score": gettext_lazy("Risk score"),
    "created_at": pgettext_lazy("record", "In the register since"),
}
FIRST = ("tax_code", "province_id")


def reasons_of(pair: Duplicate) -> list[tuple[str, str, int]]:
    """Why two records look alike: (words, the fact both share, points)."""
    return [
        (str(REASON_WORDS.get(r["code"], r["code"])), str(r.get("fact", "")), int(r["points"]))
        for r in pair.reasons
    ]


def score_kind(points: int) -> str:
    """The kind of pill for a likeness."""
    return "danger" if points >= SURE else "warning"


# --- Side by side -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Compared:
    """One line of the comparison; ``side`` is the side proposed where the person may choose."""

    code: str
    label: str
    left: str
    right: str
    side: str = ""

    @property
    def differs(self) -> bool:
        """The two records say different things."""
        return self.left != self.right


def compared(left: Enterprise, right: Enterprise, keep: str, chosen: Any) -> list[Compared]:
    """Every fact of two records; ``keep`` is the side that stays, ``chosen`` what was sent."""
    top = [_fixed(name, left, right) for name in FIRST]
    kept, gone = (left, right) if keep == LEFT else (right, left)
    elsewhere = left.province_id != right.province_id
    lines = []
    for group, names in GROUPS.items():
        one, other = _group_words(left, names), _group_words(right, names)
        side = ""
        if one != other and not (elsewhere and group in IN_PLACE):
            stays = chosen_side(group, kept, gone, {}) == SURVIVOR
            side = chosen.get(group) or (keep if stays else (RIGHT if keep == LEFT else LEFT))
        lines.append(Compared(group, group_words(group), one, other, side))
    rest = [_fixed(name, left, right) for name in OTHER_WORDS if name not in FIRST]
    return [*top, *lines, *rest]


def group_words(group: str) -> str:
    """The label of facts that are chosen together."""
    return str(GROUP_WORDS.get(group) or field_words(group))


def _fixed(name: str, left: Enterprise, right: Enterprise) -> Compared:
    return Compared(
        name, str(OTHER_WORDS[name]), value_words(left, name), value_words(right, name)
    )


def _group_words(firm: Enterprise, names: Iterable[str]) -> str:
    """The first fact with what belongs to it in brackets."""
    first, *rest = [value_words(firm, name) for name in names]
    more = ", ".join(text for text in rest if text)
    return f"{first} ({more})" if first and more else first or more


def value_words(firm: Enterprise, name: str) -> str:
    """A fact in words; empty for nothing."""
    shown = name.removesuffix("_id")
    value = getattr(firm, shown)
    if value is None or value == "":
        return ""
    if hasattr(firm, f"get_{shown}_display"):
        return str(getattr(firm, f"get_{shown}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return legal_date(value)
    return grouped(value) if isinstance(value, int) else str(value).replace("\n", "; ")


def hanging(left: Enterprise, right: Enterprise) -> list[tuple[str, int, int]]:
    """What points at each of two records and would go over: (words, left, right)."""
    counts: dict[str, list[int]] = {}
    for link, how in references.known_links():
        if how.how is references.KEEP or link.type_name:
            continue
        found = counts.setdefault(_plural(link.model), [0, 0])
        for index, firm in enumerate((left, right)):
            found[index] += link.rows(firm).count()
    rows = [(words, n[0], n[1]) for words, n in counts.items() if any(n)]
    return sorted(rows, key=lambda row: -row[1] - row[2])


def _plural(model: Any) -> str:
    words = str(model._meta.verbose_name_plural)
    return words[:1].upper() + words[1:]


# --- A merge ----------------------------------------------------------------------------------
def label_words(label: str) -> str:
    """“Inspections” for inspections.Inspection.enterprise."""
    app, model, _field = label.split(".", 2)
    try:
        return _plural(apps.get_model(app, model))
    except LookupError:
        return label


def moved_words(merge: Merge) -> list[tuple[str, int, int]]:
    """What a merge did to other tables: (words, moved, left with the merged record)."""
    stayed = merge.before.get("stayed", {})
    found: dict[str, list[int]] = {}
    for label in {*merge.moved, *stayed}:
        numbers = found.setdefault(label_words(label), [0, 0])
        numbers[0] += len(merge.moved.get(label, []))
        numbers[1] += len(stayed.get(label, []))
    rows = [(words, n[0], n[1]) for words, n in found.items()]
    return sorted(rows, key=lambda row: (-row[1] - row[2], row[0]))


def changed_facts(merge: Merge) -> list[str]:
    """Facts of the survivor that came from the merged record."""
    before, after = merge.before[SURVIVOR], merge.before.get("after", {})
    changed = {name for name, old in before.items() if after.get(name, old) != old}
    return [group_words(g) for g, names in GROUPS.items() if changed.intersection(names)]


def undone_words(left: dict[str, int], fields: Iterable[str]) -> list[str]:
    """What undoing could not put back."""
    lines = [f"{label_words(label)}: {grouped(number)}" for label, number in left.items()]
    return [*lines, *(field_words(name.removesuffix("_id")) for name in fields)]
