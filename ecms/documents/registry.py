"""Official forms: code, words, template, number book and symbol; each module defines its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Correction(StrEnum):
    """What may be done about a mistake in an issued document (Decree 30/2020/NĐ-CP art. 18).

    FULL: a slip, or by a document of the same form under a new number. FORM: slips only, the
    content is changed by a decision of its own. OWN: only by a step or form of its own law.
    BOTH_SIDES: signed by both sides, so not by one of them.
    """

    FULL = "FULL"
    FORM = "FORM"
    OWN = "OWN"
    BOTH_SIDES = "BOTH_SIDES"


@dataclass(frozen=True)
class Form:
    """One official form.

    ``book`` is the family that shares one series of numbers ("QĐ" for all decisions of a body);
    ``symbol`` what follows the number, with ``{agency}`` for the symbol of the body
    ("QĐ-{agency}" gives 05/QĐ-SNV). An official letter has no abbreviation of its kind.
    ``title_vi`` is what the document calls itself, ``label`` what the pages call it.
    """

    code: str
    title_vi: str
    label: str | Promise
    template: str
    book: str = ""
    symbol: str = ""
    correction: Correction = Correction.OWN

    def full_symbol(self, given: str) -> str:
        """The symbol for the number line from a body's symbol ("SNV") or a whole one."""
        if "{agency}" not in self.symbol:
            return self.symbol
        prefix = self.symbol.partition("{agency}")[0]
        if prefix and given.startswith(prefix):
            return given
        return self.symbol.format(agency=given)


_forms: dict[str, Form] = {}


def define(form: Form) -> Form:
    """Register a form and hand it back, for use as a module constant.

    Raises:
        ValueError: another form has the code, by which issued papers know how they are corrected.
    """
    if form.code in _forms:
        raise ValueError(f"two forms with the code {form.code}")
    _forms[form.code] = form
    return form


def label(code: str, default: str = "") -> str:
    """The words of a form for pages and lists."""
    form = _forms.get(code)
    return str(form.label) if form else default or code


def correction(code: str) -> Correction:
    """How a form may be corrected; a form that is no longer known only by its own law."""
    form = _forms.get(code)
    return form.correction if form else Correction.OWN


def known() -> dict[str, Form]:
    """All defined forms by code."""
    return dict(_forms)
