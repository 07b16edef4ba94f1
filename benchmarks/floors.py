"""What a list and a case page cost at least: session, user, one statement, its rows as text.

No check of rights, no template: the floors L (50 rows) and D (one row) of the pages.
"""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")
django.setup()
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROWS = 50


def rows(request: HttpRequest) -> HttpResponse:
    """Fifty enterprises of the reader's first page."""
    return _page(request, ROWS)


def one(request: HttpRequest) -> HttpResponse:
    """One enterprise."""
    return _page(request, 1)


def _page(request: HttpRequest, count: int) -> HttpResponse:
    from enterprises.models import Enterprise

    found = Enterprise.objects.listed().for_list().order_by("name", "pk")[:count]
    lines = [f"<tr><td>{firm.name}<td>{firm.tax_code}<td>{firm.province}" for firm in found]
    return HttpResponse(f"{request.user}<table>{''.join(lines)}</table>")


urlpatterns = [path("list/", rows), path("one/", one)]
application = get_wsgi_application()
