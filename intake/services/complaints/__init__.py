"""Verbs of complaints, one file each group."""
