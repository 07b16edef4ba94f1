"""Journeys beside the main job: signing in, administering, being reminded, working in English."""

import email
import uuid
from datetime import timedelta
from email import policy

import pytest
from django.urls import reverse

from accounts.demo import DEMO_PASSWORD
from accounts.models import Agency, Role, User
from accounts.permissions import Permission
from ecms.core import clock
from ecms.notifications import tasks
from ecms.notifications.models import Delivery, DueItem
from inspections.enums import Ground, TeamRole
from inspections.models import Checklist, Inspection
from inspections.services import proposal
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.django_db


def person(name):
    return User.objects.get(username=name)


def proposed(name="Công ty May Sông Phố"):
    """A check of a firm of Đồng Nai that waits for the director."""
    agency = Agency.objects.get(code="SNV-75")
    firm = EnterpriseFactory(province=agency.province, name=name)
    team = [
        (person("inspector.dongnai"), TeamRole.HEAD),
        (person("inspector2.dongnai"), TeamRole.MEMBER),
    ]
    today = clock.today()
    wanted = proposal.Proposal(
        ground=Ground.PLAN, ground_detail="Kế hoạch năm 2026", scope="Tiền lương",
        period_from=today - timedelta(days=300), period_to=today, planned_on=today, team=team,
        checklist=Checklist.objects.get(code="TIEN-LUONG"), place="Biên Hòa",
        no_conflict=frozenset(user.pk for user, _ in team),
    )  # fmt: skip
    return proposal.propose(
        firm, wanted, submission=uuid.uuid4(), agency=agency, by=team[0][0], at=clock.now()
    )


def test_a_person_signs_in_works_and_signs_out(town, sit):
    desk = sit(None)
    desk.page.goto(desk.base + reverse("inspections:list"))
    assert desk.path.startswith(reverse("account_login"))
    desk.look().page.fill('[name="login"]', "inspector.dongnai")
    desk.page.fill('[name="password"]', "wrong")
    desk.page.press('[name="password"]', "Enter")
    desk.page.wait_for_load_state("load")
    assert desk.path.startswith(reverse("account_login"))
    desk.page.fill('[name="login"]', "inspector.dongnai")
    desk.page.fill('[name="password"]', DEMO_PASSWORD)
    with desk.page.expect_navigation(url=f"**{reverse('inspections:list')}"):
        desk.page.press('[name="password"]', "Enter")
    desk.look().open("accounts:profile").shows(person("inspector.dongnai").full_name)
    desk.open("accounts:people").shows(person("director.dongnai").full_name)
    desk.page.goto(desk.base + reverse("account_logout"))
    with desk.page.expect_navigation():
        desk.page.locator("main form button[type=submit]").first.click()
    desk.page.goto(desk.base + reverse("home"))
    assert desk.path.startswith(reverse("account_login"))


def test_an_administrator_gives_a_role_one_more_right(town, sit):
    role = Role.objects.get(code="clerk")
    assert Permission.REPORT_EXPORT not in role.permissions
    clerk = sit("clerk.dongnai")
    assert clerk.status_of("analytics:export") == 403
    desk = sit("admin")
    assert desk.page.goto(desk.base + reverse("admin:index")).status == 200
    desk.look()
    url = reverse("admin:accounts_role_change", args=[role.pk])
    desk.page.goto(desk.base + url)
    desk.look().page.check(f'[name="permissions"][value="{Permission.REPORT_EXPORT}"]')
    with desk.page.expect_navigation():
        desk.page.click('[name="_save"]')
    role.refresh_from_db()
    assert Permission.REPORT_EXPORT in role.permissions
    assert clerk.status_of("analytics:export") == 200
    desk.page.goto(desk.base + reverse("admin:accounts_role_history", args=[role.pk]))
    assert person("admin").full_name in desk.look().page.inner_text("body")
    assert clerk.status_of("inspections:list") == 403
    inspector = sit("inspector.dongnai")
    assert inspector.page.goto(inspector.base + reverse("admin:index")).status in (403, 404)


def test_what_is_due_reaches_the_list_and_the_daily_mail(town, sit):
    _, frozen, mails = town
    case = proposed()
    due = DueItem.objects.get(kind="inspection.decide", object_id=case.pk)
    frozen.shift(timedelta(days=(due.due_on - clock.today()).days + 2))
    tasks.claim_due()
    tasks.claim_due()
    director = person("director.dongnai")
    told = Delivery.objects.filter(recipient=director, due_item=due)
    assert [row.stage for row in told] == ["LATE"]
    desk = sit("director.dongnai")
    desk.open("notifications:list", query="?tab=overdue").shows(case.code)
    desk.open("home").shows(case.code)
    desk.open("notifications:list")
    desk.send(reverse("notifications:read", args=[told.get().pk]))
    assert desk.key == case.pk
    assert told.get().read_at is not None
    case_of_today = proposed("Công ty Gỗ Hố Nai")
    assert tasks.send_messages() >= 1
    assert tasks.send_messages() == 0
    texts = [letter(part) for path in mails.iterdir() for part in mails_of(path)]
    mine = [text for to, text in texts if director.email in to]
    assert len(mine) == 1
    assert case_of_today.code in mine[0]


def mails_of(path):
    """Mails of one second may share a file, with a line between them."""
    return [part for part in path.read_bytes().split(b"-" * 79) if part.strip()]


def letter(content):
    message = email.message_from_bytes(content.lstrip(), policy=policy.default)
    return message["to"], message.get_content()


PHONE_PAGES = ("detail", "checklist", "findings", "evidence", "visits", "documents", "timeline")


def test_an_inspector_works_in_english_on_a_phone(town, sit):
    case = proposed("Công ty Giày Tân Mai")
    desk = sit("inspector.dongnai", width=390, language="en")
    for name in ("home", "enterprises:list", "inspections:list", "violations:list"):
        desk.open(name)
    assert desk.page.locator("html").get_attribute("lang") == "en"
    desk.open("enterprises:detail", case.enterprise_id).shows("Propose a check")
    for name in PHONE_PAGES:
        desk.open(f"inspections:{name}", case.pk)
    desk.open("inspections:detail", case.pk).shows("Proposed")
    desk.follow("inspections:step", case.pk, "withdraw")
    desk.fill(reason="Proposed twice by mistake").send()
    case.refresh_from_db()
    assert case.state == "WITHDRAWN"


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong(town, sit):
    case = proposed("Công ty Bánh Kẹo Long Bình")
    desk = sit("inspector2.dongnai", language="en")
    url = f"?enterprise={case.enterprise_id}"
    desk.open("inspections:propose", query=url)
    desk.fill(ground_detail="A sign of a violation", scope="Wages", planned_on="31/02/2026")
    with desk.page.expect_navigation() as navigation:
        desk.button().click()
    assert navigation.value.status == 422
    assert desk.look().page.title().startswith("Error")
    assert desk.page.input_value('[name="planned_on"]') == "31/02/2026"
    assert desk.page.input_value('[name="scope"]') == "Wages"
    assert len(desk.page.locator(".ec-error-summary a").all()) >= 2
    assert Inspection.objects.filter(enterprise=case.enterprise_id).count() == 1
