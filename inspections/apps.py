"""Application configuration of inspections."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """Inspections; other modules add guards, panels and actions to them."""

    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self) -> None:
        """Navigation, letters, event types, workflow, panel and action on the dossier."""
        from accounts import handover, searches, sharing
        from ecms.audit import registry as events
        from ecms.core.admin_site import register_group
        from ecms.notifications import registry as letters
        from enterprises.services.imports import adapters
        from inspections import (
            briefs,
            contributions,
            handing_over,
            letters_followup,
            province_parts,
        )
        from inspections.events import EVENTS
        from inspections.notifications import LETTERS
        from inspections.searches import SEARCHES
        from inspections.services.old_case_lists import OldCases
        from inspections.services.plan_lists import PlanList

        _navigate()
        sharing.register(
            sharing.Shareable(
                "inspection", _("Inspection"), "inspections.share_inspection", _find_by_code
            )
        )
        letters.register(*LETTERS, *letters_followup.LETTERS)
        events.register(EVENTS)
        _register_workflows()
        register_group("checks", "inspections.Inspection")
        contributions.register()
        adapters.register(PlanList())
        adapters.register(OldCases())
        briefs.register()
        province_parts.contribute()
        handover.register(*handing_over.KINDS)
        searches.register(SEARCHES)
        _show_on_dossier()


def _register_workflows() -> None:
    """Every shipped procedure, for the diagrams and the tests that walk all workflows."""
    from django.db.models import TextChoices

    from ecms.core import workflows
    from inspections.loading_procedures import shipped
    from inspections.workflow import ProcedureWorkflow, table_of, workflow

    for procedure in shipped():
        name = f"inspection-{procedure.code.lower().replace('_', '-')}"
        states: Any = TextChoices(
            "States", [(s.code, (s.code, s.name_en)) for s in procedure.states]
        )  # type: ignore[call-overload]
        drawn = ProcedureWorkflow(
            name=name, states=states, transitions=table_of(procedure), record=workflow.record,
            final=procedure.final,
        )  # fmt: skip
        workflows.register(drawn, initial=procedure.first, title=f"Procedure {procedure.code}")


def _find_by_code(code: str) -> Any:
    """The inspection with a file number, for sharing; None where there is none."""
    from inspections.models import Inspection

    return Inspection.objects.filter(code__iexact=code).first()


def _may_be_checked(user: Any, complaint: Any) -> Any:
    """Whether a check may follow a complaint."""
    from intake.selectors.complaint import may_be_checked

    return may_be_checked(user, complaint)


def _has_enterprise(user: Any, accident: Any) -> Any:
    """A check needs an enterprise of the register, in reach of who proposes it."""
    from ecms.core.access import ALLOWED, Refused

    if accident.enterprise_id is None:
        return Refused(_("Name the establishment first."))
    home = accident.enterprise.province_id
    if not user.scope.national and home not in user.scope.province_ids:
        return Refused(_("The enterprise is registered in another province; tell its department."))
    return ALLOWED


def _proposing(user: Any) -> str:
    """What the body of the user proposes."""
    from inspections.presenters_proposal import kind_of, words_for

    return str(words_for(kind_of(user.agency))["title"])


def _navigate() -> None:
    """Entries beside the list of inspections."""
    from accounts.permissions import Permission as P  # noqa: N817 - a table
    from ecms.core import nav

    cases = nav.Item(
        "inspections", _("Inspections"), "inspections:list", P.INSPECTION_READ,
        "clipboard-check", order=30,
    )  # fmt: skip
    nav.register(cases)
    for code, label, right, icon, order, under in (
        ("calendar", _("Work calendar"), P.INSPECTION_READ, "calendar-event", 31, "day"),
        ("activity", _("My activity"), P.INSPECTION_CONDUCT, "person", 32, "other_work"),
        ("workload", _("Workload"), P.INSPECTION_ASSIGN, "bar-chart", 33, "workload"),
        (
            "catalogue",
            _("Violation catalogue"),
            P.INSPECTION_READ,
            "journal-text",
            41,
            "catalogue",
        ),
    ):
        page, match = f"inspections:{code}", (f"inspections:{under}",)
        nav.register(nav.Item(code, label, page, right, icon, order=order, match=match))


def _show_what_followed() -> None:
    """The checks that followed a complaint or an accident, on its page."""
    from accounts.permissions import Permission
    from ecms.core.panels import Panel, register_panel

    for place in ("complaint", "accident"):
        register_panel(
            place,
            Panel(
                "inspections",
                _("Checks that followed"),
                f"inspections:{place}_panel",
                Permission.INSPECTION_READ,
                order=20,
            ),
        )


def _show_on_dossier() -> None:
    """The panel and the first action on the dossier of an enterprise."""
    from accounts.permissions import Permission
    from ecms.core.panels import Panel, PlaceAction, register_action, register_panel

    register_panel(
        "enterprise",
        Panel(
            "inspections",
            _("Inspections"),
            "inspections:enterprise_panel",
            Permission.INSPECTION_READ,
            order=20,
        ),
    )
    _show_what_followed()
    _offer_other_work()
    for place, more in (
        ("complaint", {"check": _may_be_checked}),
        ("accident", {"check": _has_enterprise, "icon": "clipboard-check"}),
        ("enterprise", {"primary": True, "icon": "clipboard-check", "order": 10}),
    ):
        propose: dict[str, Any] = {"permission": Permission.INSPECTION_PROPOSE, "parameter": place}
        action = PlaceAction(
            "propose",
            _("Propose a check"),
            "inspections:propose",
            named=_proposing,
            **propose,
            **more,
        )
        register_action(place, action)


def _offer_other_work() -> None:
    """Work outside a case, and old cases, on the dossier."""
    from accounts.permissions import Permission
    from ecms.core.panels import PlaceAction, register_action

    other = PlaceAction(
        "other_work",
        _("Phone, advice, visit"),
        "inspections:other_work",
        Permission.INSPECTION_CONDUCT,
        "enterprise",
        icon="telephone",
        order=15,
    )
    register_action("enterprise", other)
    old: dict[str, Any] = {
        "parameter": "enterprise",
        "icon": "folder2-open",
        "order": 60,
        "more": True,
    }
    old["permission"] = Permission.INSPECTION_PROPOSE
    register_action("enterprise", PlaceAction(
        "take_over", _("Take over an old inspection"), "inspections:take_over", **old,
    ))  # fmt: skip
