"""Error pages, language switch, offline page, and the style guide for developers."""

from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.http import require_GET, require_POST

from ecms.core.access import PUBLIC, access
from ecms.core.styleguide import samples


@access(PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back; also before signing in."""
    return i18n.set_language(request)


@access(PUBLIC)
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows when the network is away."""
    return render(request, "offline.html")


@access(PUBLIC)
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """The style guide; only where DEBUG is on or tests run."""
    if not (settings.DEBUG or settings.TESTING):
        raise Http404
    return render(request, "components/styleguide.html", samples(request))


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood."""
    return render(request, "400.html", status=400)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not allowed; a reason given by the view is shown."""
    reason = str(exception) if exception and str(exception) else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not within the user's reach (one answer for both)."""
    return render(request, "404.html", status=404)


def handler500(request: HttpRequest) -> HttpResponse:
    """500: without database, session or context processors; plain text if all else fails."""
    try:
        return HttpResponseServerError(loader.get_template("500.html").render())
    except Exception:  # noqa: BLE001 - whatever broke, the reader gets an answer
        return HttpResponseServerError(
            "Hệ thống gặp lỗi. Dữ liệu đã lưu không bị mất; hãy thử lại sau ít phút.\n"
            "Something went wrong. What was saved is safe; try again in a few minutes.\n",
            content_type="text/plain; charset=utf-8",
        )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was opened too long ago or in another session."""
    context: dict[str, Any] = {
        "reason": _(
            "The page was open for too long, or you signed in again in another window. "
            "Go back, reload the page and send the form once more."
        )
    }
    return render(request, "403.html", context, status=403)
