"""What else may follow a visit: a stop-work order, a referral, held originals, a second look."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import paired, state_needs
from inspections.querysets import InspectionChildQuerySet
from inspections.querysets_followup import ReferralQuerySet, StopOrderQuerySet
from inspections.states_followup import (
    STOPPED,
    Rating,
    ReferralKind,
    ReferralResult,
    ReferralState,
    StopScope,
    StopState,
)


def _actor(**more: object) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        **more,  # type: ignore[arg-type]
    )


def _case(name: str) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        "inspections.Inspection",
        verbose_name=_("inspection"),
        on_delete=models.CASCADE,
        related_name=name,
    )


class StopOrder(models.Model):
    """Work that must stop at once because of immediate danger, until a second person lifts it."""

    inspection = _case("stop_orders")
    site = models.ForeignKey(
        "enterprises.Site",
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    scope = models.CharField(_("how far it reaches"), max_length=10, choices=StopScope)
    subject = models.CharField(_("machine, workplace or part"), max_length=500)
    danger = models.TextField(_("the danger"))
    measures = models.TextField(_("what must be done before work goes on"))
    legal_basis = models.CharField(_("legal basis"), max_length=500)
    state = models.CharField(
        _("state"), max_length=10, choices=StopState, default=StopState.ACTIVE
    )
    ordered_at = models.DateTimeField(_("ordered at"))
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    evidence_note = models.TextField(_("evidence"), blank=True)
    files = models.ManyToManyField(
        "documents.StoredFile", verbose_name=_("files"), blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("evidence received at"), null=True, blank=True)
    submitted_by = _actor()
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = _actor()
    reason = models.TextField(_("reason"), blank=True)
    submission = models.UUIDField(_("submission"), null=True, unique=True, editable=False)
    history = HistoricalRecords()

    objects = StopOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop-work order")
        verbose_name_plural = _("stop-work orders")
        ordering = ("-pk",)
        constraints = [
            paired("ordered"),
            paired("submitted"),
            paired("lifted"),
            state_needs("lifted_needs_moment", [StopState.LIFTED], "lifted_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {self.subject[:80]}"

    @property
    def province_id(self) -> int:
        """The province of the case, by which due items are scoped."""
        return self.inspection.province_id

    @property
    def is_in_force(self) -> bool:
        """Work must not go on."""
        return self.state in STOPPED


class Referral(models.Model):
    """A matter handed to another body, until that body answers or returns it."""

    inspection = _case("referrals")
    kind = models.CharField(_("to whom"), max_length=10, choices=ReferralKind)
    body = models.CharField(_("body"), max_length=300)
    matter = models.TextField(_("matter"))
    grounds = models.TextField(_("grounds"))
    findings = models.ManyToManyField(
        "inspections.Finding", verbose_name=_("findings"), blank=True, related_name="+"
    )
    files = models.ManyToManyField(
        "documents.StoredFile", verbose_name=_("files"), blank=True, related_name="+"
    )
    papers = models.TextField(_("papers handed over, one a line"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReferralState, default=ReferralState.SENT
    )
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_on = models.DateField(_("sent on"))
    answer_until = models.DateField(_("answer expected by"))
    received_on = models.DateField(_("received on"), null=True, blank=True)
    receipt = models.CharField(_("receipt"), max_length=200, blank=True)
    result = models.CharField(_("answer"), max_length=15, choices=ReferralResult, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_number = models.CharField(_("number of the answer"), max_length=100, blank=True)
    answer_note = models.TextField(_("what the answer says"), blank=True)
    continues = models.TextField(_("what continues here"), blank=True)
    returned_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    returned_by = _actor()
    submission = models.UUIDField(_("submission"), null=True, unique=True, editable=False)
    history = HistoricalRecords()

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ("-pk",)
        constraints = [
            paired("sent"),
            paired("returned"),
            state_needs("returned_needs_day", [ReferralState.RETURNED], "answered_on"),
            models.CheckConstraint(
                name="returned_referral_has_result",
                condition=~Q(state=ReferralState.RETURNED) | ~Q(result=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.matter[:80]}"

    @property
    def province_id(self) -> int:
        """The province of the case, by which due items are scoped."""
        return self.inspection.province_id


class HeldOriginal(models.Model):
    """An original paper of the enterprise that the team took along and must give back."""

    inspection = _case("originals")
    name = models.CharField(_("paper"), max_length=300)
    taken_on = models.DateField(_("taken on"))
    taken_from = models.CharField(_("handed over by"), max_length=200, blank=True)
    taken_at = models.DateTimeField(_("recorded at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_back_on = models.DateField(_("given back on"), null=True, blank=True)
    given_back_to = models.CharField(_("given back to"), max_length=200, blank=True)
    given_back_at = models.DateTimeField(_("return recorded at"), null=True, blank=True)
    given_back_by = _actor()
    submission = models.UUIDField(_("submission"), null=True, unique=True, editable=False)
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("held original")
        verbose_name_plural = _("held originals")
        ordering = ("pk",)
        constraints = [paired("taken"), paired("given_back")]

    def __str__(self) -> str:
        return self.name


class Recheck(models.Model):
    """What a follow-up check found about one open requirement of the check before."""

    inspection = _case("rechecks")
    requirement = models.ForeignKey(
        "inspections.Requirement",
        verbose_name=_("requirement"),
        on_delete=models.PROTECT,
        related_name="rechecks",
    )
    then_due_on = models.DateField(_("due on at that time"))
    then_amount_done = models.BigIntegerField(_("restored before"), default=0)
    then_workers_done = models.PositiveIntegerField(_("workers helped before"), default=0)
    rating = models.CharField(_("rating"), max_length=10, choices=Rating, blank=True)
    note = models.TextField(_("what is found now"), blank=True)
    amount = models.BigIntegerField(_("amount restored since"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("workers helped since"), null=True, blank=True)
    files = models.ManyToManyField(
        "documents.StoredFile", verbose_name=_("files"), blank=True, related_name="+"
    )
    rated_at = models.DateTimeField(_("rated at"), null=True, blank=True)
    rated_by = _actor()
    applied_at = models.DateTimeField(_("taken over at"), null=True, blank=True)
    applied_by = _actor()
    history = HistoricalRecords()

    objects = InspectionChildQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a follow-up check")
        verbose_name_plural = _("items of a follow-up check")
        ordering = ("pk",)
        constraints = [
            paired("rated"),
            paired("applied"),
            models.UniqueConstraint(fields=("inspection", "requirement"), name="recheck_once"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.get_rating_display()}"
