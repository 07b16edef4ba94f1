"""Strategic plans, plans of the year, campaigns, letters before visits, leaders' directives."""

from campaigns.models.campaign import Campaign, Target
from campaigns.models.directive import Directive, DirectiveAnswer
from campaigns.models.mailing import Mailing, MailingLetter
from campaigns.models.plan import Plan, PlanItem
from campaigns.models.strategy import Indicator, Issue, Objective, Reading, Strategy, Tool

__all__ = [
    "Campaign", "Directive", "DirectiveAnswer", "Indicator", "Issue", "Mailing", "MailingLetter",
    "Objective", "Plan", "PlanItem", "Reading", "Strategy", "Target", "Tool",
]  # fmt: skip
