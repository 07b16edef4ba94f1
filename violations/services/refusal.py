"""How a service says no, and how it takes the row it works on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from ecms.core.refusal import Refusal, demand
from law.rules import LawRefusal
from violations.models import ViolationCase
from violations.workflow import workflow
from violations.worksheets import language

__all__ = ["Refusal", "demand", "allowed", "locked", "repeated", "demand_same", "in_words"]

T = TypeVar("T")


def allowed(case: ViolationCase, verb: str, by: Any) -> None:
    """Go on only if ``by`` may do ``verb`` now. Raises Refusal."""
    demand(workflow.answer(case, verb, by))


def locked(case: Any) -> ViolationCase:
    """The row of ``case`` under a lock that the surrounding transaction holds."""
    return ViolationCase.objects.select_for_update(of=("self",)).get(pk=case.pk)


def repeated(case: ViolationCase, state: str, stamp: str, by: Any) -> bool:
    """Whether the same person already brought the case into ``state``: a form sent twice."""
    return case.state == state and getattr(case, f"{stamp}_by_id") == by.pk


def demand_same(case: ViolationCase, **sent: Any) -> None:
    """Go on only if a form that came twice says what was recorded the first time.

    Otherwise what was typed in a second tab would be lost while its author reads that all is
    done. Raises Refusal.
    """
    if any(getattr(case, name) != value for name, value in sent.items()):
        raise Refusal(
            _("This was already recorded with other values, and they stand. What you entered "
              "now was not taken over; compare it with the case.")
        )  # fmt: skip


def in_words(service: Callable[..., T]) -> Callable[..., T]:
    """Turn a refusal of the rules into one in the language of the page."""

    @wraps(service)
    def wrapped(*args: Any, **kwargs: Any) -> T:
        try:
            return service(*args, **kwargs)
        except LawRefusal as refusal:
            raise Refusal(refusal.message(language())) from refusal

    return wrapped
