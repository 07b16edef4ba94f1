"""Aggregates of intake, one file each."""
