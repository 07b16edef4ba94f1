"""Words of the audit events of plans and campaigns, in the past tense."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "campaign.new": _("Campaign opened"),
    "campaign.edit": _("Campaign changed"),
    "campaign.select": _("Enterprises of the campaign chosen"),
    "campaign.added": _("Enterprise added to the campaign"),
    "campaign.dropped": _("Enterprise dropped from the campaign"),
    "campaign.go_on": _("Check of the campaign opened in spite of an overlap"),
    "campaign.approve": _("Campaign approved"),
    "campaign.open": _("Opening of the checks begun"),
    "campaign.close": _("Campaign closed"),
    "campaign.cancel": _("Campaign cancelled"),
    "plan.begun": _("Plan of a year begun"),
    "plan.carried_over": _("Themes of the year before proposed again"),
    "plan.item_added": _("Theme proposed"),
    "plan.item_changed": _("Theme changed"),
    "plan.item_taken": _("Theme taken up"),
    "plan.item_declined": _("Theme declined"),
    "plan.item_dropped": _("Theme taken out of the plan"),
    "plan.submit": _("Plan submitted"),
    "plan.return": _("Plan returned"),
    "plan.approve": _("Plan approved and issued"),
    "plan.close": _("Plan closed"),
    "plan.dates": _("Days of the plan recorded"),
}
