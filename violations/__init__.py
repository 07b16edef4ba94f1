"""Violations: from a finding to a fine that was paid and a remedy that was carried out.

Owns the violation case with its minutes, sanction decision, service, payment and remedies. The
decrees and the rules that compute with them are in ``law``.
"""
