"""The outbox of a device, and its files in pieces."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ecms.core import clock
from ecms.core.refusal import Refusal
from field.arriving import INTEGER_MOST, Fields, key_of
from field.enums import UploadKind, UploadState
from field.middleware import problem
from field.models import Command, Upload
from field.services import uploads
from field.services.replaying import answer_of, take
from field.views.base import checkout_of, device_of, endpoint, reply, sent

COMMANDS_MOST = 100
OUTCOMES_MOST = 100


# --- Commands -----------------------------------------------------------------------------
def _commands(request: HttpRequest) -> HttpResponse:
    given, device, now = sent(request), device_of(request), clock.now()
    items = given.items("commands", COMMANDS_MOST)
    results = [take(item, device=device, by=request.user, at=now) for item in items]
    return reply({"now": now, "results": results})


def _command(request: HttpRequest, key: Any) -> HttpResponse:
    row = Command.objects.filter(key=key, received_by=request.user).first()
    if row is None:
        raise Http404
    return reply(answer_of(row))


def _outcomes(request: HttpRequest) -> HttpResponse:
    named = [part for part in request.GET.get("ids", "").split(",") if part]
    if len(named) > OUTCOMES_MOST:
        raise Refusal(_("Too much at once; send it in smaller parts."))
    keys = [key_of(part, "ids") for part in named]
    rows = Command.objects.filter(key__in=keys, received_by=request.user)
    known = {row.key: answer_of(row) for row in rows}
    return reply(
        {"results": [known.get(key, {"id": str(key), "state": "unknown"}) for key in keys]}
    )


# --- Uploads ------------------------------------------------------------------------------
def _begin(request: HttpRequest) -> HttpResponse:
    given, device = sent(request), device_of(request)
    checkout = checkout_of(request, given.uuid("checkout"))
    try:
        row, made = uploads.begin(
            checkout, device, given.uuid("id"), _announced(given), by=request.user,
            question=given.text("question", 10), at=clock.now(),
        )  # fmt: skip
    except uploads.OtherFile:
        words = _("This number was used for another file already.")
        return problem("reused", words, 409)
    try:
        row = uploads.complete(row, by=request.user, at=clock.now())
    except uploads.HashDiffers:
        row.arrived = 0
    return reply(_row(row), 201 if made else 200)


def _announced(given: Fields) -> uploads.Announced:
    return uploads.Announced(
        kind=given.choice("kind", UploadKind.values), name=given.text("name", 200, needed=True),
        mime=given.text("mime", 100), size=given.whole("size", INTEGER_MOST) or 0,
        sha256=given.sha256("sha256"), caption=given.text("caption", 500),
        original_sha256=given.sha256("original_sha256", needed=False),
        device_time=given.moment("taken_at"), accuracy=given.whole("accuracy", 10_000_000),
        clock_offset_ms=given.whole("clock_offset_ms", INTEGER_MOST, least=-INTEGER_MOST),
        latitude=given.number("lat", 90), longitude=given.number("lon", 180),
    )  # fmt: skip


def _mine(request: HttpRequest, key: Any) -> Upload:
    row = Upload.objects.filter(key=key, begun_by=request.user).first()
    if row is None:
        raise Http404
    return row


def _where(request: HttpRequest, key: Any) -> HttpResponse:
    return reply(_row(_mine(request, key)))


def _piece(request: HttpRequest, key: Any) -> HttpResponse:
    row, now = _mine(request, key), clock.now()
    place, length = request.headers.get("Upload-Offset", ""), _length(request)
    if not place.isdecimal() or len(place) > 15:
        raise Refusal(_("Say at which byte the piece begins (Upload-Offset)."), field="offset")
    if length is None or length > uploads.PIECE_MOST:
        words = _("Too much at once; send it in smaller parts.")
        return problem("too-big", words, 413, most=uploads.PIECE_MOST)
    device_of(request)
    try:
        row = uploads.go_on(row, int(place), request.body, by=request.user, at=now)
    except uploads.WrongPlace as error:
        words = _("The upload stands at another place; go on from there.")
        return problem("offset", words, 409, offset=error.arrived)
    except uploads.HashDiffers:
        words = _("What arrived is not what was recorded; the file is sent again.")
        return problem("hash", words, 422, offset=0)
    return reply(_row(row))


def _length(request: HttpRequest) -> int | None:
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _row(row: Upload) -> dict[str, Any]:
    return {
        "id": str(row.key), "offset": row.arrived, "size": row.size, "state": row.state,
        "receipt": row.receipt, "message": row.message,
        "sha256": row.sha256 if row.state == UploadState.DONE else "",
    }  # fmt: skip


commands = endpoint(POST=_commands)
command = endpoint(GET=_command)
outcomes = endpoint(GET=_outcomes)
begin = endpoint(POST=_begin)
upload = endpoint(GET=_where, PATCH=_piece)
