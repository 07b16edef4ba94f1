"""The two commands for checking by hand; they need no database."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

BASE = ["--code", "TL-18", "--party", "organisation", "--workers", "20", "--source", "files"]


def run(name, *arguments):
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def worksheet(*arguments):
    return json.loads(run("worksheet", *arguments, "--json"))


def refused(name, *arguments):
    """The one line and the exit status of a refusal; nothing is printed."""
    out = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command(name, *arguments, stdout=out)
    assert out.getvalue() == ""
    line = str(error.value)
    assert line
    assert "\n" not in line
    assert error.value.returncode == 2
    return line


def test_worksheet_json():
    found = worksheet(*BASE, "--ended", "2026-09-20", "--decided", "2026-11-20")
    assert found["instrument"] == "283/2026/NĐ-CP"
    assert found["legal_basis"] == "khoản 3 Điều 23 NĐ 283/2026/NĐ-CP"
    assert (found["frame_min"], found["fine"], found["frame_max"]) == (
        60_000_000,
        80_000_000,
        100_000_000,
    )
    assert found["explanation_right"] is True
    assert found["limitation_ends_on"] == "2027-09-20"
    assert {"title": "Giám đốc Sở Nội vụ", "max": 120_000_000}.items() <= found["signatories"][
        0
    ].items()
    assert all(isinstance(line, str) for line in found["reasoning"])
    assert found["fine_in_words"] == "Tám mươi triệu đồng"
    assert found["decision_due_on"] is None


def test_worksheet_of_an_ongoing_act_with_minutes():
    found = worksheet(
        *BASE, "--ongoing", "--discovered", "2026-09-22", "--minutes", "2026-09-25",
        "--decided", "2026-10-05", "--aggravating", "1", "--lang", "en",
    )  # fmt: skip
    assert found["fine"] == 90_000_000
    assert found["limitation_ends_on"] == "2027-09-22"
    assert found["explanation_written_until"] == "2026-10-02"
    assert found["decision_due_on"] == "2026-10-06"
    assert found["signatories"][0]["title"] == "Director of Department of Home Affairs"
    assert "Decree 283/2026/NĐ-CP" in found["reasoning"][0]


def test_without_decided_the_latest_date_counts(time_machine):
    time_machine.move_to("2026-11-20T08:00:00+07:00")
    assert worksheet(*BASE, "--ended", "2026-09-20")["decided_on"] == "2026-11-20"
    time_machine.move_to("2026-01-01T08:00:00+07:00")
    assert worksheet(*BASE, "--ended", "2026-09-20")["decided_on"] == "2026-09-20"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_worksheet_as_text(lang):
    text = run("worksheet", *BASE, "--ended", "2026-09-20", "--lang", lang)
    assert ("80.000.000 đồng" if lang == "vi" else "VND 80,000,000") in text
    warning = run("worksheet", "--code", "GV-01", "--party", "household", "--ended", "2026-09-20",
                  "--lang", lang, "--source", "files")  # fmt: skip
    assert ("Cảnh cáo" if lang == "vi" else "Warning") in warning


def test_the_files_answer_when_the_database_cannot():
    arguments = [*BASE[:-2], "--ended", "2026-09-20", "--decided", "2026-11-20"]
    assert worksheet(*arguments, "--source", "auto")["fine"] == 80_000_000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--code", "ZZ-01", "--party", "individual", "--ended", "2026-09-20"], "ZZ-01"),
        (["--code", "TL-18", "--party", "individual", "--ended", "2026-09-20"], "--workers"),
        (["--code", "AT-63", "--party", "individual", "--ended", "2026-09-20"], "--units"),
        (["--code", "BH-03", "--party", "individual", "--ended", "2026-09-20"], "--base"),
        ([*BASE, "--ended", "2026-02-30"], "2026-02-30"),
        ([*BASE, "--ended", "20260920"], "20260920"),
        ([*BASE, "--ended", "2026-09-20", "--ongoing"], "not allowed with"),
        ([*BASE, "--ended", "2026-09-20", "--discovered", "2026-09-20"], "--discovered"),
        ([*BASE, "--ongoing"], "discovery"),
        (BASE, "--ended --ongoing"),
        ([*BASE, "--ended", "2026-09-20", "--minutes", "2026-09-19"], "19 Sep 2026"),
        ([*BASE, "--ended", "2026-09-20", "--decided", "2026-09-19"], "19 Sep 2026"),
        ([*BASE, "--ended", "2026-09-20", "--aggravating", "-1"], "negative"),
        ([*BASE, "--ended", "2026-09-20", "--workers", "0"], "at least 1"),
        ([*BASE, "--ended", "2026-09-20", "--workers", "1.5"], "1.5"),
        ([*BASE, "--ended", "2026-09-20", "--party", "company"], "company"),
        ([*BASE, "--ended", "2026-09-20", "--nonsense"], "--nonsense"),
    ],
)
def test_worksheet_refuses_bad_input_in_one_line(arguments, says):
    assert says in refused("worksheet", *arguments, "--lang", "en", "--json")


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["--from", "2026-02-10", "--working-days", "7"], date(2026, 2, 26)),
        (["--from", "2026-02-10", "--days", "10"], date(2026, 2, 20)),
        (["--from", "2026-02-10", "--days", "10", "--roll"], date(2026, 2, 23)),
        (["--from", "2026-01-31", "--months", "1"], date(2026, 2, 28)),
        (["--from", "2024-02-29", "--years", "1"], date(2025, 2, 28)),
    ],
)
def test_deadline(arguments, last):
    assert run("deadline", *arguments) == f"{last.isoformat()}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--from", "2026-02-10"],
        ["--from", "10/02/2026", "--working-days", "7"],
        ["--from", "2026-02-10", "--working-days", "0"],
        ["--from", "2026-02-10", "--working-days", "-7"],
        ["--from", "2026-02-10", "--working-days", "seven"],
        ["--from", "2026-02-10", "--working-days", "7", "--days", "7"],
        ["--from", "2026-02-10", "--working-days", "7", "--roll"],
        ["--from", "2027-12-20", "--working-days", "30"],
        ["--from", "9999-12-31", "--days", "1"],
        ["--working-days", "7"],
    ],
)
def test_deadline_refuses_bad_input_in_one_line(arguments):
    refused("deadline", *arguments)
