"""The files of the page that the service worker keeps, by the hash of their content."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

SHELL = "/field/"
WORKER = "build/field-sw.js"
FILES = (
    "build/field.js",
    "build/field.css",
    "build/theme.js",
    "build/icons.svg",
    "build/fonts/be-vietnam-pro-latin-400-normal.woff2",
    "build/fonts/be-vietnam-pro-latin-600-normal.woff2",
    "build/fonts/be-vietnam-pro-vietnamese-400-normal.woff2",
    "build/fonts/be-vietnam-pro-vietnamese-600-normal.woff2",
    "img/favicon.svg",
)


def shell() -> str:
    """The page itself: the same for everybody, without anything about a person."""
    files = _files()
    with translation.override("vi"):  # one page for all: its hash must not hang on the language
        return render_to_string("field/shell.html", {"build": _hash(json.dumps(files))[:16]})


def worker() -> str:
    """The script of the service worker with the list of what it keeps.

    Any changed file changes this text, which is how a browser learns of a new version.
    """
    page = shell()
    files = {SHELL: _hash(page), **_files()}
    version = _hash(json.dumps(files))[:16]
    listed = json.dumps({"version": version, "shell": SHELL, "files": files})
    return f"self.PRECACHE = {listed};\n{_source(WORKER).read_text(encoding='utf-8')}"


def _files() -> dict[str, str]:
    """Address and SHA-256 of every file of the page."""
    return _read() if settings.DEBUG else _read_once()


@lru_cache(maxsize=1)
def _read_once() -> dict[str, str]:
    return _read()


def _read() -> dict[str, str]:
    return {static(name): hashlib.sha256(_source(name).read_bytes()).hexdigest() for name in FILES}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _source(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"static file {name}: build the front-end assets first")
    return Path(found)
