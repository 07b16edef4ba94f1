"""The country: search, lists, cases, dashboard, tracing and export, with their plans.

Works on the database that ``ECMS_DATABASE_URL`` names, filled by ``make seed SCALE=national``
(with ``--enterprises`` for a smaller one, to see how a figure grows), and writes nothing in it.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from benchmarks.pages import asked, served, session
from benchmarks.results import Result, middle, timed, worst

READERS = {"province": "director.dongnai", "country": "ministry"}
PARTS = ("pages", "searches", "tracing", "export")
LIST, ONE = "session, user, 50 rows", "session, user, one row"
CASES = ("dossier", "inspection", "violation case")
SEARCHES = 200
SHOWN = 20  # the target of a search must be among the first so many
WORKERS, DAYS = 200, 25  # traced
BIG = ("enterprises_enterprise", "enterprises_worker", "enterprises_spell",
       "enterprises_sharedstay", "enterprises_site", "inspections_inspection",
       "inspections_finding", "inspections_visit", "inspections_teammember",
       "violations_violationcase", "violations_act")  # fmt: skip
SEED = 2026
SHEET = 100_000  # rows of the workbook; it takes minutes for a million
SPELLS = "SELECT * FROM enterprises_spell WHERE worker_id = %s"


def measure(requests: int, parts: list[str]) -> list[Result]:
    """What of ``PARTS`` is asked for: pages over HTTP, searches, tracing, export."""
    runs = {"searches": _searches, "tracing": _tracing, "export": _export}
    results = _pages(requests) if "pages" in parts else []
    for part in parts:
        if part in runs:
            results += runs[part]()
    return results


def _pages(requests: int) -> list[Result]:
    """Each page beside its floor: a list of 50 rows (L), or one row (D)."""
    results = []
    with ExitStack() as stack:
        floors = stack.enter_context(served("benchmarks.floors:application"))
        ours = stack.enter_context(served("ecms.wsgi:application"))
        for reach, reader in READERS.items():
            cookie = {"Cookie": f"sessionid={session(reader)}; django_language=vi"}
            for what, path in paths():
                floor, floor_is = ("/one/", ONE) if what in CASES else ("/list/", LIST)
                least = middle(asked(floors, floor, requests, cookie))
                results.append(
                    _line(f"{what}, {reach}", asked(ours, path, requests, cookie), least, floor_is)
                )
    return results


def paths() -> Iterator[tuple[str, str]]:
    """The pages that people open."""
    from django.urls import reverse

    from enterprises.models import Enterprise
    from inspections.models import Inspection
    from violations.models import ViolationCase

    register, facets = reverse("enterprises:list"), reverse("enterprises:facets")
    here = Enterprise.objects.filter(province__code="75").order_by("pk")
    firm = here[here.count() // 2]
    checks = Inspection.objects.filter(province__code="75").order_by("-pk")
    cases = ViolationCase.objects.filter(province__code="75").order_by("-pk")
    for what, query in (
        ("list, first page", {}),
        ("list, last page that can be opened", {"page": 1000}),
        ("list, by risk, page 20", {"sort": "-risk", "page": 20}),
        ("list, rarest filter", {"size": "GIANT", "status": "SUSPENDED"}),
        ("search, three letters", {"q": "die"}),
        ("search, two common words", {"q": "dien tu"}),
        ("search, whole name", {"q": firm.name}),
        ("search, one slip", {"q": _slip(firm.name, Random(SEED))}),
        ("search, tax code", {"q": firm.tax_code}),
    ):
        yield what, f"{register}?{urlencode(query)}"
    yield "facets of a search", f"{facets}?{urlencode({'q': 'dien tu dong nai'})}"
    yield "facets of the whole", facets
    yield "dossier", reverse("enterprises:detail", args=[firm.pk])
    yield "inspections, all", reverse("inspections:list") + "?tab=all"
    yield "inspection", reverse("inspections:detail", args=[checks[100].pk])
    yield "violation cases, all", reverse("violations:list") + "?tab=all"
    yield "violation case", reverse("violations:detail", args=[cases[100].pk])
    yield from _figures()


def _figures() -> Iterator[tuple[str, str]]:
    """The pages of figures."""
    from django.urls import reverse

    board = reverse("analytics:dashboard")
    yield "dashboard", board
    yield "dashboard, the year", f"{board}?{urlencode({'period': 'year'})}"
    explorer = reverse("analytics:explorer")
    for what, query in (
        ("explorer, one figure by province", {"m": "fines_decided:sum", "rows": "province"}),
        ("explorer, months by sector",
         {"m": "inspections_opened:count", "rows": "month", "columns": "sector",
          "period": "year"}),
    ):  # fmt: skip
        yield what, f"{explorer}?{urlencode(query)}"
    for name in ("quality", "indicators", "months", "papers"):
        yield f"analytics, {name}", reverse(f"analytics:{name}")


def _line(what: str, seconds: list[float], floor: float, floor_is: str) -> Result:
    value = middle(seconds)
    return Result(
        what, "ms", value * 1000, floor * 1000, floor_is, value / floor, worst(seconds) * 1000,
        f"{len(seconds)} times",
    )  # fmt: skip


def _searches() -> list[Result]:
    """Whether fixed searches find their target, and how long they take without HTTP."""
    from accounts.models import User
    from enterprises.models import Enterprise

    rows = Enterprise.objects.visible_to(User.objects.get(username=READERS["country"]))
    results = []
    for kind, wanted in queries().items():
        found, seconds, floor = 0, [], []
        for pk, query in wanted:
            keys: list[int] = []
            seconds.append(
                timed(lambda query=query, keys=keys: keys.extend(rows.search(query).keys))
            )
            found += pk in keys[:SHOWN]
            floor.append(timed(lambda pk=pk: rows.get(pk=pk)))
        line = _line(f"search engine, {kind}", seconds, middle(floor), "SELECT by key")
        size = f"{found} of {len(wanted)} found in the first {SHOWN}"
        results.append(Result(**{**vars(line), "size": size}))
    return results


def queries() -> dict[str, list[tuple[int, str]]]:
    """Fixed searches: the key of what is looked for, and what somebody types."""
    from ecms.core.text import fold
    from enterprises.models import Enterprise

    random = Random(SEED)
    listed = Enterprise.objects.listed().exclude(legal_form="HOUSEHOLD")
    top = listed.order_by("-pk").values_list("pk", flat=True)[0]
    first = listed.order_by("pk").values_list("pk", flat=True)[0]
    made: dict[str, list[tuple[int, str]]] = {}
    for number in range(SEARCHES):
        firm = listed.filter(pk__gte=random.randint(first, top)).order_by("pk")
        one = firm.select_related("ward")[0]
        name = fold(one.name)
        kind, query = (
            ("whole name", name),
            ("name without its form", name.split(" tnhh ")[-1]),
            (
                "part of the name and ward",
                f"{' '.join(name.split()[-4:])} {fold(one.ward.name_vi)}",
            ),
            ("code", one.tax_code),
            ("one slip", _slip(one.name, random)),
        )[number % 5]
        made.setdefault(kind, []).append((one.pk, query))
    return made


def _slip(name: str, random: Random) -> str:
    """A name with two letters of one word in the wrong order."""
    from ecms.core.text import fold

    words = fold(name).split()
    place = random.choice([at for at, word in enumerate(words) if len(word) > 3] or [0])
    word = words[place]
    at = random.randrange(1, max(2, len(word) - 1))
    words[place] = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    return " ".join(words)


def _tracing() -> list[Result]:
    """Who shared site, shift, house or bus with a worker; and everybody of the biggest places."""
    from datetime import timedelta

    from django.db import connection

    from accounts.models import User
    from ecms.core import clock
    from enterprises import selectors_tracing as tracing
    from enterprises.models import Spell

    today = clock.today()
    reach = User.objects.get(username=READERS["country"]).scope
    top, random = Spell.objects.order_by("-pk").first(), Random(SEED)
    if top is None:
        return []
    workers = [
        Spell.objects.filter(pk__gte=random.randint(1, top.pk)).order_by("pk")[0].worker_id
        for _ in range(WORKERS)
    ]
    since = today - timedelta(days=DAYS)
    seconds, floor = [], []
    with connection.cursor() as cursor:
        for worker in workers:
            question = tracing.Question(since, today, worker=worker)
            seconds.append(timed(lambda question=question: tracing.answer(question, reach)))
            floor.append(timed(lambda worker=worker: cursor.execute(SPELLS, [worker])))
    return [_line(f"tracing, {DAYS} days", seconds, middle(floor), "spells of one worker")]


def _export() -> list[Result]:
    """CSV and XLSX of the whole register in a process of its own; memory at its highest."""
    from enterprises.models import Enterprise

    total = Enterprise.objects.listed().count()
    results = []
    for kind, rows in (("csv", total), ("xlsx", min(total, SHEET))):
        seconds, grown, floor = _child(kind)
        results.append(
            Result(
                f"export, {kind}", "rows/s", rows / seconds, total / floor, "COPY of the columns",
                seconds / rows / (floor / total),
                size=f"{rows:,} rows, memory grew by {grown:,.0f} MB",
            )
        )  # fmt: skip
    return results


def _child(kind: str) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "benchmarks.national", kind]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, grown, floor = answer.stdout.split()[-3:]
    return float(seconds), float(grown), float(floor)


def export_alone(kind: str) -> None:
    """Write the whole register as ``kind`` to nowhere; print seconds, growth in MB, floor."""
    import tempfile

    import django

    django.setup()
    from django.db import connection, transaction

    from accounts.models import User
    from ecms.documents.exporting import writing
    from enterprises import exporters

    user = User.objects.get(username=READERS["country"])
    columns = ", ".join(exporters.FIELDS)
    with connection.cursor() as cursor, Path(os.devnull).open("wb") as nowhere:
        sql = f"COPY (SELECT {columns} FROM enterprises_enterprise) TO STDOUT"
        floor = timed(lambda: cursor.copy_expert(sql, nowhere))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryFile() as file, transaction.atomic():
        (table,) = exporters.tables(user, "")
        if kind == "xlsx":
            table = replace(table, rows=lambda of=table.rows: islice(of(), SHEET))
        tables = [table]
        seconds = timed(lambda: writing.write(kind, file, tables, lambda rows: None))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(seconds, grown, floor)


if __name__ == "__main__":
    export_alone(sys.argv[1])
