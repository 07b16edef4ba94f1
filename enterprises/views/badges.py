"""Badges of an enterprise's workers, their sheets, and what opens behind the QR code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from ecms.audit.services import log_read
from ecms.core import clock
from ecms.core.access import PUBLIC, access
from ecms.core.formatting import grouped
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from ecms.core.text import fold
from ecms.documents import throttle
from enterprises.forms.tracing import RevokeForm
from enterprises.models import Badge, Enterprise, Spell
from enterprises.presenters_tracing import age_words, masked_identity, revoked_words
from enterprises.services import badge_sheets, badges

PER_PAGE = 50
SCANS_A_MINUTE = 120  # of one inspector: a gate at the change of shifts


def _firm(request: HttpRequest, pk: int) -> Enterprise:
    return get_visible_or_404(Enterprise, request.user, pk=pk)


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


def _listed(firm: Enterprise, request: HttpRequest) -> QuerySet[Spell]:
    """Open employments with the badge in use of each, by name."""
    badge = badges.in_use(firm).filter(worker=OuterRef("worker"))
    rows = (
        Spell.objects.filter(enterprise=firm, ended_on__isnull=True)
        .select_related("worker", "site")
        .annotate(
            badge=Subquery(badge.values("pk")), issued_at=Subquery(badge.values("issued_at"))
        )
        .order_by("worker__folded", "pk")
    )
    for word in fold(_query(request)).split():
        rows = rows.filter(worker__folded__contains=word)
    return rows.filter(badge__isnull=True) if request.GET.get("show") == "without" else rows


@access(Permission.WORKER_READ)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works at the enterprise, and who has a badge."""
    firm = _firm(request, pk)
    log_read(firm, by=request.user, at=clock.now(), purpose="badges")
    page = paginate(request, _listed(firm, request), PER_PAGE)
    issued = badges.in_use(firm).count()
    context = {
        "firm": firm,
        "page": page,
        "rows": [{"spell": spell, "identity": masked_identity(spell.worker)} for spell in page],
        "issued": issued,
        "missing": badges.missing(firm),
        "parts": _parts(issued),
        "query": _query(request),
        "show": request.GET.get("show", ""),
        "can_edit": request.user.can(Permission.WORKER_EDIT),
    }
    return render(request, "enterprises/badges.html", context)


def _parts(count: int) -> list[tuple[int, str]]:
    """Files of sheets: (1, "1–500"), (2, "501–612")."""
    most = badge_sheets.MOST
    return [
        (part, f"{grouped((part - 1) * most + 1)}–{grouped(min(part * most, count))}")
        for part in range(1, badge_sheets.parts(count) + 1)
    ]


@access(Permission.WORKER_EDIT)
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Badges for those who were chosen, or for all who have none; perhaps print them at once."""
    firm = _firm(request, pk)
    chosen = _keys(request.POST.getlist("worker"))
    everybody = request.POST.get("who") == "all"
    if not chosen and not everybody:
        messages.warning(request, _("Choose at least one worker."))
        return redirect("enterprises:badges", pk=firm.pk)
    count = badges.issue(firm, None if everybody else chosen, by=request.user, at=clock.now())
    if request.POST.get("then") == "print" and chosen:
        keys = "&".join(f"worker={key}" for key in chosen)
        return redirect(f"{reverse('enterprises:badge_sheets', args=[firm.pk, 1])}?{keys}")
    words = ngettext("%(count)s badge issued.", "%(count)s badges issued.", count)
    messages.success(request, words % {"count": grouped(count)})
    return redirect("enterprises:badges", pk=firm.pk)


def _keys(texts: list[str]) -> list[int]:
    return sorted({int(text) for text in texts if text.isascii() and text.isdigit()})[:PER_PAGE]


@access(Permission.WORKER_EDIT)
@require_GET
def sheets(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """Sheets to print: part ``part`` of all badges in use, or those of ``?worker=``."""
    firm = _firm(request, pk)
    most = badge_sheets.MOST
    rows = badge_sheets.to_print(firm, _keys(request.GET.getlist("worker")))
    found = list(rows[(part - 1) * most : part * most]) if part > 0 else []
    if not found:
        messages.warning(request, _("There is no badge to print yet."))
        return redirect("enterprises:badges", pk=firm.pk)
    log_read(firm, by=request.user, at=clock.now(), purpose=f"badges printed: {len(found)}")
    response = HttpResponse(badge_sheets.render(firm, found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="badges-{firm.tax_code}-{part}.pdf"'
    return response


@access(Permission.WORKER_EDIT)
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a badge out of use, with a reason, and perhaps issue a new one."""
    source = Badge.objects.select_related("worker", "enterprise")
    badge = get_visible_or_404(source, request.user, pk=pk)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _revoke(request, badge, form.cleaned_data)
        return redirect("enterprises:badges", pk=badge.enterprise_id)
    back = reverse("enterprises:badges", args=[badge.enterprise_id])
    context = {"badge": badge, "form": form, "back": back}
    return render(
        request,
        "enterprises/badge_revoke.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


def _revoke(request: HttpRequest, badge: Badge, chosen: dict[str, Any]) -> None:
    given: dict[str, Any] = {"by": request.user, "at": clock.now(), "reason": chosen["reason"]}
    if chosen["replace"] and chosen["reason"] != badges.LEFT:
        try:
            badges.reissue(badge, **given)
        except badges.NotEmployed:
            badges.revoke(badge, **given)
            messages.warning(request, _("Revoked. Who no longer works there gets no new badge."))
        else:
            messages.success(request, _("Revoked. A new badge is ready to be printed."))
        return
    badges.revoke(badge, **given)
    messages.success(request, _("The badge is out of use."))


@access(Permission.WORKER_READ)
@require_GET
def scan(request: HttpRequest) -> HttpResponse:
    """A field for the code, and how to use the camera of the phone."""
    typed = request.GET.get("code", "")[:300]
    token = badges.typed_token(typed)
    if len(token) == len(badges.new_token()):
        return redirect("badge", token=token)
    return render(request, "enterprises/badge_scan.html", {"typed": typed})


@access(PUBLIC)
@require_GET
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the QR code. An inspector in reach sees the worker, everybody else no name."""
    if not _may_ask(request):
        response = render(request, "enterprises/badge.html", {"too_many": True}, status=429)
        response["Retry-After"] = str(throttle.WINDOW)
        return response
    badge = Badge.objects.select_related("worker", "enterprise").filter(token=token).first()
    context: dict[str, Any] = {
        "badge": badge,
        "valid": badge is not None and badge.revoked_at is None,
        "next": request.path,
    }
    if badge is not None and _reaches(request.user, badge):
        log_read(badge.worker, by=request.user, at=clock.now(), purpose="badge opened")
        context |= _seen(badge, request.user)
    return render(request, "enterprises/badge.html", context, status=200 if badge else 404)


def _may_ask(request: HttpRequest) -> bool:
    """Strangers are counted by address, inspectors by name and less tightly."""
    user = request.user
    if user.is_authenticated and user.can(Permission.WORKER_READ):
        return throttle.allowed("badge-user", str(user.pk), SCANS_A_MINUTE)
    return throttle.allowed("badge", request.META.get("REMOTE_ADDR"))


def _reaches(user: Any, badge: Badge) -> bool:
    return (
        user.is_authenticated
        and user.can(Permission.WORKER_READ)
        and Badge.objects.visible_to(user).filter(pk=badge.pk).exists()
    )


def _seen(badge: Badge, user: Any) -> dict[str, Any]:
    """What an inspector may see of the worker: the newest employment there and its papers."""
    today = clock.today()
    spells = Spell.objects.filter(worker=badge.worker_id, enterprise=badge.enterprise_id)
    spell = spells.select_related("site").order_by("-started_on", "-pk").first()
    age, age_kind = age_words(badge.worker, today)
    return {
        "worker": badge.worker,
        "firm": badge.enterprise,
        "spell": spell,
        "identity": masked_identity(badge.worker),
        "age": age,
        "age_kind": age_kind,
        "today": today,
        "revoked": revoked_words(badge.reason),
        "working": spell is not None and spell.ended_on is None,
        "untrained": spell and (spell.trained_until is None or spell.trained_until < today),
        "expired": spell and spell.contract_until and spell.contract_until < today,
        "can_trace": user.can(Permission.WORKER_TRACE),
    }
