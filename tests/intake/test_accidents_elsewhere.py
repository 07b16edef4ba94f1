"""An accident of an enterprise of another province: acted on where it happened, seen at home."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from intake.models import Accident, Victim
from intake.selectors.accident_statistics import accidents_in
from tests.factories import NOW, TODAY, EnterpriseFactory, fresh
from tests.intake.accident_cases import NAME, declared, victim
from tests.intake.reference import _django_db_helper, lists  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
YEAR = (TODAY - timedelta(days=300), TODAY)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def firm(foreign_inspector):
    return EnterpriseFactory(province=foreign_inspector.agency.province, tax_code="0300588569")


@pytest.fixture
def case(firm, inspector):
    made = declared(inspector, firm=firm)
    victim(made, inspector)
    return made


def test_it_is_the_work_of_where_it_happened(case, firm, inspector):
    assert case.province == inspector.agency.province != firm.province
    assert (case.ward, case.enterprise) == (None, firm)


def test_home_sees_the_case_but_no_person(case, client, inspector, foreign_inspector):
    home = fresh(foreign_inspector)
    assert Accident.objects.visible_to(home).get() == case
    assert not Victim.objects.visible_to(home).exists()
    client.force_login(foreign_inspector)
    page = client.get(reverse("intake:accident", args=[case.pk]))
    assert page.status_code == 200
    assert NAME not in page.content.decode()
    assert client.get(reverse("intake:accident_victims", args=[case.pk])).status_code == 404
    listed = client.get(reverse("intake:accidents") + "?tab=all").content.decode()
    assert case.code not in listed
    elsewhere = client.get(reverse("intake:accidents") + "?tab=elsewhere").content.decode()
    assert case.code in elsewhere


def test_a_third_province_sees_nothing(inspector, foreign_inspector):
    own = declared(inspector)
    assert not Accident.objects.visible_to(fresh(foreign_inspector)).filter(pk=own.pk).exists()


def test_it_counts_where_it_happened_and_once(case, inspector, foreign_inspector):
    assert list(accidents_in(fresh(inspector), *YEAR)) == [case]
    assert list(accidents_in(fresh(foreign_inspector), *YEAR)) == []


def test_home_changes_nothing(case, client, foreign_inspector):
    client.force_login(foreign_inspector)
    for name in ("accident_complete", "accident_team", "accident_victim_add"):
        assert client.get(reverse(f"intake:{name}", args=[case.pk])).status_code == 404


def test_what_is_to_complete_has_no_victim_yet(case, inspector):
    bare = declared(inspector)
    assert set(Accident.objects.incomplete()) == {bare}


def test_declared_by_the_whole_tax_code(client, firm, inspector):
    client.force_login(inspector)
    typed = {
        "submission": str(uuid.uuid4()), "occurred_on": f"{TODAY:%d/%m/%Y}", "place": "Công trường",
        "injured": "1", "channel": "PHONE", "caller_role": "EMPLOYER",
        "notice_on": f"{TODAY:%d/%m/%Y}",
    }  # fmt: skip
    url = reverse("intake:accident_new")
    wrong = client.post(url, typed | {"tax_code": "0300588570"})
    assert wrong.status_code == 422
    assert client.post(url, typed | {"tax_code": firm.tax_code}).status_code == 302
    made = Accident.objects.get()
    assert (made.enterprise, made.province) == (firm, inspector.agency.province)
    page = client.get(reverse("intake:accident", args=[made.pk])).content.decode()
    assert reverse("enterprises:detail", args=[firm.pk]) not in page
