"""Temporary seizure: ordered (MQĐ20), extended (MQĐ21), ended by return (MQĐ24)."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from ecms.core.workflow import WorkflowRefused
from ecms.documents.models import GeneratedDocument
from ecms.notifications.models import DueItem
from law.models import AdditionalSanction
from law.selectors import reference
from tests.factories import TODAY
from tests.violations.conftest import anew, at
from violations import proceeding_rules
from violations.guards_after import nothing_open
from violations.models import Exhibit, Seizure, ViolationCase
from violations.services import exhibits, inquiry, seizure
from violations.services.refusal import Refusal
from violations.states import ExhibitFate, VerificationKind
from violations.workflow import workflow

pytestmark = pytest.mark.django_db
END = date(2026, 10, 14)  # seven working days from Monday 5 October


def papers(code):
    return GeneratedDocument.objects.filter(form_code=code)


@pytest.fixture
def things(inspector):
    """``things(case, "Sổ lương")`` notes exhibits of a case."""

    def note(case, *names):
        return [
            exhibits.note(
                anew(case), exhibits.Thing(name=name, quantity="01", taken_on=TODAY),
                by=inspector, at=at(),
            )
            for name in names or ("Sổ lương",)
        ]  # fmt: skip

    return note


@pytest.fixture
def seized(submitted, things, director):
    """``seized()`` waits for the director, who seized two things."""

    def make(ground="VERIFY"):
        case = submitted("TL-18")
        return seize(case, things(case, "Sổ lương", "Máy dập"), director, ground=ground)

    return make


def seize(case, rows, by, **more):
    said = {"ground": "VERIFY", "reason": "Đối chiếu bản gốc", "kept_at": "Kho của Sở"}
    return seizure.seize(anew(case), rows, **{**said, **more}, by=by, at=at())


def verify(case, by):
    inquiry.open_inquiry(
        anew(case), kind=VerificationKind.FACTS, matter="Số người", by=by, at=at()
    )


def extend(row, until, by, reason="Chưa có kết luận"):
    row.case = anew(row.case)
    return seizure.extend(row, until=until, reason=reason, by=by, at=at())


def give_back(case, rows, by, token=None, **more):
    said = {"receiver": "Bà Hạnh", "reason": "Đã xác minh xong", **more}
    return seizure.give_back(
        anew(case), rows, **said, submission=token or uuid.uuid4(), by=by, at=at()
    )


def clock_of(case):
    return DueItem.objects.get(kind="violation.seizure", object_id=case.pk)


@pytest.mark.parametrize(("transferred", "last"), [(False, END), (True, date(2026, 10, 19))])
def test_the_first_term(law, transferred, last):
    assert proceeding_rules.seizure_ends(reference(), TODAY, transferred=transferred) == last


@pytest.mark.parametrize(
    ("verified", "complex_case", "last"),
    [
        (False, False, None),
        (True, False, date(2026, 11, 5)),
        (True, True, date(2026, 12, 5)),  # a Saturday: a seizure does not grow by days off
        (False, True, date(2026, 12, 5)),
    ],
)
def test_how_far_it_may_be_extended(law, verified, complex_case, last):
    found = proceeding_rules.seizure_longest(
        reference(), TODAY, verified=verified, complex_case=complex_case
    )
    assert found == last


def test_things_are_seized_with_a_term_and_a_paper(seized, director):
    row = seized()
    assert (row.ordered_on, row.ends_on, row.until) == (TODAY, END, END)
    assert row.number.endswith("QĐ-TG")
    assert set(row.exhibits.values_list("kept_at", flat=True)) == {"Kho của Sở"}
    assert (clock_of(row.case).due_on, clock_of(row.case).closed_at) == (END, None)
    paper = papers("MQD20").get()
    assert [line["name"] for line in paper.context["exhibits"]] == ["Sổ lương", "Máy dập"]
    again = seize(row.case, list(row.exhibits.all()), director)
    assert (again.pk, papers("MQD20").count()) == (row.pk, 1)


def test_what_secures_the_execution_has_no_day(seized):
    row = seized("SECURE")
    assert row.until is None
    assert papers("MQD20").get().context["ends_on"] is None
    assert not DueItem.objects.filter(kind="violation.seizure").exists()


@pytest.mark.parametrize(
    ("wrong", "field"), [({"reason": " "}, "reason"), ({"kept_at": ""}, "kept_at")]
)
def test_a_seizure_that_is_not_told(submitted, things, director, wrong, field):
    case = submitted("TL-18")
    with pytest.raises(Refusal) as refused:
        seize(case, things(case), director, **wrong)
    assert refused.value.field == field


def test_nothing_is_seized_twice(seized, things, director):
    row = seized()
    more = things(row.case, "Máy cắt")
    with pytest.raises(Refusal) as refused:
        seize(row.case, [*row.exhibits.all(), *more], director)
    assert refused.value.field == "things"


def test_only_who_signs_seizes(submitted, things, inspector, deputy_director):
    case = submitted("TL-18")
    rows = things(case)
    for person in (inspector, deputy_director):
        with pytest.raises((Refusal, WorkflowRefused)):
            seize(case, rows, person)


def test_a_seizure_is_not_extended_without_a_cause(seized, director):
    row = seized()
    with pytest.raises((Refusal, WorkflowRefused)):
        extend(row, END + timedelta(days=5), director)


@pytest.mark.parametrize("until", [END, date(2026, 11, 6)])
def test_an_extension_stays_within_the_law(seized, director, inspector, until):
    row = seized()
    verify(row.case, inspector)
    with pytest.raises(Refusal) as refused:
        extend(row, until, director)
    assert refused.value.field == "until"


@pytest.mark.parametrize("until", [date(2026, 12, 4), date(2026, 12, 5)])
def test_an_extension_up_to_a_day_off_ends_on_that_day(seized, director, until):
    row = seized()
    ViolationCase.objects.filter(pk=row.case_id).update(is_complex=True)
    assert extend(row, until, director).until == until
    assert clock_of(row.case).due_on == until


@pytest.mark.parametrize("until", [date(2026, 12, 6), date(2026, 12, 7)])
def test_days_off_do_not_lengthen_a_seizure(seized, director, until):
    row = seized()
    ViolationCase.objects.filter(pk=row.case_id).update(is_complex=True)
    with pytest.raises(Refusal, match="05/12/2026") as refused:
        extend(row, until, director)
    assert refused.value.field == "until"


def test_an_extension_moves_the_clock_once(seized, director, inspector):
    row = seized()
    verify(row.case, inspector)
    for _turn in range(2):
        row = extend(row, date(2026, 11, 5), director)
    assert clock_of(row.case).due_on == date(2026, 11, 5)
    assert papers("MQD21").get().context["of_number"] == row.number
    with pytest.raises((Refusal, WorkflowRefused)):
        extend(row, date(2026, 11, 4), director)


def test_an_ended_seizure_is_not_extended(seized, director, inspector, days):
    row = seized()
    verify(row.case, inspector)
    days(10)
    with pytest.raises(Refusal) as refused:
        extend(row, date(2026, 11, 5), director)
    assert refused.value.field == "row"


def test_what_goes_back_settles_the_clock(seized, director, inspector):
    row = seized()
    first, second = row.exhibits.order_by("pk")
    token = uuid.uuid4()
    for _turn in range(2):
        give_back(row.case, [first], director, token)
    assert papers("MQD24").get().context["exhibits"][0]["name"] == "Sổ lương"
    assert clock_of(row.case).closed_at is None
    give_back(row.case, [second], director)
    assert clock_of(row.case).closed_at is not None
    assert set(row.exhibits.values_list("fate", flat=True)) == {ExhibitFate.RETURNED}
    assert not workflow.answer(anew(row.case), "return_seized", director)


def test_the_official_does_not_give_seized_things_back(seized, inspector):
    row = seized()
    with pytest.raises(Refusal, match="MQĐ24"):
        exhibits.give_back(row.exhibits.first(), by=inspector, at=at())


def test_after_the_decision_the_office_that_decided_gives_back(decided, director, inspector):
    case = decided("TL-18")
    row = things_kept(case, inspector, director)
    give_back(case, [row], director)
    assert papers("MQD24").count() == 1


def things_kept(case, inspector, director):
    """A thing that was seized before the decision."""
    row = Seizure.objects.create(
        case=case, ground="SECURE", reason="Bảo đảm thi hành", kept_at="Kho", number="1/QĐ-TG",
        ordered_on=TODAY, ordered_at=at(), ordered_by=director,
    )  # fmt: skip
    return Exhibit.objects.create(
        case=case, name="Máy dập", quantity="01", taken_on=TODAY, recorded_at=at(),
        recorded_by=inspector, seizure=row,
    )  # fmt: skip


def test_a_case_is_not_closed_while_things_are_seized(executing, inspector, director):
    case = executing("TL-18")
    assert nothing_open(case, inspector)
    things_kept(case, inspector, director)
    assert not nothing_open(case, inspector)


def test_what_the_decision_confiscates_is_not_given_back(executing, inspector, director):
    case = executing("TL-18")
    things_kept(case, inspector, director)
    sanction = AdditionalSanction.objects.filter(power="confiscation").first()
    act = case.acts.get()
    act.provision.additional_sanctions.add(sanction)
    act.additional_terms = "Tịch thu giấy tờ giả"
    act.save()
    assert nothing_open(anew(case), inspector)
    assert not workflow.answer(anew(case), "return_seized", director)


def test_the_pages(submitted, things, inspector, director, sign_in):
    case = submitted("TL-18")
    row = things(case)[0]
    verify(case, inspector)
    client = sign_in(director)
    address = reverse("violations:step", args=[case.pk, "seize"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"things": [row.pk]}).status_code == 422
    said = {"things": [row.pk], "ground": "VERIFY", "reason": "x", "kept_at": "Kho"}
    assert client.post(address, said).status_code == 302
    address = reverse("violations:step", args=[case.pk, "extend_seizure"])
    form = client.get(address).context["form"]
    assert "05/11/2026" in str(form.fields["until"].help_text)
    said = {"row": form.initial.get("row") or case.seizures.get().pk, "until": "05/11/2026",
            "reason": "x"}  # fmt: skip
    assert client.post(address, said).status_code == 302
    address = reverse("violations:step", args=[case.pk, "return_seized"])
    token = client.get(address).context["form"]["submission"].value()
    said = {"things": [row.pk], "receiver": "Bà Hạnh", "reason": "x", "submission": str(token)}
    assert client.post(address, said).status_code == 302
    page = client.get(reverse("violations:detail", args=[case.pk])).content.decode()
    assert all(code in page for code in ("QĐ-TG", "QĐ-KDTG", "QĐ-TL"))
