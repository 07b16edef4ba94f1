"""English formats, as used in Vietnam."""
