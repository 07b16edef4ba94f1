"""Telling the stories of a province, one after the other, from plot to the present day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from random import Random

from demo import claims
from demo.cast import CHECKLISTS, Cast, cast_of, pick_faults
from demo.inspection_story import InspectionStory
from demo.plot import Plot, beginning, plots
from demo.scene import PresentReached
from demo.violation_story import ViolationStory
from enterprises.models import Enterprise
from inspections.enums import State
from inspections.models import Checklist

EARLY = {State.RETURNED: "return", State.REJECTED: "reject", State.WITHDRAWN: "withdraw"}


# Faults whose frames stay within what a director may fine, however many workers: the sum of them
# reaches the least fine for instalments in an enterprise of some hundred.
GRAVE = ("TL-06", "TL-08", "TG-07", "TG-03")
LARGEST = 700


def tell(code: str, count: int, *, today: date, seed: int) -> Iterator[str]:
    """Tell ``count`` stories of the province ``code``; yields the file number of each."""
    random = Random(f"{seed}-{code}")
    cast = cast_of(code)
    firms = list(
        Enterprise.objects.filter(province=cast.agency.province, status="ACTIVE", workers__gte=15)
        .select_related("province", "sector", "ward")
        .order_by("pk")[: count * 4]
    )
    checklists = {c.code: c for c in Checklist.objects.filter(code__in=("TIEN-LUONG", "ATVSLD"))}
    told = list(plots(count, random))
    for plot, firm in zip(told, _cast_firms(told, random.sample(firms, count)), strict=True):
        chosen = random.choices(("TIEN-LUONG", "ATVSLD"), (65, 35))[0]
        faults = pick_faults(random, chosen, 1 if plot.violation else 0)
        if plot.check == State.CLOSED and plot.violation is None:
            faults = []
        if plot.grave:
            chosen = "TIEN-LUONG"
            faults = [fault for fault in CHECKLISTS[chosen] if fault.code in GRAVE]
        story = InspectionStory(
            today=today,
            cast=cast, random=random, enterprise=firm, day=beginning(plot, today, random),
            checklist=checklists[chosen], faults=faults,
        )  # fmt: skip
        yield _tell(story, plot, cast)
    claims.tell(cast, today=today)


def _cast_firms(told: list[Plot], firms: list[Enterprise]) -> list[Enterprise]:
    """The firms in the order of the stories; a large one plays the grave story."""
    cast = list(firms)
    for place, plot in enumerate(told):
        if plot.grave:
            sizes = [firm.workers or 0 for firm in cast]
            largest = max(range(len(cast)), key=lambda at: sizes[at] * (sizes[at] <= LARGEST))
            cast[place], cast[largest] = cast[largest], cast[place]
    return cast


def _tell(story: InspectionStory, plot: Plot, cast: Cast) -> str:
    story.propose()
    assert story.case is not None  # noqa: S101 - proposed just now
    if plot.check in EARLY:
        with suppress(PresentReached):
            story.later(1, 2)
        story.answer_proposal(EARLY[plot.check])
    elif plot.check != State.PROPOSED:
        with suppress(PresentReached):
            carry_out(story, plot)
    return story.case.code


def carry_out(story: InspectionStory, plot: Plot) -> None:
    """From the decision of the director on. Raises PresentReached."""
    story.later(1, 2)
    story.approve()
    if plot.check == State.DECIDED:
        return None
    story.later(2, 3)
    story.announce()
    if plot.check == State.TERMINATED:
        story.later(2, 3)
        return story.terminate()
    story.later(1, 1)
    story.visit()
    if plot.check == State.SUSPENDED:
        return story.suspend()
    if plot.extended:
        story.extend()
    if plot.check == State.IN_PROGRESS:
        story.answer(0.5 if plot.violation is None else 1.0)
        return ViolationStory(story).run(plot.violation) if plot.violation else None
    story.answer()
    return _conclude(story, plot)


def _conclude(story: InspectionStory, plot: Plot) -> None:
    story.later(1, 3)
    story.sign_minutes()
    minutes_day = story.day
    if plot.violation:
        ViolationStory(story).run(plot.violation)
    if plot.check == State.MINUTES_SIGNED:
        return
    if not plot.violation:
        story.day = minutes_day
        story.later(3, 8)
    story.conclude()
    if plot.check == State.CLOSED:
        story.later(8, 14)
        story.settle_requirements()
        story.close()
