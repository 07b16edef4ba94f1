"""Workers of an act: lists, protected numbers, interest by day, sums received to the last đồng."""

import uuid
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from ecms.core.exports import write_xlsx
from law.loading_interest import load_interest
from law.models import InterestRule
from tests.factories import NOW, TODAY
from violations import claims as sums
from violations import presenters_claims
from violations.claim_rules import columns_of
from violations.models import Recovery, ViolationCase, WorkerClaim
from violations.services import claims, recoveries
from violations.services.claims import Claimed, ListRefused
from violations.services.refusal import Refusal

pytestmark = pytest.mark.django_db
DUE = TODAY - timedelta(days=100)
AN, BINH = "075190001234", "001085004321"
TITLES = ("STT", "Họ và tên", "Số CCCD", "Mã NV", "Số tiền còn thiếu", "Hạn trả")
PAID = ("Họ và tên", "Số CCCD", "Số tiền đã trả", "Ngày trả", "Chứng từ")


def sheet(titles, *rows, name="list.xlsx"):
    content = BytesIO()
    write_xlsx(content, titles, rows)
    return SimpleUploadedFile(name, content.getvalue())


@pytest.fixture
def act(open_case):
    return open_case("TL-18").acts.get()


@pytest.fixture
def listed(act, inspector):
    claims.load(
        act,
        sheet(TITLES, (1, "Nguyễn Văn An", AN, "A1", 1_000_000, DUE),
              (2, "Trần Thị Bình", BINH, "", "2.500.001", DUE),
              (3, "Lê Văn Cường", "", "C7", 0, ""), ("", "Tổng cộng", "", "", 3_500_001, "")),
        by=inspector, at=NOW,
    )  # fmt: skip
    return act


def claim_of(act, name):
    return act.claims.get(name=name)


def test_a_list_is_taken_and_taken_again_without_doubles(listed, inspector):
    again = sheet(TITLES, (1, "Nguyễn Văn An", AN, "A1", 1_200_000, DUE),
                  (2, "Phạm Dung", "", "", 5, DUE))  # fmt: skip
    done = claims.load(listed, again, by=inspector, at=NOW)
    assert (done.new, done.changed, done.same) == (1, 1, 0)
    assert listed.claims.count() == 4
    assert claim_of(listed, "Nguyễn Văn An").owed == 1_200_000
    assert claim_of(listed, "Trần Thị Bình").owed == 2_500_001


def test_numbers_are_sealed_and_shown_in_part(listed, inspector, client):
    row = claim_of(listed, "Nguyễn Văn An")
    assert AN.encode() not in bytes(row.identity) + bytes(row.person)
    client.force_login(inspector)
    pages = [
        client.get(reverse("violations:claims", args=[listed.case_id, listed.pk])),
        client.get(reverse("violations:claim", args=[listed.case_id, row.pk])),
    ]
    for page in pages:
        assert "0751••••••34" in page.content.decode()
        assert AN not in page.content.decode()
    kind = reverse("violations:claims_export", args=[listed.case_id, listed.pk, "csv"])
    text = b"".join(client.get(kind).streaming_content).decode()
    assert "Nguyễn Văn An" in text
    assert AN not in text


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "", AN, "", 1, DUE), "no_name"),
        (("", "Lan", "12345", "", 1, DUE), "identity"),
        (("", "Lan", "", "", "một triệu", DUE), "amount"),
        (("", "Lan", "", "", "1,5", DUE), "amount"),
        (("", "Lan", "", "", 10**13, DUE), "too_much"),
        (("", "Lan", "", "", 1, "31/02/2026"), "day"),
        (("", "Lan", "", "", 1, TODAY + timedelta(days=1)), "future"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(act, inspector, row, code):
    with pytest.raises(ListRefused) as refused:
        claims.load(act, sheet(TITLES, (1, "Hoa", "", "", 1, DUE), row), by=inspector, at=NOW)
    assert [(p.row, p.code) for p in refused.value.problems] == [(3, code)]
    assert claims.words_of(refused.value.problems[0])
    assert not act.claims.exists()


def test_the_same_person_twice_in_a_file_is_refused(act, inspector):
    rows = [("", "Hoa", "", "", 1, DUE), ("", "HOA", "", "", 2, DUE)]
    with pytest.raises(ListRefused) as refused:
        claims.load(act, sheet(TITLES, *rows), by=inspector, at=NOW)
    assert [p.code for p in refused.value.problems] == ["twice", "twice"]
    told_apart = [("", "Hoa", "", "H1", 1, DUE), ("", "Hoa", "", "H2", 2, DUE)]
    assert claims.load(act, sheet(TITLES, *told_apart), by=inspector, at=NOW).new == 2


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("x.xlsx", b"no workbook at all"),
        SimpleUploadedFile("x.pdf", b"%PDF-1.7 " + b"\x00\x01" * 50),
        sheet(("a", "b"), (1, 2)),
        sheet(TITLES),
    ],
)
def test_a_wrong_file_is_refused_in_words(act, inspector, upload):
    with pytest.raises(Refusal) as refused:
        claims.load(act, upload, by=inspector, at=NOW)
    assert str(refused.value.reason)


def test_interest_by_day_and_sums_to_the_last_dong(listed, inspector):
    load_interest()
    rule = InterestRule.objects.get(key="si-daily")
    claims.set_terms(listed, rule, percent=None, source="", by=inspector, at=NOW)
    row = claim_of(listed, "Trần Thị Bình")
    balance = sums.balance_of(row, TODAY)
    assert balance.interest == 2_500_001 * 3 * 100 // 10_000
    assert balance.rest == 2_500_001 + balance.interest
    half = TODAY - timedelta(days=40)
    recoveries.record(row, 500_001, paid_on=half, reference="UNC 1", submission=uuid.uuid4(),
                      by=inspector, at=NOW)  # fmt: skip
    later = sums.balance_of(row, TODAY)
    assert later.interest == int((2_500_001 * 60 + 2_000_000 * 40) * Decimal("0.0003"))
    with pytest.raises(Refusal):
        recoveries.record(row, later.rest + 1, paid_on=TODAY, reference="UNC 2",
                          submission=uuid.uuid4(), by=inspector, at=NOW)  # fmt: skip
    recoveries.record(row, later.rest, paid_on=TODAY, reference="UNC 2",
                      submission=uuid.uuid4(), by=inspector, at=NOW)  # fmt: skip
    done = sums.balance_of(row, TODAY + timedelta(days=500))
    assert (done.rest, done.settled) == (0, 1)
    assert done.received == done.owed + done.interest


def test_a_rate_that_is_announced_must_be_entered(listed, inspector):
    load_interest()
    rule = InterestRule.objects.get(key="bank-demand")
    for percent, source, field in (
        (None, "Vietcombank", "percent"),
        (Decimal("0.5"), "", "source"),
    ):
        with pytest.raises(Refusal) as refused:
            claims.set_terms(listed, rule, percent=percent, source=source, by=inspector, at=NOW)
        assert refused.value.field == field
    claims.set_terms(listed, rule, percent=Decimal("0.5"), source="Agribank", by=inspector, at=NOW)
    row = claim_of(listed, "Nguyễn Văn An")
    assert sums.balance_of(row, TODAY).interest == 1_000_000 * 5 * 100 // (1000 * 365)


def test_all_receive_the_rest_once_however_often_it_is_sent(listed, inspector):
    key = uuid.uuid4()
    for _again in range(2):
        made = recoveries.settle(listed, paid_on=TODAY, reference="Bảng lương ký nhận",
                                 submission=key, by=inspector, at=NOW)  # fmt: skip
        assert len(made) == 2
    total = sums.total(sums.rows_of(listed, TODAY))
    assert (total.received, total.rest, total.settled) == (3_500_001, 0, 2)
    assert Recovery.objects.count() == 2


def test_a_list_of_sums_received(listed, inspector):
    key = uuid.uuid4()
    rows = [("Nguyễn Văn An", "", 400_000, TODAY, "UNC 5"), ("", AN, "600.000", TODAY, ""),
            ("TRẦN THỊ BÌNH", "", 1, TODAY, "")]  # fmt: skip
    for _again in range(2):
        recoveries.load(listed, sheet(PAID, *rows), reference="Sao kê", submission=key,
                        by=inspector, at=NOW)  # fmt: skip
    assert sums.balance_of(claim_of(listed, "Nguyễn Văn An"), TODAY).rest == 0
    assert sums.balance_of(claim_of(listed, "Trần Thị Bình"), TODAY).received == 1
    proofs = set(Recovery.objects.values_list("reference", flat=True))
    assert proofs == {"UNC 5", "Sao kê"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("Ai Đó", "", 1, TODAY, ""), "unknown"),
        (("Nguyễn Văn An", "", 1_000_001, TODAY, ""), "over"),
        (("Nguyễn Văn An", "", "", TODAY, ""), "no_amount"),
        (("Nguyễn Văn An", "", 1, "", ""), "no_day"),
        (("Nguyễn Văn An", "", 1, TODAY + timedelta(days=2), ""), "future"),
    ],
)
def test_a_wrong_row_of_sums_received(listed, inspector, row, code):
    with pytest.raises(ListRefused) as refused:
        recoveries.load(listed, sheet(PAID, row), reference="Sao kê", submission=uuid.uuid4(),
                        by=inspector, at=NOW)  # fmt: skip
    assert [p.code for p in refused.value.problems] == [code]
    assert not Recovery.objects.exists()


def test_a_sum_taken_back_counts_no_more_and_stays_in_sight(listed, inspector):
    row = claim_of(listed, "Nguyễn Văn An")
    made = recoveries.record(row, 1_000_000, paid_on=TODAY, reference="UNC", by=inspector, at=NOW,
                             submission=uuid.uuid4())  # fmt: skip
    with pytest.raises(Refusal):
        claims.remove(row, by=inspector, at=NOW)
    with pytest.raises(Refusal):
        recoveries.cancel(made, reason=" ", by=inspector, at=NOW)
    for _again in range(2):
        recoveries.cancel(made, reason="Ghi nhầm", by=inspector, at=NOW)
    assert sums.balance_of(row, TODAY).rest == 1_000_000
    assert Recovery.objects.get().cancel_reason == "Ghi nhầm"


def in_order(titles):
    found = columns_of(titles)
    return sorted(found, key=found.get)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_templates_are_understood_in_both_languages(lang):
    with translation.override(lang):
        owed = [str(title) for title in presenters_claims.TEMPLATES["owed"]]
        received = [str(title) for title in presenters_claims.TEMPLATES["received"]]
    assert in_order(owed) == ["name", "identity", "staff_code", "owed", "owed_on"]
    assert in_order(received) == [
        "name", "identity", "staff_code", "amount", "paid_on", "reference",
    ]  # fmt: skip


def test_the_list_gives_the_act_its_number_and_its_base(open_case, inspector):
    act = open_case("BH-05").acts.get()
    claims.load(act, sheet(TITLES, (1, "An", AN, "", 30_000_000, DUE),
                           (2, "Bình", BINH, "", 12_345_678, DUE)), by=inspector, at=NOW)  # fmt: skip
    claims.take_over(act, by=inspector, at=NOW)
    act.refresh_from_db()
    assert (act.workers, act.base_amount) == (2, 42_345_678)


def test_an_empty_list_gives_nothing(act, inspector):
    with pytest.raises(Refusal):
        claims.take_over(act, by=inspector, at=NOW)


def test_one_worker_by_hand_and_corrected(act, inspector):
    told = Claimed("Võ Thị Hạnh", AN, "", 10, DUE)
    first = claims.enter(act, told, by=inspector, at=NOW)
    assert claims.enter(act, told, by=inspector, at=NOW).pk == first.pk
    kept = claims.edit(first, Claimed("Võ Thị Hạnh", "", "", 20, DUE), by=inspector, at=NOW)
    assert kept.identity is not None
    assert WorkerClaim.objects.get().owed == 20
    assert "Hạnh" not in repr(told)
    assert "Hạnh" not in str(first)


def test_the_result_of_cases_counts_heads_once(listed, inspector, open_case):
    case = listed.case
    recoveries.record(claim_of(listed, "Nguyễn Văn An"), 7, paid_on=TODAY, reference="UNC",
                      submission=uuid.uuid4(), by=inspector, at=NOW)  # fmt: skip
    recoveries.restore(listed, claim_of(listed, "Lê Văn Cường"), on=TODAY, note="Ký hợp đồng",
                       by=inspector, at=NOW)  # fmt: skip
    found = sums.result(ViolationCase.objects.filter(pk=case.pk))
    assert (found.heads, found.owed, found.received) == (3, 3_500_001, 7)
    assert (found.paid_heads, found.rights) == (1, 1)


def test_the_right_of_all_who_wait(listed, inspector):
    assert (
        recoveries.restore(listed, None, on=TODAY, note="Trả sổ BHXH", by=inspector, at=NOW) == 3
    )
    assert (
        recoveries.restore(listed, None, on=TODAY, note="Trả sổ BHXH", by=inspector, at=NOW) == 0
    )


def test_nobody_of_another_body_keeps_the_list(act, foreign_inspector):
    with pytest.raises(Refusal):
        claims.enter(act, Claimed("An"), by=foreign_inspector, at=NOW)


def test_pages_of_the_list(listed, inspector, client):
    case = listed.case
    client.force_login(inspector)
    page = client.get(reverse("violations:workers", args=[case.pk]))
    assert page.context["total"].owed == 3_500_001
    url = reverse("violations:claims_import", args=[case.pk, listed.pk])
    wrong = client.post(url, {"upload": sheet(TITLES, (1, "Lan", "9", "", 1, DUE))})
    assert wrong.status_code == 422
    assert wrong.context["problems"][0]["row"] == 2
    good = client.post(url, {"upload": sheet(TITLES, (1, "Lan", "", "", 1, DUE))})
    assert good.url == reverse("violations:claims", args=[case.pk, listed.pk])
    total = client.get(reverse("violations:workers_result"))
    assert total.context["total"].heads == 4
    template = client.get(reverse("violations:claims_template", args=["owed"]))
    assert b"".join(template.streaming_content)[:2] == b"PK"
    assert client.get(reverse("violations:claims_template", args=["x"])).status_code == 404


def test_the_totals_are_the_sums_of_the_cases_listed(listed, inspector, client, open_case):
    """Heads, money and rights above the list, in it and in its export are the same figures."""
    other = open_case("TD-03").acts.get()
    claims.load(other, sheet(TITLES, (1, "Võ Lan", "", "V1", 40, DUE)), by=inspector, at=NOW)
    recoveries.record(claim_of(other, "Võ Lan"), 30, paid_on=TODAY, reference="UNC",
                      submission=uuid.uuid4(), by=inspector, at=NOW)  # fmt: skip
    recoveries.restore(listed, None, on=TODAY, note="Trả sổ BHXH", by=inspector, at=NOW)
    client.force_login(inspector)
    page = client.get(reverse("violations:workers_result"))
    total, rows = page.context["total"], page.context["page"].items
    assert len(rows) == 2
    for name in ("heads", "owed", "received", "paid_heads", "rights"):
        assert getattr(total, name) == sum(getattr(row, name) for row in rows)
    assert (total.heads, total.owed, total.received, total.rights) == (4, 3_500_041, 30, 3)
    answer = client.get(reverse("violations:workers_result_export", args=["csv"]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    cells = [line.split(",")[-5:] for line in text.splitlines()[1:]]
    assert [sum(map(int, column)) for column in zip(*cells, strict=True)] == [
        4, 3_500_041, 30, 1, 3,
    ]  # fmt: skip


def test_owed_without_a_way_of_interest_is_said(listed, inspector, client):
    client.force_login(inspector)
    page = client.get(reverse("violations:workers", args=[listed.case_id]))
    assert page.context["without_interest"] == ["TL-18"]
    assert "chưa chọn cách tính lãi: TL-18" in page.content.decode()
