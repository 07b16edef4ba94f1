"""Figures, their definitions, and reports made from them."""

from analytics.models.figure import Figure, Refresh
from analytics.models.measure import Measure
from analytics.models.report import ReportJob

__all__ = ["Figure", "Measure", "Refresh", "ReportJob"]
