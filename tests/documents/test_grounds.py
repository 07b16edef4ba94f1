"""Grounds follow the date of the document."""

from datetime import date

import pytest

from ecms.documents.grounds import grounds_for


@pytest.mark.parametrize(
    "on, cited", [(date(2026, 9, 25), False), (date(2026, 9, 26), True), (date(2027, 1, 5), True)]
)
def test_decree_311_is_cited_from_its_first_day_only(on, cited):
    grounds = grounds_for("sanction", on)
    assert any("311/2026/NĐ-CP" in ground for ground in grounds) is cited
    assert sum("189/2025/NĐ-CP" in ground for ground in grounds) == 1


def test_a_check_cites_the_decree_on_checks_once_it_is_in_force():
    assert not any("217/2025" in g for g in grounds_for("check", date(2025, 8, 4)))
    assert any("217/2025" in g for g in grounds_for("check", date(2025, 8, 5)))


def test_grounds_carry_no_end_punctuation():
    families = ("check", "check-change", "inspection", "sanction", "violation-minutes")
    for family in families:
        grounds = grounds_for(family, date(2026, 10, 5))
        assert grounds
        assert all(g.startswith("Căn cứ ") and g[-1] not in ".;" for g in grounds)
