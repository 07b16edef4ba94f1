"""What badges, shared places and tracing add to other pages: navigation, panel, event types."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.audit import registry as events
from ecms.core import nav
from ecms.core.panels import Panel, register_panel

# Pages of one enterprise: they belong under the register.
PAGES = (
    "enterprises:badges", "enterprises:badge_revoke", "enterprises:shared_places",
    "enterprises:shared_place", "enterprises:shared_place_new", "enterprises:shared_place_edit",
    "enterprises:shared_place_close", "enterprises:shared_place_assign",
    "enterprises:shared_place_leave",
)  # fmt: skip
EVENTS = {
    "badge.issued": _("Badges issued"),
    "badge.revoked": _("Badge taken out of use"),
    "shared_place.declared": _("Housing, vehicle or shift declared"),
    "shared_place.changed": _("Housing, vehicle or shift corrected"),
    "shared_place.closed": _("Housing, vehicle or shift closed"),
    "shared_place.assigned": _("Workers entered in housing, a vehicle or a shift"),
    "shared_place.left": _("Worker left housing, a vehicle or a shift"),
    "tracing.asked": _("Contacts traced"),
    "tracing.exported": _("Traced contacts exported"),
}


def register_all() -> None:
    """Called once, when the application is ready."""
    events.register(EVENTS)
    register_panel(
        "enterprise",
        Panel(
            "shared_places",
            _("Housing, vehicles and shifts"),
            "enterprises:shared_places_panel",
            Permission.WORKER_READ,
            order=45,
        ),
    )
    nav.register(
        nav.Item(
            "badges", _("Open a badge"), "enterprises:badge_scan", Permission.WORKER_READ,
            "qr-code", order=22, group="register", match=("badge",),
        )
    )  # fmt: skip
    nav.register(
        nav.Item(
            "tracing", _("Tracing of contacts"), "enterprises:tracing_list",
            Permission.WORKER_TRACE, "diagram-3", order=30, group="register",
            match=("enterprises:tracing", "enterprises:tracing_new"),
        )
    )  # fmt: skip
