"""Official forms: code, words, template, number book and symbol; each module defines its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


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
    """Register a form and hand it back, for use as a module constant."""
    _forms[form.code] = form
    return form


def label(code: str, default: str = "") -> str:
    """The words of a form for pages and lists."""
    form = _forms.get(code)
    return str(form.label) if form else default or code


def known() -> dict[str, Form]:
    """All defined forms by code."""
    return dict(_forms)
