"""Of intake, one file for each half: complaints, accidents."""
