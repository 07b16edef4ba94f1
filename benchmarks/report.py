"""The table of results, and ``docs/performance.md``."""

import argparse
import os
import platform
from importlib.metadata import version
from pathlib import Path

from benchmarks.results import Result

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
HEAD = """# Performance

Written by `make bench`. A machine is shared and noisy, so every figure stands beside a floor that
was measured in the same run on the same machine: the ratio holds, the milliseconds do not.

"""
NATIONAL = "## The register of a country"
NATIONAL_END = "<!-- end of the country -->"
LISTS, LISTS_END = "## Big lists", "<!-- end of the big lists -->"
TAIL = """
What the floors are:

- **empty Django view**: gunicorn with one synchronous worker, no middleware, no database.
- **empty Django view, as many clients**: the same view on the workers and threads of
  `docker/entry`, asked by as many clients at once as inspectors save answers.
- **bare WeasyPrint**: the same HTML and style sheet to a plain PDF; ours is PDF/A-3u with tags
  and includes the template.
- **COPY**: the finished rows put back into `enterprises_enterprise` with all its indexes. The
  import besides reads and judges every cell, keeps each row with its verdict for the preview,
  writes history and is carried out whole or not at all.

Pages are asked for one after the other by one client, signed in as the director of the province,
with a new connection each; answers of checklists are saved by all inspectors at once.
 Tests measure no time; they bound statements, plans and bytes
(`tests/access/test_reads.py`, `tests/enterprises`).
"""


def table(results: list[Result]) -> str:
    """Markdown, which a terminal shows well enough."""
    lines = [
        "| What | Figure | p95 | Floor | Times the floor | Measured |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for row in results:
        p95 = f"{row.p95:,.0f} {row.unit}" if row.p95 else "–"
        lines.append(
            f"| {row.what} | {_figure(row.value)} {row.unit} | {p95} "
            f"| {_figure(row.floor)} {row.unit} ({row.floor_is}) | {row.ratio:.1f} | {row.size} |"
        )
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 20 else f"{value:,.1f}"


def write(results: list[Result], options: argparse.Namespace) -> None:
    """Put the table where readers look for it."""
    arguments = (
        f"--rows {options.rows} --requests {options.requests} --runs {options.runs}"
        f" --people {options.people} --answers {options.answers}"
    )
    lines = [
        HEAD.rstrip(), "", f"Command: `make bench ARGS=\"{arguments}\"`", "", table(results), "",
        *_circumstances(), TAIL.rstrip(), "",
    ]  # fmt: skip
    country = PAGE.read_text(encoding="utf-8").partition(NATIONAL)
    PAGE.write_text("\n".join(lines) + "".join(country[1:]), encoding="utf-8")


def write_national(
    results: list[Result], plans: list[tuple[str, str]], options: argparse.Namespace
) -> None:
    """The register of a country, between two marks of the page; the rest of it stays."""
    from benchmarks.database import sizes

    size = ", ".join(f"{rows:,} {name}" for name, rows in sizes().items())
    parts = " ".join(options.parts)
    command = f"--scale national --requests {options.requests} --parts {parts}"
    lines = [
        f"Command: `make bench ARGS=\"{command}\"`",
        f"on {size}.",
        "", table(results), "", "### Plans", "",
    ]  # fmt: skip
    for what, plan in plans:
        lines += [
            f"<details><summary>{what}</summary>",
            "",
            "```",
            plan,
            "```",
            "",
            "</details>",
            "",
        ]
    before, _mark, rest = PAGE.read_text(encoding="utf-8").partition(NATIONAL)
    _old, _mark, after = rest.partition(NATIONAL_END)
    text = "\n".join(lines)
    PAGE.write_text(
        f"{before.rstrip()}\n\n{NATIONAL}\n\n{text}\n{NATIONAL_END}\n{after.lstrip()}",
        encoding="utf-8",
    )


def write_lists(results: list[Result], options: argparse.Namespace) -> None:
    """Lists of a whole province and of the country, between two marks; the rest stays."""
    command = f"--scale lists --rows {options.rows} --runs {options.runs}"
    lines = [LISTS, "", f'Command: `make bench ARGS="{command}"`', "", table(results), ""]
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition(LISTS)
    after = rest.partition(LISTS_END)[2] if mark else "\n"
    text = "\n".join(lines)
    PAGE.write_text(
        f"{before.rstrip()}\n\n{text}\n{LISTS_END}\n{after.lstrip()}", encoding="utf-8"
    )


def _circumstances() -> list[str]:
    names = ("Django", "psycopg2-binary", "weasyprint", "gunicorn")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    words = (
        f"Measured with Python {platform.python_version()}, {versions}, on {os.cpu_count()} cores"
        f" ({platform.machine()}), at the scale of a province (`make seed SCALE=province`:"
        " 3,726 enterprises with 269,000 workers, and cases in every state)."
    )
    return [words]
