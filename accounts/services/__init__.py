"""Verbs of the administration module: accounts (``users``), sharing of cases, retirement."""
