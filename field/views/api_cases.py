"""Cases that may be taken along, check-outs, the catalogue."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from ecms.core import clock
from field.arriving import key_of
from field.bundles import bundle, head_of, live
from field.cases import cases_of
from field.catalogue import index
from field.services import outings
from field.views.base import case_of, checkout_of, device_of, endpoint, reply, sent, tagged


def _cases(request: HttpRequest) -> HttpResponse:
    return reply({"cases": cases_of(request.user, clock.now())})


def _check_out(request: HttpRequest) -> HttpResponse:
    given, device, now = sent(request), device_of(request), clock.now()
    case = case_of(request, given.data.get("case"))
    row, made = outings.check_out(
        case, device, key=key_of(given.data.get("id")), by=request.user, at=now
    )
    row.inspection = case
    return reply(bundle(row, by=request.user, at=now), 201 if made else 200)


def _bundle(request: HttpRequest, key: Any) -> HttpResponse:
    return tagged(request, bundle(checkout_of(request, key), by=request.user, at=clock.now()))


def _live(request: HttpRequest, key: Any) -> HttpResponse:
    case = checkout_of(request, key).inspection
    return tagged(request, live(case, by=request.user, at=clock.now()))


def _return(request: HttpRequest, key: Any) -> HttpResponse:
    row = outings.give_back(checkout_of(request, key), by=request.user, at=clock.now())
    return reply(head_of(row, clock.now()))


def _renew(request: HttpRequest, key: Any) -> HttpResponse:
    row = outings.renew(checkout_of(request, key), by=request.user, at=clock.now())
    return reply(head_of(row, clock.now()))


def _catalogue(request: HttpRequest) -> HttpResponse:
    return tagged(request, index(on=clock.today()))


cases = endpoint(GET=_cases)
check_outs = endpoint(POST=_check_out)
check_out = endpoint(GET=_bundle)
live_part = endpoint(GET=_live)
give_back = endpoint(POST=_return)
renew = endpoint(POST=_renew)
catalogue = endpoint(GET=_catalogue)
