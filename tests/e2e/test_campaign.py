"""A year's theme becomes a campaign of two hundred targets, and the campaign a report."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from zeal import zeal_ignore

from accounts.models import Agency
from campaigns.enums import How, State
from campaigns.models import Campaign, Plan, Target
from campaigns.tasks import open_checks
from ecms.core import clock
from enterprises.models import Enterprise, Sector
from inspections.enums import FindingState
from inspections.enums import State as CaseState
from inspections.models import Checklist, Finding, Inspection
from tests.documents.reading import text_of
from tests.e2e.steps import day, person, words_of
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.django_db
MANY = 240  # firms of the register that meet the criteria
VISITED = 15  # of these were visited this year already
SIZE, BY_LOT = 200, 40
THEME = "Tiền lương và thời giờ làm việc ngành dệt may"
LESSON = "Chọn theo rủi ro tìm ra nhiều hơn; năm sau mời thêm Công đoàn khu công nghiệp."


@pytest.fixture
def register(office):
    """Firms of two sections, large and small, with a risk each."""
    province = Agency.objects.get(code="SNV-75").province
    sections = list(Sector.objects.filter(scheme="VSIC2025", level=1, code__in="CG"))
    assert len(sections) == 2
    for number in range(MANY):
        EnterpriseFactory(
            province=province, name=f"Công ty Dệt may số {number}", risk_score=number % 97,
            workers=(8, 60, 400)[number % 3], section_2025=sections[number % 2],
            last_visited_on=clock.today() - timedelta(days=30) if number < VISITED else None,
        )  # fmt: skip
    return province


@pytest.fixture
def worker(monkeypatch):
    """Does the jobs that pages handed over, apart from their requests as in life."""
    waiting = []
    monkeypatch.setattr(open_checks, "delay", lambda *given: waiting.append(given))

    def work():
        with zeal_ignore():  # each target is a transaction of its own
            return [open_checks(*waiting.pop()) for _job in range(len(waiting))]

    return work


def test_a_year_s_theme_becomes_a_campaign_and_the_campaign_a_report(office, register, worker):
    item = the_plan_of_the_year(office)
    campaign = prepared(office["chief"], item)
    drawn(office["chief"], campaign)
    approved_and_opened(office, campaign, worker)
    cases = worked_on(office, campaign)
    followed_to_its_report(office, campaign, cases)


def the_plan_of_the_year(office):
    """The chief drafts and hands in, the director approves what is printed."""
    chief = office["chief"].open("campaigns:plan_new")
    chief.choose("year", "2026").fill(purpose="Giảm nợ lương ở doanh nghiệp dệt may").send_twice()
    plan = Plan.objects.get()
    chief.follow("campaigns:plan_add", plan.pk)
    chief.fill(title=THEME, scope="Tiền lương; làm thêm giờ", size=SIZE).send_twice()
    item = plan.items.get()
    chief.open("campaigns:plan", plan.pk).follow("campaigns:plan_submit", plan.pk).send_twice()
    director = office["director"].open("campaigns:plan", plan.pk)
    director.follow("campaigns:plan_approve", plan.pk).send_twice()
    director.open("campaigns:plan", plan.pk).shows(THEME, SIZE)
    chief.open("campaigns:plan", plan.pk)
    return item


def prepared(chief, item):
    chief.follow("campaigns:new")
    assert chief.page.input_value('main [name="item"]') == str(item.pk)
    checklist = Checklist.objects.get(code="TIEN-LUONG")
    chief.choose("checklist", checklist.pk).fill(
        title=THEME, purpose="Nợ lương giảm một nửa vào cuối năm",
        ground_detail="Kế hoạch kiểm tra năm 2026", scope="Việc trả lương, làm thêm giờ",
        period_from=day(), period_to=day(80), checked_from="01/01/2025", checked_to=day(),
        size=SIZE, random_share=100 * BY_LOT // SIZE, team_size=2,
    ).send_twice()  # fmt: skip
    return Campaign.objects.get()


def drawn(chief, campaign):
    """By criteria in the address; the same seed gives the same enterprises."""
    chief.open("campaigns:select", campaign.pk, query="?q=D%E1%BB%87t+may")
    chief.shows("Đáp ứng tiêu chí", MANY, MANY - VISITED)
    with chief.page.expect_navigation():
        chief.page.locator("main form.ec-form[data-once] button[type=submit]").click()
    chief.look()
    rows = Target.objects.filter(campaign=campaign)
    assert rows.count() == SIZE
    assert rows.filter(how=How.RANDOM).count() == BY_LOT
    assert not rows.filter(enterprise__last_visited_on__isnull=False).exists()
    campaign.refresh_from_db()
    assert campaign.seed


def approved_and_opened(office, campaign, worker):
    """The director freezes the list; one click opens two hundred checks with their teams."""
    director = office["director"].open("campaigns:detail", campaign.pk)
    director.follow("campaigns:approve", campaign.pk).send_twice()
    chief = office["chief"].open("campaigns:detail", campaign.pk)
    chief.follow("campaigns:open", campaign.pk).send_twice()
    assert sum(worker()) == SIZE  # and the second job, if there was one, opened nothing
    cases = Inspection.objects.filter(campaign_target__campaign=campaign)
    assert cases.count() == SIZE
    assert cases.filter(state=CaseState.PROPOSED).count() == SIZE
    for case in cases.prefetch_related("team")[:20]:
        assert case.team.count() == 2
        assert case.scope == "Việc trả lương, làm thêm giờ"
    chief.open("campaigns:detail", campaign.pk).shows(SIZE)
    office["director@390"].open("campaigns:targets", campaign.pk)


def worked_on(office, campaign):
    """The director signs one decision; colleagues carry out some checks meanwhile."""
    targets = list(Target.objects.filter(campaign=campaign).order_by("order"))
    first, *others = [target.inspection for target in targets[:6]]
    director = office["director"].open("inspections:detail", first.pk)
    director.follow("inspections:decision", first.pk).send_twice()
    first.refresh_from_db()
    assert first.state != CaseState.PROPOSED
    head, now, today = person("director.dongnai"), clock.now(), clock.today()
    for number, case in enumerate(others):
        Inspection.objects.filter(pk=case.pk).update(
            decided_on=today, decided_at=now, decided_by=head, minutes_signed_at=now,
            minutes_signed_on=today + timedelta(days=number + 1), minutes_signed_by=head,
        )  # fmt: skip
        Finding.objects.create(
            inspection=case, state=FindingState.CONFIRMED, violation_code="TL-18",
            description="Trả lương thấp hơn mức tối thiểu", discovered_on=today, workers=7,
            recorded_at=now, recorded_by=head,
        )  # fmt: skip
    return [first, *others]


def followed_to_its_report(office, campaign, cases):
    director = office.on(date(2026, 12, 20))["director"].open("campaigns:detail", campaign.pk)
    director.shows(SIZE, len(cases))
    director.follow("campaigns:results", campaign.pk)
    row = director.page.locator("main tbody tr").first.locator("td").all_inner_texts()
    assert row[:4] == [str(SIZE), "5", "3,0", "1,0"]  # opened, signed, days, findings per visit
    book = load_workbook(BytesIO(director.fetch("campaigns:workbook", campaign.pk)))
    assert any(SIZE in row for sheet in book for row in sheet.values)
    draft = text_of(director.fetch("campaigns:report", campaign.pk))
    assert THEME in " ".join(draft.split())
    director.open("campaigns:detail", campaign.pk).follow("campaigns:close", campaign.pk)
    with director.page.expect_navigation():
        director.button().click()  # without its lessons
    assert "bắt buộc" in " ".join(director.problems())
    director.fill(lessons=LESSON).send_twice()
    campaign.refresh_from_db()
    assert campaign.state == State.CLOSED
    printed = " ".join(words_of(director, "BC-CD").split())
    assert LESSON in printed
    assert THEME in printed
    assert Enterprise.objects.filter(name__startswith="Công ty Dệt may").count() == MANY
