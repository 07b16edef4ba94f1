"""Plans of the year, campaigns with their targets, letters before visits."""

from campaigns.models.campaign import Campaign, Target
from campaigns.models.plan import Plan, PlanItem

__all__ = ["Campaign", "Plan", "PlanItem", "Target"]
