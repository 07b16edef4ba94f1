"""The question bank: what the law asks of an employer, as questions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ecms.core.constraints import ordered
from ecms.core.dated import Dated, DatedQuerySet
from law.models.catalogue import Sourced
from law.models.limit import LimitKey


class AnswerType(models.TextChoices):
    """How a checklist question is answered."""

    YES_NO = "YES_NO", _("Yes / no / not applicable")
    NUMBER = "NUMBER", _("Number")
    MONEY = "MONEY", _("Amount in đồng")
    NUMBERS = "NUMBERS", _("Several numbers")
    DATE = "DATE", _("Date")
    TEXT = "TEXT", _("Text")


class ConditionTest(models.TextChoices):
    """What must be true of the other answer."""

    YES = "YES", _("is complied with")
    NO = "NO", _("is not complied with")
    ABOVE = "ABOVE", _("number is above")


class Group(models.TextChoices):
    """Groups of workers that the register counts."""

    WOMEN = "women", _("women")
    MINORS = "minors", _("minors")
    ELDERLY = "elderly", _("elderly")
    DISABLED = "disabled", _("disabled")
    FOREIGN = "foreign", _("foreign")
    LEASED = "leased", _("leased")


class Question(Dated, Sourced):
    """A question of the bank with its legal basis and the violations a "no" points to."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    topic = models.CharField(_("topic"), max_length=200)
    topic_vi = models.CharField(_("topic in Vietnamese"), max_length=200, blank=True)
    text_vi = models.TextField(_("question in Vietnamese"))
    text_en = models.TextField(_("question in English"), blank=True)
    answer_type = models.CharField(_("kind of answer"), max_length=10, choices=AnswerType)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    violation_codes = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("violation codes"),
        default=list,
        blank=True,
    )
    limit_key = models.CharField(
        _("figure to compare"), max_length=20, choices=LimitKey, blank=True,
        help_text=_("A figure found is compared with this limit and proposes the answer."),
    )  # fmt: skip
    parts = models.CharField(
        _("parts of the answer"), max_length=1000, blank=True,
        help_text=_("For several numbers: women=Nữ=Women|minors=Dưới 18 tuổi=Under 18"),
    )  # fmt: skip
    evidence = models.CharField(_("evidence to look at"), max_length=500, blank=True)
    evidence_vi = models.CharField(
        _("evidence to look at, in Vietnamese"), max_length=500, blank=True
    )
    history = HistoricalRecords()

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist question")
        verbose_name_plural = _("checklist questions")
        ordering = ("code",)
        constraints = [ordered()]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def text(self) -> str:
        """The question in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.text_vi if vietnamese or not self.text_en else self.text_en

    @property
    def look_at(self) -> str:
        """The evidence to look at, in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.evidence_vi if vietnamese and self.evidence_vi else self.evidence

    @property
    def topic_name(self) -> str:
        """The topic in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        return self.topic_vi if vietnamese and self.topic_vi else self.topic

    @property
    def part_names(self) -> list[tuple[str, str]]:
        """Key and words of each part, in the language of the page."""
        vietnamese = (get_language() or "vi").startswith("vi")
        rows = [part.split("=") for part in self.parts.split("|") if part.count("=") == 2]
        return [(key, vi if vietnamese or not en else en) for key, vi, en in rows]


class QuestionScope(Sourced):
    """For whom a question, or one of its violations, is; without a scope: for everybody.

    Several scopes of one question are alternatives. A fact that is not known never excludes.
    """

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="scopes"
    )
    code = models.CharField(
        _("only this violation"), max_length=10, blank=True,
        help_text=_("Empty: the whole question. Otherwise one violation code of the question."),
    )  # fmt: skip
    workers_from = models.PositiveIntegerField(_("workers from"), null=True, blank=True)
    workers_to = models.PositiveIntegerField(_("workers to"), null=True, blank=True)
    sections = ArrayField(
        models.CharField(max_length=1), verbose_name=_("sections of sectors"), default=list,
        blank=True,
    )  # fmt: skip
    hazards = ArrayField(
        models.CharField(max_length=20), verbose_name=_("hazards"), default=list, blank=True
    )
    group = models.CharField(_("group of workers"), max_length=20, choices=Group, blank=True)
    for_households = models.BooleanField(_("household businesses"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("scope of a question")
        verbose_name_plural = _("scopes of questions")
        ordering = ("question", "pk")
        constraints = [ordered("workers_from", "workers_to")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.code}".strip()


class QuestionCondition(models.Model):
    """A question is asked only if the answer to another one passes a test; all must hold."""

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="conditions"
    )
    depends_on = models.ForeignKey(
        Question, verbose_name=_("depends on"), on_delete=models.PROTECT, related_name="+"
    )
    test = models.CharField(_("test"), max_length=5, choices=ConditionTest)
    part = models.CharField(
        _("part"), max_length=20, blank=True,
        help_text=_("Of several numbers, or “figure”; empty: the sum."),
    )  # fmt: skip
    value = models.PositiveIntegerField(_("value"), default=0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("condition of a question")
        verbose_name_plural = _("conditions of questions")
        ordering = ("question", "pk")
        constraints = [
            models.CheckConstraint(
                name="condition_on_another_question",
                condition=~models.Q(question=models.F("depends_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} <- {self.depends_on_id}"
