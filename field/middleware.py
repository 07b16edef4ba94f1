"""Under ``/field/api/`` every answer is JSON: a page that syncs never follows a redirect."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from accounts.permissions import Permission

PREFIX = "/field/api/"
JSON = "application/json"


class FieldAnswersMiddleware:
    """Turn what other parts answer in HTML into a code and words.

    A redirect means that the session is over (401): signing in again never blocks writing on the
    device, only sending.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code == 304 or response.get("Content-Type", "").startswith(JSON):
            return response
        return _translated(request, response)


def problem(code: str, message: str, status: int, **more: object) -> JsonResponse:
    """An error as the page expects it."""
    return JsonResponse({"error": code, "message": message, **more}, status=status)


def _translated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    status, user = response.status_code, getattr(request, "user", None)
    if 300 <= status < 400 or (status == 403 and not getattr(user, "is_authenticated", False)):
        missing = "/2fa/" in response.get("Location", "")
        return problem("second-factor" if missing else "session", _("Sign in again."), 401)
    if status == 403 and user is not None and not user.can(Permission.INSPECTION_CONDUCT):
        return problem("forbidden", _("Your role does not include this step."), 403)
    words = {
        400: ("bad", _("The request cannot be read.")),
        403: ("csrf", _("The sign-in changed meanwhile; ask for the session again.")),
        404: ("missing", _("There is no such item, or it is not yours.")),
        405: ("method", _("This address is not called in this way.")),
        413: ("too-big", _("Too much at once; send it in smaller parts.")),
    }
    code, message = words.get(status, ("busy", _("The server is busy; nothing was stored.")))
    if status in words:
        return problem(code, message, status)
    answer = problem(code, message, 503)
    answer["Retry-After"] = response.get("Retry-After", "5")
    return answer
