"""Who may sign: every title against every amount, field, power and date."""

from datetime import date
from types import SimpleNamespace

import pytest

from law.enums import BodyLevel, Power
from law.reference import load_from_files
from law.rules import (
    ActFacts,
    Frame,
    InvalidReference,
    Party,
    act_worksheet,
    signatories,
    worksheet,
)
from law.rules.competence import covers, expand

REFERENCE = load_from_files()
NOW = date(2026, 11, 20)
PERSONAL = {  # title: limit for an individual outside Chapter IV, from 26 September 2026
    "COMMUNE_CHAIR": 37_500_000,
    "PROVINCE_CHAIR": 75_000_000,
    "DHA_DIRECTOR": 60_000_000,
    "MOHA_EMPLOYMENT_BUREAU": 75_000_000,
    "MOHA_WAGES_SI_BUREAU": 75_000_000,
    "MINISTER_TEAM_HEAD": 75_000_000,
    "EMPLOYMENT_BUREAU_TEAM_HEAD": 60_000_000,
    "WAGES_SI_BUREAU_TEAM_HEAD": 60_000_000,
    "PROVINCE_SI_DIRECTOR": 37_500_000,
    "VSI_DIRECTOR": 75_000_000,
    "VSI_TEAM_HEAD": 60_000_000,
    "MOHA_OVERSEAS_BUREAU": 100_000_000,
}
HOME = {  # an article inside the field of each title
    "MOHA_WAGES_SI_BUREAU": 23,
    "WAGES_SI_BUREAU_TEAM_HEAD": 23,
    "PROVINCE_SI_DIRECTOR": 43,
    "VSI_DIRECTOR": 43,
    "VSI_TEAM_HEAD": 43,
    "MOHA_OVERSEAS_BUREAU": 53,
}


def frame(maximum, article=32, clause=1, point="", instrument="283/2026/NĐ-CP", **codes):
    """A frame with only what competence looks at."""
    provision = SimpleNamespace(
        instrument=instrument,
        place=(article, clause, point),
        additional_codes=codes.get("additional", ()),
        remedial_codes=codes.get("remedies", ()),
    )
    return SimpleNamespace(provision=provision, maximum=maximum, is_warning=maximum == 0)


def codes(frames, party=Party.INDIVIDUAL, on=NOW, **options):
    found = signatories(REFERENCE, frames, party, on, **options)
    return {item.title_code for item in found}


@pytest.mark.parametrize("title", PERSONAL)
@pytest.mark.parametrize("party", list(Party))
def test_every_title_at_its_limit_and_one_dong_above(title, party):
    limit = PERSONAL[title] * (2 if party is Party.ORGANISATION else 1)
    article = HOME.get(title, 32)
    assert title in codes([frame(limit, article)], party)
    assert title in codes([frame(1, article)], party)
    assert title not in codes([frame(limit + 1, article)], party)


def test_limits_are_tested_per_act_and_never_on_the_sum():
    acts = [frame(37_500_000)] * 5
    assert "COMMUNE_CHAIR" in codes(acts)
    assert "COMMUNE_CHAIR" not in codes([*acts, frame(37_500_001)])
    assert "PROVINCE_CHAIR" in codes([*acts, frame(37_500_001)])


@pytest.mark.parametrize(
    ("title", "maximum"),
    [("COMMUNE_CHAIR", 50), ("DHA_DIRECTOR", 80), ("PROVINCE_CHAIR", 100),
     ("MOHA_OVERSEAS_BUREAU", 100)],
)  # fmt: skip
def test_work_abroad_has_its_own_limits(title, maximum):
    assert title in codes([frame(maximum * 10**6, 53)])
    assert title not in codes([frame(maximum * 10**6 + 1, 53)])
    assert title in codes([frame(maximum * 2 * 10**6, 53)], Party.ORGANISATION)


@pytest.mark.parametrize(
    ("title", "inside", "outside"),
    [
        ("PROVINCE_SI_DIRECTOR", (43, 1, ""), (42, 1, "")),
        ("VSI_DIRECTOR", (48, 10, ""), (23, 3, "")),
        ("MOHA_OVERSEAS_BUREAU", (49, 1, ""), (48, 1, "")),
        ("MOHA_EMPLOYMENT_BUREAU", (18, 2, ""), (18, 1, "")),
        ("MOHA_EMPLOYMENT_BUREAU", (19, 3, "đ"), (19, 3, "b")),
        ("MOHA_EMPLOYMENT_BUREAU", (19, 5, ""), (19, 6, "a")),
        ("MOHA_EMPLOYMENT_BUREAU", (24, 3, ""), (23, 3, "")),
        ("MOHA_WAGES_SI_BUREAU", (23, 3, ""), (33, 1, "a")),
        ("DHA_DIRECTOR", (8, 1, "a"), (54, 1, "")),
    ],
)
def test_fields(title, inside, outside):
    assert title in codes([frame(1_000_000, *inside)])
    assert title not in codes([frame(1_000_000, *outside)])


def test_powers_for_additional_sanctions():
    chapter_three = 45
    assert "VSI_DIRECTOR" in codes([frame(1, chapter_three, additional=("A01",))])
    assert "VSI_DIRECTOR" not in codes([frame(1, chapter_three, additional=("A03",))])
    assert "MOHA_OVERSEAS_BUREAU" not in codes([frame(1, 53, additional=("A01",))])
    assert "DHA_DIRECTOR" in codes([frame(1, additional=("A03",), remedies=("R22",))])


def test_expulsion_belongs_to_nobody_in_the_table():
    facts = ActFacts("NN-08", ended_on=date(2026, 9, 20))
    case = worksheet(REFERENCE, [facts], Party.INDIVIDUAL, NOW)
    assert case.signatories == ()
    ids = [line.id for line in case.reasoning]
    assert ids == ["competence.none", "competence.expulsion"]


def test_team_heads_only_while_the_check_lasts():
    during = codes([frame(1, 23)])
    after = codes([frame(1, 23)], check_open=False)
    assert during - after == {"MINISTER_TEAM_HEAD", "WAGES_SI_BUREAU_TEAM_HEAD"}


def test_level_of_the_body():
    assert codes([frame(1)], body_level=BodyLevel.COMMUNE) == {"COMMUNE_CHAIR"}
    assert codes([frame(1)], body_level=BodyLevel.PROVINCE) == {"PROVINCE_CHAIR", "DHA_DIRECTOR"}


@pytest.mark.parametrize(
    ("on", "present", "absent"),
    [
        (date(2025, 6, 30), "DOLISA_CHIEF_INSPECTOR", "DHA_DIRECTOR"),
        (date(2025, 7, 1), "DHA_DIRECTOR", "DOLISA_CHIEF_INSPECTOR"),
        (date(2026, 9, 9), "DHA_DIRECTOR", "VSI_DIRECTOR"),
        (date(2026, 9, 10), "VSI_DIRECTOR", "MOHA_WAGES_SI_BUREAU"),
        (date(2026, 9, 25), "VSI_DIRECTOR", "MOHA_WAGES_SI_BUREAU"),
        (date(2026, 9, 26), "MOHA_WAGES_SI_BUREAU", "DISTRICT_CHAIR_2022"),
    ],
)
def test_titles_by_the_date_of_the_decision(on, present, absent):
    found = codes([frame(1_000_000, 39, instrument="12/2022/NĐ-CP")], on=on)
    assert present in found
    assert absent not in found


@pytest.mark.parametrize(
    ("on", "limit"),
    [(date(2025, 6, 30), 5_000_000), (date(2025, 7, 1), 37_500_000), (NOW, 37_500_000)],
)
def test_the_commune_chairman_through_the_years(on, limit):
    def may(amount):
        found = codes([frame(amount, 17, 3, instrument="12/2022/NĐ-CP")], on=on)
        return any(code.startswith("COMMUNE_CHAIR") for code in found)

    assert may(limit)
    assert not may(limit + 1)


def test_an_old_act_decided_today_has_signatories_for_every_row():
    """Every act of the old decree finds a title of today, expulsion apart."""
    for row in REFERENCE.provisions:
        if row.valid_from is None:
            continue
        powers = {REFERENCE.additional[code].power for code in row.additional_codes}
        frame_ = frame_of(row)
        found = signatories(REFERENCE, [frame_], Party.INDIVIDUAL, NOW)
        assert bool(found) is (Power.EXPULSION not in powers), row.row_id
        if found and not row.is_overseas:
            assert "PROVINCE_CHAIR" in {item.title_code for item in found}, row.row_id


def frame_of(row):
    maximum = min(row.fine_max, 75_000_000) if not row.is_overseas else row.fine_max
    return SimpleNamespace(
        provision=row, maximum=maximum, is_warning=row.fine_type.value == "warning"
    )


def test_the_worksheet_lists_signatories_from_the_lowest_limit():
    facts = ActFacts("TL-18", workers=20, ended_on=date(2026, 9, 20))
    case = worksheet(REFERENCE, [facts], Party.ORGANISATION, NOW)
    limits = [item.max for item in case.signatories]
    assert limits == sorted(limits)
    assert case.signatories[0].title_code == "DHA_DIRECTOR"
    assert case.signatories[0].title("vi") == "Giám đốc Sở Nội vụ"
    assert "COMMUNE_CHAIR" not in {item.title_code for item in case.signatories}


def test_the_frame_decides_even_when_the_fine_is_lower():
    """80m is below the 120m of the director; the frame of 150m is not."""
    facts = ActFacts("TL-18", workers=60, ended_on=date(2026, 9, 20))
    act = act_worksheet(REFERENCE, facts, Party.ORGANISATION, NOW)
    assert isinstance(act.frame, Frame)
    found = {s.title_code for s in signatories(REFERENCE, [act.frame], Party.ORGANISATION, NOW)}
    assert found == {"PROVINCE_CHAIR", "MOHA_WAGES_SI_BUREAU", "MINISTER_TEAM_HEAD"}


def test_scopes_expand_in_vietnamese_letter_order():
    assert expand("19.3c-e") == {(19, 3, letter) for letter in "cdđe"}
    assert expand("8-10 18.2 39.1-2") == {
        (8, 0, ""), (9, 0, ""), (10, 0, ""), (18, 2, ""), (39, 1, ""), (39, 2, ""),
    }  # fmt: skip


@pytest.mark.parametrize("wrong", ["x", "8.", "8.2ab", "a-8", "8.2z"])
def test_a_scope_that_is_no_list_of_articles_is_refused(wrong):
    with pytest.raises(InvalidReference):
        expand(wrong)


def test_a_scope_covers_only_its_own_decree():
    scope = SimpleNamespace(instrument="283/2026/NĐ-CP", provisions="8-53")
    assert covers(scope, frame(1).provision)
    assert not covers(scope, frame(1, instrument="12/2022/NĐ-CP").provision)
