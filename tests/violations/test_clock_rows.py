"""Every row of the table of time limits that belongs to a sanction runs somewhere in a case."""

import csv
from datetime import date, timedelta

import pytest

from ecms.core.datafile import DATA_DIR
from ecms.core.workflow import WorkflowRefused
from ecms.notifications.models import DueItem
from law.models import ViolationTopic
from tests.factories import TODAY
from tests.violations.conftest import anew, at
from violations.guards_before import lawful_end
from violations.services import clocks, decision, elsewhere, explanation
from violations.services.decision import Order
from violations.services.refusal import Refusal
from violations.states import ExplanationKind, NoSanction
from violations.workflow import workflow

pytestmark = pytest.mark.django_db
REFERRAL = {"to": "Cơ quan Cảnh sát điều tra", "offence": "Điều 216", "reason": "Trốn đóng"}


def kinds_of_rows(first, last):
    with (DATA_DIR / "deadline_reminders.csv").open(encoding="utf-8-sig") as file:
        rows = {int(row["number"]): row["reminder"] for row in csv.DictReader(file)}
    return {number: rows[number] for number in range(first, last + 1) if rows[number]}


def test_each_row_from_the_minutes_to_the_lapse_opens_a_due_item(
    open_case, executing, signed, director, inspector
):
    """Rows 41-70: discovery, minutes, explanation, hearing, decision, service, payment, lapse,
    limitation, and a file that the prosecution keeps."""
    open_case("TL-18")
    heard = signed("TL-18")
    explanation.record(
        heard, ExplanationKind.HEARING, received_on=TODAY, text="Xin gặp", by=inspector, at=at()
    )
    away = signed("TD-03")
    elsewhere.refer(away, **REFERRAL, by=director, at=at())
    elsewhere.hand_over(
        anew(away), handed_on=TODAY, receiver="Điều tra viên", by=inspector, at=at()
    )
    elsewhere.note_answer(anew(away), refused_on=TODAY, answer="Không", by=inspector, at=at())
    executing("TD-03")
    opened = set(DueItem.objects.values_list("kind", flat=True))
    wanted = kinds_of_rows(41, 70)
    assert set(wanted) >= {41, 48, 50, 51, 55, 60, 61, 63, 65, 68, 69}
    assert {row: kind for row, kind in wanted.items() if kind not in opened} == {}


@pytest.mark.parametrize(("topic", "ends_on", "clause"), [
    ("wages", date(2027, 9, 20), "Art 3.4a"), ("overseas_workers", date(2028, 9, 20), "Art 3.4b"),
])  # fmt: skip
def test_the_limitation_is_told_with_its_own_article(signed, topic, ends_on, clause):
    """One year, two for work abroad (rows 68 and 69; Decree 283/2026 art. 3.4)."""
    ViolationTopic.objects.update(code=topic)
    case = signed("TL-18")
    item = DueItem.objects.get(
        kind="violation.limitation", object_id=case.pk, closed_at__isnull=True
    )
    assert (item.due_on, case.limitation_ends_on) == (ends_on, ends_on)
    assert item.legal_basis.endswith(clause)


def test_a_file_that_came_back_is_told_with_the_article_of_the_longer_limitation(signed):
    case = signed("TL-18")
    case.limitation_extended = True
    assert clocks.limitation_basis(case, on=TODAY).endswith("Art 6.1c")


def test_after_the_limitation_only_the_measures_go_on(submitted, director, days):
    """Art. 65: no fine any more; the end without a sanction is offered instead."""
    case = submitted("TL-18")
    days((case.limitation_ends_on - TODAY).days)
    assert lawful_end(anew(case)) != NoSanction.LIMITATION
    days(1)
    late = anew(case)
    assert at().date() == case.limitation_ends_on + timedelta(days=1)
    with pytest.raises((Refusal, WorkflowRefused)):
        decision.issue(late, Order([]), by=director, at=at())
    assert lawful_end(late) == NoSanction.LIMITATION
    assert workflow.answer(late, "close_without_sanction", director)
    assert not workflow.answer(late, "issue", director)
