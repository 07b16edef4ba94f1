"""Fill an empty installation with demonstration data."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from accounts.demo import create_demo_accounts
from demo import (
    accidents,
    alerts_story,
    bulk,
    bulk_workers,
    campaign_story,
    complaints,
    decree_story,
    duplicates,
    field_story,
    firms,
    followup_story,
    inspectorate,
    lists,
    measures_story,
    month_ends,
    planning_story,
    receipts,
    register_facts,
    ruling_story,
    sanction_story,
    stories,
    tracing,
    turns_story,
    workforce,
)
from demo.bulk_cases import MODELS as CASE_MODELS
from demo.bulk_tables import without_indexes
from demo.cast import cast_of
from ecms.core import clock
from enterprises.models import Enterprise
from enterprises.services import figures
from inspections.models import Inspection

SEED = 2026
TOLD_DAYS = 14  # days before today on which the alerts of the story came
SHARES = {"75": 3, "01": 1, "79": 1}  # of the demonstration firms
STORIES = {"75": 32, "01": 18, "79": 18}
MIGRATED = (24, 60)  # finished cases of the former and of the present law
PROVINCE = (3_726, 269_000)  # enterprises and workers of one province
NATIONAL = (1_000_000, 300_000)  # enterprises and inspections of the country
WORKERS = (15_000_000, 5_000_000)  # of the country: employments that last, and earlier ones


def _count_words() -> None:
    """The words and the counts of the search, which a task brings up to date later."""
    figures.refresh_words()
    figures.refresh_facets(today=clock.today())


def _analyse(*, clean: bool) -> None:
    """Fresh bulk data has no statistics; without them the first pages are slow.

    Cleaned as well, a look into an index need not ask for the row.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if clean else "ANALYZE")


def _ahead_and_after(code: str) -> str:
    """What followed the results, rulings on decisions, and the weeks to come; how much."""
    day = clock.today()
    return (
        f"seed: {followup_story.tell(code, today=day, seed=SEED)} acts after results, "
        f"{measures_story.tell(code, today=day)} measures and late debtors, "
        f"{ruling_story.tell(code, today=day, seed=SEED)} rulings, "
        f"{sanction_story.tell(code, today=day)} sanctions on side ways, "
        f"{planning_story.tell(code, today=day, seed=SEED)} checks ahead, "
        f"{field_story.tell(code, today=day, seed=SEED)} items of devices, "
        f"{campaign_story.tell(code, today=day, seed=SEED)} of a campaign, "
        f"{turns_story.tell(code, today=day, seed=SEED)} rarer turns, "
        f"{alerts_story.tell(code, today=day, seed=SEED)} tasks on cases, searches, returned mails"
    )


def _claimed_until_today() -> int:
    from ecms.notifications.services.claiming import claim_due
    from law.selectors import working_calendar

    told, calendar = 0, working_calendar()
    for ago in range(TOLD_DAYS, -1, -1):
        moment = clock.now() - timedelta(days=ago)
        told += claim_due(today=clock.legal_date(moment), at=moment, calendar=calendar)
    return told


class Command(BaseCommand):
    """``manage.py seed --scale demo|province|national``; refuses a register in use."""

    help = "Load demonstration data: demo, province or national scale."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--scale", choices=("demo", "province", "national"), default="demo")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when data is there"
        )
        parser.add_argument("--stories", metavar="CODE", help="only the cases of one province")
        parser.add_argument("--enterprises", type=int, help="national: how many instead of all")
        parser.add_argument("--inspections", type=int, help="national: how many instead of all")
        parser.add_argument("--no-workers", action="store_true", help="no workers in bulk")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, with a line of figures for each part."""
        if not settings.DEMO_ACCOUNTS:
            raise CommandError("Demonstration data is not loaded where ECMS_DEMO_ACCOUNTS is off.")
        if options["stories"]:
            return self._stories(options["stories"])
        if Enterprise.objects.exists():
            if options["if_empty"]:
                self.stdout.write("seed: the register holds data already, nothing to do")
                return None
            raise CommandError(
                "The register is not empty; demonstration data is only for a new one."
            )
        started = monotonic()
        create_demo_accounts()
        self.options = options
        getattr(self, f"_{options['scale']}")()
        _analyse(clean=options["scale"] == "national")
        _count_words()
        self.stdout.write(f"seed: done in {monotonic() - started:.0f} s")
        return None

    def _firms(
        self, count: int, shares: dict[str, int], workers: int | None = None, *, rare: bool = False
    ) -> None:
        with transaction.atomic():
            firms.load(
                count, firms.places(shares), today=clock.today(), at=clock.now(),
                workers=workers, rare=rare, seed=SEED,
            )  # fmt: skip
        self.stdout.write(f"seed: {count} enterprises")

    def _workers(self, *, earlier: int, leaving: bool) -> None:
        if self.options["no_workers"]:
            return
        made = bulk_workers.load(
            earlier=earlier, leaving=leaving, today=clock.today(), at=clock.now(),
            source=firms.SOURCE,
        )  # fmt: skip
        for what, rows in made.items():
            self.stdout.write(f"seed: {rows} {what}")

    def _facts(self) -> None:
        """What stands beside the enterprises: sites, headcounts, hazards, contacts, chains."""
        with transaction.atomic():
            made = register_facts.load(today=clock.today(), at=clock.now(), seed=SEED)
        for what, rows in made.items():
            self.stdout.write(f"seed: {rows} {what}")

    def _demo(self) -> None:
        """600 enterprises, 150 cases in every state, old cases of the former law."""
        self._firms(600, SHARES)
        self._facts()
        _analyse(clean=False)
        self._migrated()
        main = [sys.executable, sys.argv[0], "seed", "--stories"]
        other = subprocess.Popen([*main, "75"])  # noqa: S603 - our own command, second core
        self._stories("01")
        self._stories("79")
        if other.wait():
            raise CommandError("The cases of Đồng Nai could not be told; see the message above.")
        for part in (self._lists, self._sharing, self._twins):
            part("75")
        for what, tell in (
            ("cases of the inspectorate", inspectorate.tell),
            ("accidents", accidents.tell),
            ("complaints", complaints.load),
        ):
            self.stdout.write(f"seed: {tell(today=clock.today(), seed=SEED)} {what}")
        self.stdout.write(_ahead_and_after("75"))
        self.stdout.write(f"seed: {decree_story.tell(today=clock.today())} rows of a draft decree")
        self._tell_what_is_due()

    def _province(self) -> None:
        count, workers = PROVINCE
        self._firms(count, {"75": 1}, workers)
        self._workers(earlier=0, leaving=False)
        _analyse(clean=False)
        self._stories("75")
        self._sharing("75")
        self._tell_what_is_due()

    def _national(self) -> None:
        everybody, inspections = NATIONAL
        count = self.options["enterprises"] or everybody
        lasting, earlier = (number * count // everybody for number in WORKERS)
        given = self.options["inspections"]
        wanted = inspections if given is None else given
        # Indexed once, when the visits of the cases are on the enterprises too.
        with transaction.atomic(), without_indexes(Enterprise, *CASE_MODELS):
            self._firms(count, {}, lasting, rare=True)
            made = bulk.load(wanted, today=clock.today(), seed=SEED)
        for table, rows in made.items():
            self.stdout.write(f"seed: {rows} {table}")
        self._workers(earlier=earlier, leaving=True)

    def _migrated(self) -> None:
        made = bulk.load_migrated(*MIGRATED, today=clock.today(), seed=SEED)
        self.stdout.write(f"seed: {made} finished cases of an earlier system")

    def _stories(self, code: str) -> None:
        told = sum(1 for _ in stories.tell(code, STORIES[code], today=clock.today(), seed=SEED))
        receipts.tell(cast_of(code), today=clock.today())
        self.stdout.write(f"seed: {told} cases in province {code}")

    def _lists(self, code: str) -> None:
        """Lists of workers of the firms of a province."""
        made = workforce.load(code, today=clock.today(), at=clock.now(), seed=SEED)
        made["imports"] = lists.load(code, today=clock.today(), at=clock.now())
        for what, count in made.items():
            self.stdout.write(f"seed: {count} {what} in province {code}")

    def _sharing(self, code: str) -> None:
        """After the lists of workers: what they share, badges, tracings."""
        made = tracing.load(code, today=clock.today(), at=clock.now(), seed=SEED)
        for what, count in made.items():
            self.stdout.write(f"seed: {count} {what} in province {code}")

    @transaction.atomic
    def _twins(self, code: str) -> None:
        """Second records of some firms, and self-checks."""
        made = duplicates.load(code, today=clock.today(), at=clock.now(), seed=SEED)
        for what, count in made.items():
            self.stdout.write(f"seed: {count} {what} in province {code}")

    def _tell_what_is_due(self) -> None:
        """Let the alerts of the last weeks come up, as the beat would have."""
        told = _claimed_until_today()
        yesterday = clock.today() - timedelta(days=1)
        late = Inspection.objects.open().filter(ends_on__lt=yesterday).count()
        self.stdout.write(f"seed: {told} alerts, {late} checks past their last day")
        call_command("refresh_figures")
        for what, rows in month_ends.load(today=clock.today(), at=clock.now()).items():
            self.stdout.write(f"seed: {rows} {what}")
