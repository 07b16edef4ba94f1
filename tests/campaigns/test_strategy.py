"""The chain from the issue to the result; tasks of leaders with their answers."""

import uuid
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from campaigns.enums import DirectiveState, StrategyState, Verdict
from campaigns.models import (
    Indicator,
    Issue,
    Objective,
    Reading,
    Strategy,
    Tool,
)
from campaigns.selectors_strategy import reaches, usable_tools, way_gone
from campaigns.services import directives, preparing, strategy
from ecms.core.refusal import Refusal
from ecms.notifications.models import Delivery, DueItem
from tests.factories import NOW, TODAY, InspectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(law, agency, chief_inspector):
    facts = {"title": "Đúng hạn", "year_from": 2026, "year_to": 2028, "vision": "Không chậm lương"}
    return strategy.begin(
        facts, agency=agency, submission=uuid.uuid4(), by=chief_inspector, at=NOW
    )


@pytest.fixture
def tool(plan, chief_inspector):
    who = {"by": chief_inspector, "at": NOW}
    issue = strategy.add(plan, Issue, plan, {"title": "Chậm lương", "evidence": "Đơn"}, **who)
    aim = strategy.add(plan, Objective, issue, {"title": "Đúng kỳ", "groups": "Gia công"}, **who)
    facts = {"title": "Tỷ lệ chậm", "unit": "%", "source": "Biên bản", "baseline": 34,
             "target": 14, "due_on": TODAY}  # fmt: skip
    strategy.add(plan, Indicator, aim, facts, **who)
    return strategy.add(
        plan, Tool, aim, {"way": "VISIT", "title": "Kiểm tra", "wanted": 10}, **who
    )


@pytest.mark.parametrize("value, gone", [(34, 0), (29, 0.25), (14, 1), (40, 0), (10, 1)])
def test_the_way_gone_counts_from_the_beginning_to_what_is_wanted(plan, tool, chief_inspector,
                                                                  value, gone):  # fmt: skip
    figure = Indicator.objects.get()
    assert way_gone(figure) is None
    for _twice in range(2):
        strategy.measure(figure, {"on": TODAY, "value": Decimal(value), "note": ""}, strategy=plan,
                         by=chief_inspector, at=NOW)  # fmt: skip
    assert Reading.objects.count() == 1
    assert float(way_gone(Indicator.objects.get())) == gone


def test_a_tool_counts_what_its_campaigns_reached(plan, tool, running, agency, inspector):
    from campaigns.models import Campaign

    Campaign.objects.filter(pk=running.pk).update(tool=tool)
    target = running.targets.first()
    target.inspection = InspectionFactory(
        agency=agency, enterprise=target.enterprise, head=inspector, minutes_signed_on=TODAY
    )
    target.save()
    reach = reaches([tool])[tool.pk]
    assert (reach.campaigns, reach.targets, reach.visited, reach.of("VISIT")) == (1, 10, 1, 1)
    assert reach.of("ADVICE") == 0


def test_only_an_approved_plan_offers_its_tools_and_a_closed_one_stays(plan, tool, director,
                                                                       chief_inspector):  # fmt: skip
    assert not usable_tools(chief_inspector).exists()
    with pytest.raises(Refusal, match="role"):
        strategy.approve(plan, by=chief_inspector, at=NOW)
    for _twice in range(2):
        strategy.approve(plan, by=director, at=NOW)
    assert list(usable_tools(chief_inspector)) == [tool]
    strategy.close(plan, "Đạt", by=director, at=NOW)
    plan.refresh_from_db()
    assert (plan.state, plan.result) == (StrategyState.CLOSED, "Đạt")
    with pytest.raises(Refusal, match="closed"):
        strategy.remove(plan, tool, by=chief_inspector, at=NOW)


def test_what_a_campaign_carries_out_is_not_taken_out(plan, tool, campaign, chief_inspector):
    preparing.change(campaign, {"tool": tool}, by=chief_inspector, at=NOW)
    with pytest.raises(Refusal, match="stays"):
        strategy.remove(plan, tool.objective.issue, by=chief_inspector, at=NOW)
    assert Tool.objects.filter(pk=tool.pk).exists()


def test_the_chain_is_written_and_shown_on_the_pages(client, law, agency, chief_inspector):
    client.force_login(chief_inspector)
    key = uuid.uuid4()
    facts = {"title": "Đúng hạn", "year_from": 2026, "year_to": 2028, "vision": "x",
             "submission": key}  # fmt: skip
    assert client.post(reverse("campaigns:strategy_new"), facts | {"year_to": 2020}
                       ).status_code == 422  # fmt: skip
    for _twice in range(2):
        client.post(reverse("campaigns:strategy_new"), facts)
    row = Strategy.objects.get()

    def add(kind, above, **facts):
        url = reverse("campaigns:strategy_add", args=[row.pk, kind, above])
        assert client.post(url, facts).status_code == 302
        return {"issue": Issue, "objective": Objective, "tool": Tool}[kind].objects.latest("pk")

    issue = add("issue", row.pk, title="Chậm lương", evidence="Đơn")
    aim = add("objective", issue.pk, title="Đúng kỳ", groups="Gia công")
    add("tool", aim.pk, way="ADVICE", title="Tập huấn", wanted=20, reached=5)
    page = client.get(reverse("campaigns:strategy", args=[row.pk])).content.decode()
    assert all(words in page for words in ("Chậm lương", "Đúng kỳ", "Tập huấn", "5 / 20"))
    url = reverse("campaigns:strategy_add", args=[row.pk, "tool", aim.pk])
    assert client.post(url, {"way": "ADVICE", "title": "", "wanted": 0}).status_code == 422


# --- Directives -------------------------------------------------------------------------------
@pytest.fixture
def task(law, agency, director, inspector):
    return directives.give(
        {"to": inspector, "title": "Rà soát", "text": "Lập danh sách",
         "due_on": TODAY + timedelta(days=5)},
        submission=uuid.uuid4(), by=director, at=NOW,
    )  # fmt: skip


def reply(task, by, **other):
    return directives.answer(task, "Xong", [], by=by, at=NOW,
                             **{"submission": uuid.uuid4()} | other)  # fmt: skip


def test_a_task_reminds_until_it_is_answered_and_again_when_returned(task, director, inspector):
    def open_items():
        return DueItem.objects.filter(kind="directive.answer", closed_at=None)

    assert open_items().get().due_on == TODAY + timedelta(days=5)
    key = uuid.uuid4()
    first = reply(task, inspector, submission=key)
    assert reply(task, inspector, submission=key) == first
    assert not open_items().exists()
    with pytest.raises(Refusal, match="missing"):
        directives.judge(task, accept=False, remark="", due_on=None, by=director, at=NOW)
    directives.judge(task, accept=False, remark="Thiếu số liệu", due_on=TODAY + timedelta(days=9),
                     by=director, at=NOW)  # fmt: skip
    assert open_items().get().due_on == TODAY + timedelta(days=9)
    reply(task, inspector)
    directives.judge(task, accept=True, remark="", due_on=None, by=director, at=NOW)
    task.refresh_from_db()
    assert task.state == DirectiveState.DONE
    assert list(task.answers.values_list("verdict", flat=True)) == [
        Verdict.RETURNED, Verdict.ACCEPTED,
    ]  # fmt: skip
    assert Delivery.objects.filter(kind="directive.answered", recipient=director).count() == 2
    assert Delivery.objects.filter(kind="directive.judged", recipient=inspector).count() == 2


def test_who_is_told_does_not_judge_and_others_do_not_answer(task, director, inspector,
                                                             chief_inspector):  # fmt: skip
    with pytest.raises(Refusal, match="told"):
        reply(task, chief_inspector)
    reply(task, inspector)
    with pytest.raises(Refusal, match="leads"):
        directives.judge(task, accept=True, remark="", due_on=None, by=inspector, at=NOW)


def test_a_withdrawn_task_is_silent(task, director):
    for _twice in range(2):
        directives.withdraw(task, "Không cần nữa", by=director, at=NOW)
    assert not DueItem.objects.filter(closed_at=None).exists()
    with pytest.raises(Refusal, match="no answer"):
        directives.judge(task, accept=True, remark="", due_on=None, by=director, at=NOW)


def test_an_answer_comes_with_its_paper(client, task, inspector, director):
    client.force_login(inspector)
    url = reverse("campaigns:directive_answer", args=[task.pk])
    bad = SimpleUploadedFile("x.exe", b"MZ\x90", "application/octet-stream")
    data = {"text": "Đã làm", "submission": uuid.uuid4()}
    assert client.post(url, data | {"paper": bad}).status_code == 422
    assert not task.answers.exists()
    picture = BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "PNG")
    good = SimpleUploadedFile("anh.png", picture.getvalue(), "image/png")
    assert client.post(url, data | {"paper": good}).status_code == 302
    assert task.answers.count() == 1
    client.force_login(director)
    page = client.get(reverse("campaigns:directive", args=[task.pk]))
    assert "anh" in page.content.decode()
    assert "Đã làm" in client.get(reverse("campaigns:directive", args=[task.pk])).content.decode()
    assert [row["directive"].pk for row in client.get(reverse("campaigns:directives")
                                                      ).context["rows"]] == [task.pk]  # fmt: skip
