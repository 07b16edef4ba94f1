"""The chosen filters of a list as chips, each with the address that takes it away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import BaseForm
from django.http import QueryDict
from django.utils.translation import gettext as _

from ecms.core.formatting import grouped, legal_date


@dataclass(frozen=True)
class Chip:
    """One chosen value of one filter."""

    label: str
    value: str
    remove_url: str


def chips_for(form: BaseForm, query: QueryDict) -> list[Chip]:
    """One chip per chosen value of a bound, valid filter form; ``sort`` and the rest stay."""
    if not form.is_bound or not form.is_valid():
        return []
    chips: list[Chip] = []
    for name in form.fields:
        for raw, words in _chosen(form, name, query):
            chips.append(Chip(str(form[name].label), words, _without(query, name, raw)))
    return chips


def chips_with_search(form: BaseForm, query: QueryDict) -> list[Chip]:
    """The same behind a chip for the words in ``q``, where the page has its own search box."""
    chips = chips_for(form, query)
    raw = str(query.get("q", ""))
    if raw.strip():
        chips.insert(0, Chip(_("Search"), raw.strip(), _without(query, "q", raw)))
    return chips


def _chosen(form: BaseForm, name: str, query: QueryDict) -> list[tuple[str, str]]:
    """Pairs of (value in the query, words for it)."""
    cleaned = form.cleaned_data.get(name)
    if cleaned in (None, "", [], ()) or cleaned is False or form[name].is_hidden:
        return []
    if hasattr(cleaned, "__iter__") and not isinstance(cleaned, str):
        return [
            (raw, _choice_words(form, name, raw)) for raw in query.getlist(form.add_prefix(name))
        ]
    raw = query.get(form.add_prefix(name), "")
    return [(raw, _words(form, name, raw, cleaned))]


def _words(form: BaseForm, name: str, raw: str, cleaned: Any) -> str:
    if cleaned is True:
        return _("yes")
    if isinstance(cleaned, date | datetime):
        return legal_date(cleaned)
    if isinstance(cleaned, int):
        choice = _choice_words(form, name, raw)
        return choice if choice != raw else grouped(cleaned)
    if hasattr(form.fields[name], "choices"):
        return _choice_words(form, name, raw)
    return str(cleaned)


def _choice_words(form: BaseForm, name: str, raw: str) -> str:
    field: Any = form.fields[name]
    if hasattr(field, "queryset"):
        return str(field.clean([raw])[0] if _is_multiple(field) else field.clean(raw))
    for value, words in getattr(field, "choices", ()):
        if isinstance(words, list | tuple):
            for inner, inner_words in words:
                if str(inner) == raw:
                    return str(inner_words)
        elif str(value) == raw:
            return str(words)
    return raw


def _is_multiple(field: Any) -> bool:
    return bool(getattr(field.widget, "allow_multiple_selected", False))


def _without(query: QueryDict, name: str, raw: str) -> str:
    rest = query.copy()
    rest.setlist(name, [value for value in rest.getlist(name) if value != raw])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"
