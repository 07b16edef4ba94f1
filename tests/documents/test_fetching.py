"""Text that goes into a PDF reads no file and calls nobody (T21); fonts must be there (T33)."""

import socket
from dataclasses import replace

import pytest
from django.core.checks import run_checks

from ecms.documents import fetching, rendering
from ecms.documents.fetching import ForbiddenUrlError, OwnFilesFetcher
from ecms.documents.services import preview
from tests.documents.reading import text_of
from violations.documents.samples import samples

EVIL = (
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "https://example.org/x.png",
    "ftp://127.0.0.1/x",
    "data:text/plain,hello",
    "//127.0.0.1/x",
    "ecms-static:../ecms/settings.py",
    "ecms-static:/etc/passwd",
    "ecms-static:build/../../ecms/settings.py",
    "ecms-asset:other",
    "ecms-asset:../settings.py",
)


@pytest.mark.parametrize("url", EVIL)
def test_only_our_files_and_the_given_bytes_are_served(url):
    with pytest.raises(ForbiddenUrlError):
        OwnFilesFetcher({"qr.svg": b"<svg/>"}).fetch(url)


def test_given_bytes_and_fonts_are_served():
    fetcher = OwnFilesFetcher({"qr.svg": b"<svg/>"})
    assert fetcher.fetch("ecms-asset:qr.svg").read() == b"<svg/>"
    assert fetcher.fetch("ecms-static:build/fonts/Tinos-Bold.ttf").read(4) == b"\x00\x01\x00\x00"


def test_markup_in_case_text_is_printed_not_obeyed(monkeypatch):
    form, context = samples()[0]
    evil = '<img src="file:///etc/passwd"><link rel="stylesheet" href="http://127.0.0.1/x.css">'
    calls = []
    monkeypatch.setattr(socket.socket, "connect", lambda *args: calls.append(args))
    text = text_of(preview(form, replace(context, scope=evil)))
    assert '<img src="file:///etc/passwd">' in text
    assert "root:" not in text
    assert calls == []


def test_without_fonts_the_check_fails_and_no_document_is_made(monkeypatch):
    monkeypatch.setattr(fetching, "missing_fonts", lambda: ["Tinos-Bold.ttf"])
    monkeypatch.setattr(rendering, "missing_fonts", lambda: ["Tinos-Bold.ttf"])
    monkeypatch.setattr(rendering, "_press", rendering._Press())
    errors = run_checks(tags=["documents"])
    assert [error.id for error in errors] == ["documents.E001"]
    form, context = samples()[0]
    with pytest.raises(rendering.FontsMissingError):
        preview(form, context)


def test_every_font_is_there():
    assert run_checks(tags=["documents"]) == []
