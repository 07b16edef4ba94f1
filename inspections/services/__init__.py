"""Verbs of inspections, in modules named by the noun: ``proposal.propose``, ``minutes.sign`` …

Every verb takes ``by=`` (the acting user) and ``at=`` (the moment), runs in one transaction,
writes an audit event, and refuses with ``WorkflowRefused`` or ``Refusal`` in words for people.
"""
