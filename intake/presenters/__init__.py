"""Presenters of complaints and of accidents, a file each."""
