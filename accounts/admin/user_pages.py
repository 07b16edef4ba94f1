"""The acts on one account: link, sign-out, transfer, off, on. Each asks first, then does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import handover, selectors
from accounts.admin.forms import OffForm, TransferForm
from accounts.errors import AccountRefused
from accounts.models import User
from accounts.services import users
from accounts.services.handover import ask_for_it
from ecms.core import clock
from ecms.core.refusal import Refusal

TEMPLATE = "admin/accounts/user/act.html"
Do = Callable[[HttpRequest, User, Any], HttpResponse | None]


@dataclass(frozen=True)
class Act:
    """One act: where it is, what it asks, what it does, and for whom it makes sense."""

    name: str
    path: str
    label: str | Promise
    explanation: str | Promise
    button: str | Promise
    do: Do
    form: type[forms.Form] = forms.Form
    fits: Callable[[User], bool] = lambda user: user.is_active
    shows_work: bool = False  # what the person still holds stands above the question

    def view(self, model_admin: Any) -> Callable[..., HttpResponse]:
        """The page of the act: GET asks, POST does it once and goes back to the account."""

        def page(request: HttpRequest, pk: int) -> HttpResponse:
            user = User.objects.filter(pk=pk).first()
            if user is None:
                raise Http404
            form = self.form(request.POST if request.method == "POST" else None)
            if request.method == "POST" and form.is_valid():
                try:
                    return self.do(request, user, form) or _back(user)
                except AccountRefused as refusal:
                    form.add_error(None, str(refusal.reason))
            return TemplateResponse(
                request, TEMPLATE, self._context(request, model_admin, user, form)
            )

        return page

    def _context(
        self, request: HttpRequest, model_admin: Any, user: User, form: forms.Form
    ) -> dict[str, Any]:
        return {
            **model_admin.admin_site.each_context(request),
            "title": self.label,
            "act": self,
            "person": user,
            "work": handover.open_work(user) if self.shows_work else [],
            "leaders": selectors.leaders_of(user, on=clock.today()) if self.shows_work else [],
            "form": form,
            "media": form.media,
            "opts": User._meta,
        }


def _back(user: User) -> HttpResponse:
    return redirect("admin:accounts_user_change", user.pk)


def _link(request: HttpRequest, user: User, form: Any) -> HttpResponse:
    path = users.issue_link(user=user, by=request.user, at=clock.now())
    context = {
        **_site_context(request),
        "title": _("One-time link for %(name)s") % {"name": user},
        "person": user,
        "link": request.build_absolute_uri(path),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "opts": User._meta,
    }
    return TemplateResponse(request, "admin/accounts/user/link.html", context)


def _site_context(request: HttpRequest) -> dict[str, Any]:
    from django.contrib.admin import site

    return site.each_context(request)


def _sign_out(request: HttpRequest, user: User, form: Any) -> None:
    users.end_sessions(user=user, by=request.user, at=clock.now())
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": user})


def _factor(request: HttpRequest, user: User, form: Any) -> None:
    users.remove_factors(user=user, by=request.user, at=clock.now())
    messages.success(request, _("The second step of %(name)s is removed.") % {"name": user})


def _transfer(request: HttpRequest, user: User, form: Any) -> None:
    users.transfer(
        user=user,
        post=form.post(),
        starts_on=form.cleaned_data["starts_on"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, _("%(name)s is transferred.") % {"name": user})


def _off(request: HttpRequest, user: User, form: Any) -> None:
    reason = form.cleaned_data["reason"]
    knowing = form.cleaned_data["knowing"]
    users.switch_off(user=user, reason=reason, by=request.user, at=clock.now(), knowing=knowing)
    messages.success(request, _("The account of %(name)s is switched off.") % {"name": user})


def _hand_over(request: HttpRequest, user: User, form: Any) -> None:
    try:
        told = ask_for_it(user, by=request.user, at=clock.now())
    except Refusal as refused:
        raise AccountRefused(refused.reason) from refused
    names = ", ".join(str(person) for person in told)
    messages.success(request, _("Asked to hand the work over: %(names)s.") % {"names": names})


def _on(request: HttpRequest, user: User, form: Any) -> None:
    users.switch_on(user=user, by=request.user, at=clock.now())
    messages.success(request, _("The account of %(name)s is in use again.") % {"name": user})


ACTS = (
    Act(
        "link", "link", gettext_lazy("One-time link for a password"),
        gettext_lazy("The present password and all sessions end at once. You get a link that "
                     "works once; hand it to the person yourself."),
        gettext_lazy("Make the link"), _link,
    ),
    Act(
        "sign_out", "sign-out", gettext_lazy("Sign out everywhere"),
        gettext_lazy("All sessions of this person end at once. The password stays."),
        gettext_lazy("Sign out everywhere"), _sign_out,
    ),
    Act(
        "factor",
        "second-step",
        gettext_lazy("Remove the second step of sign-in"),
        gettext_lazy(
            "For a lost telephone or key: make sure that it is really this person who asks. "
            "All sessions end; where the role needs it, the next sign-in sets up a new one."
        ),
        gettext_lazy("Remove the second step"),
        _factor,
        fits=lambda user: user.is_active and user.authenticator_set.exists(),
    ),
    Act(
        "transfer", "transfer", gettext_lazy("Transfer the person"),
        gettext_lazy("Present roles, offices and delegations end the day before; the new ones "
                     "begin on the day you give. Cases stay where they are."),
        gettext_lazy("Transfer the person"), _transfer, TransferForm, shows_work=True,
    ),
    Act(
        "hand_over", "hand-over", gettext_lazy("Have the work handed over"),
        gettext_lazy("Only those who lead the work of the body may see it and give it to others. "
                     "They get a message with the page on which they do it."),
        gettext_lazy("Ask them to hand it over"), _hand_over,
        fits=lambda user: bool(handover.open_work(user)), shows_work=True,
    ),
    Act(
        "off", "off", gettext_lazy("Switch off"),
        gettext_lazy("The person is signed out at once and cannot sign in any more. Nothing is "
                     "deleted; the account can be switched on again."),
        gettext_lazy("Switch off"), _off, OffForm, shows_work=True,
    ),
    Act(
        "on", "on", gettext_lazy("Switch on"),
        gettext_lazy("The account can be used again with its present roles."),
        gettext_lazy("Switch on"), _on, fits=lambda user: not user.is_active,
    ),
)  # fmt: skip
