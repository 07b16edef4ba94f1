"""Inspections of every kind: proposal, decision, team, checklist, findings, evidence, minutes.

"Inspection" in code and menus means the case, of whichever kind: a **check** (kiểm tra chuyên
ngành), an **inspection** (thanh tra) or a **legacy** inspection.
"""
