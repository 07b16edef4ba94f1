"""Who may open which page: every view says so itself, and a test finds the one that does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

View = Callable[..., HttpResponse]

PUBLIC = "public"  # anybody, signed in or not
SIGNED_IN = "signed-in"  # any account in force


@dataclass(frozen=True)
class Allowed:
    """A yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Refused:
    """A no with its reason, in words for the person who asked."""

    reason: str | Promise

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Refused
ALLOWED = Allowed()


def access(permission: str) -> Callable[[View], View]:
    """Guard a view: ``@access(Permission.INSPECTION_READ)``, ``@access(PUBLIC)`` …

    A signed-in user without the permission gets 403; LoginRequiredMiddleware sends strangers
    to the sign-in page. The permission is kept on the view as ``view.access``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission not in (PUBLIC, SIGNED_IN) and not request.user.can(permission):  # type: ignore[union-attr]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return login_not_required(guarded) if permission == PUBLIC else guarded

    return decorate
