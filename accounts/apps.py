"""Application configuration of accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles, bodies and places."""

    name = "accounts"
    verbose_name = _("Administration")

    def ready(self) -> None:
        """Register events, letters, navigation, admin groups, checks and receivers."""
        from accounts import checks, notifications, receivers, selectors_staff  # noqa: F401
        from accounts.permissions import Permission
        from ecms.audit import registry as events
        from ecms.core import nav
        from ecms.core.admin_site import register_group
        from ecms.notifications import registry as letters

        events.register(EVENTS)
        letters.register(*notifications.all_letters())
        letters.register_sources(staff=selectors_staff.Roll)
        nav.register(
            nav.Item(
                "admin",
                _("Administration"),
                "admin:index",
                Permission.ADMIN,
                "gear",
                900,
                group="system",
            )
        )
        nav.register(
            nav.Item(
                "handover",
                _("Hand over work"),
                "accounts:handover-people",
                Permission.INSPECTION_ASSIGN,
                "people",
                34,
                match=("accounts:handover-people", "accounts:handover", "accounts:handover-done"),
            )
        )
        for code, label, hint, models in GROUPS:
            order = 10 * [group[0] for group in GROUPS].index(code)
            register_group(code, *models, label=label, hint=hint, order=order)


EVENTS = {
    "account.opened": _("Account opened"),
    "account.changed": _("Account changed"),
    "account.imported": _("Accounts imported"),
    "account.transferred": _("Person transferred"),
    "account.switched_off": _("Account switched off"),
    "account.switched_on": _("Account switched on"),
    "account.handed_over": _("Work handed over"),
    "account.handover_asked": _("Hand-over of work asked for"),
    "account.sessions_ended": _("Signed out everywhere"),
    "account.link_issued": _("One-time link issued"),
    "account.signed_in": _("Signed in"),
    "account.signed_out": _("Signed out"),
    "account.sign_in_failed": _("Sign-in failed"),
    "account.sign_in_blocked": _("Sign-in slowed down after wrong passwords"),
    "account.password_changed": _("Password changed"),
    "account.password_reset": _("Password set by a one-time link"),
    "account.factor_added": _("Second step of sign-in set up"),
    "account.factor_removed": _("Second step of sign-in removed"),
    "case.shared": _("Case shared with a person of another body"),
    "case.share_ended": _("Sharing of the case ended"),
    "catalogue.added": _("Catalogue row added"),
    "catalogue.changed": _("Catalogue row changed"),
    "catalogue.deleted": _("Catalogue row deleted"),
    "catalogue.imported": _("Catalogue rows imported"),
    "catalogue.exported": _("Catalogue rows exported"),
    "catalogue.confirmed": _("Catalogue row confirmed"),
    "catalogue.loaded": _("Draft of a decree loaded"),
    "catalogue.tested": _("Draft of a decree tested"),
    "catalogue.published": _("Decree published in the catalogue"),
    "catalogue.withdrawn": _("Decree taken back before it took effect"),
}

# The index of the administration: group, heading, what it is for, records.
GROUPS = (
    ("people", _("People and rights"), _("Who signs in, what they may do, who signs for whom"),
     ("accounts.User", "accounts.Role", "accounts.Position", "accounts.Delegation",
      "accounts.SharedCase", "accounts.Handover")),
    ("bodies", _("Bodies and places"), _("Bodies with their letterheads, divisions, provinces"),
     ("accounts.Agency", "accounts.Unit", "accounts.Province", "accounts.Ward")),
    ("law", _("Law"), _("Provisions and fines, measures, powers, time limits, holidays"),
     ("law.Instrument", "law.Provision", "law.ViolationTopic", "law.Remedy",
      "law.AdditionalSanction", "law.CompetenceRule", "law.CompetenceScope",
      "law.DeadlineRule", "law.CalendarDay")),
    ("checks", _("Inspection work"), _("Procedures, questions and checklists"),
     ("inspections.Procedure", "law.Question", "inspections.Checklist")),
    ("register", _("Register"), _("Sectors, zones, hazards, sources of lists, self-check forms"),
     ("enterprises.Sector", "enterprises.IndustrialZone", "enterprises.Hazard",
      "enterprises.ImportSource", "enterprises.SelfCheckForm", "enterprises.Enterprise",
      "enterprises.SelfCheck", "enterprises.Duplicate", "enterprises.Merge")),
    ("alerts", _("Messages and reminders"), _("When who is told, in which words, what came back"),
     ("notifications.ReminderRule", "notifications.DeadlineReminder",
      "notifications.LetterWording", "notifications.Dispatch",
      "notifications.DueItem", "notifications.Delivery")),
    ("records", _("Records"), _("What happened: to look up, not to change"),
     ("audit.AuditEvent", "audit.ReadAccess", "inspections.Inspection",
      "violations.ViolationCase", "documents.GeneratedDocument", "documents.StoredFile",
      "documents.NumberBook")),
)  # fmt: skip
