"""A visit that could not be held: minutes with a witness or the commune, once for each visit."""

import uuid

import pytest
from django.urls import reverse

from ecms.documents.wording import plain
from inspections.documents.visit_minutes import Confirmation
from inspections.enums import VisitOutcome
from inspections.services import visits
from inspections.services.refusal import Refusal
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
COMMUNE = Confirmation("COMMUNE", "Nguyễn Văn Xã, công chức phường", "Bảo vệ không mở cổng")


@pytest.fixture
def went(running, inspector):
    def make(outcome=VisitOutcome.REFUSED):
        facts = visits.VisitFacts(TODAY, outcome, met="Bảo vệ Lê Văn Cổng")
        return visits.record(running, facts, submission=uuid.uuid4(), by=inspector, at=NOW)

    return make


@pytest.mark.parametrize(
    "outcome, words",
    [
        (VisitOutcome.REFUSED, "không chấp hành quyết định kiểm tra"),
        (VisitOutcome.NOBODY, "không có người đại diện hoặc người được ủy quyền"),
        (VisitOutcome.CLOSED, "cơ sở đóng cửa"),
    ],
)
def test_the_minutes_say_what_was_met_and_who_confirms(went, inspector, outcome, words):
    document = visits.draw_minutes(went(outcome), COMMUNE, by=inspector, at=NOW)
    text = plain(document.html)
    for said in (words, "Diễn biến: Bảo vệ không mở cổng.", "Bảo vệ Lê Văn Cổng.",
                 "ĐẠI DIỆN CHÍNH QUYỀN CẤP XÃ", "Nguyễn Văn Xã", "TRƯỞNG ĐOÀN KIỂM TRA"):  # fmt: skip
        assert said in text
    assert "None" not in text
    assert document.reference == "02/BB-ĐKT"  # after the minutes of the announcement


def test_once_for_each_visit_by_the_head_with_somebody_who_confirms(went, inspector, colleague):
    visit = went()
    with pytest.raises(Refusal):
        visits.draw_minutes(visit, Confirmation("WITNESS", " "), by=inspector, at=NOW)
    with pytest.raises(Refusal):
        visits.draw_minutes(visit, COMMUNE, by=colleague, at=NOW)
    first = visits.draw_minutes(visit, COMMUNE, by=inspector, at=NOW)
    assert visits.draw_minutes(visit, COMMUNE, by=inspector, at=NOW) == first
    assert not visits.without_minutes(visit.inspection).exists()
    with pytest.raises(Refusal):
        visits.draw_minutes(went(VisitOutcome.DONE), COMMUNE, by=inspector, at=NOW)


def test_the_page_leads_to_the_paper(went, sign_in, inspector):
    visit = went()
    page = reverse("inspections:visit_minutes", args=[visit.inspection_id])
    client = sign_in(inspector)
    data = {"visit": visit.pk, "how": "WITNESS", "names": "Trần Thị Chứng"}
    assert client.post(page, data | {"names": ""}).status_code == 422
    assert client.post(page, data).url.endswith("/about/")
    assert client.get(page).url == reverse("inspections:visits", args=[visit.inspection_id])
