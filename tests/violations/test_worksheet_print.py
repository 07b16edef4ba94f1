"""The computation on paper: one file in Vietnamese, one in English, the same sums."""

import pytest

from ecms.documents.rendering import Issue, compose
from ecms.documents.wording import plain
from tests.violations.conftest import at
from violations import documents

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
