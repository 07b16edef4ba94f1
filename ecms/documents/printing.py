"""Many documents in one PDF: small sets at once, bigger ones by a worker; rights per document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log_read
from ecms.core import clock
from ecms.documents import binding
from ecms.documents.exporting.registry import Exporter, register
from ecms.documents.holders import visible_documents, with_cases
from ecms.documents.models import GeneratedDocument

CODE = "documents-bound"
AT_ONCE = 20  # documents; more are bound by a worker
MOST = 200


def query_of(keys: Sequence[int], *, odd: bool) -> str:
    """The wish as it is kept: keys in the order of printing, and whether on odd pages."""
    return urlencode({"ids": ",".join(str(key) for key in keys[:MOST]), "odd": "1" if odd else ""})


def chosen(user: Any, keys: Sequence[int]) -> list[GeneratedDocument]:
    """Those of ``keys`` that the user may see, in the same order."""
    rows = with_cases(visible_documents(user)).in_bulk(list(keys)[:MOST])
    return [rows[key] for key in keys if key in rows]


def write(user: Any, query: str, file: Any, tick: Callable[[int], None]) -> int:
    """Bind what ``query`` names into ``file``; each reading is logged with its case."""
    asked = parse_qs(query)
    keys = [int(key) for key in asked.get("ids", [""])[0].split(",") if key.isdecimal()]
    return binding.bind(_pdfs(user, chosen(user, keys)), file, odd="odd" in asked, tick=tick)


def _pdfs(user: Any, documents: Sequence[GeneratedDocument]) -> Iterator[bytes]:
    for document in documents:
        purpose = f"{document.form_code} {document.reference}".strip()
        log_read(document.thing, by=user, at=clock.now(), purpose=purpose)
        yield binding.as_of_now(document)


def _total(user: Any, query: str) -> int:
    return len([key for key in parse_qs(query).get("ids", [""])[0].split(",") if key])


def registered() -> None:
    """Called in ``apps.ready()``."""
    register(Exporter(CODE, _("Documents for printing"), "", ("pdf",), total=_total, write=write))
