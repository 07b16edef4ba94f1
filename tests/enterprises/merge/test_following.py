"""Whatever is written about a record that was just merged goes to the one it lives on in."""

import uuid
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from accounts.permissions import Permission
from ecms.core.refusal import Refusal
from enterprises import selectors
from enterprises.enums import RelationKind
from enterprises.models import Sector, SelfCheckForm, Spell
from enterprises.services import (
    facts,
    headcounts,
    merging,
    record,
    register,
    relations,
    selfchecks,
    shared_places,
    sites,
    tracing,
    visits,
)
from enterprises.services.places import Place
from enterprises.services.survivors import MergedElsewhere, surviving
from enterprises.services.workforce import people, spells
from intake import loading as intake
from intake.services.accidents import reports
from law import loading as law_data
from tests.enterprises.merge import attach
from tests.factories import NOW, TODAY, EnterpriseFactory, ProvinceFactory
from tests.intake.accident_cases import declared
from tests.intake.complaint_world import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(pair, chief_inspector):
    """(the survivor, the other record as a page that was open still holds it)."""
    kept, gone = pair
    stale = type(gone).objects.get(pk=gone.pk)
    merging.merge(
        survivor=kept, merged=gone, choices={}, reason="Hai bản ghi", by=chief_inspector, at=NOW
    )
    return kept, stale


def headcount(firm, by):
    return headcounts.record(firm, on=TODAY, numbers={"total": 9}, source="Sở", by=by, at=NOW)


def hazard(firm, by):
    return facts.add_hazard(firm, attach.hazard(1), on=TODAY, source="Sở", by=by, at=NOW)


def contact(firm, by):
    return facts.add_contact(firm, {"name": "Bà Hoa"}, source="Sở", by=by, at=NOW)


def site(firm, by):
    given = sites.SiteFacts(name="Kho", address="Số 1", place=Place(firm.province, None, None))
    return sites.add(firm, given, reason="Sở", by=by, at=NOW)


def shift(firm, by):
    given = {"kind": "SHIFT", "code": "Ca A", "starts_at": "06:00", "ends_at": "14:00"}
    return shared_places.declare(firm, given, by=by, at=NOW)


def self_check(firm, by):
    form = SelfCheckForm.objects.get(pk=attach.form().pk)
    SelfCheckForm.objects.filter(pk=form.pk).update(
        published_on=date(2025, 1, 1), valid_from=date(2025, 1, 1)
    )
    form.refresh_from_db()
    return selfchecks.begin(enterprise=firm, form=form, done_on=TODAY, source="Sở", by=by, at=NOW)


def employment(firm, by):
    person = people.Person("Trần Văn Một")
    return spells.arrive(enterprise=firm, person=person, started_on=TODAY, facts={}, by=by, at=NOW)


def question(firm, by):
    wanted = tracing.Wanted("ACCIDENT", "Điều tra", TODAY - timedelta(days=3), TODAY)
    return tracing.ask_about_site(firm, None, wanted, submission=uuid.uuid4(), by=by, at=NOW)


@pytest.mark.parametrize(
    "write", [headcount, hazard, contact, site, shift, self_check, employment, question]
)
def test_rows_of_the_register_follow(merged, chief_inspector, write):
    kept, stale = merged
    assert write(stale, chief_inspector).enterprise_id == kept.pk


def test_relations_follow_and_none_is_with_itself(merged, chief_inspector):
    kept, stale = merged
    other = EnterpriseFactory()
    row = relations.add(other, stale, RelationKind.PARENT, reason="Sở", by=chief_inspector, at=NOW)
    assert row.target_firm_id == kept.pk
    with pytest.raises(relations.RelationRefused, match="itself"):
        relations.add(kept, stale, RelationKind.PARENT, reason="Sở", by=chief_inspector, at=NOW)


def test_a_visit_counts_for_the_survivor(merged):
    kept, stale = merged
    visits.record(stale, on=TODAY, today=TODAY)
    kept.refresh_from_db()
    assert kept.last_visited_on == TODAY


def test_a_correction_of_the_old_facts_is_shown_again_not_written(merged, chief_inspector):
    _kept, stale = merged
    with pytest.raises(record.ChangedMeanwhile):
        register.correct(
            enterprise=stale, values={"phone": "1"}, reason="Sở", by=chief_inspector, at=NOW,
            seen_at=stale.updated_at - timedelta(days=1),
        )  # fmt: skip


def test_a_spell_that_moved_is_ended_at_the_survivor(pair, chief_inspector):
    kept, gone = pair
    spell = employment(gone, chief_inspector)
    merging.merge(survivor=kept, merged=gone, choices={}, reason="Một", by=chief_inspector, at=NOW)
    spells.leave(spell=spell, ended_on=TODAY, by=chief_inspector, at=NOW)
    assert Spell.objects.get(pk=spell.pk).enterprise_id == kept.pk


@pytest.fixture
def intake_law(db):
    law_data.load_deadlines()
    law_data.load_days()
    for data in intake.DATA_SETS:
        data.load()


def test_accidents_and_their_reports_follow(intake_law, merged, clerk):
    kept, stale = merged
    assert declared(clerk, firm=stale).enterprise_id == kept.pk
    given = reports.Figures(TODAY, 900, 1_000_000, 2, 1, 3, 1, 1, 40, 5_000_000)
    assert reports.record(stale, 2025, "YEAR", given, by=clerk, at=NOW).enterprise_id == kept.pk


def test_complaints_follow(
    intake_law, merged, agency, clerk, inspector, chief_inspector, director
):
    kept, stale = merged
    cast = Cast(agency, clerk, inspector, chief_inspector, director)
    assert cast.received(enterprise=stale).enterprise_id == kept.pk


# --- Out of reach ---------------------------------------------------------------------------
@pytest.fixture
def elsewhere(merged):
    """The survivor stands in another province."""
    kept, stale = merged
    type(kept).objects.filter(pk=kept.pk).update(province=ProvinceFactory(code="01"))
    return kept, stale


def test_refused_with_words_where_the_survivor_is_out_of_reach(elsewhere, chief_inspector):
    _kept, stale = elsewhere
    with pytest.raises(MergedElsewhere, match=stale.tax_code) as refusal:
        headcount(stale, chief_inspector)
    assert isinstance(refusal.value, Refusal)
    assert refusal.value.field == "enterprise"


def test_a_case_goes_on_where_it_is(elsewhere):
    kept, stale = elsewhere
    assert surviving(stale) == kept


def test_the_whole_country_follows_across_provinces(elsewhere):
    kept, stale = elsewhere
    official = SimpleNamespace(scope=SimpleNamespace(national=True, province_ids=frozenset()))
    assert surviving(stale, by=official) == kept


# --- Pages ----------------------------------------------------------------------------------
def test_a_form_that_was_open_writes_to_the_survivor_and_says_so(client, merged, inspector):
    kept, stale = merged
    client.force_login(inspector)
    url = reverse("enterprises:headcount_add", args=[stale.pk])
    answer = client.post(
        url, {"on": "01/06/2026", "total": "12", "source": "Biên bản", "confirmed": "on"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert kept.headcounts.filter(total=12).exists()
    page = client.get(answer["Location"])
    assert kept.tax_code in page.content.decode()


@pytest.mark.parametrize("key", ["", None, "0", "-1", "x", "9" * 40, "٣", "1 OR 1"])
def test_a_key_that_is_none_reaches_nothing(inspector, key):
    assert inspector.can(Permission.ENTERPRISE_READ)
    assert selectors.reachable(key, inspector) is None


def test_an_official_of_the_ministry_makes_records_of_two_provinces_one(pair, ministry_official):
    kept, gone = pair
    type(gone).objects.filter(pk=gone.pk).update(province=ProvinceFactory(code="01"))
    row = merging.merge(
        survivor=kept, merged=gone, choices={}, reason="Một", by=ministry_official, at=NOW
    )
    assert row.merged_id == gone.pk


def test_a_section_that_the_sector_leaves_no_choice_of_is_no_correction(inspector, sectors):
    firm = EnterpriseFactory(sector=None)
    sector = Sector.objects.create(
        scheme="VSIC2018", level=2, code="98", name_vi="Ngành", section_2025="C (10-33)"
    )
    section = Sector.objects.filter(scheme="VSIC2025", level=1).first() or Sector.objects.create(
        scheme="VSIC2025", level=1, code="C", name_vi="Chế biến"
    )
    given = {"section_2025": section, "sector": sector}
    register.correct(enterprise=firm, values=given, reason="Công văn", by=inspector, at=NOW)
    firm.refresh_from_db()
    assert firm.origin("section_2025")["source"] == record.FOLLOWS
    assert firm.origin("sector")["reason"] == "Công văn"
    assert firm.risk_model
