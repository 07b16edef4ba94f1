"""Leaders' directives: list, giving, answering, judging, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.permissions import Permission
from campaigns import about
from campaigns.enums import OPEN_DIRECTIVES, DirectiveState
from campaigns.forms import ReasonForm
from campaigns.forms_directive import GiveForm, JudgeForm, ReplyForm
from campaigns.models import Directive
from campaigns.services import directives as services
from campaigns.views.base import worked
from ecms.core import clock
from ecms.core.access import SIGNED_IN, access
from ecms.core.components import Action, FileRow
from ecms.core.listing import tab_links
from ecms.core.paging import paginate
from ecms.core.scoping import get_visible_or_404
from ecms.documents import files
from inspections.views.case import REFUSALS, blame, status_of

SHOWN = 20
TABS = ("mine", "given", "body", "ended")
KINDS = {
    DirectiveState.GIVEN: "progress", DirectiveState.ANSWERED: "waiting",
    DirectiveState.DONE: "success", DirectiveState.WITHDRAWN: "neutral",
}  # fmt: skip


def load(request: HttpRequest, pk: int) -> Directive:
    """The directive through what the user may see; 404 otherwise."""
    rows = Directive.objects.select_related("agency", "to", "given_by", "ended_by")
    row: Directive = get_visible_or_404(rows, request.user, pk=pk)
    return row


@access(SIGNED_IN)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """To me, given by me, all of the body, ended."""
    leads = request.user.can(Permission.INSPECTION_ASSIGN)
    home = "body" if leads else "mine"
    tab = request.GET.get("tab", home)
    tab = tab if tab in TABS else home
    rows = Directive.objects.visible_to(request.user).select_related("to", "given_by")
    live = rows.filter(state__in=OPEN_DIRECTIVES).order_by("due_on", "pk")
    chosen = {
        "mine": live.filter(to=request.user), "given": live.filter(given_by=request.user),
        "body": live, "ended": rows.exclude(state__in=OPEN_DIRECTIVES),
    }[tab]  # fmt: skip
    words = {"mine": _("To me"), "given": _("Given by me"), "body": _("All open"),
             "ended": _("Ended")}  # fmt: skip
    page = paginate(request, chosen)
    context = {
        "page": page, "rows": [{"directive": row, "kind": KINDS[row.state]} for row in page],
        "tabs": tab_links(reverse("campaigns:directives"), words, tab), "may_give": leads,
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "campaigns/directives.html", context)


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Tell somebody what to do; a link from a case or an enterprise says what it is about."""
    _place, thing = about.asked(request.GET, request.user)
    people = User.objects.filter(is_active=True, agency=request.user.agency)
    form = GiveForm(request.POST or None, people=people.exclude(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.give(
                form.facts() | ({"thing": thing} if thing else {}),
                submission=form.cleaned_data["submission"], by=request.user,
                at=clock.now(),
            )  # fmt: skip
        except REFUSALS as error:
            blame(form, error)
        else:
            messages.success(request, _("The task was given."))
            return redirect("campaigns:directive", pk=row.pk)
    words = _("Give a task about %(thing)s") % {"thing": thing}
    context = {
        "form": form, "submit": _("Give the task"),
        "title": words if thing else _("Give a task"),
        "cancel_url": reverse("campaigns:directives"),
    }  # fmt: skip
    return render(request, "campaigns/directive_act.html", context, status=status_of(request))


@access(SIGNED_IN)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wanted, the answers and what was said to them."""
    row = load(request, pk)
    words, url = about.link(row, request.user)
    context = {
        "about": words, "about_url": url,
        "directive": row, "kind": KINDS[DirectiveState(row.state)], "today": clock.today(),
        "answers": row.answers.select_related("sent_by", "judged_by"),  # type: ignore[attr-defined]
        "actions": _actions(row, request.user),
        "files": [
            FileRow(stored.original_name, reverse("documents:file", args=[stored.pk]), stored.size)
            for stored in files.of(row, "directive")
        ],
    }  # fmt: skip
    return render(request, "campaigns/directive.html", context)


def _panel(place: str, right: Permission) -> Any:
    @access(right)
    @require_GET
    def panel(request: HttpRequest, pk: int) -> HttpResponse:
        """Tasks about a thing, on its page: those that the user may see."""
        thing = about.find(place, pk, request.user)
        if thing is None:
            raise Http404
        kind = ContentType.objects.get_for_model(thing)
        rows = Directive.objects.visible_to(request.user).filter(content_type=kind, object_id=pk)
        shown = rows.select_related("to", "given_by")[:SHOWN]
        context = {
            "rows": [
                {"directive": row, "kind": KINDS[DirectiveState(row.state)]} for row in shown
            ],
            "today": clock.today(),
        }  # fmt: skip
        return render(request, "campaigns/directives_panel.html", context)

    return panel


PANELS = {place: _panel(place, kind.right) for place, kind in about.KINDS.items()}


def _actions(row: Directive, user: Any) -> list[Action]:
    def link(name: str) -> str:
        return reverse(f"campaigns:directive_{name}", args=[row.pk])

    found = []
    if row.to_id == user.pk:
        if row.state == DirectiveState.GIVEN:
            found.append(Action(_("Answer"), link("answer"), True, "", primary=True))
        return found
    leads = user.can(Permission.INSPECTION_ASSIGN) and row.agency_id in user.scope.agency_ids
    if leads and row.state == DirectiveState.ANSWERED:
        found.append(Action(_("Accept or return"), link("judge"), True, "", primary=True))
    if leads and row.state in OPEN_DIRECTIVES:
        found.append(Action(_("Withdraw"), link("withdraw"), True, "", danger=True))
    return found


def _act(
    request: HttpRequest, row: Directive, form: Any, do: Any, *, title: str, submit: str,
    danger: bool = False,
) -> HttpResponse:  # fmt: skip
    url = reverse("campaigns:directive", args=[row.pk])
    if worked(request, form, lambda form: do(form.cleaned_data), file_field="paper"):
        messages.success(request, _("Saved."))
        return redirect(url)
    context = {
        "directive": row, "form": form, "title": title, "submit": submit, "danger": danger,
        "cancel_url": url,
    }  # fmt: skip
    return render(request, "campaigns/directive_act.html", context, status=status_of(request))


@access(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Report what was done."""
    row = load(request, pk)

    def do(data: Any) -> None:
        services.answer(
            row, data["text"], [data["paper"]] if data["paper"] else [],
            submission=data["submission"], by=request.user, at=clock.now(),
        )  # fmt: skip

    form = ReplyForm(request.POST or None, request.FILES or None)
    return _act(request, row, form, do, title=_("Answer: %(title)s") % {"title": row.title},
                submit=_("Send the answer"))  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the answer or return it."""
    row = load(request, pk)

    def do(data: Any) -> None:
        services.judge(
            row, accept=data["verdict"] == "ACCEPTED", remark=data["remark"],
            due_on=data["due_on"], by=request.user, at=clock.now(),
        )  # fmt: skip

    return _act(request, row, JudgeForm(request.POST or None), do,
                title=_("Accept or return: %(title)s") % {"title": row.title},
                submit=_("Save"))  # fmt: skip


@access(Permission.INSPECTION_ASSIGN)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Not needed any more."""
    row = load(request, pk)
    return _act(
        request, row, ReasonForm(request.POST or None),
        lambda data: services.withdraw(row, data["reason"], by=request.user, at=clock.now()),
        title=_("Withdraw: %(title)s") % {"title": row.title}, submit=_("Withdraw"), danger=True,
    )  # fmt: skip
