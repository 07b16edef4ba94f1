"""The files of the project as the tests of this folder walk them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = (
    "ecms", "law", "accounts", "enterprises", "intake", "inspections", "violations", "campaigns",
    "field", "analytics", "demo",
)  # fmt: skip
TOOLS = ("scripts", "benchmarks", "tests")
TEXT_SUFFIXES = {
    ".py", ".html", ".txt", ".md", ".toml", ".in", ".yml", ".yaml", ".json", ".js", ".mjs",
    ".css", ".sh", ".po", ".csv",
}  # fmt: skip
TEXT_FOLDERS = (*PRODUCT, *TOOLS, "docs", "docker", "data", "frontend", "locale", "templates")


def python_files(packages=PRODUCT, *, migrations: bool = False) -> list[Path]:
    """Python files of ``packages`` and, where the product is asked for, ``manage.py``."""
    found = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if migrations or "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every template, of the folder and of the apps."""
    folders = [ROOT / "templates", *(ROOT / name / "templates" for name in PRODUCT)]
    folders += sorted((ROOT / "ecms").glob("*/templates"))
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".txt"}
    ]


def template_name(path: Path) -> str:
    """The name by which the loader knows ``path``."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def text_files() -> Iterator[Path]:
    """What is kept in version control and read by people, built and fetched files left out."""
    for name in TEXT_FOLDERS:
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in TEXT_SUFFIXES and "__pycache__" not in path.parts:
                yield path
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and (
            path.suffix in TEXT_SUFFIXES or path.name in {"Makefile", "Dockerfile"}
        ):
            yield path


@cache
def text(path: Path) -> str:
    """The content of ``path``."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of ``path``."""
    return ast.parse(text(path), filename=str(path))


def short(path: Path) -> str:
    """``path`` below the root."""
    return path.relative_to(ROOT).as_posix()
