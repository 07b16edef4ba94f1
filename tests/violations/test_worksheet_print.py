"""The computation on paper: one file in Vietnamese, one in English, the same sums."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ecms.documents.rendering import Issue, compose
from ecms.documents.wording import plain
from tests.violations.conftest import at
from tests.violations.execution_world import again
from violations import documents
from violations.worksheets import for_page

pytestmark = pytest.mark.django_db


def words(filled):
    form, context = filled
    return plain(compose(form, context, Issue(on=at().date())))


def test_both_languages_tell_the_same_sums(submitted):
    case = submitted("TL-18", "TD-03")
    on = at().date()
    vietnamese, english = (
        words(fill(case, on=on)) for fill in (documents.worksheet, documents.worksheet_in_english)
    )
    total = documents.worksheet(case, on=on)[1].total
    assert f"{total:,}".replace(",", ".") in vietnamese
    assert f"{total:,}" in english
    assert case.acts.first().provision.name_en in english
    assert "SOCIALIST REPUBLIC OF VIET NAM" in english
    assert "Khung tiền phạt" in vietnamese
    assert "Điều" not in english.replace(case.subject.get("address", ""), "")


def test_the_page_hands_out_the_file_in_either_language(client, submitted, inspector):
    case = submitted("TL-18")
    client.force_login(inspector)
    for lang in ("vi", "en"):
        response = client.get(f"/violations/{case.pk}/worksheet-{lang}.pdf")
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
    assert client.get(f"/violations/{case.pk}/worksheet-fr.pdf").status_code == 404


def test_no_fine_is_shown_for_an_act_whose_limitation_has_run_out(
    open_case, sign_in, inspector, days
):
    """LHAV art. 65: the other act is still fined, and once both are late nothing is."""
    case = open_case("TL-18", "TD-03")
    late, _other = case.acts.order_by("pk")
    late.ended_on = at().date() - timedelta(days=300)
    late.save()
    days(100)
    sheet = for_page(again(case), on=at().date())
    assert [row["expired"] for row in sheet["acts"]] == [True, False]
    assert sheet["acts"][0]["decided_fine"] == 0
    assert sheet["total"] == sheet["acts"][1]["decided_fine"] > 0
    body = sign_in(inspector).get(reverse("violations:worksheet", args=[case.pk]))
    assert "đã hết thời hiệu xử phạt" in body.content.decode()
    days(255)
    gone = for_page(again(case), on=at().date())
    assert (gone["total"], gone["only_warnings"]) == (0, False)
    assert "0 đồng" in words(documents.worksheet(again(case), on=at().date()))


def test_a_warning_is_called_a_warning_not_a_fine_of_nothing(open_case, sign_in, inspector):
    case = open_case("GV-01")
    assert for_page(case, on=at().date())["only_warnings"]
    page = sign_in(inspector).get(reverse("violations:worksheet", args=[case.pk]))
    assert "Cảnh cáo" in page.content.decode()
    assert "Không đồng" not in page.content.decode()
