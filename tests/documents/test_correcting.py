"""Wrong documents: replaced by a new version, both kept; copies in Word; many in one PDF."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document
from pypdf import PdfReader

from ecms.documents import binding, printing, registry, services, wording
from ecms.documents.models import DocumentState, GeneratedDocument
from ecms.documents.registry import Correction
from ecms.documents.services.correcting import CorrectionRefused, Wish, correct
from inspections.documents.samples import samples
from tests.documents.reading import bytes_of, pages_of, text_of
from tests.factories import NOW, TODAY, InspectionFactory

PAPERS = {form.code: (form, context) for form, context in samples()}
WRONG, RIGHT = "Giày Đức Phát", "Giày Đức Phú"
HTML = (
    '<body><table class="head"><p class="number">Số: 05/X</p></table>'
    "<p>Trả <b>86</b> &amp; lương</p></body>"
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def no_press(monkeypatch):
    """No PDF where only the words matter."""
    for module in ("issuing", "correcting"):
        monkeypatch.setattr(
            f"ecms.documents.services.{module}.press", lambda *a, **k: b"%PDF-1.7 x"
        )


# --- Words ------------------------------------------------------------------------------------
def test_words_are_exchanged_in_the_text_and_never_in_a_tag():
    html, missing = wording.corrected(HTML, [("& lương", "<công>"), ("number", "x"), ("86", "87")])
    assert "&lt;công&gt;" in html
    assert '<p class="number">' in html
    assert missing == ["number"]
    assert wording.plain(html) == "Số: 05/X Trả 87 <công>"


def test_whole_words_are_exchanged_all_at_once():
    html, missing = wording.corrected(
        "<body><p>Văn A và Văn An; An và Bình; 1.000.000</p></body>",
        [("Văn A", "Văn Á"), ("An", "Bình"), ("Bình", "An"), ("000", "x"), ("1", "2")],
    )
    assert wording.plain(html) == "Văn Á và Văn Bình; Bình và An; 1.000.000"
    assert missing == ["000", "1"]


@pytest.mark.parametrize(
    "wrong, right, changes",
    [
        ("trước ngày 10/11/2026", "trước ngày 10/12/2026", True),
        ("1.500.000 đồng", "1.500.001 đồng", True),
        ("1.500.000", "2.500.000", True),
        ("ngày 05 tháng 10", "ngày 06 tháng 10", True),
        ("10 ngày", "15 ngày", True),
        ("10", "15", True),
        ("05/X", "06/X", True),
        ("Lô 12, phường", "Lô 21, phường", False),
        ("Công ty A ngày 10/11/2026", "Công ty B ngày 10/11/2026", False),
    ],
)
def test_days_terms_amounts_and_the_own_number_are_no_slips(wrong, right, changes):
    text = (
        '<body><p class="number">Số: 05/X</p><p>Lô 12, phường: trước ngày 10/11/2026, phạt '
        "1.500.000 đồng; ngày 05 tháng 10; 10 ngày; Công ty A ngày 10/11/2026</p></body>"
    )
    html, missing = wording.corrected(text, [(wrong, right)])
    assert missing == []
    assert wording.changes_figures(text, html) is changes


def test_sanctions_and_minutes_are_never_corrected_by_a_version():
    ways = {code: form.correction for code, form in registry.known().items()}
    assert {ways[code] for code in ways if code.startswith(("MQD", "MBB", "KL-TT"))} == {
        Correction.OWN
    }
    minutes = {ways[code] for code in ways if code.startswith(("BB-", "TT-BB"))}
    assert minutes <= {Correction.BOTH_SIDES, Correction.OWN}


# --- A new version ----------------------------------------------------------------------------
@pytest.fixture
def inspection(agency, inspector):
    return InspectionFactory(agency=agency, head=inspector)


@pytest.fixture
def paper(inspection, director):
    def make(code="QD-KT", by=director):
        form, context = PAPERS[code]
        return services.issue(inspection, form, context, by=by, at=NOW, on=TODAY, issuer="SNV-75")

    return make


def slip(reason="Sai tên đơn vị", **options):
    return Wish(pairs=((WRONG, RIGHT),), reason=reason, **options)


def test_a_slip_keeps_number_and_day_and_tells_by_letter(paper, director, inspection):
    old = paper()
    before = bytes_of(old.file)
    new = correct(old, slip(), by=director, at=NOW + timedelta(days=3))
    old.refresh_from_db()
    assert (old.state, new.state, new.version) == ("REPLACED", "ISSUED", 2)
    assert (new.reference, new.issued_on) == (old.reference, old.issued_on)
    assert bytes_of(old.file) == before
    assert new.verify_code != old.verify_code
    text = text_of(bytes_of(new.file))
    assert RIGHT in text
    assert WRONG not in text
    assert new.verify_code in text
    letter = services.of(inspection).get(form_code="CV-DCH")
    assert wording.plain(letter.html).count("Giày Đức Ph") == 3  # both words, and to whom
    assert correct(old, slip(), by=director, at=NOW) == new  # a double click
    with pytest.raises(CorrectionRefused, match="in force"):
        correct(old, Wish((("Lê Văn Kiểm", "Lê Văn Kiếm"),), "x"), by=director, at=NOW)


def test_wrong_content_is_replaced_under_a_new_number(paper, director, no_press):
    old = paper("TB-KT")
    new = correct(old, slip(new_number=True), by=director, at=NOW + timedelta(days=3))
    assert new.reference != old.reference
    assert new.issued_on == TODAY + timedelta(days=3)
    text = wording.plain(new.html)
    assert f"Số: {new.reference}" in text
    assert f"(Thay thế Thông báo số {old.reference} ngày 05 tháng 10 năm 2026)" in text
    assert not GeneratedDocument.objects.filter(form_code="CV-DCH").exists()


@pytest.mark.parametrize(
    "wish, words",
    [
        (Wish(((WRONG, RIGHT),), " "), "Say why"),
        (Wish((), "x"), "wrong words"),
        (Wish((("không có ở đây", "x"),), "x"), "do not stand"),
        (Wish((("10 ngày", "15 ngày"),), "x"), "no slip"),
        (Wish(((WRONG, RIGHT),), "x", new_number=True), "further decision"),
    ],
)
def test_a_correction_that_is_refused_changes_nothing(paper, director, wish, words, no_press):
    old = paper()
    with pytest.raises(CorrectionRefused, match=words):
        correct(old, wish, by=director, at=NOW)
    old.refresh_from_db()
    assert old.state == DocumentState.ISSUED


def test_only_the_person_who_signed_corrects(paper, director, inspector, no_press):
    with pytest.raises(CorrectionRefused, match="only the person who signed"):
        correct(paper(), slip(), by=inspector, at=NOW)
    with pytest.raises(CorrectionRefused, match="both sides"):
        correct(paper("BB-KT", by=inspector), slip(), by=inspector, at=NOW)


# --- Pages ------------------------------------------------------------------------------------
def test_the_pages_of_a_document(client, paper, director):
    old = paper()
    client.force_login(director)
    page = reverse("documents:correct", args=[old.pk])
    data = {
        "pairs-TOTAL_FORMS": "3", "pairs-INITIAL_FORMS": "0", "pairs-0-wrong": WRONG,
        "pairs-0-right": "", "kind": "slip", "reason": "Sai tên",
    }  # fmt: skip
    assert client.get(page).status_code == 200
    assert client.post(page, data).status_code == 422
    answer = client.post(page, data | {"pairs-0-right": RIGHT})
    new = GeneratedDocument.objects.get(version=2)
    assert answer.url == reverse("documents:detail", args=[new.pk])
    assert RIGHT in client.get(answer.url).content.decode()
    marked = client.get(reverse("documents:download", args=[old.pk]))
    assert all("ĐÃ BỊ THAY THẾ" in text for text in pages_of(b"".join(marked.streaming_content)))


def test_a_copy_in_word_has_the_words_and_says_that_it_is_a_copy(
    client, paper, director, no_press
):
    document = paper("BB-KT")
    client.force_login(director)
    answer = client.get(reverse("documents:word", args=[document.pk]))
    copy = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in copy.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(each.text for each in copy.paragraphs), *cells])
    assert copy.paragraphs[0].text.startswith("BẢN SAO ĐỂ LÀM VIỆC")
    assert document.verify_code in copy.sections[0].footer.paragraphs[0].text
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CHƯA ĐẠT", "Trần Thị Hạnh", "BIÊN BẢN"):
        assert words in text
    assert copy.core_properties.author == "Sở Nội vụ tỉnh Đồng Nai"


def test_register_and_printing_show_only_visible_documents(
    client, paper, director, foreign_director
):
    document = paper()
    for user, seen in ((director, True), (foreign_director, False)):
        client.force_login(user)
        page = client.get(reverse("documents:index"), {"form": "QD-KT", "state": "ISSUED"})
        assert (document.reference in page.content.decode()) is seen
        printed = client.post(reverse("documents:print"), {"row": [document.pk], "odd": "1"})
        assert (printed["Content-Type"] == "application/pdf") is seen
        whole = {"all": "1", "back": reverse("documents:index") + "?form=QD-KT"}
        printed = client.post(reverse("documents:print"), whole)
        assert (printed["Content-Type"] == "application/pdf") is seen
    assert client.post(reverse("documents:print"), {"row": "x"}).status_code == 302


# --- Binding ----------------------------------------------------------------------------------
def test_each_begins_on_an_odd_page(paper):
    one = bytes_of(paper("QD-TD").file)
    assert len(PdfReader(io.BytesIO(one)).pages) == 1
    target, told = io.BytesIO(), []
    assert binding.bind([one, one, one], target, odd=True, tick=told.append) == 3
    assert told == [1, 2, 3]
    pages = pages_of(target.getvalue())
    assert [bool(text) for text in pages] == [True, False, True, False, True]


def test_a_wish_to_print_is_bounded():
    query = printing.query_of(range(1, 1000), odd=False)
    assert query.count("%2C") == printing.MOST - 1
