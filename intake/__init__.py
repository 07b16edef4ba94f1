"""Intake: complaints, denunciations, tips and industrial accidents."""
