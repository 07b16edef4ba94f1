"""Request context of the audit: who acts, from which address."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class AuditContext:
    """Ambient facts of the request; empty in tasks and commands."""

    user: Any = None
    address: str | None = None


current: ContextVar[AuditContext] = ContextVar("audit_context", default=AuditContext())  # noqa: B039 - frozen


class AuditContextMiddleware:
    """Keeps user and address for the audit while a request runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the request inside its audit context."""
        user = request.user if request.user.is_authenticated else None
        token = current.set(AuditContext(user=user, address=request.META.get("REMOTE_ADDR")))
        try:
            return self.get_response(request)
        finally:
            current.reset(token)
