"""Who is signed in, on which device, and what the device must know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecms.core import clock
from ecms.core.refusal import Refusal
from ecms.core.scoping import get_visible_or_404
from field.arriving import key_of
from field.cases import held_by, standing_of
from field.middleware import problem
from field.models import Device
from field.services import devices
from field.views.base import HEADER, device_of, endpoint, reply, sent


def _session(request: HttpRequest) -> HttpResponse:
    """Writes nothing; the token changes at every sign-in."""
    user = request.user
    return reply(
        {
            "user": {
                "id": user.pk,
                "name": str(user),
                "unit": str(user.unit or user.agency or ""),
            },
            "csrf": get_token(request),
            "now": clock.now(),
            "lang": (get_language() or "vi")[:2],
            **_known(request),
        }
    )


def _known(request: HttpRequest) -> dict[str, Any]:
    try:
        key = key_of(request.headers.get(HEADER), "device")
    except Refusal:
        return {"device": None, "foreign": False}
    device = Device.objects.filter(key=key).first()
    if device is None or device.user_id != request.user.pk:
        return {"device": None, "foreign": device is not None}
    return {"device": _device(device), "foreign": False}


def _device(device: Device) -> dict[str, Any]:
    return {
        "id": str(device.key), "label": device.label, "state": device.state,
        "wipe": device.must_wipe, "reason": device.revoked_reason,
    }  # fmt: skip


def _register(request: HttpRequest) -> HttpResponse:
    given = sent(request)
    key = key_of(given.data.get("id"))
    known = Device.objects.filter(key=key).exists()
    try:
        device = devices.register(
            key, label=given.text("label", 100),
            agent=given.text("agent", 300) or request.headers.get("User-Agent", ""),
            by=request.user, at=clock.now(),
        )  # fmt: skip
    except devices.OtherOwner:
        return problem("reused", _("This device is registered for another person."), 409)
    return reply({"device": _device(device)}, 200 if known else 201)


def _contact(request: HttpRequest) -> HttpResponse:
    given, device, now = sent(request), device_of(request), clock.now()
    report = devices.Report(
        unsent=given.whole("unsent", 1_000_000) or 0,
        unsent_since=given.moment("unsent_since"),
        clock=given.moment("clock"),
        keeps_storage=given.flag("persisted"),
        app=given.text("app", 40),
    )
    device = devices.contact(device, report, at=now)
    held = held_by(request.user)
    return reply(
        {"now": now, "device": _device(device), "checkouts": standing_of(held, request.user, now)}
    )


def _wiped(request: HttpRequest, key: Any) -> HttpResponse:
    device = get_visible_or_404(Device.objects.filter(user=request.user), request.user, key=key)
    return reply(_device(devices.wiped(device, by=request.user, at=clock.now())))


def _faults(request: HttpRequest) -> HttpResponse:
    given, device = sent(request), device_of(request)
    rows = [
        (entry.text("code", 60), entry.text("detail", 200), entry.moment("at"))
        for entry in map(type(given), given.items("entries", devices.FAULTS_MOST))
    ]
    devices.note_faults(device, rows, by=request.user, at=clock.now())
    return reply({})


session = endpoint(GET=_session)
register = endpoint(POST=_register)
contact = endpoint(POST=_contact)
wiped = endpoint(POST=_wiped)
faults = endpoint(POST=_faults)
