"""What follows from a list of workers beside employment: figures, history, badges, undo."""

from datetime import timedelta

import pytest

from ecms.audit.models import AuditEvent
from ecms.core import clock
from enterprises.fact_words import source_words
from enterprises.models import Badge, Headcount, ImportJob, Spell
from enterprises.rules.risk import MODEL
from enterprises.services import badges, headcounts, moving, places
from enterprises.services.imports import jobs, work
from tests.enterprises.workforce.lists import AS_OF, checked, confirmed, done, person
from tests.factories import NOW, ProvinceFactory

pytestmark = pytest.mark.django_db
LATER = AS_OF + timedelta(days=2)
LAST = AS_OF + timedelta(days=3)


def undone(job, by):
    jobs.undo(job=job, by=by, at=clock.now())
    work.undo(job.pk, clock=clock.now)
    return ImportJob.objects.get(pk=job.pk)


def newest(firm):
    """The last row of the history; factories write theirs with the real clock."""
    return firm.history.order_by("-history_id").first()


class TestFigures:
    def test_another_number_of_workers_is_history_and_scored(self, firm, clerk, province):
        job = done([person(firm, n) for n in (1, 2)], clerk, province)
        firm.refresh_from_db()
        last = newest(firm)
        assert (last.workers, last.history_change_reason, last.history_user) == (
            2, f"import:{job.pk}", clerk,
        )  # fmt: skip
        assert (firm.risk_model, firm.risk_on) == (MODEL, clock.today())
        assert "2" in [reason["fact"] for reason in firm.risk_reasons]

    def test_the_same_number_again_writes_no_history(self, firm, clerk, province):
        rows = [person(firm, n) for n in (1, 2)]
        done(rows, clerk, province)
        before = firm.history.count()
        done(rows, clerk, province, as_of=LATER)
        assert firm.history.count() == before

    def test_what_employers_say_of_insurance_is_no_evidence(self, firm, clerk, province):
        done([person(firm, 1), person(firm, 2)], clerk, province)
        assert Headcount.objects.get(enterprise=firm).insured is None
        headcounts.record(firm, on=LATER, numbers={"total": 5}, source="x", by=clerk, at=NOW)
        firm.refresh_from_db()
        assert (firm.insured, firm.insured_on) == (None, None)

    def test_its_source_has_words(self, firm, clerk, province):
        done([person(firm, 1)], clerk, province)
        firm.refresh_from_db()
        assert "workforce_list" not in source_words(firm.origin("workers"))


class TestBadges:
    def test_who_is_gone_from_the_list_has_no_badge_and_the_trail_says_so(
        self, firm, clerk, province
    ):
        done([person(firm, 1), person(firm, 2)], clerk, province)
        badges.issue(firm, by=clerk, at=NOW)
        done([person(firm, 1)], clerk, province, as_of=LATER)
        assert Badge.objects.filter(revoked_at=None).count() == 1
        event = AuditEvent.objects.get(event="badge.revoked")
        assert event.data["count"] == 1


class TestUndo:
    def test_where_the_figure_comes_from_comes_back(self, firm, clerk, province):
        first = done([person(firm, 1)], clerk, province)
        second = done([person(firm, n) for n in (1, 2)], clerk, province, as_of=LATER)
        undone(second, clerk)
        firm.refresh_from_db()
        assert (firm.workers, firm.origin("workers")["job"]) == (1, first.pk)
        assert newest(firm).history_change_reason == f"undo:{second.pk}"

    def test_a_later_list_does_not_bring_back_what_was_undone(
        self, firm, clerk, province, monkeypatch
    ):
        done([person(firm, 1, work="Thợ")], clerk, province)
        second = done([person(firm, 1, work="Tổ phó")], clerk, province, as_of=LATER)
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
        third = done([person(firm, 1, work="Tổ trưởng")], clerk, province, as_of=LAST)
        assert undone(second, clerk).summary["undo"]["skipped_count"] == 1
        assert Spell.objects.get().job_title == "Tổ trưởng"
        undone(third, clerk)
        assert Spell.objects.get().job_title == "Thợ"


class TestMoved:
    @pytest.fixture
    def away(self, firm, clerk):
        def go():
            moving.move(
                firm, places.Place(province=ProvinceFactory(code="01"), ward=None),
                address="Số 1", on=AS_OF, reason="x", by=clerk, at=NOW + timedelta(hours=1),
            )  # fmt: skip

        return go

    def test_between_check_and_confirmation(self, firm, away, clerk, province):
        job = checked([person(firm, 1)], clerk, province)
        away()
        job = confirmed(job, clerk)
        assert (job.state, job.problem["code"]) == ("READY", "changed_meanwhile")
        assert (job.refused, Spell.objects.count()) == (1, 0)

    def test_its_employment_is_no_longer_taken_back_by_the_old_province(
        self, firm, away, clerk, province
    ):
        job = done([person(firm, 1)], clerk, province)
        away()
        job = undone(job, clerk)
        assert Spell.objects.count() == 1
        assert job.summary["undo"]["skipped_count"] == 1
        firm.refresh_from_db()
        assert firm.workers == 1
