"""What every address of the interface shares: JSON in and out, bounds, the device."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404
from ecms.core.workflow import WorkflowRefused
from ecms.documents import throttle
from field.arriving import Fields, key_of
from field.bundles import mark
from field.middleware import problem
from field.models import Checkout, Device
from field.permissions import may_send
from field.services import devices
from inspections.models import Inspection

BODY_MOST = 1024 * 1024
RATE = 600  # requests a minute and person: a tablet with a day of photos needs far fewer
HEADER = "X-Field-Device"


def endpoint(**methods: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """One address: ``endpoint(GET=show, POST=take)``; refusals become 422 with words."""

    @access(Permission.INSPECTION_CONDUCT)
    @wraps(next(iter(methods.values())))
    def answer(request: HttpRequest, **keys: Any) -> HttpResponse:
        handler = methods.get(request.method or "")
        if handler is None:
            refused = problem("method", _("This address is not called in this way."), 405)
            refused["Allow"] = ", ".join(methods)
            return refused
        if not throttle.allowed("field", str(request.user.pk), RATE):
            slow = problem("slow", _("Too many requests; wait a minute."), 429)
            slow["Retry-After"] = "60"
            return slow
        try:
            return handler(request, **keys)
        except (Refusal, WorkflowRefused) as error:
            field = getattr(error, "field", "")
            return problem("refused", str(error.reason), 422, field=field)
        except PermissionDenied as error:
            return problem("forbidden", str(error) or _("This is not yours."), 403)

    return answer


def reply(data: dict[str, Any], status: int = 200) -> JsonResponse:
    """An answer."""
    return JsonResponse(
        data, status=status, encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False}
    )


def tagged(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """An answer with its mark; 304 where the page has it already."""
    tag = f'"{mark(data)}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    answer = reply(data)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def sent(request: HttpRequest) -> Fields:
    """The object that was sent. Raises Refusal."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > BODY_MOST:
        raise Refusal(_("Too much at once; send it in smaller parts."))
    try:
        return Fields(json.loads(request.body or b"{}"))
    except (ValueError, RecursionError):
        raise Refusal(_("The request cannot be read.")) from None


def device_of(request: HttpRequest) -> Device:
    """The device of the header, which must be this person's and not wiped.

    Raises:
        Refusal: no header.
        PermissionDenied: of another person, or wiped.
    """
    key = key_of(request.headers.get(HEADER), "device")
    device = Device.objects.filter(key=key).first()
    if device is None:
        raise Refusal(_("This device is not registered yet."), field="device")
    answer = may_send(device, request.user)
    if not answer:
        raise PermissionDenied(str(answer.reason))
    devices.seen(device, at=clock.now())
    return device


def case_of(request: HttpRequest, pk: Any) -> Inspection:
    """A case of the user, with its team."""
    source = Inspection.objects.select_related(
        "enterprise", "enterprise__sector", "agency", "unit", "province", "procedure"
    ).prefetch_related("team__user")
    case: Inspection = get_visible_or_404(source, request.user, pk=pk)
    return case


def checkout_of(request: HttpRequest, key: Any) -> Checkout:
    """A check-out that the user holds; 404 otherwise."""
    source = Checkout.objects.filter(taken_by=request.user).select_related("blueprint", "device")
    row: Checkout = get_visible_or_404(source, request.user, key=key)
    row.inspection = case_of(request, row.inspection_id)
    return row
