"""Words of the audit events of campaigns, in the past tense."""

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
}
