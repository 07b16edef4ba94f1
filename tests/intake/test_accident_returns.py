"""The reports of a department to the ministry: opened, reminded, sent with frozen figures."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from ecms.core.refusal import Refusal
from ecms.notifications.models import DueItem
from intake.models import Accident, AccidentReturn
from intake.services.accidents import returns
from law import loading as law
from tests.intake import accident_cases as told

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
JULY = datetime(2026, 7, 2, 8, tzinfo=VIETNAM)


@pytest.fixture
def july():
    law.load_deadlines()
    law.load_days()
    with time_machine.travel(JULY, tick=False) as traveller:
        yield traveller


def test_opened_once_with_both_reminders(july, agency, other_agency):
    assert returns.remind(at=JULY) == 2
    assert returns.remind(at=JULY) == 0
    row = AccidentReturn.objects.get(agency=agency)
    assert (row.year, row.part, row.due_on) == (2026, "HALF", date(2026, 7, 14))
    days = {item.kind: item.due_on for item in DueItem.objects.filter(object_id=row.pk)}
    assert days == {
        "accident.communes": date(2026, 7, 4), "accident.return": date(2026, 7, 14),
    }  # fmt: skip


def test_the_yearly_one_in_january_and_nothing_dug_out_later(july, agency):
    assert returns.remind(at=datetime(2027, 1, 3, 8, tzinfo=VIETNAM)) == 1
    row = AccidentReturn.objects.get()
    assert (row.year, row.part, row.due_on) == (2026, "YEAR", date(2027, 1, 24))
    assert returns.remind(at=datetime(2027, 3, 1, 8, tzinfo=VIETNAM)) == 0


def test_sent_with_the_figures_of_that_day(july, inspector, sign_in):
    july.move_to(datetime(2026, 6, 20, 9, tzinfo=VIETNAM))
    case = told.declared(inspector, occurred_on=date(2026, 6, 19), at=datetime(
        2026, 6, 20, 9, tzinfo=VIETNAM))  # fmt: skip
    told.victim(case, inspector, at=datetime(2026, 6, 20, 9, tzinfo=VIETNAM))
    july.move_to(JULY)
    returns.remind(at=JULY)
    client = sign_in(inspector)
    page = reverse("intake:accident_statistics") + "?year=2026&part=HALF"
    assert reverse("intake:accident_return") in client.get(page).content.decode()
    url = reverse("intake:accident_return") + "?year=2026&part=HALF"
    assert client.post(url, {"number": "12/BC-SNV", "sent_on": "30/06/2026"}).status_code == 422
    for _twice in range(2):
        answer = client.post(url, {"number": "12/BC-SNV", "sent_on": "02/07/2026"})
        assert answer.status_code == 302
    row = AccidentReturn.objects.get()
    assert row.figures["line"][:4] == [1, 0, 0, 1]
    assert not DueItem.objects.filter(object_id=row.pk, kind__in=returns.RULES, closed_at=None)
    before = client.get(page)
    assert not before.context["sending"]["changed"]
    Accident.objects.filter(pk=case.pk).update(state="DISMISSED")
    assert client.get(page).context["sending"]["changed"]


def test_only_of_the_own_body_and_after_the_period(july, inspector, foreign_inspector):
    agency, more = inspector.agency, {"number": "1", "at": JULY}
    with pytest.raises(Refusal):
        returns.send(agency, 2026, "HALF", sent_on=JULY.date(), by=foreign_inspector, **more)
    with pytest.raises(Refusal) as refused:
        returns.send(agency, 2026, "YEAR", sent_on=JULY.date(), by=inspector, **more)
    assert refused.value.field == "sent_on"
