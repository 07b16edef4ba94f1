"""Formulas of indicators: arithmetic over governed measures, read without ever running code.

``rate(count(remedies_due, key="in_time"), count(remedies_due, key=("in_time", "late")))``

Terms: ``count``, ``sum``, ``median``, ``p90`` of a measure, narrowed by ``key`` and ``key2``;
``rate(part, whole)`` is a share in percent whose interval can be told; + - * / and brackets.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

PARTS = ("count", "sum", "median", "p90")
LONGEST = 500
Z95 = 1.959964  # two-sided 95 %
Value = Fraction | None


class FormulaError(ValueError):
    """A formula that cannot be read; the message says what is wrong, in English."""


@dataclass(frozen=True)
class Term:
    """One number of the formula: which measure, which part of it, of which codes."""

    part: str
    measure: str
    keys: tuple[str, ...] = ()
    keys2: tuple[str, ...] = ()


@dataclass(frozen=True)
class Interval:
    """A share with the range that the true one lies in 95 times of 100 (Wilson), in percent."""

    low: float
    high: float
    found: int
    of: int


@dataclass(frozen=True)
class Formula:
    """A formula that was read."""

    text: str
    root: ast.expr
    terms: tuple[Term, ...]

    def value(self, number_of: Callable[[Term], Value]) -> Value:
        """The value exactly; None where a part has none or nothing is divided by."""
        return _value(self.root, number_of)

    def interval(self, number_of: Callable[[Term], Value]) -> Interval | None:
        """The range of a formula that is one ``rate`` of whole numbers; else None."""
        if not (isinstance(self.root, ast.Call) and _name(self.root) == "rate"):
            return None
        found, of = (_value(part, number_of) for part in self.root.args)
        if found is None or not of or not 0 <= found <= of:
            return None
        return wilson(int(found), int(of))


def wilson(found: int, of: int) -> Interval:
    """The Wilson interval of ``found`` in ``of``, at 95 %."""
    share, z2 = found / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Interval(100 * max(middle - half, 0), 100 * min(middle + half, 1), found, of)


def parse(text: str) -> Formula:
    """Read a formula.

    Raises:
        FormulaError: too long, no formula, or a word that formulas do not know.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"longer than {LONGEST} characters")
    try:
        root = ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("not a formula") from error
    terms: list[Term] = []
    _check(root, terms)
    if not terms:
        raise FormulaError("names no measure")
    return Formula(text, root, tuple(dict.fromkeys(terms)))


def _check(node: ast.expr, terms: list[Term]) -> None:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        _check(node.left, terms)
        _check(node.right, terms)
    elif isinstance(node, ast.Call) and _name(node) == "rate":
        if len(node.args) != 2 or node.keywords:
            raise FormulaError("rate takes a part and a whole")
        for part in node.args:
            _check(part, terms)
    elif isinstance(node, ast.Call):
        terms.append(_term(node))
    elif not _is_number(node):
        raise FormulaError(f"“{ast.unparse(node)}” is not known in formulas")


def _is_number(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
    )


def _name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _term(node: ast.Call) -> Term:
    part = _name(node)
    if part not in PARTS:
        raise FormulaError(f"“{ast.unparse(node.func)}” is not one of {', '.join(PARTS)}, rate")
    if len(node.args) != 1 or not isinstance(node.args[0], ast.Name):
        raise FormulaError(f"{part} takes one measure")
    named = {word.arg: _codes(word.value) for word in node.keywords}
    if not named.keys() <= {"key", "key2"}:
        raise FormulaError("a term is narrowed by key and key2 only")
    return Term(part, node.args[0].id, named.get("key", ()), named.get("key2", ()))


def _codes(node: ast.expr) -> tuple[str, ...]:
    found = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    codes = [item.value for item in found if isinstance(item, ast.Constant)]
    if not codes or len(codes) != len(found) or not all(isinstance(c, str) for c in codes):
        raise FormulaError('codes are texts: "a" or ("a", "b")')
    return tuple(str(code) for code in codes)


def _divided(left: Fraction, right: Fraction) -> Value:
    return left / right if right else None


_OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Value]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: _divided,
}


def _value(node: ast.expr, number_of: Callable[[Term], Value]) -> Value:
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    if isinstance(node, ast.Call):
        if _name(node) != "rate":
            return number_of(_term(node))
        found, of = (_value(part, number_of) for part in node.args)
        return None if found is None or not of else 100 * found / of
    operation: Any = node
    left, right = _value(operation.left, number_of), _value(operation.right, number_of)
    if left is None or right is None:
        return None
    return _OPERATIONS[type(operation.op)](left, right)
