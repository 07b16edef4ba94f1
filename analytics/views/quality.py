"""Data quality: what is missing, late, implausible or there twice, and where to mend it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from analytics.coverage import Month, months
from analytics.periods import Period, shift
from analytics.quality import NATURES, Quality
from analytics.views.indicators import asked, frame
from ecms.core import clock
from ecms.core.access import access

BACK = 12  # months whose delivery is looked at


@access(Permission.DASHBOARD_READ)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every check by its nature and by unit; departments that have not delivered."""
    form = asked(request)
    selection = form.selection
    last = shift(clock.today().replace(day=1), -1)
    rows = months(request.user, Period(shift(last, 1 - BACK), last), selection.province)
    context = {
        **frame(form), "quality": Quality(selection), "natures": [w for _c, w in NATURES],
        "undelivered": _undelivered(rows),
    }  # fmt: skip
    return render(request, "analytics/quality.html", context)


def _undelivered(rows: list[Month]) -> list[tuple[str, int, str]]:
    """Department, how many months it has not confirmed, and which; most first."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for name in row.missing:
            found.setdefault(name, []).append(row.words)
    lines = [
        (name, len(late), _("all twelve") if len(late) == BACK else ", ".join(late))
        for name, late in found.items()
    ]
    return sorted(lines, key=lambda line: (-line[1], line[0]))
