"""Aggregates of the enterprise register, one file each."""

from enterprises.models.enterprise import Enterprise
from enterprises.models.imports import ImportJob, ImportRow
from enterprises.models.sector import Sector

__all__ = ["Enterprise", "ImportJob", "ImportRow", "Sector"]
