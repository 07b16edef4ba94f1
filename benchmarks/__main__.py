"""``python -m benchmarks``: measure, print the table, write ``docs/performance.md``.

Needs the services (``make bench`` starts them) and uses a database of its own, made anew beside
the one that ``ECMS_DATABASE_URL`` names and dropped at the end. Takes about three minutes.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from time import monotonic

from benchmarks.database import own_database


def main() -> int:
    """Prepare the database, run each benchmark, write the results."""
    options = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="ecms-bench-"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ecms.settings",
        "ECMS_MEDIA_ROOT": str(folder),
        "ECMS_DEBUG": "0",
        "ECMS_LOG_LEVEL": "ERROR",
    }
    started = monotonic()
    if options.scale == "national":
        return _national(options)
    try:
        with own_database():
            results = _measured(options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    from benchmarks.report import table, write, write_lists

    print(table(results))
    if not (options.dry or options.only):
        (write_lists if options.scale == "lists" else write)(results, options)
    print(f"measured in {monotonic() - started:.0f} s", file=sys.stderr)
    return 0


def _national(options: argparse.Namespace) -> int:
    """The asked parts and the plans of a country that is there."""
    import django

    django.setup()
    from benchmarks import national, plans
    from benchmarks.report import table, write_national

    results = national.measure(options.requests, options.parts)
    print(table(results))
    found = plans.plans()
    if not options.dry:
        write_national(results, found, options)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000, help="rows of the imported list")
    parser.add_argument("--requests", type=int, default=40, help="requests a page")
    parser.add_argument("--runs", type=int, default=3, help="runs of imports and documents")
    parser.add_argument(
        "--scale", choices=("province", "lists", "national"), default="province",
        help="lists: all workers of a province, and so many employers as --rows says; "
        "national: the register of ECMS_DATABASE_URL as it is",
    )  # fmt: skip
    parser.add_argument(
        "--parts", nargs="+", default=["pages", "searches", "tracing"],
        choices=("pages", "searches", "tracing", "export"),
        help="national: what to measure; the export of a million rows takes minutes",
    )  # fmt: skip
    parser.add_argument("--people", type=int, default=200, help="inspectors saving checklists")
    parser.add_argument("--answers", type=int, default=5, help="answers of each of them")
    parser.add_argument(
        "--only", nargs="+", choices=("pages", "documents", "imports", "checklists", "alerts"),
        help="province: these parts alone, printed and not written",
    )  # fmt: skip
    parser.add_argument("--dry", action="store_true", help="do not write docs/performance.md")
    return parser.parse_args()


def _measured(options: argparse.Namespace) -> list:
    import django

    django.setup()
    from benchmarks import alerts, checklists, documents, imports, pages, workers
    from benchmarks.database import fill

    _say("filling the database at the scale of a province")
    fill()
    parts = {
        "pages": lambda: pages.measure(options.requests),
        "documents": lambda: documents.measure(options.runs),
        "imports": lambda: imports.measure(options.rows, options.runs),
        "checklists": lambda: checklists.measure(options.people, options.answers),
        "alerts": alerts.measure,
    }
    if options.only:
        parts = {name: parts[name] for name in options.only}
    if options.scale == "lists":
        parts = {
            "workers": lambda: workers.measure(options.runs),
            "employers": lambda: imports.measure(options.rows, 1),
        }
    results = []
    for name, run in parts.items():
        _say(f"measuring {name}")
        results += run()
    return results


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
