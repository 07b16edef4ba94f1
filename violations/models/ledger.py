"""Statements of the treasury or a bank: what came in, what was booked, what nobody claimed yet."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecms.core.constraints import paired
from violations.models.decided import actor
from violations.querysets import StatementLineQuerySet, StatementQuerySet
from violations.states import LineState, LineWhy, StatementState


class StatementSource(models.Model):
    """Where a body gets statements from; ``columns`` are the titles last chosen, by field."""

    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("treasury or bank"), max_length=120)
    folded = models.CharField(max_length=120, editable=False)
    columns = models.JSONField(_("columns"), default=dict, encoder=DjangoJSONEncoder)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("source of statements")
        verbose_name_plural = _("sources of statements")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=("agency", "folded"), name="statement_source_once")
        ]

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """A file of receipts. ``cells`` are its rows as read: nothing of what was sent is lost."""

    agency = models.ForeignKey(
        "accounts.Agency", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+"
    )
    province = models.ForeignKey(
        "accounts.Province", verbose_name=_("province"), on_delete=models.PROTECT, related_name="+"
    )
    source = models.ForeignKey(
        StatementSource,
        verbose_name=_("treasury or bank"),
        on_delete=models.PROTECT,
        related_name="statements",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=StatementState, default=StatementState.READ
    )
    filename = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64, editable=False)
    cells = models.JSONField(_("rows"), default=list, encoder=DjangoJSONEncoder)
    columns = models.JSONField(_("columns"), default=dict, encoder=DjangoJSONEncoder)
    submission = models.UUIDField(unique=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    booked_at = models.DateTimeField(_("booked at"), null=True, blank=True)
    booked_by = actor()
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = actor()

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of receipts")
        verbose_name_plural = _("statements of receipts")
        ordering = ("-pk",)
        constraints = [paired("recorded"), paired("booked"), paired("undone")]

    def __str__(self) -> str:
        return f"{self.source} – {self.filename}"


class StatementLine(models.Model):
    """One receipt of a statement; every line ends in a payment, as a double, or set aside."""

    statement = models.ForeignKey(
        Statement, verbose_name=_("statement"), on_delete=models.CASCADE, related_name="lines"
    )
    number = models.PositiveIntegerField(_("line"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    amount = models.BigIntegerField(_("amount"), null=True, blank=True)
    reference = models.CharField(_("receipt number"), max_length=80, blank=True)
    payer = models.CharField(_("payer"), max_length=300, blank=True)
    tax_code = models.CharField(_("tax code"), max_length=20, blank=True)
    text = models.TextField(_("content"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LineState)
    why = models.CharField(_("why it waits"), max_length=14, choices=LineWhy, blank=True)
    hints = models.JSONField(_("possible cases"), default=list, encoder=DjangoJSONEncoder)
    payment = models.ForeignKey(
        "violations.Payment",
        verbose_name=_("payment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = actor()

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a statement")
        verbose_name_plural = _("lines of statements")
        ordering = ("statement", "number")
        indexes = [models.Index(fields=("state", "statement"), name="line_by_state")]
        constraints = [
            paired("settled"),
            models.UniqueConstraint(fields=("statement", "number"), name="statement_line_once"),
            models.CheckConstraint(
                name="booked_line_has_payment",
                condition=~Q(state=LineState.BOOKED) | Q(payment__isnull=False),
            ),
            models.CheckConstraint(
                name="waiting_line_says_why", condition=~Q(state=LineState.OPEN) | ~Q(why="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.reference} {self.amount}"
