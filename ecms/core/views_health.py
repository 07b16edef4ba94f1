"""Probes: public, without session, in JSON."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ecms import VERSION
from ecms.core import health
from ecms.core.access import PUBLIC, access


@access(PUBLIC)
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """How all parts are: 200 while the database answers, so that pages work; else 503.

    With ``?ready=1`` anything that is missing gives 503.
    """
    return _answer(strict=request.GET.get("ready") == "1")


@access(PUBLIC)
@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether everything is there: 503 while anything is missing."""
    return _answer(strict=True)


@access(PUBLIC)
@require_safe
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    """Whether this process answers at all: it asks nothing of the database or the broker."""
    return JsonResponse({"status": "ok", "version": VERSION})


def _answer(*, strict: bool) -> JsonResponse:
    now = health.check(at=timezone.now())
    well = now.is_complete if strict else now.database is health.State.OK
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse(now.as_dict(), status=status)
