"""Merges that were made: what each moved, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from ecms.core import clock
from ecms.core.access import access
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from enterprises.models import Merge
from enterprises.presenters_merge import changed_facts, moved_words, undone_words
from enterprises.services import merging
from enterprises.services.merging import MergeRefused

RELATED = ("survivor__province", "merged__province", "done_by", "undone_by")


@access(Permission.ENTERPRISE_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Merges in the user's reach, the latest first."""
    rows = Merge.objects.visible_to(request.user).select_related(*RELATED)
    page = paginate(request, rows.defer("moved", "before").order_by("-pk"))
    return render(request, "enterprises/merge_list.html", {"page": page})


@access(Permission.ENTERPRISE_READ)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One merge: who, why, what went over, what stayed."""
    row = _load(request, pk)
    context = {
        "merge": row,
        "moved": moved_words(row),
        "facts": changed_facts(row),
        "left_name": row.before[merging.MERGED]["name"],
        "left_code": row.before[merging.MERGED]["tax_code"],
        "can_undo": request.user.can(Permission.ENTERPRISE_MERGE) and row.undone_at is None,
    }
    return render(request, "enterprises/merge_detail.html", context)


def _load(request: HttpRequest, pk: int) -> Merge:
    source = Merge.objects.select_related(*RELATED)
    return get_visible_or_404(source, request.user, pk=pk)  # type: ignore[no-any-return]


@access(Permission.ENTERPRISE_MERGE)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Two records again."""
    row = _load(request, pk)
    try:
        done = merging.undo(row, by=request.user, at=clock.now())
    except MergeRefused as error:
        messages.error(request, str(error.reason))
    else:
        messages.success(request, _("The merge is undone; there are two records again."))
        left = undone_words(done.left, done.fields_left)
        if left:
            text = _("Could not be put back, because it changed since: %(things)s.")
            messages.warning(request, text % {"things": "; ".join(left)})
    return redirect("enterprises:merge_detail", pk=row.pk)
