"""A running check and tablets for it."""

import uuid
from datetime import timedelta
from functools import wraps

import pytest
from zeal import zeal_ignore

from accounts.models import Agency
from ecms.core import clock
from field.services import uploads
from field.views import api_exchange
from inspections.enums import Ground, TeamRole
from inspections.models import Checklist
from inspections.services import conduct, decision, proposal
from tests.e2e.conftest import FLAGS
from tests.e2e.field_tablet import Tablet
from tests.e2e.lone_server import LoneServer
from tests.e2e.steps import person
from tests.factories import EnterpriseFactory

HEAD, MEMBER = "inspector.dongnai", "inspector2.dongnai"


@pytest.fixture
def running(town, monkeypatch):
    """``running()`` is an announced check of a new firm of Đồng Nai; its papers are not drawn."""
    monkeypatch.setattr("ecms.documents.services.issuing.press", lambda *a, **k: b"%PDF-1.7 test")

    def make(name="Công ty May Sông Buông"):
        agency, today, now = Agency.objects.get(code="SNV-75"), clock.today(), clock.now()
        firm = EnterpriseFactory(province=agency.province, name=name)
        people = [(person(HEAD), TeamRole.HEAD), (person(MEMBER), TeamRole.MEMBER)]
        wanted = proposal.Proposal(
            ground=Ground.PLAN, ground_detail="Kế hoạch năm 2026", scope="Tiền lương",
            period_from=today - timedelta(days=300), period_to=today, planned_on=today,
            team=people, checklist=Checklist.objects.get(code="TIEN-LUONG"), place="Biên Hòa",
            no_conflict=frozenset(user.pk for user, _role in people),
        )  # fmt: skip
        case = proposal.propose(
            firm, wanted, submission=uuid.uuid4(), agency=agency, by=people[0][0], at=now
        )
        case = decision.approve(case, by=person("director.dongnai"), at=now)
        return conduct.announce(case, on=today, attendees="Bà Hạnh", by=people[0][0], at=now)

    return make


def each_alone(work):
    """Each item is a transaction of its own, with its own locks: no list of rows."""

    @wraps(work)
    def alone(*args, **kwargs):
        with zeal_ignore():
            return work(*args, **kwargs)

    return alone


@pytest.fixture
def tablet(chromium, town, tmp_path, monkeypatch):
    """``tablet("inspector.dongnai")`` is a browser with a profile of its own."""
    held = []
    monkeypatch.setattr(api_exchange, "take", each_alone(api_exchange.take))
    for name in ("begin", "go_on", "complete"):
        monkeypatch.setattr(uploads, name, each_alone(getattr(uploads, name)))

    def make(username=HEAD, base=None):
        folder = tmp_path / f"tablet{len(held)}"
        held.append(Tablet(chromium, FLAGS, base or town[0].url, folder, username))
        return held[-1]

    yield make
    for device in held:
        device.end()


@pytest.fixture
def lone(town):
    """A server that may be killed; tests that use it have their own browser for its address."""
    server = LoneServer().start()
    yield server
    server.kill()
