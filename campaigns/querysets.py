"""Which campaigns a user may see."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from campaigns.enums import Answered
from ecms.core.scoping import ScopedQuerySet
from enterprises.models import SelfCheck


class PlanningQuerySet(ScopedQuerySet):
    """What belongs to a body that plans; ``OWNER`` leads to the row with its body and province."""

    OWNER = ""

    def visible_to(self, user: Any) -> Self:
        """Of the own body and province, all for a national user; for who reads inspections.

        A body of the whole country has no province: its people see what is its own.
        """
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        scope, owner = user.scope, self.owner()
        if scope.national:
            return self.all()
        return self.filter(
            Q(**{f"{owner}province_id__in": scope.province_ids})
            | Q(**{f"{owner}agency_id__in": scope.agency_ids})
        )

    def owner(self) -> str:
        """The path to that row, with what joins it to a column."""
        return self.OWNER


class CampaignQuerySet(PlanningQuerySet):
    """Campaigns."""


class TargetQuerySet(PlanningQuerySet):
    """Targets of campaigns."""

    OWNER = "campaign__"

    def kept(self) -> Self:
        """Not dropped."""
        return self.filter(dropped_at__isnull=True)

    def to_open(self) -> Self:
        """Without a case yet."""
        return self.kept().filter(inspection__isnull=True)


class PlanQuerySet(PlanningQuerySet):
    """Plans of a year."""


class PlanItemQuerySet(PlanningQuerySet):
    """Items of plans."""

    OWNER = "plan__"

    def planned(self) -> Self:
        """In the plan."""
        return self.filter(state="ACCEPTED")


class MailingQuerySet(PlanningQuerySet):
    """Letters of campaigns, all of one text together."""

    OWNER = "campaign__"


class MailingLetterQuerySet(PlanningQuerySet):
    """Letters of campaigns, one by one."""

    OWNER = "mailing__campaign__"

    def with_answer(self) -> Self:
        """``said``: the answer that was recorded, a self-check sent in since, or empty.

        A self-check sent in after the letter is an answer without anybody typing it.
        """
        sent_in = SelfCheck.objects.filter(
            enterprise=OuterRef("enterprise"), form__code=OuterRef("mailing__form__code"),
            submitted_at__gte=OuterRef("mailing__issued_at"),
        )  # fmt: skip
        return self.annotate(
            said=Case(
                When(~Q(answer=""), then=F("answer")),
                When(Exists(sent_in), then=Value(Answered.CHECKED.value)),
                default=Value(""),
                output_field=CharField(),
            )
        )

    def silent(self) -> Self:
        """Without any answer."""
        return self.with_answer().filter(said="")


class StrategyQuerySet(PlanningQuerySet):
    """Strategic plans."""


class StrategyPartQuerySet(PlanningQuerySet):
    """Issues, objectives, indicators and tools: read with the plan they belong to."""

    PATHS = {
        "issue": "strategy", "objective": "issue__strategy",
        "indicator": "objective__issue__strategy", "tool": "objective__issue__strategy",
        "reading": "indicator__objective__issue__strategy",
    }  # fmt: skip

    @classmethod
    def path(cls, model: Any) -> str:
        """How a part of the kind ``model`` leads to its plan."""
        return cls.PATHS[model._meta.model_name]

    def owner(self) -> str:
        """The plan of the part."""
        return f"{self.path(self.model)}__"


class DirectiveQuerySet(ScopedQuerySet):
    """Directives."""

    def visible_to(self, user: Any) -> Self:
        """Given by or to the user; all of the own body for who assigns its work."""
        if not user.is_authenticated:
            return self.none()
        reach = Q(given_by=user) | Q(to=user)
        if user.can("inspection.assign"):
            reach |= Q(agency__in=user.scope.agency_ids)
        return self.filter(reach)
