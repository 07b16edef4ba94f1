"""What a document may load while it is rendered: our own files and the bytes handed to it."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = "ecms-static:"  # a file of ours under static/, e.g. ecms-static:build/fonts/x.ttf
ASSET = "ecms-asset:"  # bytes given to this one rendering, by name
FONTS = {
    "Tinos-Regular.ttf": ("normal", 400),
    "Tinos-Italic.ttf": ("italic", 400),
    "Tinos-Bold.ttf": ("normal", 700),
    "Tinos-BoldItalic.ttf": ("italic", 700),
}


class ForbiddenUrlError(ValueError):
    """A document asked for something that is not ours."""


class OwnFilesFetcher(URLFetcher):
    """Serves ``ecms-static:`` and ``ecms-asset:`` only: no file, no network, no data URL.

    Text that people typed can therefore neither read a file of the server nor call out.
    """

    def __init__(self, assets: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False)
        self.assets = dict(assets or {})

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Answer one of ours.

        Raises:
            ForbiddenUrlError: for everything else; the renderer then leaves the resource out.
        """
        if url.startswith(STATIC):
            name = url.removeprefix(STATIC)
            body = static_file(name).read_bytes()
        elif url.startswith(ASSET) and url.removeprefix(ASSET) in self.assets:
            name = url.removeprefix(ASSET)
            body = self.assets[name]
        else:
            raise ForbiddenUrlError("a document may only use the files of ECMS")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body, {"Content-Type": kind})


def static_file(name: str) -> Path:
    """Where a file of ours under ``static/`` lies.

    Raises:
        ForbiddenUrlError: a path that leaves the folder, or no such file.
    """
    if ".." in Path(name).parts or name.startswith("/"):
        raise ForbiddenUrlError("a document may only use the files of ECMS")
    found = finders.find(name)
    if found is None:
        collected = Path(settings.STATIC_ROOT) / name
        found = str(collected) if collected.is_file() else None
    if found is None:
        raise ForbiddenUrlError(f"no such static file: {name}")
    return Path(str(found))


def font_faces() -> str:
    """The @font-face rules of Tinos, each with its weight and style.

    A face without them would be drawn by stretching another, with wrong diacritics.
    """
    rules = [
        f"@font-face{{font-family:Tinos;font-style:{style};font-weight:{weight};"
        f'src:url("{STATIC}build/fonts/{name}") format("truetype")}}'
        for name, (style, weight) in FONTS.items()
    ]
    return "".join(rules)


def missing_fonts() -> list[str]:
    """Names of the document fonts that are not installed."""
    missing = []
    for name in FONTS:
        try:
            static_file(f"build/fonts/{name}")
        except ForbiddenUrlError:
            missing.append(name)
    return missing
