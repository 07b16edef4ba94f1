"""Letters of a campaign before its visits, and what each enterprise answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from campaigns.enums import Answered, Ask, Mail, To
from campaigns.models.campaign import actor
from campaigns.querysets import MailingLetterQuerySet, MailingQuerySet
from ecms.core.constraints import paired


class Mailing(models.Model):
    """One text to many enterprises, asking them to put things right or to check themselves.

    ``taken`` is the moment when those without an answer became targets.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.CASCADE, related_name="mailings"
    )
    ask = models.CharField(_("asks"), max_length=5, choices=Ask)
    to = models.CharField(_("goes to"), max_length=7, choices=To)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=4000)
    form = models.ForeignKey(
        "enterprises.SelfCheckForm", verbose_name=_("self-check form"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    reply_until = models.DateField(_("answer until"))
    prepared_at = models.DateTimeField(_("prepared"))
    prepared_by = actor(required=True)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    issued_by = actor()
    taken_at = models.DateTimeField(_("the silent became targets"), null=True, blank=True)
    taken_by = actor()
    submission = models.UUIDField(_("submission"), unique=True)

    history = HistoricalRecords()
    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("letters of a campaign")
        verbose_name_plural = _("letters of campaigns")
        ordering = ("-pk",)
        constraints = [
            paired("prepared"),
            paired("issued"),
            paired("taken"),
            models.CheckConstraint(
                name="mailing_taken_after_issue",
                condition=Q(taken_at__isnull=True) | Q(issued_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mailing_names_its_form", condition=~Q(ask=Ask.CHECK) | Q(form__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class MailingLetter(models.Model):
    """The letter to one enterprise.

    ``document`` is the issued paper; ``mail`` how its copy by e-mail fares (``email`` is the
    address of that day). Without a recorded ``answer`` a self-check sent in since counts as one.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="letters")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("enterprise"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    order = models.PositiveIntegerField(_("order"))
    document = models.OneToOneField(
        "documents.GeneratedDocument", verbose_name=_("document"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    email = models.EmailField(_("e-mail"), blank=True)
    mail = models.CharField(_("copy by e-mail"), max_length=7, choices=Mail, default=Mail.NONE)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=Answered, blank=True)
    answered_on = models.DateField(_("day of the answer"), null=True, blank=True)
    note = models.CharField(_("what was answered"), max_length=1000, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True)
    recorded_by = actor()

    objects = MailingLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of a campaign")
        verbose_name_plural = _("letters of a campaign")
        ordering = ("order", "pk")
        constraints = [
            paired("recorded"),
            models.UniqueConstraint(fields=("mailing", "enterprise"), name="one_letter_each"),
            models.CheckConstraint(
                name="answer_has_its_day",
                condition=Q(answer="") | Q(answered_on__isnull=False, recorded_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=("next_try_at",), condition=Q(mail=Mail.WAITING), name="letters_to_mail"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mailing} – {self.enterprise}"
