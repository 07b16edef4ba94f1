"""Writes of analytics: reports."""
