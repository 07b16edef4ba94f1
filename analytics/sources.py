"""Every source of figures by its measure; one module for each kind of record."""

from __future__ import annotations

from analytics.source import NONE, VIETNAM, ZERO, Source
from analytics.sources_cases import DAYS, FLOWS, STOCK
from analytics.sources_intake import INTAKE
from analytics.sources_outcomes import OUTCOMES, TERMS
from analytics.sources_quality import QUALITY
from analytics.sources_register import PEOPLE, REGISTER
from analytics.sources_visits import SAMPLES, VISITS, VISITS_OF
from analytics.sources_workers import WORKERS

__all__ = ["BY_MEASURE", "CARDS", "DAYS", "FLOWS", "NONE", "QUALITY", "STOCK", "VIETNAM",
           "VISITED", "ZERO", "Source"]  # fmt: skip

VISITED = VISITS.measure
# What the cards and tables of the dashboard show; the others are parts of indicators.
CARDS = (*STOCK, *FLOWS, *DAYS, VISITS)
BY_MEASURE: dict[str, Source] = {
    source.measure: source
    for source in (
        *CARDS,
        *VISITS_OF,
        *SAMPLES,
        *OUTCOMES,
        *TERMS,
        *INTAKE,
        *REGISTER,
        *PEOPLE,
        *WORKERS,
        *QUALITY,
    )
}
