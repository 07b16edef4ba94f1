"""A submission from its receipt to its end; who complained stands in a table of its own."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from intake.enums.complaint import AFTER_DECISION, ComplaintState, LinkKind, NoteKind
from intake.models.complaint_steps import STAMPS, Classified, Received, Settled, Worked
from intake.querysets.complaint import (
    ComplainantQuerySet,
    ComplaintChildQuerySet,
    ComplaintQuerySet,
)

S = ComplaintState
WITH_ACCEPTANCE: list[str] = [S.ACCEPTED, S.VERIFYING, S.DIALOGUE, S.SUSPENDED, *AFTER_DECISION]


class Complaint(Received, Classified, Worked, Settled):
    """One submission. ``code`` is the number in the book, ``receipt_code`` what the person holds
    and nobody can guess. No column here says who complained."""

    code = models.CharField(_("number in the book"), max_length=30, unique=True)
    receipt_code = models.CharField(_("code of the receipt"), max_length=20, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=ComplaintState, default=S.RECEIVED)
    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        "accounts.Province",
        verbose_name=_("province"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    history = HistoricalRecords(excluded_fields=["receipt_code"])

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("province", "state", "-id"), name="complaint_by_state"),
            models.Index(fields=("handler", "state"), name="complaint_by_handler"),
            models.Index(fields=("enterprise", "-received_on"), name="complaint_by_firm"),
            GinIndex(name="complaint_trigrams", fields=["folded"], opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            *[paired(stamp) for stamp in STAMPS],
            state_needs("work_needs_acceptance", WITH_ACCEPTANCE, "accepted_on", "settle_due_on"),
            state_needs("decision_needs_date", list(AFTER_DECISION), "decided_on"),
            state_needs("suspension_needs_date", [S.SUSPENDED], "suspended_on"),
            state_needs("withdrawal_needs_date", [S.WITHDRAWN], "withdrawn_on"),
            state_needs("end_needs_service", [S.EFFECTIVE, S.EXECUTED, S.CLOSED], "served_on"),
            models.CheckConstraint(
                name="complaint_return_has_reason",
                condition=~Q(state=S.RETURNED) | ~Q(return_reason="") & ~Q(return_kind=""),
            ),
            models.CheckConstraint(
                name="complaint_beyond_receipt_is_classified",
                condition=Q(state__in=[S.RECEIVED, S.WITHDRAWN])
                | Q(classified_at__isnull=False) & ~Q(competent=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.get_kind_display()}"

    @property
    def firm_name(self) -> str:
        """The enterprise as registered, or as it was named."""
        return self.enterprise.name if self.enterprise else self.enterprise_text

    @property
    def shown_receipt_code(self) -> str:
        """In groups of four, as it is printed."""
        code = self.receipt_code.upper()
        return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


class Complainant(models.Model):
    """Who complained and the words of the person, all encrypted; hashes find a repeat.

    Never in lists, searches, exports, documents, audit data, history or logs.
    """

    complaint = models.OneToOneField(
        Complaint, on_delete=models.CASCADE, related_name="complainant"
    )
    name = models.BinaryField(_("name"), null=True)
    phone = models.BinaryField(_("telephone"), null=True)
    email = models.BinaryField(_("e-mail"), null=True)
    address = models.BinaryField(_("address"), null=True)
    id_number = models.BinaryField(_("identity number"), null=True)
    content = models.BinaryField(_("words of the person"), null=True)
    name_hash = models.BinaryField(max_length=16, null=True, db_index=True)
    phone_hash = models.BinaryField(max_length=16, null=True, db_index=True)
    id_hash = models.BinaryField(max_length=16, null=True, db_index=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ComplainantQuerySet.as_manager()

    class Meta:
        verbose_name = _("complainant")
        verbose_name_plural = _("complainants")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return str(_("Complainant of %(code)s") % {"code": self.complaint.code})


class IdentityOpening(models.Model):
    """Somebody without the duty opened the identity, with a reason, until a moment."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="openings")
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=500)

    objects = ComplaintChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening of an identity")
        verbose_name_plural = _("openings of identities")
        ordering = ("-opened_at",)
        constraints = [paired("opened")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.opened_at:%d/%m/%Y %H:%M}"


class ComplaintNote(models.Model):
    """One row of the verification: what was asked, answered, found."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind)
    made_on = models.DateField(_("date"))
    text = models.TextField(_("text"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    objects = ComplaintChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of a verification")
        verbose_name_plural = _("notes of a verification")
        ordering = ("made_on", "pk")
        constraints = [paired("recorded")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_on:%d/%m/%Y}"


class ComplaintLink(models.Model):
    """Two submissions that belong together; the later one points to the earlier."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="links")
    earlier = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="later_links")
    kind = models.CharField(_("kind"), max_length=8, choices=LinkKind)
    linked_at = models.DateTimeField(_("linked at"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ComplaintChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between complaints")
        verbose_name_plural = _("links between complaints")
        ordering = ("pk",)
        constraints = [
            paired("linked"),
            models.UniqueConstraint(
                fields=("complaint", "earlier"), name="one_link_between_complaints"
            ),
            models.CheckConstraint(
                name="complaint_not_linked_to_itself",
                condition=~Q(complaint=models.F("earlier")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} – {self.earlier_id}"
