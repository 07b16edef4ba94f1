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


def access(*permissions: str) -> Callable[[View], View]:
    """Guard a view: ``@access(Permission.INSPECTION_READ)``, ``@access(PUBLIC)`` …

    Of several permissions any will do. A signed-in user without one gets 403;
    LoginRequiredMiddleware sends strangers to the sign-in page. Kept on the view as
    ``view.access``: the permission, or a tuple of several.
    """
    is_open = not {PUBLIC, SIGNED_IN}.isdisjoint(permissions)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not is_open and not any(request.user.can(name) for name in permissions):  # type: ignore[union-attr]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = permissions[0] if len(permissions) == 1 else permissions  # type: ignore[attr-defined]
        return login_not_required(guarded) if PUBLIC in permissions else guarded

    return decorate
