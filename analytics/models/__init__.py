"""Figures, their definitions, and reports made from them."""

from analytics.models.closing import Closing, Confirmation, FrozenFigure
from analytics.models.figure import Change, Figure, Refresh
from analytics.models.former import FormerArea
from analytics.models.indicator import Indicator
from analytics.models.measure import Measure
from analytics.models.paper import Paper
from analytics.models.report import ReportJob
from analytics.models.saved import Saved

__all__ = ["Change", "Closing", "Confirmation", "Figure", "FormerArea", "FrozenFigure",
           "Indicator", "Measure", "Paper", "Refresh", "ReportJob", "Saved"]  # fmt: skip
