"""Verbs of violation cases, in modules named by the noun: ``minutes.sign``, ``decision.issue`` …

Every verb takes ``by=`` (the acting user) and ``at=`` (the moment), runs in one transaction under
a lock on the case, writes an audit event, sets the due items anew, and refuses with
``WorkflowRefused`` or ``Refusal`` in words for people. A repeat by the same person is harmless.
"""
