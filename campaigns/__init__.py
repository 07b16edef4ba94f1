"""Campaigns: many enterprises of one theme chosen, visited and compared with chance."""
