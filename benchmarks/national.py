"""The register of a country: search, list, facets, tracing and export, with their plans.

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

from benchmarks.pages import FLOOR, asked, served, session
from benchmarks.results import Result, middle, timed, worst

READERS = {"province": "director.dongnai", "country": "ministry"}
SEARCHES = 200
SHOWN = 20  # the target of a search must be among the first so many
BIG = ("enterprises_enterprise", "enterprises_worker", "enterprises_spell",
       "enterprises_sharedstay", "enterprises_site")  # fmt: skip
SEED = 2026
SHEET = 100_000  # rows of the workbook; it takes minutes for a million
SPELLS = "SELECT * FROM enterprises_spell WHERE worker_id = %s"


def measure(requests: int) -> list[Result]:
    """Pages over HTTP, whether searches find, tracing, export."""
    results = []
    with ExitStack() as stack:
        bare = stack.enter_context(served("benchmarks.bare:application"))
        ours = stack.enter_context(served("ecms.wsgi:application"))
        floor = middle(asked(bare, "/", requests, {}))
        for reach, reader in READERS.items():
            cookie = {"Cookie": f"sessionid={session(reader)}; django_language=vi"}
            for what, path in paths():
                seconds = asked(ours, path, requests, cookie)
                results.append(_line(f"{what}, {reach}", seconds, floor, FLOOR))
    return [*results, *_searches(), *_tracing(), *_export()]


def paths() -> Iterator[tuple[str, str]]:
    """The pages of the register that people open."""
    from django.urls import reverse

    from enterprises.models import Enterprise

    register, facets = reverse("enterprises:list"), reverse("enterprises:facets")
    here = Enterprise.objects.filter(province__code="75").order_by("pk")
    firm = here[here.count() // 2]
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
    """Who shared site, shift, house or bus with a worker in a fortnight."""
    from datetime import timedelta

    from django.db import connection

    from accounts.models import User
    from ecms.core import clock
    from enterprises import selectors_tracing as tracing
    from enterprises.models import SharedStay

    today, seconds, floor = clock.today(), [], []
    reach = User.objects.get(username=READERS["country"]).scope
    stays = SharedStay.objects.order_by("pk")
    top = stays.last()
    if top is None:
        return []
    for number in range(20):
        stay = stays.filter(pk__gte=top.pk * number // 21).first()
        question = tracing.Question(today - timedelta(days=14), today, worker=stay.worker_id)
        seconds.append(timed(lambda question=question: tracing.answer(question, reach)))
        with connection.cursor() as cursor:
            floor.append(timed(lambda c=cursor, s=stay: c.execute(SPELLS, [s.worker_id])))
    return [_line("tracing, 14 days", seconds, middle(floor), "spells of one worker")]


def _export() -> list[Result]:
    """CSV and XLSX of the whole register in a process of its own; memory at its highest."""
    from enterprises.models import Enterprise

    total = Enterprise.objects.listed().count()
    results = []
    for kind, rows in (("csv", total), ("xlsx", min(total, SHEET))):
        seconds, megabytes, floor = _child(kind)
        results.append(
            Result(
                f"export, {kind}", "rows/s", rows / seconds, total / floor, "COPY of the columns",
                seconds / rows / (floor / total),
                size=f"{rows:,} rows, {megabytes:,.0f} MB at the highest",
            )
        )  # fmt: skip
    return results


def _child(kind: str) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "benchmarks.national", kind]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes, floor = answer.stdout.split()[-3:]
    return float(seconds), float(megabytes), float(floor)


def export_alone(kind: str) -> None:
    """Write the whole register as ``kind`` to nowhere; print seconds, megabytes, floor."""
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
    with tempfile.TemporaryFile() as file, transaction.atomic():
        (table,) = exporters.tables(user, "")
        if kind == "xlsx":
            table = replace(table, rows=lambda of=table.rows: islice(of(), SHEET))
        tables = [table]
        seconds = timed(lambda: writing.write(kind, file, tables, lambda rows: None))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, megabytes, floor)


def plans() -> list[tuple[str, str]]:
    """The plans of the hottest statements; a scan of a whole big table ends the run."""
    from django.db.models import Q

    from accounts.models import Province, User
    from enterprises import searching
    from enterprises.filters import in_order
    from enterprises.models import Enterprise, SharedStay, Spell
    from enterprises.rules.search import whole_words

    listed = Enterprise.objects.visible_to(User.objects.get(username=READERS["country"])).listed()
    here = listed.filter(province=Province.objects.get(scheme="2025", code="75"))
    search = searching.Search(listed, "dien tu dong nai")
    fits = whole_words(search.words)
    words = Q(searching.Fits(searching.all_words(), fits))
    worker = Spell.objects.order_by("pk").first().worker_id
    found = [
        ("list of the country, first page", in_order(listed, "").values("pk")[:25]),
        ("list of the country, deep", in_order(listed, "").values("pk")[9_975:10_000]),
        ("list of a province by risk", in_order(here, "-risk").values("pk")[:25]),
        ("count of a province, bounded", here.order_by().values("pk")[:10_001]),
        ("search by the name", listed.order_by().filter(
            searching.Fits(searching.name_words(), fits)).values("pk")[:501]),
        ("search by any word", listed.order_by().filter(words).values("pk")[:501]),
        ("search in a province", here.order_by().filter(words).values("pk")[:501]),
        ("parts of words", listed.matching("ien tu hoan").order_by().values("pk")[:501]),
        ("employment of a worker", Spell.objects.filter(worker_id=worker).values("pk")),
        ("stays of a worker", SharedStay.objects.filter(worker_id=worker).values("pk")),
    ]  # fmt: skip
    answers = []
    for what, rows in found:
        plan = rows.explain(analyze=True)
        scans = [name for name in BIG if f"Seq Scan on {name}" in plan]
        if scans:
            raise SystemExit(f"{what}: scans {', '.join(scans)}\n{plan}")
        answers.append((what, plan))
    return answers


if __name__ == "__main__":
    export_alone(sys.argv[1])
