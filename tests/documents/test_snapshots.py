"""The words of every form, without a PDF: whoever changes them sees it here.

``ECMS_SNAPSHOTS=write pytest tests/documents/test_snapshots.py`` writes them anew.
"""

import os
import re
from pathlib import Path

import pytest

from ecms.documents import registry
from ecms.documents.rendering import Issue, compose
from ecms.documents.wording import plain
from inspections.documents.samples import ON
from tests.documents.paper_samples import papers

FOLDER = Path(__file__).parent / "snapshots"
PAPERS = {form.code: (form, context) for form, context in papers()}
CODE_WORDS = re.compile(r"\b(?:None|True|False|null|[A-Z]+_[A-Z]+)\b")


@pytest.fixture(params=sorted(PAPERS))
def printed(request):
    form, context = PAPERS[request.param]
    issue = Issue(
        reference=f"05/{form.full_symbol('SNV')}" if form.symbol else "", on=ON, place="Đồng Nai"
    )
    return form, plain(compose(form, context, issue))


def test_the_words_are_those_of_the_snapshot(printed):
    form, text = printed
    file = FOLDER / f"{form.code}.txt"
    lines = re.sub(r"(?<=[.;:]) ", "\n", text) + "\n"
    if os.environ.get("ECMS_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(lines, encoding="utf-8")
    assert lines == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("module", ["inspections", "intake", "violations"])
def test_every_form_of_a_case_has_a_sample(module):
    theirs = {
        form.code for form in registry.known().values() if form.template.startswith(f"{module}/")
    }
    assert theirs - set(PAPERS) == set()


def test_official_heading_and_no_words_of_code(printed):
    form, text = printed
    if form.code == "PHIEU-TT-EN":
        assert "SOCIALIST REPUBLIC OF VIET NAM Independence - Freedom - Happiness" in text
        assert "5 October 2026" in text
        return
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in text
    assert "Đồng Nai, ngày 05 tháng 10 năm 2026" in text
    assert not CODE_WORDS.findall(text)
    assert not re.search(r"\.\.(?!\.)|;;| ,", text)


def test_a_code_belongs_to_one_form():
    """By the code an issued paper is printed again when it is corrected."""
    with pytest.raises(ValueError, match="QD-KT"):
        registry.define(registry.known()["QD-KT"])
