"""From a complaint or an accident to the check or the violation case, prefilled, and back."""

import uuid

import pytest
from django.urls import reverse

from enterprises.models import Enterprise
from inspections.models import Inspection, Procedure
from intake.models import Accident
from intake.services.complaints import handling
from tests.factories import NOW, TODAY, InspectionFactory
from tests.intake import accident_cases as told
from tests.intake.complaint_world import CLEAN, SECRETS
from tests.intake.reference import _django_db_helper, lists  # noqa: F401 - fixtures
from violations.models import ViolationCase

pytestmark = pytest.mark.django_db


@pytest.fixture
def complaint(cast):
    """Accepted, with the text without names."""
    found = handling.redact(cast.accepted(), CLEAN, summary=CLEAN, by=cast.clerk, at=NOW)
    found.refresh_from_db()
    return found


@pytest.fixture
def fatal(cast):
    """A fatal accident of the same enterprise."""
    case = told.declared(cast.inspector, firm=cast.firm, dead=1, injured=0)
    told.victim(case, cast.inspector, outcome="DEAD", died_on=TODAY)
    return Accident.objects.get(pk=case.pk)


def clean(text):
    assert not [word for word in (*SECRETS, told.NAME, told.CALLER) if word in text]


def post(client, url, form, **more):
    """Send the form as it stands, with what a person adds."""
    data = {}
    for field in form:
        value = field.value()
        if value not in (None, False):
            data[field.html_name] = value
    return client.post(url, data | more)


@pytest.mark.parametrize("place", ["complaint", "accident"])
def test_the_proposal_begins_with_everything_but_the_person(
    cast, complaint, fatal, sign_in, place
):
    thing = complaint if place == "complaint" else fatal
    client = sign_in(cast.inspector)
    page = client.get(reverse("inspections:propose"), {place: thing.pk})
    assert page.status_code == 200
    form = page.context["form"]
    assert page.context["firm"] == cast.firm
    assert form["ground"].value() == "AD_HOC"
    words = form["ground_detail"].value()
    assert (CLEAN if place == "complaint" else fatal.code) in words
    assert complaint.code not in words
    clean(page.content.decode())


@pytest.mark.parametrize("place", ["complaint", "accident"])
def test_a_violation_case_without_a_check(cast, complaint, fatal, sign_in, place):
    thing = complaint if place == "complaint" else fatal
    client = sign_in(cast.inspector)
    url = f"{reverse('violations:open_direct')}?{place}={thing.pk}"
    page = client.get(url)
    clean(page.content.decode())
    form = page.context["form"]
    assert (CLEAN if place == "complaint" else fatal.code) in form["description"].value()
    if "codes" in form.fields:
        assert {"AT-19"} >= {code for code, _words in form.fields["codes"].choices} - {
            "AT-22", "AT-50"}  # fmt: skip
    refused = post(client, url, form)
    assert refused.status_code == 422
    unknown = post(client, url, form, other="XX-99")
    assert "XX-99" in unknown.content.decode()
    key = str(uuid.uuid4())
    done = post(client, url, form, other="AT-22", submission=key)
    case = ViolationCase.objects.get()
    assert done["Location"] == reverse("violations:detail", args=[case.pk])
    assert (case.enterprise, case.agency) == (cast.firm, cast.agency)
    assert getattr(case, f"origin_{place}") == thing
    assert case.acts.get().provision.code == "AT-22"
    again = post(client, url, form, other="AT-22", submission=key)
    assert (again["Location"], ViolationCase.objects.count()) == (done["Location"], 1)
    clean(client.get(done["Location"]).content.decode())
    panel = client.get(reverse(f"violations:{place}_panel", args=[thing.pk]))
    assert case.code in panel.content.decode()


def test_links_there_and_back(cast, complaint, fatal, sign_in, ministry_official):
    check = InspectionFactory(
        enterprise=Enterprise.objects.get(pk=cast.firm.pk), agency=cast.agency,
        province=cast.agency.province, checklist=None, procedure=Procedure.objects.first(),
        origin_complaint=complaint, origin_accident=fatal,
    )  # fmt: skip
    client = sign_in(cast.inspector)
    for place, thing in (("complaint", complaint), ("accident", fatal)):
        panel = client.get(reverse(f"inspections:{place}_panel", args=[thing.pk]))
        assert check.code in panel.content.decode()
        page = client.get(reverse("inspections:detail", args=[check.pk])).content.decode()
        assert reverse(f"intake:{place}", args=[thing.pk]) in page
    assert Inspection.objects.count() == 1


def test_not_from_what_is_not_ready_or_not_ours(
    cast, complaint, fatal, sign_in, foreign_inspector
):
    client = sign_in(foreign_inspector)
    for place, thing in (("complaint", complaint), ("accident", fatal)):
        url = f"{reverse('violations:open_direct')}?{place}={thing.pk}"
        assert client.get(url).status_code == 404
    bare = cast.accepted()
    answer = sign_in(cast.inspector).get(
        f"{reverse('violations:open_direct')}?complaint={bare.pk}"
    )
    assert answer["Location"] == reverse("intake:complaint", args=[bare.pk])
    assert sign_in(cast.inspector).get(reverse("violations:open_direct")).status_code == 404
