"""Addresses with a secret in them are logged without it."""

import logging

import pytest

from ecms.core.discretion import DiscreetLogger, HideSecrets, without_secrets

SECRET = "k7p2mz9q4x"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"GET /calendar/{SECRET}.ics HTTP/1.1", "GET /calendar/***.ics HTTP/1.1"),
        (f"GET /b/{SECRET}/?q=1 HTTP/1.1", "GET /b/***/?q=1 HTTP/1.1"),
        (f'"https://a.vn/accounts/login/?next=%2Fb%2F{SECRET}%2F"',
         '"https://a.vn/accounts/login/?next=%2Fb%2F***%2F"'),
        (f"GET /accounts/password/reset/key/4-{SECRET}/ HTTP/1.1",
         "GET /accounts/password/reset/key/4-***/ HTTP/1.1"),
        ("GET /inspections/calendar/?view=week HTTP/1.1",
         "GET /inspections/calendar/?view=week HTTP/1.1"),
    ],
)  # fmt: skip
def test_only_the_secret_is_hidden(line, kept):
    assert without_secrets(line) == kept
    assert without_secrets(kept) == kept


@pytest.mark.parametrize("args", [(f"/calendar/{SECRET}.ics",), {"path": f"/b/{SECRET}/"}])
def test_a_record_is_cleaned_whatever_its_arguments(args):
    words = "Not Found: %s" if isinstance(args, tuple) else "Not Found: %(path)s"
    given = (args,) if isinstance(args, dict) else args  # as logging hands a mapping on
    record = logging.LogRecord("django.request", 30, "", 1, words, given, None)
    assert HideSecrets().filter(record)
    assert SECRET not in record.getMessage()
    assert "***" in record.getMessage()


def test_the_console_of_the_product_hides_secrets(settings):
    assert "discreet" in settings.LOGGING["handlers"]["console"]["filters"]


def test_the_access_log_hides_secrets(monkeypatch):
    monkeypatch.setattr(
        "gunicorn.glogging.Logger.atoms",
        lambda self, *a: {"r": f"GET /calendar/{SECRET}.ics HTTP/1.1", "s": "200", "B": 5},
    )
    atoms = DiscreetLogger.atoms(object.__new__(DiscreetLogger), None)
    assert atoms == {"r": "GET /calendar/***.ics HTTP/1.1", "s": "200", "B": 5}
