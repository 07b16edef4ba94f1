"""What the workforce adds elsewhere: adapters, navigation, panel, brief, event types, reminder."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, Province
from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.audit import registry as events
from ecms.core import clock, nav
from ecms.core.formatting import grouped, legal_date
from ecms.core.panels import Panel, register_panel
from ecms.notifications import registry as letters
from enterprises import selectors_workforce as selectors
from enterprises.briefs import Brief, register_brief
from enterprises.models import Enterprise
from enterprises.services.imports import adapters
from enterprises.services.workforce.adapters import KINDS
from enterprises.services.workforce.reminding import KIND
from enterprises.wording_workforce import GROUP_WORDS

EVENTS: dict[str, Any] = {
    "worker.arrived": _("Arrival of a worker recorded"),
    "worker.left": _("Departure of a worker recorded"),
    "worker.moved": _("Move of a worker to another site recorded"),
    "worker.changed": _("Employment of a worker changed"),
    "workforce.confirmed": _("List of workers confirmed without changes"),
    "workforce.reminded": _("Employer reminded to report its workforce"),
}
BRIEFED = ("no_contract", "contract_over", "training_over", "not_insured", "minors")


def clerks(province: Province) -> list[Any]:
    """Who keeps the workforce of a province."""
    found: dict[int, Any] = {}
    for agency in Agency.objects.filter(province=province):
        for user in holders_of(Permission.WORKER_EDIT, agency=agency, on=clock.today()):
            found[user.pk] = user
    return list(found.values())


def overdue_page(province: Province) -> str:
    """The employers who are overdue."""
    return f"{reverse('enterprises:workforce_freshness')}?age=overdue"


REMINDER = letters.Letter(
    KIND,
    _("Employers have not reported their workforce"),
    _("Open the list, choose the employers and print the letters that remind them."),
    clerks,
    overdue_page,
)


def brief(user: Any, firm: Enterprise) -> list[str]:
    """The workforce on the one-page sheet: how many, how fresh, what to look at."""
    numbers = selectors.counts(firm, clock.today())
    if not numbers["total"]:
        return []
    line = _now("%(count)s workers in the list") % {"count": grouped(numbers["total"])}
    if firm.workforce_on:
        line = _now("%(count)s workers in the list of %(day)s") % {
            "count": grouped(numbers["total"]),
            "day": legal_date(firm.workforce_on),
        }
    troubles = [
        f"{GROUP_WORDS[code]}: {grouped(numbers[code])}" for code in BRIEFED if numbers[code]
    ]
    return [line, *troubles]


def register_all() -> None:
    """Called once, when the application is ready."""
    for kind in KINDS:
        adapters.register(kind)
    events.register(EVENTS)
    letters.register(REMINDER)
    register_brief(Brief("workforce", _("Workforce"), Permission.WORKER_READ, brief, order=25))
    register_panel(
        "enterprise",
        Panel("workforce", _("Workforce"), "enterprises:workforce_panel", Permission.WORKER_READ,
              order=40),
    )  # fmt: skip
    nav.register(
        nav.Item(
            "workforce", _("Workforce"), "enterprises:workforce_freshness",
            Permission.WORKER_READ, "people", order=24, group="register",
            match=(
                "enterprises:workforce", "enterprises:workers", "enterprises:worker",
                "enterprises:worker_find", "enterprises:worker_arrive",
                "enterprises:worker_identity", "enterprises:spell_leave",
                "enterprises:spell_move", "enterprises:spell_change",
            ),
        )
    )  # fmt: skip
