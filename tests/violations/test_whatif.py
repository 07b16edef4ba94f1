"""Both decrees side by side: the applicable one agrees with the worksheet, nothing changes."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import TODAY
from violations import whatif
from violations.worksheets import compute

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ended_on", [date(2026, 9, 9), date(2026, 9, 10)])
def test_the_applicable_column_is_the_worksheet(open_case, ended_on):
    case = open_case("TL-18", "TD-03", ended_on=ended_on)
    found = whatif.compare(case)
    assert [decree.code for decree in found["instruments"]] == ["12/2022/NĐ-CP", "283/2026/NĐ-CP"]
    sheet = compute(case, on=TODAY, minutes_on=TODAY)
    for row, act in zip(found["rows"], sheet.acts, strict=True):
        [applies] = [side for side in row.sides if side.applies]
        assert (applies.instrument, applies.fine) == (act.instrument, act.fine)
        assert (applies.frame.minimum, applies.frame.maximum) == (act.frame_min, act.frame_max)


def test_other_figures_and_another_party(open_case):
    case = open_case("TL-18")  # 20 workers of an organisation
    bigger = whatif.compare(case, workers=60)
    smaller = whatif.compare(case, party="household")
    for plain, more, half in zip(*(
        [side.fine for row in found["rows"] for side in row.sides]
        for found in (whatif.compare(case), bigger, smaller)
    ), strict=True):  # fmt: skip
        assert more > plain == 2 * half


def test_the_page_changes_nothing(open_case, inspector, client):
    case = open_case("TL-18")
    client.force_login(inspector)
    url = reverse("violations:what_if", args=[case.pk])
    page = client.get(url, {"workers": "60"})
    assert page.context["changed"]
    assert case.acts.get().workers == 20
    assert client.get(url, {"workers": "x"}).status_code == 200


def test_totals_name_their_decree_and_what_they_lack(open_case):
    found = whatif.compare(open_case("TL-18", "TD-03"))
    for at, total in enumerate(found["totals"]):
        column = [row.sides[at] for row in found["rows"]]
        assert total.instrument == column[0].instrument
        assert total.total == sum(side.fine for side in column)
        assert total.missing == sum(side.frame is None for side in column)
