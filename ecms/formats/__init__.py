"""Date and number formats of Vietnam; Django's own are wrong for it."""
