"""Refusals of the administration module."""

from django.utils.functional import Promise


class AccountRefused(ValueError):
    """The administrator may not do that; ``reason`` is in words for them."""

    def __init__(self, reason: str | Promise) -> None:
        self.reason = reason
        super().__init__(str(reason))
