"""Citations of the question bank in Vietnamese."""

import csv
import re

import pytest
from django.conf import settings
from django.utils import translation

from ecms.core.citation import placed, shown, spelled_out, vietnamese


@pytest.mark.parametrize(
    "short, words",
    [
        ("Labour Code 45/2019 Art. 107.2a",
         "điểm a khoản 2 Điều 107 Bộ luật Lao động số 45/2019/QH14"),
        ("Labour Code 45/2019 Art. 118.3-4",
         "các khoản 3 đến 4 Điều 118 Bộ luật Lao động số 45/2019/QH14"),
        ("Labour Code 45/2019 Art. 151-154; Decree 219/2025",
         ("các Điều từ 151 đến 154 Bộ luật Lao động số 45/2019/QH14; "
         "Nghị định số 219/2025/NĐ-CP")),
        ("Labour Code 45/2019 Art. 94, 97",
         "Điều 94, Điều 97 Bộ luật Lao động số 45/2019/QH14"),
        ("Inspection Law 84/2025/QH15 Art 20.1b",
         "điểm b khoản 1 Điều 20 Luật Thanh tra số 84/2025/QH15"),
        ("Decree 189/2025 (2025-07-01), amended by 311/2026 (2026-09-26)",
         "Nghị định số 189/2025/NĐ-CP, sửa đổi, bổ sung bởi Nghị định số 311/2026/NĐ-CP"),
        ("Resolution 17/2022/UBTVQH15", "Nghị quyết số 17/2022/UBTVQH15"),
        ("điểm a khoản 1 Điều 8 NĐ 283/2026/NĐ-CP",
         "điểm a khoản 1 Điều 8 Nghị định số 283/2026/NĐ-CP"),
        ("", ""),
    ],
)  # fmt: skip
def test_short_form_is_written_out(short, words):
    assert vietnamese(short) == words


def test_every_citation_of_the_question_bank_becomes_vietnamese():
    with (settings.REFERENCE_DIR / "checklist_questions.csv").open(encoding="utf-8-sig") as file:
        found = {row["legal_basis"] for row in csv.DictReader(file)}
    assert len(found) > 100
    left = [
        text
        for text in found
        if {"Art", "Arts", "Code", "Law"} & set(vietnamese(text).replace(".", " ").split())
    ]
    assert left == []


def test_a_decision_abbreviates_nothing():
    assert spelled_out("NLĐ chưa có HĐLĐ") == "Người lao động chưa có hợp đồng lao động"
    assert spelled_out("Buộc đóng BHXH") == "Buộc đóng bảo hiểm xã hội"


def test_every_time_limit_is_cited_in_vietnamese():
    with (settings.BASE_DIR / "data" / "deadlines.csv").open(encoding="utf-8") as file:
        shown = [vietnamese(row["legal_basis"]) for row in csv.DictReader(file)]
    english = [words for words in shown if re.search(r"\b(Arts?|Law|Decree|amended|by)\b", words)]
    assert english == []


@pytest.mark.parametrize(
    "words, short",
    [
        ("điểm a khoản 1 Điều 8 NĐ 283/2026/NĐ-CP", "Art. 8(1)(a) of Decree 283/2026/NĐ-CP"),
        ("điểm đ khoản 3 Điều 13 NĐ 12/2022/NĐ-CP", "Art. 13(3)(đ) of Decree 12/2022/NĐ-CP"),
        ("khoản 2 Điều 17 NĐ 12/2022/NĐ-CP (hành vi thứ 12)",
         "Art. 17(2) of Decree 12/2022/NĐ-CP (act 12)"),
        ("Luật Thanh tra số 56/2010/QH12; Nghị định số 07/2012/NĐ-CP",
         "Inspection Law 56/2010/QH12; Decree 07/2012/NĐ-CP"),
        ("Nghị định số 217/2025/NĐ-CP, Điều 7.2e, Điều 16",
         "Decree 217/2025/NĐ-CP, Art. 7.2e, Art. 16"),
        ("Phụ lục II Nghị định 39/2016/NĐ-CP", "Annex II of Decree 39/2016/NĐ-CP"),
        ("Labour Code 45/2019 Art. 107.2a", "Labour Code 45/2019 Art. 107.2a"),
        ("Nội quy lao động của công ty, Điều 8", "Nội quy lao động của công ty, Điều 8"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_vietnamese_citation_in_english_wholly_or_not_at_all(words, short):
    with translation.override("en"):
        assert placed(words) == shown(words) == short
    with translation.override("vi"):
        assert placed(words) == words


@pytest.mark.parametrize("name", ["violations.csv", "circumstances.csv", "procedures.csv",
                                  "accident_codes.csv", "serious_injuries.csv"])  # fmt: skip
def test_every_citation_of_an_act_and_a_procedure_becomes_english(name):
    with (settings.BASE_DIR / "data" / name).open(encoding="utf-8-sig") as file:
        found = {row["legal_basis"] for row in csv.DictReader(file)}
    assert found
    with translation.override("en"):
        assert [text for text in found if re.search("Điều|khoản|Luật|NĐ ", placed(text))] == []
