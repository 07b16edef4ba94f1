"""Workers and their employment: one change by a person, lists and changes by file."""
