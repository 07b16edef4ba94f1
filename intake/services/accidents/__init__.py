"""Verbs of accidents: declaring, classing, team, investigation, minutes, follow-up."""
