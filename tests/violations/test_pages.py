"""The pages: who sees them, what they say, and that sending a form twice does no harm."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecms.audit.models import ReadAccess
from tests.factories import TODAY
from tests.violations.conftest import SIGNING, at
from violations.models import Payment, RemedyOrder, ViolationCase
from violations.services import remedies
from violations.states import CaseState

pytestmark = pytest.mark.django_db
DAY = f"{TODAY:%d/%m/%Y}"
MUCH_LATER = timedelta(hours=1)
READS = ("detail", "worksheet")
STEPS = (
    "subject", "weigh", "minutes", "explain", "submit", "transfer", "decision", "return",
    "no_sanction", "serve", "pay", "executed", "close", "cancel",
)  # fmt: skip


def url(name, case, *args):
    return reverse(f"violations:{name}", args=[case.pk, *args])


def english(client):
    client.cookies["django_language"] = "en"
    return client


# --- Access ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", [*READS, *STEPS, "minutes_draft", "decision_draft"])
def test_another_province_gets_404(submitted, foreign_inspector, foreign_director, sign_in, name):
    case = submitted("TD-03")
    for user in (foreign_inspector, foreign_director):
        assert sign_in(user).get(url(name, case)).status_code in (403, 404)
    allowed = sign_in(foreign_inspector).get(url("detail", case))
    assert allowed.status_code == 404


@pytest.mark.parametrize("name", [*READS, *STEPS])
def test_strangers_sign_in_first(submitted, client, name):
    response = client.get(url(name, submitted("TD-03")))
    assert response.status_code == 302
    assert "login" in response.url


def test_the_check_is_linked_only_for_whom_it_exists(decided, inspector, clerk, sign_in):
    case = decided("TD-03")
    link = reverse("inspections:detail", args=[case.inspection_id])
    assert link in sign_in(inspector).get(url("detail", case)).content.decode()
    page = sign_in(clerk).get(url("detail", case)).content.decode()
    assert link not in page
    assert case.inspection.code in page


@pytest.mark.parametrize("name", READS)
def test_the_ministry_reads_and_a_clerk_does_not_before_the_decision(
    submitted, ministry_official, clerk, sign_in, name
):
    case = submitted("TD-03")
    assert sign_in(ministry_official).get(url(name, case)).status_code == 200
    assert sign_in(clerk).get(url(name, case)).status_code == 404


def test_reading_a_case_is_logged(submitted, director, sign_in):
    case = submitted("TD-03")
    sign_in(director).get(url("detail", case))
    assert ReadAccess.objects.filter(object_id=case.pk, reader=director).count() == 1


@pytest.mark.parametrize("name", STEPS)
def test_opening_a_step_changes_nothing(submitted, inspector, director, sign_in, name):
    case = submitted("TL-18", "TD-03")
    for user in (inspector, director):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = sign_in(user).get(url(name, case))
        assert response.status_code in (200, 302, 403)
        written = [
            q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        ]
        assert not [sql for sql in written if "violations_" in sql]


# --- What pages say -------------------------------------------------------------------------
def test_the_worksheet_explains_in_the_language_of_the_page(submitted, director, sign_in):
    case = submitted("TL-18")
    text = sign_in(director).get(url("worksheet", case)).content.decode()
    assert "80.000.000" in text
    assert "Điều 67 Nghị định số 283/2026/NĐ-CP" in text
    assert "Giám đốc Sở Nội vụ" in text
    text = english(sign_in(director)).get(url("worksheet", case)).content.decode()
    assert "An organisation pays twice" in text
    assert "lies outside the field of this title" in text


def test_the_frozen_worksheet_stays_when_the_law_changes(decided, director, sign_in):
    case = decided("TD-03")
    case.acts.get().provision.frames.update(fine_max=99_000_000)
    text = sign_in(director).get(url("worksheet", case)).content.decode()
    assert "4.000.000" in text
    assert "99.000.000" not in text


def test_the_case_page_offers_the_next_step_and_says_why_not(submitted, director, sign_in):
    case = submitted("TL-18")
    text = english(sign_in(director)).get(url("detail", case)).content.decode()
    assert "The violator may still explain until 12/10/2026" in text
    assert url("return", case) in text


def test_a_refused_step_goes_back_with_its_reason(signed, inspector, sign_in):
    response = english(sign_in(inspector)).get(url("serve", signed("TD-03")), follow=True)
    assert "Not possible in the state" in response.content.decode()


# --- The whole way in the browser -----------------------------------------------------------
def twice(client, address, data=None):
    """Send a form two times; both answers lead on to a page that opens."""
    answers = [client.post(address, data or {}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], answers[0].content.decode()
    assert client.get(answers[-1].url).status_code == 200
    return answers[0].url


def test_the_journey_by_forms(
    check, finding, inspector, director, chief_inspector, sign_in, papers
):
    """Each form is sent twice: the second time nothing more happens."""
    codes = [finding(code).pk for code in ("TL-18", "TD-03", "AT-78")]
    data = {"submission": str(uuid.uuid4()), "findings": codes, "discovered_on": DAY}
    client = sign_in(inspector)
    twice(client, reverse("violations:open", args=[check.pk]), data)
    case = ViolationCase.objects.get()
    twice(client, url("minutes", case), {**SIGNING, "on": DAY})
    twice(client, url("explain", case), {"kind": "WAIVED", "received_on": DAY})
    offices = client.get(url("submit", case)).context["form"].fields["position"].choices
    twice(client, url("submit", case), {"position": offices[0][0], "note": ""})

    client = sign_in(director)
    form = client.get(url("decision", case)).context["form"]
    twice(client, url("decision", case), {f"order_{key}": "on" for _a, _c, key in form.keys})
    case.refresh_from_db()
    fine = case.fine_decided
    assert (case.state, fine) == (CaseState.DECIDED, 80_000_000 + 4_000_000 + 30_000_000)

    client = sign_in(inspector)
    twice(client, url("serve", case), {"method": "DIRECT", "event_on": DAY, "confirmed": "on"})
    receipt = {"amount": f"{fine:,}".replace(",", "."), "paid_on": DAY, "reference": "GNT-7"}
    twice(client, url("pay", case), receipt)
    assert Payment.objects.get().amount == fine
    measures = list(RemedyOrder.objects.all())
    assert len(measures) == 2
    for row in measures:
        twice(sign_in(inspector), url("remedy", case, row.pk), {"evidence_note": "Bảng lương"})
        twice(sign_in(chief_inspector), url("accept", case, row.pk))
    for name in ("executed", "close"):
        twice(sign_in(chief_inspector), url(name, case))
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


@pytest.mark.parametrize("who", ["chief_inspector", "inspector"])
def test_the_form_of_a_second_person_or_an_old_tab_is_shown_to_be_copied(
    open_case, inspector, sign_in, clock, request, who
):
    """The case went on meanwhile: nothing is changed, and nothing typed is swallowed."""
    case = open_case("TD-03")
    first = sign_in(inspector).post(url("minutes", case), {**SIGNING, "on": DAY})
    assert first.status_code == 302
    clock.shift(MUCH_LATER)
    second = {**SIGNING, "on": DAY, "opinion": "Doanh nghiệp <b>không</b> nhất trí nội dung này."}
    client = english(sign_in(request.getfixturevalue(who)))
    answer = client.post(url("minutes", case), second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Doanh nghiệp &lt;b&gt;không&lt;/b&gt; nhất trí" in page
    assert "Not possible in the state" in page
    case.refresh_from_db()
    assert case.violator_opinion == ""


def test_a_wrong_amount_comes_back_with_its_error(executing, inspector, sign_in):
    case = executing("TD-03")
    data = {"amount": "1.000.000.000", "paid_on": DAY, "reference": "X"}
    response = english(sign_in(inspector)).post(url("pay", case), data)
    assert response.status_code == 422
    assert "confirm_over" in response.context["form"].errors
    assert Payment.objects.count() == 0


def test_the_signatory_changes_the_fine_only_inside_the_frame(submitted, director, sign_in):
    case = submitted("TD-03")
    act = case.acts.get()
    client = sign_in(director)
    page = client.post(url("fine", case, act.pk), {"amount": "7.000.000", "reason": "x"})
    assert page.status_code == 422
    page = client.post(url("fine", case, act.pk), {"amount": "5.000.000", "reason": "Lý do"})
    assert page.status_code == 302
    act.refresh_from_db()
    assert act.override_fine == 5_000_000


def test_a_finding_without_a_date_is_asked_for(check, finding, inspector, sign_in):
    row = finding("TD-03", ended_on=None)
    data = {"submission": str(uuid.uuid4()), "findings": [row.pk], "discovered_on": DAY}
    address = reverse("violations:open", args=[check.pk])
    page = sign_in(inspector).post(address, data)
    assert f"when_{row.pk}" in page.context["form"].errors
    data |= {f"when_{row.pk}": "ended", f"ended_{row.pk}": "20/09/2026"}
    assert sign_in(inspector).post(address, data).status_code == 302


# --- List, export, panels -------------------------------------------------------------------
def test_tabs_and_filters(submitted, director, inspector, foreign_director, sign_in):
    case = submitted("TD-03")
    client = sign_in(director)
    address = reverse("violations:list")

    def codes(query, who=client):
        return [row["case"].code for row in who.get(f"{address}?{query}").context["rows"]]

    assert codes("tab=sign") == [case.code]
    for query in (
        "state=SUBMITTED", "code=td-03", "topic=wages", "month=2026-10", "q=duc phat",
        f"q={case.code}", f"signatory={case.signatory_id}",
    ):  # fmt: skip
        assert codes(query) == [case.code], query
    for query in (
        "state=CLOSED",
        "code=TL-18",
        "month=2026-09",
        "overdue=on",
        "q=khác",
        "month=x",
    ):
        assert codes(query) == [], query
    assert codes("tab=all", sign_in(foreign_director)) == []


def test_overdue_lists_what_is_late(submitted, director, sign_in, days):
    case = submitted("TD-03")
    days(10)
    page = sign_in(director).get(f"{reverse('violations:list')}?tab=overdue")
    assert [row["case"] for row in page.context["rows"]] == [case]


def test_the_export_holds_exactly_the_list(submitted, director, foreign_director, sign_in):
    case = submitted("TD-03")
    address = reverse("violations:export", args=["csv"])
    body = b"".join(sign_in(director).get(address).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert [row[0] for row in rows[1:]] == [case.code]
    foreign = b"".join(sign_in(foreign_director).get(address).streaming_content).decode()
    assert case.code not in foreign
    assert sign_in(director).get(address.replace("csv", "exe")).status_code == 404


def test_panels_show_cases_and_what_is_still_open(check, open_case, finding, inspector, sign_in):
    case = open_case("TD-03")
    other = finding("TL-18")
    client = sign_in(inspector)
    text = client.get(reverse("violations:inspection_panel", args=[check.pk])).content.decode()
    assert case.code in text
    assert reverse("violations:leave", args=[other.pk]) in text
    assert reverse("violations:open", args=[check.pk]) in text
    panel = reverse("violations:enterprise_panel", args=[check.enterprise_id])
    assert case.code in client.get(panel).content.decode()


def test_panels_of_another_province_are_404(check, open_case, foreign_inspector, sign_in):
    open_case("TD-03")
    client = sign_in(foreign_inspector)
    for name, pk in (("inspection_panel", check.pk), ("enterprise_panel", check.enterprise_id)):
        assert client.get(reverse(f"violations:{name}", args=[pk])).status_code == 404


def test_worklists_hold_what_waits(
    executing, submitted, director, chief_inspector, inspector, sign_in
):
    from ecms.core.work import work_of

    case = submitted("TD-03")
    assert case.code in str(work_of(director, on=TODAY))
    done = executing("TL-18")
    remedies.submit(done.remedies.get(), evidence_note="Bảng lương", by=inspector, at=at())
    assert done.code in str(work_of(chief_inspector, on=TODAY))
    page = sign_in(chief_inspector).get(f"{reverse('violations:list')}?accept=on")
    assert [row["case"] for row in page.context["rows"]] == [done]


# --- Query counts ---------------------------------------------------------------------------
def queries_of(client, address):
    client.get(address)  # what is read once for every page
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_more_cases_cost_no_more_queries(open_case, signed, decided, inspector, sign_in):
    client = sign_in(inspector)
    address = reverse("violations:list")
    open_case("TD-03"), signed("TD-03"), decided("TD-03")
    few = queries_of(client, address)
    for _ in range(3):
        open_case("TD-03"), signed("TD-03"), decided("TD-03")
    assert queries_of(client, address) <= few


def test_more_acts_cost_no_more_queries(submitted, director, sign_in):
    client = sign_in(director)
    submitted("TD-03")  # both have an earlier case in their record
    few = queries_of(client, url("detail", submitted("TD-03")))
    many = queries_of(client, url("detail", submitted("TD-03", "TD-03", "TD-03", "TD-03")))
    assert many <= few
    assert few < 60


def test_who_shares_out_work_may_open_what_waits_for_a_signature(
    submitted, director, chief_inspector, sign_in
):
    case = submitted("TD-03")
    client = sign_in(chief_inspector)
    page = client.get(reverse("accounts:handover", args=[director.pk])).content.decode()
    assert url("detail", case) in page
    assert url("decision", case) not in page
    assert client.get(url("detail", case)).status_code == 200
