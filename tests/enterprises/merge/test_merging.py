"""Merging two records moves everything, says what it cannot, and can be undone."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecms.audit.models import AuditEvent
from enterprises.enums import DuplicateState, EnterpriseStatus
from enterprises.models import Badge, Duplicate, Enterprise, Merge, Relation, Site, Spell
from enterprises.services import duplicates, merging, references
from enterprises.services.merging import MERGED, MergeRefused
from tests.enterprises.merge import attach
from tests.factories import NOW, EnterpriseFactory, InspectionFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def merge(kept, gone, by, **choices):
    return merging.merge(
        survivor=kept, merged=gone, choices=choices, reason="Hai bản ghi", by=by, at=NOW
    )


def test_every_reference_to_an_enterprise_is_registered():
    assert references.known_links()
    assert len(references.links()) > 25


def test_an_unknown_reference_stops_the_merge(pair, chief_inspector, monkeypatch):
    monkeypatch.delitem(references._registry, "inspections.Inspection.enterprise")
    with pytest.raises(references.UnknownReference, match=r"inspections\.Inspection"):
        merge(*pair, chief_inspector)
    assert not Merge.objects.exists()


def test_every_column_is_chosen_taken_by_date_or_left_on_purpose():
    """A new column must be put into one of the lists, so that no merge loses it."""
    listed = [name for group in merging.GROUPS.values() for name in group]
    listed += [*merging.LATEST, *merging.NOT_CHOSEN]
    assert sorted(listed) == sorted(f.attname for f in Enterprise._meta.concrete_fields)


def test_unique_columns_are_plain():
    """Collisions are looked for by columns; a constraint over expressions would be missed."""
    for link in references.links():
        for constraint in link.model._meta.constraints:
            if hasattr(constraint, "expressions"):
                assert not constraint.expressions, link.label


def test_the_survivor_takes_up_facts_names_and_cases(pair, chief_inspector):
    kept, gone = pair
    case = InspectionFactory(enterprise=gone)
    merge(kept, gone, chief_inspector)
    kept.refresh_from_db()
    case.refresh_from_db()
    assert case.enterprise == kept
    assert kept.phone == "0251 3812345"
    assert kept.name == "Công ty TNHH Điện tử Đồng Nai"
    assert kept.former_names.split("\n") == ["Cty TNHH Điện Tử Đồng Nai", "3600000002"]
    assert Enterprise.objects.matching("3600000002").get() == kept
    assert case.history.get(history_change_reason="Hai bản ghi").enterprise_id == kept.pk


def test_the_merged_record_is_a_tombstone(pair, chief_inspector):
    kept, gone = pair
    merge(kept, gone, chief_inspector)
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert gone.status == EnterpriseStatus.DISSOLVED
    assert gone.folded == ""
    assert {e.event for e in AuditEvent.objects.all()} >= {
        "enterprise.merged",
        "enterprise.taken_up",
    }


def test_chosen_facts_come_from_the_merged_record_with_their_origin(pair, chief_inspector):
    kept, gone = pair
    gone.workers, gone.workers_on = 77, date(2026, 8, 1)
    gone.provenance = {"workers": {"source": "Bảo hiểm", "as_of": "2026-08-01"}}
    gone.save()
    merge(kept, gone, chief_inspector, workers=MERGED, name=MERGED)
    kept.refresh_from_db()
    assert (kept.workers, kept.workers_on) == (77, date(2026, 8, 1))
    assert kept.origin("workers")["source"] == "Bảo hiểm"
    assert kept.name == "Cty TNHH Điện Tử Đồng Nai"
    assert "Công ty TNHH Điện tử Đồng Nai" in kept.former_names


def test_the_later_visit_counts(pair, chief_inspector):
    kept, gone = pair
    Enterprise.objects.filter(pk=gone.pk).update(last_visited_on=date(2026, 9, 1))
    merge(kept, gone, chief_inspector)
    kept.refresh_from_db()
    assert kept.last_visited_on == date(2026, 9, 1)


def test_twice_sent_is_merged_once(pair, chief_inspector):
    first = merge(*pair, chief_inspector)
    assert merge(*pair, chief_inspector) == first
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("who", ["inspector", "clerk", "foreign_inspector"])
def test_only_with_the_right_and_both_in_scope(who, pair, request):
    with pytest.raises(MergeRefused):
        merge(*pair, request.getfixturevalue(who))


def test_a_record_of_another_province_is_out_of_reach(pair, chief_inspector):
    other = EnterpriseFactory(province=ProvinceFactory(code="01"))
    with pytest.raises(MergeRefused):
        merge(pair[0], other, chief_inspector)


def test_neither_itself_nor_a_merged_one(pair, chief_inspector):
    kept, gone = pair
    with pytest.raises(MergeRefused):
        merge(kept, kept, chief_inspector)
    merge(kept, gone, chief_inspector)
    third = EnterpriseFactory(province=kept.province)
    with pytest.raises(MergeRefused):
        merge(third, gone, chief_inspector)
    with pytest.raises(MergeRefused):
        merge(gone, third, chief_inspector)


def test_collisions_are_settled_by_the_stated_rules(pair, chief_inspector):
    kept, gone = pair
    by = chief_inspector
    for make in (attach.headcount, attach.site, attach.flag, attach.spell, attach.badge,
                 attach.shift, attach.hazards, attach.relation):  # fmt: skip
        for firm in pair:
            make(firm, 1, by)
    row = merge(kept, gone, by)
    assert row.before["stayed"].keys() == {
        "enterprises.Headcount.enterprise", "enterprises.EnterpriseHazard.enterprise",
        "enterprises.Spell.enterprise",
    }  # fmt: skip
    assert kept.headcounts.count() == gone.headcounts.count() == 1
    assert Site.objects.get(enterprise=kept, is_head_office=True).name == "Xưởng 1"
    assert kept.sites.count() == 2
    assert kept.flags.filter(settled_at=None).count() == 1
    assert kept.flags.count() == 2
    assert Spell.objects.get(enterprise=gone).ended_on == NOW.date()
    assert Spell.objects.get(enterprise=kept).ended_on is None
    assert Badge.objects.filter(enterprise=kept, revoked_at=None).count() == 1
    assert sorted(kept.shared_places.values_list("code", flat=True)) == [
        "Ca 1", "Ca 1 (3600000002)",
    ]  # fmt: skip
    assert Relation.objects.filter(source_firm=kept, ended_on=None).count() == 1


def test_a_relation_between_the_two_ends(pair, chief_inspector):
    kept, gone = pair
    row = Relation.objects.create(
        source_firm=kept, target_firm=gone, kind="BRANCH", **attach.stated(chief_inspector)
    )
    done = merge(kept, gone, chief_inspector)
    row.refresh_from_db()
    assert (row.target_firm, row.ended_on) == (gone, NOW.date())
    merging.undo(done, by=chief_inspector, at=LATER)
    row.refresh_from_db()
    assert row.ended_on is None


def test_a_chain_of_merges_leads_to_the_last(pair, chief_inspector):
    kept, gone = pair
    last = EnterpriseFactory(province=kept.province)
    first = merge(kept, gone, chief_inspector)
    second = merge(last, kept, chief_inspector)
    gone.refresh_from_db()
    assert gone.merged_into == last
    with pytest.raises(MergeRefused):
        merging.undo(first, by=chief_inspector, at=LATER)
    merging.undo(second, by=chief_inspector, at=LATER)
    merging.undo(first, by=chief_inspector, at=LATER)
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_undo_keeps_what_changed_since_and_says_so(pair, chief_inspector):
    kept, gone = pair
    attach.contact(gone, 1, chief_inspector)
    attach.contact(gone, 2, chief_inspector)
    row = merge(kept, gone, chief_inspector)
    kept.contacts.first().delete()
    Enterprise.objects.filter(pk=kept.pk).update(phone="0900 000 000")
    done = merging.undo(row, by=chief_inspector, at=LATER)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert done.restored["enterprises.Contact.enterprise"] == 1
    assert done.left["enterprises.Contact.enterprise"] == 1
    assert done.fields_left == ["phone"]
    assert kept.phone == "0900 000 000"
    assert gone.merged_into is None
    assert gone.status == EnterpriseStatus.ACTIVE
    assert Enterprise.objects.matching("3600000002").get() == gone
    assert merging.undo(row, by=chief_inspector, at=LATER).restored == {}


def test_the_pair_follows_the_merge_and_its_undoing(pair, chief_inspector):
    kept, gone = pair
    found = duplicates.propose(kept, gone, by=chief_inspector, at=NOW)
    row = merge(kept, gone, chief_inspector)
    assert Duplicate.objects.get(pk=found.pk).state == DuplicateState.MERGED
    merging.undo(row, by=chief_inspector, at=LATER)
    assert Duplicate.objects.get(pk=found.pk).state == DuplicateState.OPEN


def test_the_right_to_undo_is_asked_too(pair, chief_inspector, inspector):
    row = merge(*pair, chief_inspector)
    with pytest.raises(MergeRefused):
        merging.undo(row, by=inspector, at=LATER)


_things = st.lists(
    st.tuples(st.sampled_from(attach.KINDS), st.integers(0, 1), st.integers(0, 2)), max_size=14
)
_choices = st.dictionaries(
    st.sampled_from(sorted(merging.GROUPS)), st.sampled_from(["survivor", "merged"]), max_size=4
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(things=_things, choices=_choices)
def test_merge_and_undo_leave_everything_as_it_was(things, choices, pair, chief_inspector):
    """Whatever hangs on the two records."""
    point = transaction.savepoint()
    for make, side, number in things:
        make(pair[side], number, chief_inspector)
    before = attach.picture(*pair)
    row = merge(*pair, chief_inspector, **choices)
    assert attach.picture(*pair) != before
    done = merging.undo(row, by=chief_inspector, at=LATER)
    after = attach.picture(*pair)
    _same_scores_aside(before, after)
    assert done.left == {}
    assert done.fields_left == []
    transaction.savepoint_rollback(point)


def _same_scores_aside(before, after):
    """The score is computed anew, all else is as it was."""
    assert before.keys() == after.keys()
    for key, values in before.items():
        for name, value in values.items():
            if not name.startswith("risk_"):
                assert after[key][name] == value, (key, name)
