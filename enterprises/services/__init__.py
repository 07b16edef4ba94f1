"""Verbs of the register: enterprises, visits, risk, imports."""
