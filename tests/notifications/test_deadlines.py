"""Every time limit of the law is reminded of, or it is said why not."""

import csv
import re
from datetime import date, timedelta

import pytest
from django.utils import translation

from ecms.core.calendar import load_calendar
from ecms.core.datafile import DATA_DIR
from ecms.notifications import registry, selectors
from ecms.notifications.enums import NoReminder
from ecms.notifications.loading import load_deadline_reminders
from ecms.notifications.models import DeadlineReminder
from inspections.loading_procedures import shipped

DUE = date(2026, 10, 30)


def table(name):
    with (DATA_DIR / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


REMINDERS = {int(row["number"]): row for row in table("deadline_reminders.csv")}


def test_every_row_of_the_table_is_there_once():
    assert sorted(REMINDERS) == sorted(int(row["id"]) for row in table("deadlines.csv"))
    assert len(table("deadline_reminders.csv")) == len(REMINDERS)


@pytest.mark.parametrize("number", sorted(REMINDERS))
def test_a_row_is_reminded_of_by_a_letter_with_words_or_says_why_not(number):
    row = REMINDERS[number]
    assert bool(row["reminder"]) != bool(row["no_reminder"])
    if row["no_reminder"]:
        assert row["no_reminder"] in NoReminder.values
        return
    letter = registry.letter(row["reminder"])
    for part in ("title", "text", "late"):
        with translation.override("vi"):
            vietnamese = str(getattr(letter, part))
        with translation.override("en"):
            english = str(getattr(letter, part))
        assert vietnamese
        assert english
        assert vietnamese != english


WORDS_ONLY = re.compile(r"(^|/)(notifications|letters\w*|handing_over)(/|\.py$)|/migrations/")


def program():
    """The sources of the modules, without the files that only word the letters."""
    for path in DATA_DIR.parent.glob("*/**/*.py"):
        name = path.relative_to(DATA_DIR.parent).as_posix()
        if name.split("/")[0] in OURS and not WORDS_ONLY.search(name):
            yield path.read_text(encoding="utf-8")


OURS = {"accounts", "law", "enterprises", "intake", "inspections", "violations", "campaigns",
        "field", "analytics"}  # fmt: skip


def test_every_reminder_of_the_table_is_scheduled_by_the_work_itself():
    """A letter that no step of any case ever expects would be a reminder written in vain."""
    sources = "\n".join(program())
    of_procedures = {row["reminder"] for row in table("procedure_terms.csv")}
    wanted = {row["reminder"] for row in REMINDERS.values()} - {""} - of_procedures
    assert len(wanted) > 25
    assert {kind for kind in wanted if f'"{kind}"' not in sources} == set()


def test_every_kind_of_message_fires_when_it_is_due_and_says_what_can_be_done(rules):
    """Internal dates as well: whatever a service may expect has its steps and its words."""
    ladder = selectors.ladder(load_calendar())
    for kind in sorted(registry.kinds()):
        fired = ladder.fired(
            kind, DUE, runs_from=DUE - timedelta(days=90), told_through=None,
            today=DUE + timedelta(days=30),
        )  # fmt: skip
        assert {f.step.stage for f in fired} == {"SOON", "LAST", "LATE"}, kind
        letter = registry.letter(kind)
        for part in ("title", "text", "late"):
            with translation.override("vi"):
                vietnamese = str(getattr(letter, part))
            with translation.override("en"):
                assert vietnamese != str(getattr(letter, part)) != "", (kind, part)


def test_every_reminder_speaks_before_on_and_after_the_date_and_to_the_heads(rules):
    ladder = selectors.ladder(load_calendar())
    for kind in {row["reminder"] for row in REMINDERS.values()} - {""}:
        fired = ladder.fired(
            kind, DUE, runs_from=DUE - timedelta(days=90), told_through=None,
            today=DUE + timedelta(days=30),
        )  # fmt: skip
        assert {f.step.stage for f in fired} == {"SOON", "LAST", "LATE"}, kind
        assert {"RESPONSIBLE", "HEAD"} <= {f.step.audience for f in fired} or kind in (
            "violation.limitation",
        ), kind


def test_terms_of_procedures_are_reminded_of_as_the_table_says():
    terms = [(int(t["deadline_row"]), t["reminder"]) for t in table("procedure_terms.csv")
             if t["deadline_row"]]  # fmt: skip
    assert len(terms) > 20
    assert [pair for pair in terms if REMINDERS[pair[0]]["reminder"] != pair[1]] == []
    assert shipped()


def test_the_table_is_loaded_for_the_administration(db):
    load_deadline_reminders()
    assert DeadlineReminder.objects.count() == len(REMINDERS)
