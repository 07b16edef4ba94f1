"""Jobs of the register, in the queue ``imports``; each may run twice without harm."""

from celery import shared_task

from ecms.core import clock
from enterprises.services import duplicates, figures, risk
from enterprises.services.imports import work
from enterprises.services.workforce import reminding


@shared_task
def check_import(pk: int) -> None:
    """Read a list and judge its rows."""
    work.check(pk, clock=clock.now)


@shared_task
def commit_import(pk: int) -> None:
    """Carry a confirmed import out."""
    work.commit(pk, clock=clock.now)


@shared_task
def undo_import(pk: int) -> None:
    """Take a finished import back."""
    work.undo(pk, clock=clock.now)


@shared_task
def sweep_imports() -> None:
    """Hand out again what a dead worker left."""
    to_check, to_commit, to_undo = work.sweep(at=clock.now())
    for pk in to_check:
        check_import.delay(pk)
    for pk in to_commit:
        commit_import.delay(pk)
    for pk in to_undo:
        undo_import.delay(pk)


@shared_task
def remind_workforce() -> int:
    """Put overdue lists of workers on the list of the clerks."""
    return reminding.expect(today=clock.today(), at=clock.now())


@shared_task
def refresh_risk() -> int:
    """Bring the stated scores up to the day: time since the last visit counts."""
    return risk.refresh(on=clock.today())


@shared_task
def refresh_search() -> dict[str, int | None]:
    """Count the words and the facets of the register anew."""
    return {
        "words": figures.refresh_words(),
        "facets": figures.refresh_facets(today=clock.today()),
    }


@shared_task
def find_duplicates() -> int:
    """Compare the whole register; returns how many pairs look like one enterprise."""
    return duplicates.find_all(on=clock.today())
