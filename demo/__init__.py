"""Demonstration data: fictional persons, firms and cases, the same at every run."""
