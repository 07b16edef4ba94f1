"""MBB01, MQĐ02 and the internal papers, from a real case to the printed words."""

from datetime import date

import pytest

from ecms.documents.rendering import Issue, render
from ecms.documents.services import preview
from inspections.enums import SignedHow
from tests.documents.reading import text_of
from violations import documents
from violations.models import Circumstance
from violations.services import minutes
from violations.services.minutes import Signing
from violations.states import CircumstanceKind

ITEMS = (
    "Chúng tôi gồm", "Với sự chứng kiến", "Người phiên dịch", "Đã có các hành vi", "Quy định tại",
    "Ý kiến trình bày của cá nhân vi phạm", "Ý kiến trình bày của cá nhân, tổ chức bị thiệt hại",
    "Chúng tôi đã yêu cầu", "Các biện pháp ngăn chặn", "Quyền giải trình",
)  # fmt: skip


def printed(form, context, on=date(2026, 10, 13)):
    issue = Issue(reference="12/X", on=on, place="Đồng Nai", code="7K3M-9QXD-2FAB")
    return text_of(render(form, context, issue))


def words(amount):
    return f"{amount:,}".replace(",", ".")


def test_the_decision_prints_what_was_decided(decided, office):
    case = decided("TL-18", "TD-03")
    form, context = documents.decision(case, on=case.decided_on, position=office)
    text = printed(form, context)
    assert form.code == "MQD02"
    assert context.total == case.fine_decided == sum(act.fine for act in case.acts.all())
    assert f"Tổng mức tiền phạt: {words(case.fine_decided)} đồng (Bằng chữ: " in text
    for act in case.acts.all():
        assert f"{words(act.fine)} đồng (Bằng chữ:" in text
    assert case.subject["name"] in text
    assert "GIÁM ĐỐC SỞ NỘI VỤ ĐỒNG NAI" in text
    assert "tài khoản số 3949.0.1000000" in text
    assert f"Căn cứ Biên bản vi phạm hành chính số {case.minutes_number} lập" in text
    assert context.remedies
    assert all(line.text in text for line in context.remedies)
    assert "None" not in text


def test_the_decision_names_the_decree_of_the_act_with_its_date(decided, office):
    case = decided("TL-18")
    _form, context = documents.decision(case, on=case.decided_on, position=office)
    decree = [g for g in context.grounds if "283/2026/NĐ-CP" in g]
    words = (
        "Căn cứ Nghị định số 283/2026/NĐ-CP ngày 15 tháng 7 năm 2026 của Chính phủ quy định xử "
        "phạt vi phạm hành chính trong lĩnh vực lao động, bảo hiểm xã hội, người lao động Việt "
        "Nam đi làm việc ở nước ngoài theo hợp đồng"
    )
    assert decree == [words]
    assert any("311/2026/NĐ-CP" in g for g in context.grounds)


def test_an_act_that_ended_before_the_new_decree_cites_the_old_one(decided, office):
    case = decided("TL-18", ended_on=date(2026, 9, 1))
    _form, context = documents.decision(case, on=case.decided_on, position=office)
    assert any("Nghị định số 12/2022/NĐ-CP" in g for g in context.grounds)
    assert not any("283/2026" in g for g in context.grounds)
    assert context.acts[0].basis.endswith("12/2022/NĐ-CP")


def test_a_deputy_signs_for_the_head_and_the_delegation_is_cited(decided, delegate):
    case = decided("TL-18")
    delegation = delegate(form="KT.")
    form, context = documents.decision(
        case, on=case.decided_on, position=delegation.holder, delegation=delegation
    )
    assert context.signature.lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert context.signature.name == "Ngô Thị Phó"
    assert context.authority.startswith("GIÁM ĐỐC ")
    assert any("15/QĐ-GQXP ngày 01 tháng 9 năm 2026" in g for g in context.grounds)
    assert "PHÓ GIÁM ĐỐC" in printed(form, context)


def test_the_minutes_have_ten_items_and_the_right_to_explain(signed):
    case = signed("TL-18")
    assert case.explanation_right
    form, context = documents.minutes(case)
    text = printed(form, context, on=case.minutes_on)
    at = [text.index(f"{number}. {start}") for number, start in enumerate(ITEMS, start=1)]
    assert at == sorted(at)
    day = case.written_explanation_until
    assert f"05 ngày làm việc kể từ ngày lập biên bản (đến hết ngày {day.day:02d} tháng" in text
    assert "Trần Thị Hạnh" in text
    assert "Lê Văn Kiểm" in text


def test_without_the_right_the_minutes_say_so(signed):
    case = signed("TD-03")
    assert case.explanation_right is False
    _form, context = documents.minutes(case)
    assert "không thuộc trường hợp được giải trình" in printed(*documents.minutes(case))
    assert context.written_until is None


@pytest.mark.parametrize(
    "how, office_line",
    [(SignedHow.COMMUNE, "ĐẠI DIỆN CHÍNH QUYỀN CẤP XÃ"), (SignedHow.WITNESS, "NGƯỜI CHỨNG KIẾN")],
)
def test_a_refusal_is_confirmed_by_commune_or_witness(
    open_case, papers, inspector, how, office_line
):
    case = open_case("TL-18")
    signing = Signing(case.discovered_on, "Trụ sở", how, "Nguyễn Văn Chứng")
    case = minutes.sign(case, signing, by=inspector, at=case.opened_at)
    _form, context = documents.minutes(case)
    assert context.refusal
    assert context.signatures[0][0].name == ""
    assert context.signatures[1][0].lines == (office_line,)
    assert context.signatures[1][0].name == "Nguyễn Văn Chứng"


def test_before_the_signature_the_minutes_are_a_draft_with_dots(open_case):
    form, context = documents.minutes(open_case("TL-18"))
    text = text_of(preview(form, context))
    assert "DỰ THẢO" in text
    assert "ngày … tháng … năm …" in text
    assert "None" not in text


def test_circumstances_are_printed_with_their_words_and_evidence(submitted, office, clock):
    case = submitted("TL-18")
    Circumstance.objects.create(
        case=case, kind=CircumstanceKind.MITIGATING, code="M1", evidence="chứng từ ngày 01/10"
    )
    form, context = documents.decision(case, on=date(2026, 10, 14), position=office)
    text = printed(form, context)
    assert "tự nguyện khắc phục hậu quả, bồi thường thiệt hại (khoản 1 Điều 9" in text
    assert "chứng cứ: chứng từ ngày 01/10" in text


def test_the_worksheet_prints_its_reasoning_and_who_may_sign(submitted):
    case = submitted("TL-18")
    form, context = documents.worksheet(case, on=date(2026, 10, 14))
    text = printed(form, context)
    assert context.acts[0].reasoning
    for line in context.acts[0].reasoning:
        assert " ".join(line.split()) in text
    assert any("Giám đốc Sở Nội vụ" in title for title, _limit in context.signatories)
    assert "Có thẩm quyền xử phạt: Giám đốc Sở Nội vụ" in text


def test_the_submission_goes_to_the_signatory(submitted, office):
    case = submitted("TL-18")
    form, context = documents.submission(case, on=date(2026, 10, 14))
    assert context.addressee == f"Giám đốc {office.agency.name_vi}"
    assert f"Kính gửi: {context.addressee}" in printed(form, context)
