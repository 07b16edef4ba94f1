"""Broken reference files are refused with file, row and reason."""

import csv
import shutil

import pytest

from ecms.core.datafile import DATA_DIR, DataFileError
from law.reference import load_from_files


@pytest.fixture
def copy(tmp_path):
    """A copy of the reference files that a test may break."""
    target = tmp_path / "data"
    shutil.copytree(DATA_DIR, target)
    return target


def edit(directory, name, row, **cells):
    """Change cells of one row; ``row`` counts as in a spreadsheet, the header is 1."""
    path = directory / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row - 2].update(cells)
    write(path, rows)


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def find(name, **cells):
    """The spreadsheet row of the first row with these cells."""
    with (DATA_DIR / name).open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if all(row[column] == value for column, value in cells.items()):
                return number
    raise LookupError(cells)


def test_the_shipped_files_load(reference):
    assert len(reference.provisions) == 1054
    assert len(reference.codes) == 359
    assert [item.code for item in reference.instruments] == ["12/2022/NĐ-CP", "283/2026/NĐ-CP"]
    assert len(reference.remedies) == 74
    assert len(reference.additional) == 8


@pytest.mark.parametrize(
    ("row_id", "cells", "reason"),
    [
        ("283-TL-18-B2", {"fine_min_vnd": "3o000000"}, "column fine_min_vnd: '3o000000'"),
        ("283-TL-18-B2", {"fine_min_vnd": "90000000"}, "the lowest fine is above the highest"),
        (
            "283-TL-18-B2",
            {"fine_max_vnd": "51000000"},
            "column org_fine_max_vnd is 100000000, not",
        ),
        ("283-TL-18-B2", {"fine_max_vnd": "-1"}, "is not a whole number"),
        ("283-TL-18-B1", {"bracket_to": "9"}, "brackets overlap or leave a gap at 283-TL-18-B2"),
        ("283-TL-18-B1", {"bracket_to": "11"}, "brackets overlap or leave a gap"),
        ("283-TL-18-B1", {"bracket_from": "2"}, "brackets overlap or leave a gap at 283-TL-18-B1"),
        ("283-TL-18-B3", {"bracket_to": "900"}, "the last bracket must be open"),
        ("283-TL-18-B2", {"row_id": "283-TL-18-B1"}, "row_id 283-TL-18-B1 is given twice"),
        ("283-TL-18-B2", {"fine_type": "lump"}, "column fine_type: 'lump' is not one of"),
        ("283-TL-18-B2", {"fine_stated_for": "organisation"}, "multiplier 2 does not go with"),
        ("283-TL-18-B2", {"org_multiplier": "3"}, "column org_multiplier: '3'"),
        ("283-TL-18-B2", {"valid_from": "2026-9-10"}, "column valid_from: '2026-9-10'"),
        ("12-TL-18-B2", {"valid_to": "2021-01-01"}, "is after valid_to"),
        ("283-TL-18-B2", {"title_vi": " "}, "column title_vi is empty"),
        ("283-TL-18-B2", {"scale_unit": "machines"}, "several units"),
        ("283-BH-03", {"percent_max": "x"}, "column percent_max: 'x' is not a number"),
        ("283-BH-03", {"percent_max": "11"}, "percentages are odd"),
        ("283-BH-03", {"cap_vnd": "", "org_cap_vnd": ""}, "needs its base and its cap"),
        ("283-VL-01", {"code": "VL-02"}, "two rows"),
        ("283-GV-01", {"fine_max_vnd": "1", "org_fine_max_vnd": "2"}, "a warning has no amounts"),
    ],
)
def test_a_broken_row_of_the_catalogue(copy, row_id, cells, reason):
    number = find("violations.csv", row_id=row_id)
    edit(copy, "violations.csv", number, **cells)
    with pytest.raises(DataFileError) as refused:
        load_from_files(copy)
    assert refused.value.file == "violations.csv"
    assert str(refused.value).startswith("violations.csv, row ")
    assert reason in str(refused.value)
    assert abs(refused.value.row - number) <= 2  # the row itself, or the first of its code


@pytest.mark.parametrize(
    ("name", "row", "cells", "reason"),
    [
        ("violations.csv", 2, {"remedial_codes": "R99"}, "283-VL-01: unknown remedy R99"),
        ("violations.csv", 2, {"additional_sanction_codes": "A99"}, "additional sanction A99"),
        ("violations.csv", 2, {"decree": "1/1999/NĐ-CP"}, "unknown decree 1/1999/NĐ-CP"),
        ("remedial_measures.csv", 3, {"code": "R01"}, "remedial_measures.csv, row 3: code R01"),
        ("remedial_measures.csv", 3, {"title_vi": ""}, "row 3: column title_vi is empty"),
        ("remedial_measures.csv", 2, {"due_deadline_key": "NEVER"}, "R01: no deadline NEVER"),
        ("additional_sanctions.csv", 2, {"power": "magic"}, "row 2: column power: 'magic'"),
        ("competence.csv", 2, {"max_individual_vnd": ""}, "competence.csv, row 2: the limits"),
        ("competence.csv", 2, {"max_organisation_vnd": "1"}, "competence.csv, row 2: the limits"),
        ("competence.csv", 2, {"power_codes": "fine fly"}, "competence.csv, row 2: 'fly'"),
        ("competence.csv", 2, {"level": "planet"}, "competence.csv, row 2: column level"),
        (
            "competence.csv",
            2,
            {"title_code": "KING"},
            "row 2: KING has no row in competence_scope",
        ),
        ("competence.csv", 3, {"title_code": "COMMUNE_CHAIR"}, "COMMUNE_CHAIR: two rows are in"),
        ("competence.csv", 2, {"valid_from": ""}, "row 2: column valid_from is empty"),
        ("competence_scope.csv", 2, {"provisions": "8~9"}, "competence_scope.csv, row 2: '8~9'"),
        (
            "instruments.csv",
            2,
            {"valid_from": "soon"},
            "instruments.csv, row 2: column valid_from",
        ),
        ("instruments.csv", 3, {"fine_level_article_vi": ""}, "instruments.csv, row 3"),
    ],
)
def test_other_broken_files(copy, name, row, cells, reason):
    edit(copy, name, row, **cells)
    with pytest.raises(DataFileError) as refused:
        load_from_files(copy)
    assert reason in str(refused.value)


def test_a_broken_deadline(copy):
    row = find("deadlines.csv", key="EXPLANATION_WRITTEN")
    edit(copy, "deadlines.csv", row, value="five")
    with pytest.raises(DataFileError, match=f"deadlines.csv, row {row}: column value: 'five'"):
        load_from_files(copy)


def test_two_deadlines_of_one_key_at_one_time(copy):
    row = find("deadlines.csv", key="DECISION_SENT", applies_to="2025-06-30")
    edit(copy, "deadlines.csv", row, applies_to="")
    with pytest.raises(DataFileError, match="DECISION_SENT: two rows are in force on 2025-07-01"):
        load_from_files(copy)


def test_missing_columns_files_and_encodings(copy):
    path = copy / "violations.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("cap_vnd,", "cap,", 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"violations.csv, row 1: missing column cap_vnd"):
        load_from_files(copy)
    path.write_bytes(text.encode("utf-16"))
    with pytest.raises(DataFileError, match=r"violations.csv: is not UTF-8"):
        load_from_files(copy)
    path.write_text("", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"violations.csv, row 1: missing column"):
        load_from_files(copy)
    path.write_text(text.split("\n")[0] + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"violations.csv: has no rows"):
        load_from_files(copy)
    path.unlink()
    with pytest.raises(DataFileError, match=r"violations.csv: cannot be read"):
        load_from_files(copy)


def test_cut_off_and_unbalanced_rows(copy):
    path = copy / "violations.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text("".join([*lines[:5], "283-VL-05,VL-05\n"]), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"violations.csv, row 6: has 2 cells instead of 42"):
        load_from_files(copy)
    path.write_text("".join(lines[:5]) + '"unclosed', encoding="utf-8")
    with pytest.raises(DataFileError, match=r"violations.csv, row 6: is not valid CSV"):
        load_from_files(copy)


def test_the_files_say_nothing_of_the_machine_that_made_them():
    for path in DATA_DIR.iterdir():
        text = path.read_text(encoding="utf-8-sig")
        for trace in ("/home/", "/root/", "/tmp/", "file://", "localhost"):
            assert trace not in text, (path.name, trace)
