"""The stated score: a sum that can be added up, kept in sets, with facts of other modules."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enterprises.enums import FlagKind
from enterprises.models import Enterprise, Flag, SelfCheck, SelfCheckForm
from enterprises.rules.risk import CODES, FACT_POINTS, MODEL, SECTION_POINTS, Facts, score
from enterprises.services import risk
from inspections.enums import FindingState
from inspections.models import Finding
from tests.factories import NOW, TODAY, EnterpriseFactory, InspectionFactory, UserFactory

facts = st.builds(Facts, **{code: st.integers(0, 9) for code in CODES})


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from([*SECTION_POINTS, ""]), st.none() | st.integers(0, 9999), facts)
def test_it_is_the_sum_of_its_reasons(section, workers, held):
    result = score(section=section, workers=workers, last_visited_on=None, on=TODAY, facts=held)
    assert result.points == min(100, sum(reason.points for reason in result.reasons))
    assert list(result.reasons) == sorted(result.reasons, key=lambda r: -r.points)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(facts, st.sampled_from(CODES))
def test_one_more_never_makes_it_less(held, code):
    more = Facts(**{**held.__dict__, code: getattr(held, code) + 1})

    def points(numbers):
        return score(section="C", workers=50, last_visited_on=None, on=TODAY, facts=numbers).points

    assert points(more) >= points(held)


def test_every_fact_has_its_points():
    assert set(FACT_POINTS) == set(CODES)


def test_only_known_factors_are_taken():
    with pytest.raises(ValueError, match="weather"):
        risk.register_factor("weather", lambda on: None)


@pytest.fixture
def firm(province):
    return EnterpriseFactory(province=province, workers=120)


def found(firm, code, case=None, on=TODAY):
    case = case or InspectionFactory(enterprise=firm)
    return Finding.objects.create(
        inspection=case, violation_code=code, description="x", discovered_on=on,
        state=FindingState.CONFIRMED, recorded_at=NOW, recorded_by=UserFactory(),
    )  # fmt: skip


def codes(firm):
    firm.refresh_from_db()
    return {reason["code"]: reason["fact"] for reason in firm.risk_reasons}


@pytest.mark.django_db
def test_findings_and_what_came_back_count(firm):
    first = found(firm, "TL-18").inspection
    found(firm, "TD-01", first)
    found(firm, "TL-18")
    found(firm, "TL-18", on=TODAY - timedelta(days=5 * 365))
    risk.refresh(on=TODAY)
    assert codes(firm)["findings"] == "3"
    assert codes(firm)["repeated"] == "1"
    assert firm.risk_model == MODEL
    assert firm.risk_on == TODAY


@pytest.mark.django_db
def test_flags_arrears_and_hazards_count_only_while_they_stand(firm, clerk):
    flag = Flag.objects.create(enterprise=firm, kind=FlagKind.INSURED_GAP, raised_on=TODAY)
    Enterprise.objects.filter(pk=firm.pk).update(arrears=5_000_000)
    risk.refresh(on=TODAY)
    assert {"insurance_gap", "arrears"} <= codes(firm).keys()
    flag.settled_at, flag.settled_by = NOW, clerk
    flag.save()
    risk.refresh(on=TODAY)
    assert "insurance_gap" not in codes(firm)


@pytest.mark.django_db
def test_a_missing_self_check_counts_where_they_are_collected(firm, clerk):
    form = SelfCheckForm.objects.create(
        code="TKT", duty="DUTY", per_year=2, name_vi="Phiếu", published_on=date(2020, 1, 1)
    )
    risk.refresh(on=TODAY)
    assert "no_self_check" not in codes(firm)
    other = EnterpriseFactory(province=firm.province)
    SelfCheck.objects.create(
        enterprise=other, form=form, done_on=TODAY - timedelta(days=10), source="Giấy",
        recorded_at=NOW, recorded_by=clerk, submitted_at=NOW, submitted_by=clerk,
    )  # fmt: skip
    risk.refresh(on=TODAY)
    assert codes(firm)["no_self_check"] == "1"
    assert "no_self_check" not in codes(other)


@pytest.mark.django_db
def test_what_is_stored_in_sets_is_what_the_dossier_adds_up(firm):
    found(firm, "TL-18")
    EnterpriseFactory(province=firm.province, sector=None, workers=None)
    risk.refresh(on=TODAY)
    for row in Enterprise.objects.select_related("sector"):
        fresh = risk.stated(row, on=TODAY)
        assert (row.risk_score, row.risk_reasons) == (fresh.points, fresh.as_json())


@pytest.mark.django_db
def test_a_second_refresh_writes_nothing(firm):
    assert risk.refresh(on=TODAY) == 1
    assert risk.refresh(on=TODAY) == 0


@pytest.mark.django_db
def test_a_score_of_another_model_is_kept_with_its_name(firm):
    risk.record(firm, points=77, reasons=[], on=TODAY, model="ML1")
    firm.refresh_from_db()
    assert (firm.risk_score, firm.risk_model) == (77, "ML1")
