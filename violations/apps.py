"""Application configuration of violations and sanctions."""

from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def _may_open(user: Any, origin: Any) -> Any:
    """Whether a case may be opened from a complaint or an accident."""
    from violations.services.direct import may_open

    return may_open(origin, user)


def _page(case: Any) -> str:
    return reverse("violations:detail", args=[case.pk])


def _delegations(row: Any) -> str:
    return reverse("violations:delegations")


def _define_forms() -> None:
    """Every form is known wherever the application runs, not only where its pages were read."""
    from violations.documents import (  # noqa: F401 - they define themselves
        catalogue,
        catalogue_after,
        catalogue_before,
        catalogue_delegation,
        catalogue_records,
        catalogue_seizure,
    )


def _hold_documents() -> None:
    """What the documents of the module hang on."""
    from ecms.documents import holders

    of_power = ("giver__user", "holder__user")
    holders.register(
        holders.Holder("violations.ViolationCase", _page, related=("enterprise",)),
        holders.Holder("accounts.Delegation", _delegations, related=of_power),
    )


def _show_elsewhere() -> None:
    """Panels and the action on pages of modules below."""
    from accounts.permissions import Permission
    from ecms.core import panels

    for place in ("complaint", "accident"):
        panels.register_action(
            place,
            panels.PlaceAction(
                "violation",
                _("Open a violation case"),
                "violations:open_direct",
                Permission.VIOLATION_EDIT,
                parameter=place,
                icon="cash-coin",
                order=110,
                check=_may_open,
            ),
        )
    places = (("inspection", 30), ("enterprise", 40), ("complaint", 30), ("accident", 30))
    for place, order in places:
        panels.register_panel(
            place,
            panels.Panel(
                "violations",
                _("Violation cases"),
                f"violations:{place}_panel",
                Permission.VIOLATION_READ,
                order=order,
            ),
        )


class ViolationsConfig(AppConfig):
    """Violations and sanctions."""

    name = "violations"
    verbose_name = _("Violations and sanctions")

    def ready(self) -> None:
        """Navigation, letters, events, panels on pages below, the guard on closing a check."""
        from accounts import handover, searches
        from accounts.permissions import Permission
        from ecms.audit import registry as events
        from ecms.core import nav, workflows
        from ecms.notifications import registry as letters
        from inspections import children
        from inspections.workflow import workflow as check
        from violations import (
            briefs,
            contributions,
            golden,
            handing_over,
            notifications,
            province_parts,
        )
        from violations.inspection_guard import no_violation_open, open_children
        from violations.searches import SEARCHES
        from violations.workflow import workflow

        _define_forms()
        _hold_documents()
        cases = nav.Item(
            "violations", _("Violation cases"), "violations:list", Permission.VIOLATION_READ,
            "cash-coin", order=40,
        )  # fmt: skip
        nav.register(cases)
        contributions.register()
        golden.register()
        events.register(notifications.events())
        letters.register(*notifications.letters())
        workflows.register(workflow, initial="DETECTED", title="Violation case")
        check.add_guard("close", no_violation_open)
        children.register(open_children)
        briefs.register()
        province_parts.contribute()
        handover.register(*handing_over.KINDS)
        searches.register(SEARCHES)
        _show_elsewhere()
