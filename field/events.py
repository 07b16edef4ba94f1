"""Words of the audit events of the field work, in the past tense."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "field.device_registered": _("Device registered"),
    "field.device_revoked": _("Device revoked"),
    "field.device_wiped": _("Device wiped"),
    "field.checked_out": _("Case checked out to a device"),
    "field.returned": _("Case returned from a device"),
    "field.finished": _("Work on site finished"),
    "field.conflict": _("Conflict between a device and the case"),
    "field.resolved": _("Conflict between a device and the case decided"),
    "field.rejected": _("Item of a device rejected"),
    "field.referred": _("Rejected item handed to the supervisor"),
    "field.handled": _("Rejected item dealt with"),
    "field.signature": _("Signature taken on a device"),
    "field.minutes_read": _("Draft of the minutes read"),
    "field.received": _("File received from a device"),
}
