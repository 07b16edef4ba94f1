"""Intake: complaints, denunciations and tips, and industrial accidents, until the case that follows."""
