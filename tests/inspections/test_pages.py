"""The pages: who reaches them, what they show, that they are cheap and that GETs write nothing."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.enums import FindingState, State
from inspections.models import Finding, Inspection
from tests.factories import NOW, EnterpriseFactory, InspectionFactory

CASE_PAGES = (
    "detail",
    "checklist",
    "findings",
    "evidence",
    "visits",
    "documents",
    "timeline",
    "decision_preview",
    "minutes_preview",
    "requirements",
    "finding_add",
    "minutes",
    "announce",
)
WRITES = ("INSERT", "UPDATE", "DELETE")


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


@pytest.fixture
def as_inspector(sign_in, inspector):
    return sign_in(inspector)


# --- Reach ----------------------------------------------------------------------------------
@pytest.mark.parametrize("page", CASE_PAGES)
def test_another_province_gets_404(running, sign_in, foreign_inspector, page):
    assert sign_in(foreign_inspector).get(url(page, running.pk)).status_code == 404


@pytest.mark.parametrize("page", ["detail", "checklist", "findings", "timeline"])
def test_a_stranger_gets_the_sign_in_page(running, client, page):
    answer = client.get(url(page, running.pk))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize(
    "who, status",
    [
        ("clerk", 403),
        ("administrator", 403),
        ("ministry_official", 200),
        ("province_chair", 200),
        ("director", 200),
    ],
)
def test_who_reads_a_case(running, request, sign_in, who, status):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(url("detail", running.pk)).status_code == status


def test_a_sensitive_case_is_hidden_from_colleagues(running, sign_in, agency, unit, director):
    from tests.factories import UserFactory

    outsider = UserFactory(agency=agency, unit=unit, role="inspector")
    Inspection.objects.filter(pk=running.pk).update(is_sensitive=True)
    assert sign_in(outsider).get(url("detail", running.pk)).status_code == 404
    assert running.code not in sign_in(outsider).get(url("list") + "?tab=all").content.decode()
    assert sign_in(director).get(url("detail", running.pk)).status_code == 200


@pytest.mark.parametrize("who", ["colleague", "chief_inspector", "director", "ministry_official"])
def test_posts_of_others_change_nothing(decided, request, sign_in, who):
    client = sign_in(request.getfixturevalue(who))
    client.post(url("announce", decided.pk), {"on": "05/10/2026", "attendees": "x"})
    decided.refresh_from_db()
    assert decided.state == State.DECIDED


# --- Cheap and clean ------------------------------------------------------------------------
def written(queries):
    return [
        q["sql"]
        for q in queries
        if q["sql"].lstrip().upper().startswith(WRITES)
        and "readaccess" not in q["sql"]
        and "django_session" not in q["sql"]
        and "accounts_user" not in q["sql"]
    ]


@pytest.mark.parametrize(
    "page",
    ["detail", "checklist", "findings", "evidence", "visits", "documents", "timeline", "minutes"],
)
def test_gets_write_nothing_and_stay_cheap(running, as_inspector, page):
    as_inspector.get(url(page, running.pk))  # content types are cached
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = as_inspector.get(url(page, running.pk))
    assert answer.status_code == 200
    assert written(queries.captured_queries) == []
    assert len(queries) <= 32, "\n".join(q["sql"][:200] for q in queries)


def test_the_list_costs_the_same_for_one_and_for_many(as_inspector, inspector, law):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert as_inspector.get(url("list") + "?tab=all").status_code == 200
        return len(queries)

    InspectionFactory(head=inspector, agency=inspector.agency)
    count()
    one = count()
    for _ in range(12):
        InspectionFactory(head=inspector, agency=inspector.agency)
    assert count() == one
    assert one <= 16


# --- List -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "query, found",
    [
        ("q=duc+phat", True),
        ("q=KT-75-2026-00001", True),
        ("q=nobody", False),
        ("state=IN_PROGRESS", True),
        ("state=CLOSED", False),
        ("state=CLOSED&state=IN_PROGRESS", True),
        ("month=2026-10", True),
        ("month=2026-09", False),
        ("month=nonsense", True),
        ("month=2026-10&dated=decided", True),
        ("month=2026-10&dated=closed", False),
        ("province=75", True),
        ("ground=PLAN", True),
        ("ground=AD_HOC", False),
        ("sector=C", True),
        ("overdue=1", False),
        ("topic=wages", False),
    ],
)
def test_filters_stand_in_the_address(running, as_inspector, query, found):
    page = as_inspector.get(f"{url('list')}?{query}").content.decode()
    assert (running.code in page) == found


def test_topic_means_findings_that_were_not_dropped(finding, as_inspector):
    code = finding.inspection.code
    assert code in as_inspector.get(url("list") + "?topic=wages").content.decode()
    Finding.objects.update(state=FindingState.DROPPED, dropped_reason="x")
    assert code not in as_inspector.get(url("list") + "?topic=wages").content.decode()


def test_waiting_follows_the_case(proposed, sign_in, director, inspector):
    assert proposed.code in sign_in(director).get(url("list")).content.decode()
    assert (
        proposed.code not in sign_in(inspector).get(url("list") + "?tab=waiting").content.decode()
    )
    assert proposed.code in sign_in(inspector).get(url("list")).content.decode()  # mine


def test_overdue_is_after_the_last_day(running, sign_in, inspector, frozen):
    from datetime import timedelta

    frozen.move_to(NOW + timedelta(days=11))
    assert running.code in sign_in(inspector).get(url("list") + "?overdue=1").content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_export_is_the_list(running, as_inspector, kind):
    answer = as_inspector.get(url("export", kind) + "?tab=all")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        assert running.code in content.decode("utf-8-sig")
        assert "Công ty TNHH Đức Phát" in content.decode("utf-8-sig")
    assert as_inspector.get(url("export", "pdf")).status_code == 404


# --- Proposal and decision ------------------------------------------------------------------
@pytest.fixture
def form_data(inspector, colleague, plan):
    return {
        "submission": str(uuid.uuid4()),
        "ground": "PLAN",
        "ground_detail": "Kế hoạch 12",
        "checklist": plan().checklist.pk,
        "scope": "Tiền lương",
        "period_from": "01/01/2025",
        "period_to": "30/09/2026",
        "planned_on": "12/10/2026",
        "mode": "DIRECT",
        "place": "Trụ sở",
        "head": inspector.pk,
        "members": [colleague.pk],
        "no_conflict": "on",
    }


def test_proposed_twice_by_a_double_click(frozen, papers, as_inspector, enterprise, form_data):
    address = f"{url('propose')}?enterprise={enterprise.pk}"
    assert enterprise.address in as_inspector.get(address).content.decode()
    first, second = (as_inspector.post(address, form_data) for _ in range(2))
    case = Inspection.objects.get()
    assert first.status_code == 302
    assert first["Location"] == url("done", case.pk, "propose")
    # the second finds the case of the first among the overlaps and opens nothing new
    assert second.status_code in (302, 422)
    assert case.code in as_inspector.get(first["Location"]).content.decode()


def test_errors_keep_what_was_typed(frozen, as_inspector, enterprise, form_data):
    form_data |= {"members": [form_data["head"]], "period_to": "01/01/2020"}
    answer = as_inspector.post(f"{url('propose')}?enterprise={enterprise.pk}", form_data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kế hoạch 12" in page
    assert "ec-error-summary" in page
    assert Inspection.objects.count() == 0


def test_an_enterprise_of_another_province_cannot_be_chosen(frozen, as_inspector, other_agency):
    firm = EnterpriseFactory(province=other_agency.province)
    assert as_inspector.get(f"{url('propose')}?enterprise={firm.pk}").status_code == 404


def test_the_director_decides_on_one_page(proposed, sign_in, director):
    client = sign_in(director)
    page = client.get(url("decision", proposed.pk))
    assert page.status_code == 200
    assert url("decision_preview", proposed.pk) in page.content.decode()
    for _ in range(2):  # twice is once
        answer = client.post(url("decision", proposed.pk))
        assert answer["Location"] == url("done", proposed.pk, "approve")
    done = client.get(answer["Location"]).content.decode()
    assert "01/QĐ-SNV" in done


def test_a_reader_of_the_decision_page_is_led_to_the_case_and_signs_nothing(
    proposed, as_inspector
):
    answer = as_inspector.get(url("decision", proposed.pk))
    assert answer.status_code == 302
    assert answer["Location"] == url("detail", proposed.pk)
    as_inspector.post(url("decision", proposed.pk))
    proposed.refresh_from_db()
    assert (proposed.state, proposed.decision_number) == (State.PROPOSED, "")


@pytest.mark.parametrize("verb", ["return", "reject"])
def test_the_director_says_no_with_a_reason(proposed, sign_in, director, verb):
    client = sign_in(director)
    assert client.post(url("step", proposed.pk, verb), {"reason": ""}).status_code == 422
    client.post(url("step", proposed.pk, verb), {"reason": "Thiếu căn cứ"})
    proposed.refresh_from_db()
    assert proposed.state in (State.RETURNED, State.REJECTED)
    assert "Thiếu căn cứ" in client.get(url("detail", proposed.pk)).content.decode()


def test_an_unknown_step_is_404(proposed, sign_in, director):
    assert sign_in(director).get(url("step", proposed.pk, "approve")).status_code == 404
