"""Every day that the table of time limits names after a decision is watched by a due item."""

import csv
from datetime import date

import pytest

from ecms.core.datafile import DATA_DIR
from ecms.notifications.models import DueItem
from tests.violations.conftest import at
from tests.violations.execution_world import again, asked, default, key, proposed, take
from violations.services import challenges, enforcement, non_execution, payments, publications
from violations.services.challenges import Filed

pytestmark = pytest.mark.django_db
STOP = "violation.enforcement_stop"
PUBLISHED = {"ground": "SERIOUS", "reason": "86 người bị nợ lương", "body": "Cổng thông tin Sở"}


def dues(kind=STOP):
    return [item.due_on for item in DueItem.objects.filter(kind=kind, closed_at=None)]


@pytest.fixture
def running(executing, inspector, director, days):
    """An account measure of Monday 26 October, ordered and sent."""
    case = executing("TL-18")
    days(13)
    default(case, inspector)
    row = enforcement.order(proposed(case, inspector), by=director, at=at())
    return take(row, "SEND", inspector)


def stayed(row, by):
    """The court stays execution today."""
    filed = Filed("LAWSUIT", at().date(), "Tòa án nhân dân", "Hủy quyết định")
    challenge = challenges.file(again(row.case), filed, submission=key(), by=by, at=at())
    return challenges.stay(
        challenge, on=at().date(), number="01/QĐ-BPKCTT", body="", by=by, at=at()
    )


def test_a_stay_asks_for_the_suspension_until_it_is_signed(running, inspector, director):
    assert dues() == []
    stay = stayed(running, inspector)
    item = DueItem.objects.get(kind=STOP)
    assert (item.due_on, item.paused_at) == (date(2026, 11, 2), None)
    take(running, "SUSPEND", director)
    assert dues() == []
    challenges.lift(again(stay), on=at().date(), number="", by=inspector, at=at())
    assert dues() == []


def test_a_lifted_stay_asks_for_no_suspension_any_more(running, inspector):
    stay = stayed(running, inspector)
    challenges.lift(again(stay), on=at().date(), number="", by=inspector, at=at())
    assert dues() == []


def test_a_debtor_who_pays_meanwhile_ends_the_measure(running, inspector, director):
    owed = enforcement.owed_in_all(again(running.case), at().date())
    for amount, expected in ((owed - 1_000, []), (1_000, [date(2026, 11, 2)])):
        payments.record(
            again(running.case), amount, paid_on=at().date(), reference=f"GNT-{amount}",
            by=inspector, at=at(),
        )  # fmt: skip
        assert dues() == expected
    take(running, "END", director)
    assert dues() == []


def test_accepted_measures_end_their_enforcement(running, inspector, director, chief_inspector):
    from violations.services import remedies

    case = again(running.case)
    take(running, "END", director)
    row = enforcement.order(
        proposed(case, inspector, kind="REMEDY", amount=None, content="Trả đủ lương"),
        by=director, at=at(),
    )  # fmt: skip
    for item in case.remedies.all():
        assert dues() == []
        remedies.submit(item, evidence_note="Bảng lương", by=inspector, at=at())
        remedies.accept(again(item), by=chief_inspector, at=at())
    assert dues() == [date(2026, 11, 2)]
    take(row, "END", director)
    assert dues() == []


def test_each_row_of_the_table_opens_a_due_item(executing, inspector, director, days, law):
    """One case walks through publication and enforcement; every kind of row 71-84 comes up."""
    case = executing("TL-18")
    days(13)
    row = publications.propose(again(case), **PUBLISHED, submission=key(), by=inspector, at=at())
    publications.order(row, by=director, at=at())
    publications.send(again(row), on=at().date(), by=inspector, at=at())
    default(case, inspector)
    letter = asked(case, inspector)
    non_execution.answer(letter, "Có tiền", answered_on=at().date(), by=inspector, at=at())
    measure = enforcement.order(
        proposed(case, inspector, inquiry=again(letter)), by=director, at=at()
    )
    take(measure, "SEND", inspector)
    remedy = proposed(
        case, inspector, kind="REMEDY", amount=None, content="Trả", planned_on=date(2026, 11, 9)
    )
    enforcement.order(remedy, by=director, at=at())
    take(measure, "NOT_YET", director)
    stayed(measure, inspector)
    with (DATA_DIR / "deadline_reminders.csv").open(encoding="utf-8-sig") as file:
        rows = {int(r["number"]): r["reminder"] for r in csv.DictReader(file)}
    wanted = {number: rows[number] for number in range(71, 85)}
    assert all(wanted.values())
    opened = set(DueItem.objects.values_list("kind", flat=True))
    assert {number: kind for number, kind in wanted.items() if kind not in opened} == {}
