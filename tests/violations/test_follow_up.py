"""Lists of what is overdue and waits, and the letters written to many at once."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse

from ecms.core.formatting import legal_date
from tests.violations.conftest import at
from tests.violations.execution_world import again, default, key, proposed
from violations import follow_up, guards
from violations.follow_up import rows_of
from violations.models import ReminderLetter, ReminderRun, ViolationCase
from violations.querysets import ViolationCaseQuerySet
from violations.services import challenges, payments, reminders
from violations.services.challenges import Filed
from violations.services.refusal import Refusal

pytestmark = pytest.mark.django_db
PAGE, RUNS = reverse("violations:follow_up"), reverse("violations:reminder_runs")


@pytest.fixture
def case(executing, days):
    """Decided on 13 October, due on the 23rd, 80 million; today is 2 November."""
    row = executing("TL-18")
    days(20)
    return again(row)


def form(case_of, **values):
    until = at().date() + timedelta(days=10)
    return {"tab": "payment", "case": [case_of.pk], "submission": key(), "gap_days": "15",
            "answer_until": legal_date(until), **values}  # fmt: skip


def pay(case, by, amount):
    return payments.record(
        again(case), amount, paid_on=at().date(), reference=str(key()), confirm_over=True, by=by,
        at=at(),
    )  # fmt: skip


def write(case, by, kind="PAYMENT", **values):
    facts = {"answer_until": at().date() + timedelta(days=10), "gap_days": 15, "submission": key()}
    return reminders.write([case], kind, agency=case.agency, **{**facts, **values}, by=by, at=at())


# --- The lists -------------------------------------------------------------------------------
def test_a_surcharge_left_after_the_whole_fine_is_still_an_overdue_payment(case, inspector, days):
    def listed():
        return [row.pk for row in rows_of("payment", ViolationCase.objects.all(), at().date())]

    pay(case, inspector, 80_000_000)
    assert listed() == [case.pk]
    pay(case, inspector, guards.surcharge_owed(again(case), at().date()))
    assert listed() == []


def test_the_page_says_what_waits_for_a_signature(case, inspector, sign_in):
    default(case, inspector, late_reason="Chờ xác nhận")
    proposed(case, inspector)
    body = sign_in(inspector).get(PAGE, {"tab": "sign"}, headers={"accept-language": "en"})
    assert case.code in body.content.decode()
    [row] = body.context["rows"]
    assert [str(what) for what, _who in row["to_sign"]] == [
        again(case).enforcements.get().get_kind_display()
    ]


def test_the_export_holds_the_rows_of_the_list(case, inspector, sign_in):
    answer = sign_in(inspector).get(
        reverse("violations:follow_up_export", args=["csv"]), {"tab": "payment"}
    )
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    _head, row = csv.reader(io.StringIO(text))
    assert row[0] == case.code
    assert row[6:10] == ["2026-10-23", "10", "80000000", "360000"]  # 9 late days of 0.05 %


@pytest.mark.parametrize("tab", ["payment", "remedy", "lapse9", "sign"])
def test_a_list_takes_few_statements(case, inspector, sign_in, tab, django_assert_max_num_queries):
    client = sign_in(inspector)
    client.get(PAGE, {"tab": tab})
    with django_assert_max_num_queries(14):  # three of them are the person and the bell
        client.get(PAGE, {"tab": tab})


def test_who_has_how_many_and_the_filter_by_person_and_unit(case, inspector, unit, sign_in):
    client = sign_in(inspector)
    page = client.get(PAGE)
    assert page.context["people"] == [(case.officer or case.opened_by, 1)]
    assert page.context["units"] == [(unit, 1)]
    holder = (case.officer or case.opened_by).pk
    assert len(client.get(PAGE, {"person": holder, "unit": unit.pk}).context["rows"]) == 1
    for wrong in ("0", "x", "99999999999999999999"):
        assert client.get(PAGE, {"person": wrong}).context["rows"] == []


def test_units_of_several_provinces_are_told_with_their_place(case, unit):
    row = ViolationCase.objects.get()
    names = {"inspection__unit": unit.pk, "inspection__unit__name_vi": unit.name_vi,
             "inspection__unit__name_en": unit.name_en, "province__name_vi": row.province.name_vi,
             "province__name_en": row.province.name_en}  # fmt: skip
    assert follow_up._unit(names, several=False).name_vi == unit.name_vi
    assert follow_up._unit(names, several=True).name_vi.endswith(row.province.name_vi)


# --- The letters -----------------------------------------------------------------------------
def test_what_was_typed_and_chosen_stays_when_the_letters_are_refused(case, inspector, sign_in):
    client = sign_in(inspector)
    sent = form(case, answer_until="01/01/2020", gap_days="33")
    answer = client.post(f"{RUNS}?tab=payment", sent)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert f'value="{case.pk}" aria-label="{case}" checked' in body
    assert 'value="01/01/2020"' in body
    assert 'value="33"' in body
    assert not ReminderRun.objects.exists()
    nobody = client.post(f"{RUNS}?tab=payment", form(case, case=[]))
    assert nobody.status_code == 422
    assert nobody.context["run_form"].non_field_errors()


def test_a_second_click_leads_to_the_same_run(case, inspector, sign_in):
    client, sent = sign_in(inspector), form(case)
    first, second = client.post(RUNS, sent), client.post(RUNS, sent)
    assert first["Location"] == second["Location"]
    assert ReminderLetter.objects.filter(case=case).count() == 1


def test_a_click_that_waited_for_the_first_one_leads_to_its_run(case, inspector, monkeypatch):
    """Both passed the first look; the second gets the lock once the first has written."""
    submission, first = key(), []
    take = ViolationCaseQuerySet.select_for_update

    def waited(rows, *args, **values):
        if not first:
            first.append(None)
            first[0] = write(case, inspector, submission=submission)[0]
        return take(rows, *args, **values)

    monkeypatch.setattr(ViolationCaseQuerySet, "select_for_update", waited)
    assert write(case, inspector, submission=submission) == (first[0], [])
    assert ReminderLetter.objects.count() == 1


def test_nothing_is_demanded_that_is_not_overdue(case, inspector, days):
    """A crafted or an old page cannot dun who has paid, whose term runs or is stayed."""
    complaint = challenges.file(
        case, Filed(kind="COMPLAINT", filed_on=at().date(), body="Sở", content="Quá cao"),
        submission=key(), by=inspector, at=at(),
    )  # fmt: skip
    stay = challenges.stay(
        complaint, on=at().date(), number="5/QĐ", body="Sở", by=inspector, at=at()
    )
    for kind in ("PAYMENT", "REMEDY"):
        with pytest.raises(Refusal):
            write(case, inspector, kind)
    challenges.lift(stay, on=at().date(), number="6/QĐ", by=inspector, at=at())
    assert write(case, inspector)[0].letters.count() == 1
    days(60)
    pay(case, inspector, 100_000_000)
    with pytest.raises(Refusal):
        write(case, inspector)


def test_a_measure_is_named_once_its_day_comes_before_the_answer(executing, inspector, days):
    """Nobody is threatened with enforcement for a measure whose own term still runs."""
    case = again(executing("TL-18"))
    days(3)  # the measure is due on 23 October
    with pytest.raises(Refusal):
        write(case, inspector, "REMEDY", answer_until=date(2026, 10, 22))
    run, left = write(case, inspector, "REMEDY", answer_until=date(2026, 10, 23))
    assert (run.letters.count(), left) == (1, [])


def test_a_case_of_another_province_is_never_written_to(case, foreign_inspector, sign_in):
    answer = sign_in(foreign_inspector).post(RUNS, form(case))
    assert answer.status_code == 422
    assert not ReminderLetter.objects.exists()
    assert case.code not in answer.content.decode()


def test_who_decides_reads_the_letters_of_the_body(case, inspector, director, sign_in):
    run = write(case, inspector)[0]
    client = sign_in(director)
    [row] = client.get(RUNS).context["page"].items
    assert (row, row.n, row.delivered) == (run, 1, 0)
    assert client.get(reverse("violations:reminder_run", args=[run.pk])).status_code == 200
