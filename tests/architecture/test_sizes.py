"""Files, functions and classes stay small enough to be read at once."""

import ast
import subprocess
import sys

from tests.architecture.sources import PRODUCT, ROOT, TOOLS, python_files, short, text, tree

FILE, FUNCTION, CLASS = 400, 40, 150
BUILT = (*PRODUCT, "scripts", "benchmarks")  # a test may list its world in one go
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def length(node):
    return node.end_lineno - node.lineno + 1


def too_long(kind, limit, packages):
    return [
        f"{short(path)}:{node.lineno} {node.name} has {length(node)} lines"
        for path in python_files(packages)
        for node in ast.walk(tree(path))
        if isinstance(node, kind) and length(node) > limit
    ]


def test_files_are_short():
    lines = {short(path): text(path).count("\n") for path in python_files((*PRODUCT, *TOOLS))}
    assert len(lines) > 300
    assert {name: count for name, count in lines.items() if count > FILE} == {}


def test_functions_are_short():
    assert too_long(FUNCTIONS, FUNCTION, BUILT) == []


def test_classes_are_short():
    assert too_long(ast.ClassDef, CLASS, BUILT) == []


def test_no_function_is_tangled():
    """Complexity at most 8, as pyproject.toml says."""
    ruff = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "C901", "--no-cache", "."],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ruff.returncode == 0, ruff.stdout


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "common", "mixins", "misc"}
    assert [short(p) for p in python_files((*PRODUCT, *TOOLS)) if p.stem in drawers] == []
