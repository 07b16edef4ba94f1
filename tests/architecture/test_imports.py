"""A module imports what is below it; rules are pure; no signals."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT, python_files, short, tree

LINTER = Path(sys.executable).with_name("lint-imports")
MODEL_SIGNALS = {"django.db.models.signals", "django.core.signals"}
# Django and allauth announce a sign-in or a new password by signals and by nothing else.
RECEIVERS = {"accounts/receivers.py"}


def imported(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_contracts_of_direction_hold():
    linter = subprocess.run(
        [LINTER], cwd=ROOT, capture_output=True, text=True, check=False, timeout=240
    )
    assert linter.returncode == 0, linter.stdout[-3000:]


def test_rules_import_neither_django_nor_models():
    rules = [p for p in python_files() if "rules" in p.parts or p.stem == "rules"]
    assert len(rules) > 10
    impure = [
        f"{short(path)} imports {name}"
        for path in rules
        for name in imported(path)
        if name.split(".")[0] == "django" or ".models" in name
    ]
    assert impure == []


def test_nothing_hangs_on_model_signals():
    found = [
        f"{short(path)} imports {name}"
        for path in python_files()
        for name in imported(path)
        if name in MODEL_SIGNALS or (name == "django.dispatch" and short(path) not in RECEIVERS)
    ]
    assert found == []


def test_only_views_tasks_and_commands_read_the_clock():
    """Services get ``at=``; a legal date never depends on when a function happens to run."""
    readers = [
        f"{short(path)}:{node.lineno}"
        for path in python_files()
        if "services" in path.parts or path.stem == "rules" or "rules" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in {
            "timezone.now", "datetime.now", "date.today", "datetime.utcnow", "timezone.localdate",
        }
    ]  # fmt: skip
    assert readers == []


def called(node):
    return ast.unparse(node.func) if isinstance(node.func, ast.Attribute) else ""
