"""A copy in Word of an issued document, for those who work on with its text.

Made from the same HTML as the signed PDF; marked as a copy on every page, with neither code nor
QR, so that nobody can take it for the original.
"""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import html as lxml_html

FONT, SIZE = "Times New Roman", 13
BODY_INDENT = Cm(1.1)
SKIPPED = {"watermark", "verify-holder", "title-rule", "rule"}
PLAIN_TABLES = {"head", "closing", "signs"}  # without lines
CENTRED = {
    "title", "abstract", "authority", "resolve", "dear", "center", "superior", "agency", "country",
    "number", "place-date", "about", "office", "note", "name", "replaces",
}  # fmt: skip
BOLD = {
    "title", "abstract", "authority", "resolve", "agency", "country", "motto", "office", "name",
    "bold", "article-title", "label",
}  # fmt: skip
ITALIC = {"italic", "place-date", "note", "label", "replaces", "delivery", "form-mark"}
UPPER = {"title", "authority", "superior", "agency", "office", "upper"}
TIGHT = {"flat", "delivery"}
ROOM = 3  # empty lines for a signature


def classes(node: Any) -> set[str]:
    """The classes of an element."""
    return set((node.get("class") or "").split())


def copy_of(html: str, *, mark: str, foot: str, title: str, author: str) -> bytes:
    """The .docx of a composed document.

    ``mark`` stands above the text and ``foot`` at the foot of every page: what the copy is of.
    """
    document = Document()
    _set_up(document, foot)
    document.core_properties.title, document.core_properties.author = title, author
    document.core_properties.comments = mark
    notice = document.add_paragraph()
    notice.alignment = WD_ALIGN_PARAGRAPH.CENTER
    notice.add_run(mark).bold = True
    body = lxml_html.fromstring(html).find("body")
    _blocks(document, body if body is not None else lxml_html.fromstring(html))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_up(document: Any, foot: str) -> None:
    """Page and base style of Decree 30/2020/NĐ-CP, page number above, what it is below."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(5)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(head, "PAGE")
    below = section.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = below.add_run(foot)
    run.italic, run.font.size = True, Pt(9)


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        piece = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            piece.set(qn("w:fldCharType"), kind)
        piece.text = text or None
        run._r.append(piece)


def _blocks(target: Any, node: Any, inherited: frozenset[str] = frozenset()) -> None:
    """Paragraphs and tables below ``node``, in their order."""
    for child in node:
        names = classes(child)
        if not isinstance(child.tag, str) or names & SKIPPED:
            continue
        if child.tag == "table":
            _table(target, child, names)
        elif child.tag in ("p", "h1", "h2", "h3"):
            _paragraph(target, child, names | inherited)
        elif "room" in names:
            for _line in range(ROOM):
                target.add_paragraph()
        elif child.tag == "div":
            _blocks(target, child, inherited | names)


def _paragraph(target: Any, node: Any, names: set[str] | frozenset[str]) -> None:
    paragraph = target.add_paragraph()
    if names & CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif "recipients" in names or "cell" in names:
        paragraph.paragraph_format.space_after = Pt(0)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if not names & TIGHT:
            paragraph.paragraph_format.first_line_indent = BODY_INDENT
    paragraph.paragraph_format.keep_with_next = node.tag in ("h2", "h3") or "office" in names
    styles = set(names) | ({"bold"} if node.tag in ("h2", "h3") else set())
    styles |= {"italic"} if node.tag == "h3" or "grounds" in names else set()
    _runs(paragraph, node, styles, is_quote="quote" in names)


def _runs(paragraph: Any, node: Any, styles: set[str], *, is_quote: bool = False) -> None:
    """The words of ``node`` with bold and italic as in the document."""
    _run(paragraph, node.text, styles, is_quote)
    for child in node:
        if child.tag == "br":
            paragraph.add_run().add_break()
        elif isinstance(child.tag, str) and child.tag != "img":
            _runs(paragraph, child, styles | classes(child), is_quote=is_quote)
        _run(paragraph, child.tail, styles, is_quote)


def _run(paragraph: Any, text: str | None, styles: set[str], is_quote: bool) -> None:
    words = (text or "").replace("\u200b", "")
    if not is_quote:
        words = _one_line(words, begins=not paragraph.text)
    if not words.strip() and (not words or not paragraph.text):
        return
    run = paragraph.add_run(words.upper() if styles & UPPER else words)
    run.bold, run.italic = bool(styles & BOLD), bool(styles & ITALIC)
    if "motto" in styles:
        run.underline = True


def _one_line(words: str, *, begins: bool) -> str:
    """Words with one space where the HTML has some, none at the start of a paragraph."""
    lead = " " if words[:1].isspace() and not begins else ""
    tail = " " if words.strip() and words[-1:].isspace() else ""
    return lead + " ".join(words.split()) + tail


def _table(target: Any, node: Any, names: set[str]) -> None:
    rows = list(node.iter("tr"))
    width = max((_span_of(row) for row in rows), default=0)
    if not width:
        return
    table = target.add_table(rows=len(rows), cols=width)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if not names & PLAIN_TABLES:
        table.style = "Table Grid"
    for place, row in enumerate(rows):
        _cells(table.rows[place], row, width, lined=not names & PLAIN_TABLES)
        _keep_row(table.rows[place], is_head=row.getparent().tag == "thead")


def _span_of(row: Any) -> int:
    return sum(int(cell.get("colspan", 1)) for cell in row)


def _cells(filled: Any, row: Any, width: int, *, lined: bool) -> None:
    column = 0
    for cell in row:
        span = int(cell.get("colspan", 1))
        box = filled.cells[column]
        if span > 1:
            box = box.merge(filled.cells[min(column + span, width) - 1])
        _cell(box, cell, lined=lined)
        column += span


def _cell(box: Any, cell: Any, *, lined: bool) -> None:
    """One cell: its blocks, or its words as one paragraph."""
    names = classes(cell) | ({"cell"} if lined else set())
    first = box.paragraphs[0]
    if any(child.tag in ("p", "div", "table") for child in cell):
        _blocks(box, cell, frozenset(names))
        if len(box.paragraphs) > 1 and not first.text:
            first._p.getparent().remove(first._p)
        return
    styles = names | ({"bold"} if cell.tag == "th" else set())
    if cell.tag == "th" or names & {"num", "middle"}:
        first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if "money" in names:
        first.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    first.paragraph_format.space_after = Pt(0)
    _runs(first, cell, styles)


def _keep_row(row: Any, *, is_head: bool) -> None:
    """A row is not broken over two pages; titles come again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
