"""A head lets a deputy sign (MQĐ34, MQĐ35) and ends it (MQĐ37)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Delegation, Position
from accounts.selectors import delegation_to
from ecms.documents.models import GeneratedDocument
from ecms.documents.selectors import visible_document_or_404
from tests.factories import TODAY, fresh
from tests.violations.conftest import at
from violations.services import delegating
from violations.services.delegating import Power
from violations.services.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices(law, clock, papers, director, deputy_director):
    """The head's office and the deputy's."""
    head, deputy = director.positions.get(), deputy_director.positions.get()
    Position.objects.filter(pk=head.pk).update(is_head=True)
    Position.objects.filter(pk=deputy.pk).update(is_deputy=True)
    return director.positions.get(), deputy_director.positions.get()


def give(offices, by, kind="SANCTION", holder=None, **more):
    power = Power(kind, **{"starts_on": TODAY, **more})
    return delegating.give(offices[0], holder or offices[1], power, by=by, at=at())


@pytest.mark.parametrize(
    ("kind", "code", "symbol"),
    [("SANCTION", "MQD34", "QĐ-GQXP"), ("ENFORCEMENT", "MQD35", "QĐ-GQCC")],
)
def test_the_deputy_signs_from_then_on(offices, director, kind, code, symbol):
    for _turn in range(2):
        row = give(offices, director, kind)
    assert row.number.endswith(symbol)
    assert delegation_to(offices[1], kind=kind, on=TODAY) == row
    paper = GeneratedDocument.objects.get(form_code=code)
    assert paper.context["holder"] == str(offices[1].user)


def test_only_the_head_gives(offices, deputy_director, inspector):
    for person in (deputy_director, inspector):
        with pytest.raises(Refusal):
            give(offices, person)
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "INSPECTION"}, "kind"),
        ({"starts_on": TODAY - timedelta(days=1)}, "starts_on"),
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
    ],
)
def test_a_power_that_cannot_be_given(offices, director, wrong, field):
    with pytest.raises(Refusal) as refused:
        give(offices, director, **wrong)
    assert refused.value.field == field


def test_only_a_deputy_gets_it(offices, director):
    Position.objects.filter(pk=offices[1].pk).update(is_deputy=False)
    with pytest.raises(Refusal) as refused:
        give(offices, director)
    assert refused.value.field == "holder"


def test_one_power_is_given_once_at_a_time(offices, director):
    give(offices, director, ends_on=TODAY + timedelta(days=30))
    with pytest.raises(Refusal):
        give(offices, director, starts_on=TODAY + timedelta(days=10))
    give(offices, director, starts_on=TODAY + timedelta(days=31))


def test_an_ended_delegation_holds_to_its_last_day(offices, director):
    row = give(offices, director)
    last = TODAY + timedelta(days=2)
    for _turn in range(2):
        row = delegating.end(row, last_on=last, reason="Phân công lại", by=director, at=at())
    assert delegation_to(offices[1], kind="SANCTION", on=last) == row
    assert delegation_to(offices[1], kind="SANCTION", on=last + timedelta(days=1)) is None
    paper = GeneratedDocument.objects.get(form_code="MQD37")
    assert paper.context["of_number"] == row.number
    assert paper.context["after"] == (last + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"last_on": TODAY - timedelta(days=1)}, "last_on"), ({"reason": " "}, "reason")],
)
def test_an_end_that_cannot_be(offices, director, wrong, field):
    row = give(offices, director)
    said = {"last_on": TODAY, "reason": "x", **wrong}
    with pytest.raises(Refusal) as refused:
        delegating.end(row, **said, by=director, at=at())
    assert refused.value.field == field


def test_the_deputy_does_not_end_it(offices, director, deputy_director):
    row = give(offices, director)
    with pytest.raises(Refusal):
        delegating.end(row, last_on=TODAY, reason="x", by=deputy_director, at=at())


def test_the_list_tells_what_begins_later_from_what_has_ended(offices, director, sign_in, days):
    give(offices, director, starts_on=TODAY + timedelta(days=3), ends_on=TODAY + timedelta(days=9))
    address = reverse("violations:delegations")
    states = []
    for ago in (0, 3, 7):
        days(ago)
        line = sign_in(director).get(address).context["lines"][0]
        states.append((line["later"], line["runs"]))
    assert states == [(True, False), (False, True), (False, False)]


def test_the_pages(offices, director, deputy_director, sign_in):
    client = sign_in(director)
    address = reverse("violations:delegation_new")
    assert client.get(address).status_code == 200
    assert client.post(address, {"kind": "SANCTION"}).status_code == 422
    said = {"kind": "SANCTION", "holder": offices[1].pk, "starts_on": f"{TODAY:%d/%m/%Y}"}
    assert client.post(address, said).status_code == 302
    row = Delegation.objects.get()
    page = client.get(reverse("violations:delegations"))
    assert row.number in page.content.decode()
    assert page.context["lines"][0]["can_end"]
    paper = GeneratedDocument.objects.get(form_code="MQD34")
    other = sign_in(deputy_director)
    assert visible_document_or_404(fresh(deputy_director), paper.pk) == paper
    assert not other.get(reverse("violations:delegations")).context["lines"][0]["can_end"]
    client = sign_in(director)
    address = reverse("violations:delegation_end", args=[row.pk])
    said = {"last_on": f"{TODAY:%d/%m/%Y}", "reason": "Phân công lại"}
    assert client.post(address, said).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == TODAY
