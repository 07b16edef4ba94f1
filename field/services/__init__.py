"""Writes of the field work; each business change goes through the services of its own module."""
