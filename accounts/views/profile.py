"""My account: who I am here, what I may do, my preferences and sessions."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import selectors
from accounts.enums import EndReason
from accounts.forms import PreferencesForm
from accounts.models import User
from accounts.services import users
from ecms.core import clock
from ecms.core.access import PUBLIC, SIGNED_IN, access


@access(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show the account; POST saves the preferences."""
    user: User = User.objects.select_related("agency", "unit").get(pk=request.user.pk)
    form = PreferencesForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        response = redirect("accounts:profile")
        _remember_language(response, user.language)
        messages.success(request, _("Your preferences were saved."))
        return response
    on = clock.today()
    context = {
        "person": user,
        "form": form,
        "grants": user.grants.in_force(on).select_related("role", "agency"),
        "positions": selectors.positions_of(user, on=on),
        "delegations": selectors.delegations_of(user, on=on),
        "has_second_factor": Authenticator.objects.filter(
            user=user, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        ).exists(),
        "idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
    }
    return render(request, "accounts/profile.html", context)


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )


@access(SIGNED_IN)
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out on every other device; this one goes on."""
    user = users.end_sessions(user=request.user, by=request.user, at=clock.now())
    update_session_auth_hash(request, user)
    messages.success(request, _("You are signed out on all other devices."))
    return redirect("accounts:profile")


@access(SIGNED_IN)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Colleagues of one's own body: whom to call, to whom to hand over."""
    agency = request.user.agency
    listed = selectors.colleagues(agency, on=clock.today()) if agency else []
    return render(request, "accounts/people.html", {"agency": agency, "people": listed})


@access(PUBLIC)
@require_GET
def ended(request: HttpRequest, reason: str) -> HttpResponse:
    """Why the session ended, and the way back in."""
    back = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    known = reason in EndReason.values
    context = {
        "reason": EndReason(reason) if known else EndReason.ELSEWHERE,
        "next": back if safe else "",
        "idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
    }
    return render(request, "accounts/ended.html", context)
