"""Which campaigns a user may see."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When

from campaigns.enums import Answered
from ecms.core.scoping import ScopedQuerySet
from enterprises.models import SelfCheck


class CampaignQuerySet(ScopedQuerySet):
    """Campaigns."""

    def visible_to(self, user: Any) -> Self:
        """Of the own province, all for a national user; for who reads inspections."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user)


class TargetQuerySet(ScopedQuerySet):
    """Targets of campaigns."""

    def visible_to(self, user: Any) -> Self:
        """Those of the campaigns that the user may see."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user, "campaign__province")

    def kept(self) -> Self:
        """Not dropped."""
        return self.filter(dropped_at__isnull=True)

    def to_open(self) -> Self:
        """Without a case yet."""
        return self.kept().filter(inspection__isnull=True)


class PlanQuerySet(ScopedQuerySet):
    """Plans of a year."""

    def visible_to(self, user: Any) -> Self:
        """Of the own province, all for a national user; for who reads inspections."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user)


class PlanItemQuerySet(ScopedQuerySet):
    """Items of plans."""

    def visible_to(self, user: Any) -> Self:
        """Those of the plans that the user may see."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user, "plan__province")

    def planned(self) -> Self:
        """In the plan."""
        return self.filter(state="ACCEPTED")


class MailingQuerySet(ScopedQuerySet):
    """Letters of campaigns, all of one text together."""

    def visible_to(self, user: Any) -> Self:
        """Those of the campaigns that the user may see."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user, "campaign__province")


class MailingLetterQuerySet(ScopedQuerySet):
    """Letters of campaigns, one by one."""

    def visible_to(self, user: Any) -> Self:
        """Those of the campaigns that the user may see."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user, "mailing__campaign__province")

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


class StrategyQuerySet(ScopedQuerySet):
    """Strategic plans."""

    def visible_to(self, user: Any) -> Self:
        """Of the own province, all for a national user; for who reads inspections."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user)


class StrategyPartQuerySet(ScopedQuerySet):
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

    def visible_to(self, user: Any) -> Self:
        """Those of the strategic plans that the user may see."""
        if not user.is_authenticated or not user.can("inspection.read"):
            return self.none()
        return self.in_province_of(user, f"{self.path(self.model)}__province")


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
