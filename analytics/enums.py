"""Units, groups and states of figures and reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What a measure counts."""

    CASES = "cases", _("cases")
    RECORDS = "records", _("records")
    ENTERPRISES = "enterprises", _("enterprises")
    WORKERS = "workers", _("workers")
    VND = "vnd", _("đồng")
    DAYS = "days", _("days")


class MeasureGroup(models.TextChoices):
    """Where a measure stands on the pages."""

    NOW = "now", _("Now")
    INSPECTIONS = "inspections", _("Inspections")
    VIOLATIONS = "violations", _("Violations and sanctions")
    OUTCOMES = "outcomes", _("Outcomes")
    INTAKE = "intake", _("Complaints and accidents")
    REGISTER = "register", _("Register and users")
    QUALITY = "quality", _("Data quality")


class IndicatorUnit(models.TextChoices):
    """What an indicator is told in."""

    CASES = "cases", _("cases")
    PERCENT = "percent", _("percent")
    DAYS = "days", _("days")
    VND = "vnd", _("đồng")
    WORKERS = "workers", _("workers")
    RATIO = "ratio", _("ratio")
    RATE_1000 = "per_1000", _("per 1,000 workers")
    RATE_100000 = "per_100000", _("per 100,000 workers")


class IndicatorGroup(models.TextChoices):
    """Where an indicator stands on the scorecard: what came of the work before the work itself."""

    OUTCOME = "outcome", _("Outcomes for workers")
    COMPLIANCE = "compliance", _("Compliance")
    TIME = "time", _("Time and terms")
    MONEY = "money", _("Money of fines")
    ACTIVITY = "activity", _("Work done")
    INTAKE = "intake", _("Complaints and accidents")
    DATA = "data", _("Data and use of ECMS")


class Direction(models.TextChoices):
    """Which way a change is good."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    NEUTRAL = "neutral", _("neither good nor bad by itself")


class ReportFormat(models.TextChoices):
    """Files a report can be made as."""

    XLSX = "xlsx", _("Excel workbook (XLSX)")
    CSV = "csv", _("CSV files (ZIP)")
    PDF = "pdf", _("PDF report")


class ReportState(models.TextChoices):
    """Life of a report."""

    WAITING = "WAITING", _("Waiting")
    RUNNING = "RUNNING", _("Being made")
    DONE = "DONE", _("Ready")
    FAILED = "FAILED", _("Failed")


UNFINISHED = (ReportState.WAITING, ReportState.RUNNING)


class ReportKind(models.TextChoices):
    """Reports that are signed, numbered and kept."""

    RESULTS = "RESULTS", _("Report on results")
    ANNUAL = "ANNUAL", _("Annual report of the labour inspection (ILO C81 arts. 20–21)")
    COMPLAINTS = "COMPLAINTS", _("Report on complaints and denunciations")
    ACCIDENTS = "ACCIDENTS", _("Report on industrial accidents")
    QUESTION = "QUESTION", _("Figures in answer to a question")


class PaperState(models.TextChoices):
    """Life of a signed report."""

    DRAFT = "DRAFT", _("Draft")
    SIGNED = "SIGNED", _("Signed")


class SavedKind(models.TextChoices):
    """What a person may arrange and keep."""

    BOARD = "BOARD", _("Dashboard")
    QUESTION = "QUESTION", _("Question")


class Share(models.TextChoices):
    """Who else finds it; everybody reads it with the figures in their own reach."""

    OWN = "OWN", _("only me")
    BODY = "BODY", _("everybody of my body")
    ALL = "ALL", _("everybody with dashboards")


class Every(models.TextChoices):
    """How often an answer is sent."""

    NEVER = "", _("never")
    WEEK = "WEEK", _("every Monday")
    MONTH = "MONTH", _("on the first day of every month")
