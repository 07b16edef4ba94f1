"""What the pages of one enterprise add to registries: events of the audit, parts of the sheet."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecms.audit import registry as events
from enterprises import own_briefs

EVENTS: dict[str, str | Promise] = {
    "enterprise.verified": _("Facts of an enterprise verified"),
    "enterprise.moved": _("Enterprise moved to another province"),
    "enterprise.headcount": _("Headcount entered"),
    "enterprise.headcount_removed": _("Headcount removed"),
    "enterprise.hazard": _("Hazard recorded"),
    "enterprise.hazard_gone": _("Hazard gone"),
    "enterprise.contact": _("Contact recorded"),
    "enterprise.contact_ended": _("Contact ended"),
    "enterprise.flag_settled": _("Flag settled"),
    "enterprise.site_added": _("Site added"),
    "enterprise.site_corrected": _("Site corrected"),
    "enterprise.site_closed": _("Site closed"),
    "enterprise.related": _("Relation between enterprises recorded"),
    "enterprise.relation_ended": _("Relation between enterprises ended"),
}


def register() -> None:
    """Called once, when the application is ready."""
    events.register(EVENTS)
    own_briefs.register()
