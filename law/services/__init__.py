"""Writes of the law catalogue that people do outside the administration."""
