"""Kinds and states of what devices send."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeviceState(models.TextChoices):
    """Whether a device may keep data."""

    ACTIVE = "ACTIVE", pgettext_lazy("device", "In use")
    REVOKED = "REVOKED", pgettext_lazy("device", "Revoked")


class CheckoutState(models.TextChoices):
    """Life of a check-out; an expired one still sends, nothing on the device is lost."""

    OPEN = "OPEN", _("Checked out")
    EXPIRED = "EXPIRED", _("Check-out expired")
    FINISHED = "FINISHED", _("Work on site finished")
    RETURNED = "RETURNED", _("Returned")


class Kind(models.TextChoices):
    """What a command does; the values travel between page and server: never rename one."""

    ANSWER = "answer", _("Answer")
    FINDING_ADD = "finding.add", _("New finding")
    FINDING_CHANGE = "finding.change", _("Changed finding")
    FINDING_CONFIRM = "finding.confirm", _("Confirmed finding")
    FINDING_DROP = "finding.drop", _("Dropped finding")
    VISIT = "visit.record", _("Visit")
    INTERVIEW = "interview.add", _("Interview")
    HEADCOUNT = "headcount", _("Headcount")
    DESCRIBE = "evidence.describe", _("Caption of a file")
    SIGNATURE = "signature.attach", _("Signature")
    READ = "minutes.read", _("Minutes read")
    FINISH = "visit.finish", _("Work on site finished")
    RESOLVE = "resolve", _("Decision on a conflict")
    TO_SUPERVISOR = "to_supervisor", _("Handed to the supervisor")


class Verdict(models.TextChoices):
    """What became of a command. WAITING, FAILED and REUSED are told but not kept."""

    SENT = "sent", _("Stored")
    CONFLICT = "conflict", _("Conflict to decide")
    REJECTED = "rejected", _("Rejected")
    WAITING = "waiting", _("Waits for another item")
    FAILED = "failed", _("To be sent again")
    REUSED = "reused", _("Other content under the same number")


class Choice(models.TextChoices):
    """How a conflict is decided."""

    MINE = "mine", _("What the device sent")
    THEIRS = "theirs", _("What stands in the case")
    BOTH = "both", _("Both")


class UploadKind(models.TextChoices):
    """What a file of a device is."""

    PHOTO = "photo", _("Photo")
    SOUND = "sound", _("Sound recording")
    SIGNATURE = "signature", _("Signature")
    BACKUP = "backup", _("Backup of the device")


class UploadState(models.TextChoices):
    """How far an upload is."""

    OPEN = "OPEN", _("Being received")
    DONE = "DONE", _("Received whole")
    REFUSED = "REFUSED", _("Not accepted")


class Signed(models.TextChoices):
    """What was signed on the glass."""

    MINUTES = "minutes", _("Minutes of the check")
    VISIT = "visit", _("Record of a visit")
    INTERVIEW = "interview", _("Record of a talk")
    OTHER = "other", _("Another paper")


class SignerRole(models.TextChoices):
    """For whom somebody signed."""

    SUBJECT = "SUBJECT", _("The enterprise")
    TEAM = "TEAM", _("The team")
    WITNESS = "WITNESS", _("Witness")
    COMMUNE = "COMMUNE", _("The commune")
    WORKER = "WORKER", _("Worker")
