"""Two records of one enterprise become one; undoing it puts back what is still where it was put.

The survivor takes up facts, former names and codes, and every row of other tables that points at
the merged record (``services.references``). The merged record stays as a tombstone: it leads to
the survivor, is not found by search and counts as dissolved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.enums import DuplicateState, EnterpriseStatus
from enterprises.models import Duplicate, Enterprise, Merge
from enterprises.rules.search import search_text
from enterprises.services import references, risk
from enterprises.services.references import (  # noqa: F401 - the names that modules register with
    KEEP,
    MOVE,
    REFUSE,
    Occasion,
    Once,
    UnknownReference,
    plain,
    register,
)

SURVIVOR, MERGED = "survivor", "merged"
# Facts chosen together: a headcount without its day, an address without its ward says little.
GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "foreign_name": ("foreign_name",),
    "short_name": ("short_name",),
    "registration_number": ("registration_number",),
    "insurance_code": ("insurance_code",),
    "legal_form": ("legal_form",),
    "ownership": ("ownership",),
    "status": ("status", "status_on"),
    "address": ("address", "ward_id"),
    "zone": ("zone_id",),
    "sector": ("sector_id", "section_2025_id"),
    "representative": ("representative", "representative_title"),
    "phone": ("phone",),
    "email": ("email",),
    "workers": ("workers", "women", "workers_on"),
    "insured": ("insured", "insured_on"),
    "arrears": ("arrears", "arrears_on"),
    "has_union": ("has_union",),
    "caution": ("caution",),
}
LATEST = ("last_visited_on", "workforce_on", "workforce_due_on")  # the later day of the two
NOT_CHOSEN = (
    "id", "tax_code", "province_id", "provenance", "risk_score", "risk_reasons", "risk_on",
    "risk_model", "former_names", "merged_into_id", "folded", "created_at", "updated_at",
)  # fmt: skip
IN_PLACE = frozenset({"address", "zone"})  # only from a record of the same province
_IDENTIFIERS = ("tax_code", "registration_number", "insurance_code")
_NAMES = ("name", "foreign_name", "short_name")


class MergeRefused(Exception):
    """The records cannot be merged, or the merge not undone; ``reason`` in words."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass
class Undone:
    """What undoing a merge put back and what it could not: numbers of rows by reference."""

    merge: Merge
    restored: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    fields_left: list[str] = field(default_factory=list)


# --- Merging ----------------------------------------------------------------------------------
def merge(
    *,
    survivor: Enterprise,
    merged: Enterprise,
    choices: dict[str, str],
    reason: str,
    by: Any,
    at: datetime,
) -> Merge:
    """Take ``merged`` up into ``survivor``; the same merge asked twice is done once.

    ``choices`` is {group of GROUPS: "survivor" | "merged"}; without a choice the survivor's
    fact stands, or the other one where the survivor has none.

    Raises:
        MergeRefused: no right, not in scope, merged already, refused by a reference.
        UnknownReference: something points at enterprises that no module has registered.
    """
    with transaction.atomic():
        kept, gone = _locked(survivor.pk, merged.pk)
        done = _done_already(kept, gone)
        if done is not None:
            return done
        _demand(kept, gone, choices, reason, by)
        occasion = Occasion(source=gone, target=kept, by=by, at=at, reason=reason.strip())
        before = {SURVIVOR: _facts(kept), MERGED: _facts(gone)}
        moved, stayed, changed = _move_all(occasion)
        _take_up(kept, gone, choices, occasion)
        _entomb(kept, gone, occasion)
        undo = {**before, "after": _facts(kept), "stayed": stayed, "changed": changed}
        row = Merge.objects.create(
            survivor=kept, merged=gone, reason=occasion.reason, moved=moved, before=undo,
            done_at=at, done_by=by,
        )  # fmt: skip
        _decide_pair(kept, gone, DuplicateState.MERGED, occasion)
        _tell(row, occasion)
    return row


def _tell(row: Merge, occasion: Occasion) -> None:
    kept, gone, by, at = occasion.target, occasion.source, occasion.by, occasion.at
    moved = {label: len(keys) for label, keys in row.moved.items()}
    data = {"other": gone.pk, "tax_code": gone.tax_code, "reason": row.reason, "moved": moved}
    log("enterprise.merged", kept, by=by, at=at, data=data)
    log("enterprise.taken_up", gone, by=by, at=at, data={"into": kept.pk, "merge": row.pk})


def _locked(first: int, second: int) -> tuple[Enterprise, Enterprise]:
    """Both rows under locks that are taken in the order of the keys."""
    if first == second:
        raise MergeRefused(_("A record cannot be merged with itself."))
    source = Enterprise.objects.select_for_update(of=("self",))
    source = source.select_related("sector", "ward", "province")
    lower = source.get(pk=min(first, second))
    higher = source.get(pk=max(first, second))
    return (lower, higher) if first < second else (higher, lower)


def _done_already(kept: Enterprise, gone: Enterprise) -> Merge | None:
    if gone.merged_into_id != kept.pk:
        return None
    return Merge.objects.filter(merged=gone, survivor=kept, undone_at__isnull=True).first()


def _demand(
    kept: Enterprise, gone: Enterprise, choices: dict[str, str], reason: str, by: Any
) -> None:
    if not by.can(Permission.ENTERPRISE_MERGE) or not _sees_both(by, kept, gone):
        raise MergeRefused(_("You have no right to merge these two records."))
    for row in (kept, gone):
        if row.merged_into_id is not None:
            raise MergeRefused(
                _("%(code)s has been merged into another record already.") % {"code": row.tax_code}
            )
    if not reason.strip():
        raise MergeRefused(_("Give the reason."))
    unknown = set(choices) - set(GROUPS) or set(choices.values()) - {SURVIVOR, MERGED}
    if unknown:
        raise ValueError(f"unknown choice {sorted(unknown)}")
    elsewhere = kept.province_id != gone.province_id
    if elsewhere and any(choices.get(group) == MERGED for group in IN_PLACE):
        raise MergeRefused(
            _("The other address lies in another province. Keep the record of that province.")
        )


def _sees_both(by: Any, kept: Enterprise, gone: Enterprise) -> bool:
    seen = Enterprise.objects.filter(pk__in=(kept.pk, gone.pk)).visible_to(by)
    return seen.count() == 2


def _move_all(
    occasion: Occasion,
) -> tuple[dict[str, list[Any]], dict[str, list[Any]], dict[str, Any]]:
    moved: dict[str, list[Any]] = {}
    stayed: dict[str, list[Any]] = {}
    changed: dict[str, Any] = {}
    links = references.known_links()
    for link, how in links:
        if how.how is REFUSE and link.rows(occasion.source).exists():
            raise MergeRefused(
                _("The merged record still has: %(things)s.")
                % {"things": link.model._meta.verbose_name_plural}
            )
    for link, how in links:
        if how.how is not MOVE:
            continue
        outcome = references.move(link, how, occasion)
        for kept, found in (
            (moved, outcome.moved), (stayed, outcome.stayed), (changed, outcome.changed)
        ):  # fmt: skip
            if found:
                kept[link.label] = found  # type: ignore[assignment]
    return moved, stayed, changed


# --- Facts ------------------------------------------------------------------------------------
def _facts(firm: Enterprise) -> dict[str, Any]:
    """Every column of the record, as JSON keeps it."""
    return {f.attname: plain(getattr(firm, f.attname)) for f in Enterprise._meta.concrete_fields}


def chosen_side(group: str, kept: Enterprise, gone: Enterprise, choices: dict[str, str]) -> str:
    """Whose facts of a group stand: as chosen, else the survivor's unless it has none."""
    if group in choices:
        return choices[group]
    if group in IN_PLACE and kept.province_id != gone.province_id:
        return SURVIVOR
    mine = getattr(kept, GROUPS[group][0])
    theirs = getattr(gone, GROUPS[group][0])
    return MERGED if mine in (None, "") and theirs not in (None, "") else SURVIVOR


def _take_up(
    kept: Enterprise, gone: Enterprise, choices: dict[str, str], occasion: Occasion
) -> None:
    """Chosen facts with their origin, the later days, former names, search text, score."""
    names = former_lines(kept, gone)
    for group, fields in GROUPS.items():
        if chosen_side(group, kept, gone, choices) == MERGED:
            for name in fields:
                setattr(kept, name, getattr(gone, name))
                plain_name = name.removesuffix("_id")
                origin = gone.origin(plain_name)
                if origin:
                    kept.provenance[plain_name] = origin
    for name in LATEST:
        days = [day for day in (getattr(kept, name), getattr(gone, name)) if day is not None]
        setattr(kept, name, max(days, default=None))
    held = {getattr(kept, name) for name in (*_NAMES, *_IDENTIFIERS)}
    kept.former_names = "\n".join(line for line in names if line not in held)
    _store(kept, occasion)


def former_lines(kept: Enterprise, gone: Enterprise) -> list[str]:
    """Names and codes by which either record was known, each once, the survivor's first."""
    lines = [*kept.former_names.split("\n"), *(getattr(kept, name) for name in _NAMES)]
    lines += [kept.registration_number, kept.insurance_code]
    lines += [getattr(gone, name) for name in (*_NAMES, *_IDENTIFIERS)]
    lines += gone.former_names.split("\n")
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _store(firm: Enterprise, occasion: Occasion) -> None:
    """Save the record with what follows from its facts, and its history."""
    firm.updated_at = occasion.at
    for name in ("sector", "ward"):  # the cached row may be of the facts before
        firm._state.fields_cache.pop(name, None)
    if firm.merged_into_id is None:
        firm.folded = search_text(firm.search_parts())
        risk.keep(firm, on=legal_date(occasion.at))
    _remember(firm, occasion)
    firm.save()


def _remember(firm: Any, occasion: Occasion) -> None:
    firm._history_user, firm._history_date = occasion.by, occasion.at
    firm._change_reason = occasion.reason


def _entomb(kept: Enterprise, gone: Enterprise, occasion: Occasion) -> None:
    """Found by nobody, counted by nobody: the record only leads on to the survivor."""
    gone.merged_into = kept
    gone.status, gone.status_on = EnterpriseStatus.DISSOLVED, legal_date(occasion.at)
    gone.folded = ""
    gone.workforce_due_on = None
    _store(gone, occasion)


def _decide_pair(
    one: Enterprise, other: Enterprise, state: DuplicateState, occasion: Occasion
) -> None:
    decided = state != DuplicateState.OPEN
    Duplicate.objects.filter(
        first_id=min(one.pk, other.pk), second_id=max(one.pk, other.pk)
    ).update(
        state=state,
        decided_at=occasion.at if decided else None,
        decided_by=occasion.by if decided else None,
        note=occasion.reason[:500] if decided else "",
    )


# --- Undoing ----------------------------------------------------------------------------------
def undo(merge: Merge, *, by: Any, at: datetime) -> Undone:
    """Two records again; a merge undone twice is undone once.

    Whatever went elsewhere since, or was corrected since, stays as it is and is named.

    Raises:
        MergeRefused: no right, not in scope, or the survivor was itself merged meanwhile.
    """
    with transaction.atomic():
        row = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        kept, gone = _locked(row.survivor_id, row.merged_id)
        if row.undone_at is not None:
            return Undone(row)
        _demand_undo(row, kept, gone, by)
        reason = _("Merge undone")
        occasion = Occasion(source=kept, target=gone, by=by, at=at, reason=reason)
        done = Undone(row)
        _rows_back(row, occasion, done)
        _facts_back(row, kept, gone, occasion, done)
        row.undone_at, row.undone_by = at, by
        row.save(update_fields=["undone_at", "undone_by"])
        _decide_pair(kept, gone, DuplicateState.OPEN, occasion)
        data = {"merge": row.pk, "restored": done.restored, "left": done.left,
                "fields_left": done.fields_left}  # fmt: skip
        for firm in (kept, gone):
            log("enterprise.merge_undone", firm, by=by, at=at, data=data)
    return done


def _demand_undo(row: Merge, kept: Enterprise, gone: Enterprise, by: Any) -> None:
    if not by.can(Permission.ENTERPRISE_MERGE) or not _sees_both(by, kept, gone):
        raise MergeRefused(_("You have no right to undo this merge."))
    if kept.merged_into_id is not None:
        raise MergeRefused(
            _("%(code)s was itself merged into another record since; undo that first.")
            % {"code": kept.tax_code}
        )
    if gone.merged_into_id != kept.pk:
        raise MergeRefused(_("The merged record no longer leads to the survivor."))


def _facts_back(
    row: Merge, kept: Enterprise, gone: Enterprise, occasion: Occasion, done: Undone
) -> None:
    before, after = row.before[SURVIVOR], row.before["after"]
    computed = {"folded", "risk_score", "risk_reasons", "risk_on", "risk_model", "updated_at"}
    for name, old in before.items():
        if name in computed or old == after.get(name, old):
            continue
        if plain(getattr(kept, name)) == after[name]:
            setattr(kept, name, references.as_python(Enterprise, name, old))
        elif name == "former_names":
            kept.former_names = _without(kept.former_names, old, after[name])
        elif name == "provenance":
            kept.provenance = _origins_back(kept.provenance, old, after[name])
        else:
            done.fields_left.append(name)
    for name in ("status", "status_on", "merged_into_id", "workforce_due_on"):
        setattr(gone, name, references.as_python(Enterprise, name, row.before[MERGED][name]))
    gone._state.fields_cache.pop("merged_into", None)
    _store(kept, occasion)
    _store(gone, occasion)


def _without(now: str, old: str, after: str) -> str:
    """The lines that the merge added, taken away again; lines added since stay."""
    held, added = old.split("\n"), set(after.split("\n")) - set(old.split("\n"))
    lines = [line for line in now.split("\n") if line and line not in added]
    lost = [line for line in held if line and line not in lines and line not in after.split("\n")]
    return "\n".join([*lost, *lines])


def _origins_back(now: Any, old: Any, after: Any) -> dict[str, Any]:
    found = dict(now)
    for name in {*old, *after}:
        if plain(found.get(name)) == after.get(name) and after.get(name) != old.get(name):
            found.pop(name, None)
            if name in old:
                found[name] = old[name]
    return found


def _rows_back(row: Merge, occasion: Occasion, done: Undone) -> None:
    known = {link.label: (link, how) for link, how in references.known_links()}
    changed = row.before.get("changed", {})
    for label in sorted({*row.moved, *changed}):
        if label not in known:  # the table is gone
            done.left[label] = len(row.moved.get(label, []))
            continue
        link, how = known[label]
        keys = row.moved.get(label, [])
        found = references.back(link, how, keys, occasion)
        lost = references.restore(link, changed.get(label, {}), occasion)
        if found:
            done.restored[label] = len(found)
        if len(keys) - len(found) + len(lost):
            done.left[label] = len(keys) - len(found) + len(lost)
