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
