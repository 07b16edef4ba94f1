"""The installable page of the field work: shell, service worker, manifest. No user data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from ecms.core.access import PUBLIC, access
from field import precache

GROUND = "#f4f6f6"
HEADER = "#0a4450"


@access(PUBLIC)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The shell; the browser asks for it anew unless its service worker answers."""
    return _unkept(HttpResponse(precache.shell()))


@access(PUBLIC)
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of everything below ``/field/``."""
    response = HttpResponse(precache.worker(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = precache.SHELL
    return _unkept(response)


@access(PUBLIC)
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the page on its home screen."""
    content = {
        "id": precache.SHELL,
        "start_url": precache.SHELL,
        "scope": precache.SHELL,
        "name": "ECMS – Làm việc tại hiện trường",
        "short_name": "ECMS",
        "lang": "vi",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": HEADER,
        "icons": [
            _icon("field-192.png", "192x192"),
            _icon("field-512.png", "512x512"),
            _icon("field-maskable.png", "512x512", purpose="maskable"),
        ],
    }
    return _unkept(JsonResponse(content, content_type="application/manifest+json"))


def _icon(name: str, size: str, purpose: str = "any") -> dict[str, str]:
    return {"src": static(f"img/{name}"), "sizes": size, "type": "image/png", "purpose": purpose}


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-cache"
    return response
