"""Verbs of notifications: due items (``due``) and messages (``messages``)."""
