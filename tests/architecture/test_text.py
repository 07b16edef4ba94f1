"""Texts of the project: no promises for later, no path of one machine, no other host."""

import re

from tests.architecture.sources import PRODUCT, python_files, short, text, text_files

PROMISE = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
MACHINE = re.compile(
    r"(?<![\w.-])(?:/ro" + r"ot/|/ho" + r"me/\w+|/Use" + r"rs/\w+|/wo" + r"rk/|/t" + r"mp/[a-z])"
)
REGISTRY = re.compile(r"https?://[^\s\"']*(?:pypi|simple/|npm(?:js)?|registry)[^\s\"']*", re.I)


def lines(pattern, suffixes=None):
    return [
        f"{short(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        if suffixes is None or path.suffix in suffixes
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_for_later():
    assert lines(PROMISE, {".py", ".html", ".js", ".mjs", ".css", ".md", ".toml"}) == []


def test_no_path_of_one_machine():
    """Places inside a container image are the same everywhere; one test lists what to look for."""
    allowed = ("docker", "Dockerfile", "tests/rules/test_reference_files.py")
    assert [line for line in lines(MACHINE) if not line.startswith(allowed)] == []


def test_no_address_of_a_package_registry():
    assert lines(REGISTRY, {".txt", ".in", ".json", ".toml", ".yml", ".py", ".md"}) == []


def test_every_module_says_what_it_is_for():
    silent = [
        short(path)
        for path in python_files((*PRODUCT, "scripts", "benchmarks"))
        if text(path).strip() and not text(path).lstrip().startswith(('"""', "#!"))
    ]
    assert silent == []
