"""Past cases on which a new decree is tested: the acts of the latest decisions."""

from __future__ import annotations

from collections.abc import Iterator

from law.draft_results import Golden, register_cases
from law.enums import Party
from violations.models import Act
from violations.worksheets import facts_of

MOST = 200


def past_cases() -> Iterator[Golden]:
    """Acts that were decided, the latest first, without names."""
    acts = Act.objects.filter(case__decided_on__isnull=False).select_related(
        "case", "provision__instrument"
    )
    for act in acts.prefetch_related("case__circumstances").order_by("-pk")[:MOST]:
        [facts] = facts_of([act], act.case.circumstances.all())
        yield Golden(act.case.code, facts, Party(act.case.party))


def register() -> None:
    """Called in ``apps.ready()``."""
    register_cases(past_cases)
