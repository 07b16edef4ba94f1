"""Words of self-checks: duty or not, lateness, verdicts, the figure of honesty."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enterprises.enums import SelfCheckDuty
from enterprises.models import Enterprise, SelfCheckForm
from enterprises.rules import selfcheck as rules
from enterprises.selectors_selfchecks import Compared

VERDICT_WORDS = {
    rules.CONTRADICTED: gettext_lazy("Said yes, but found"),
    rules.CONFIRMED: gettext_lazy("Said yes, confirmed"),
    rules.ADMITTED: gettext_lazy("Said no, found"),
    rules.PUT_RIGHT: gettext_lazy("Said no, put right"),
}
VERDICT_KINDS = {
    rules.CONTRADICTED: "danger",
    rules.CONFIRMED: "success",
    rules.ADMITTED: "warning",
    rules.PUT_RIGHT: "success",
}
_ORDER = (rules.CONTRADICTED, rules.ADMITTED, rules.PUT_RIGHT, rules.CONFIRMED)


def form_words(form: SelfCheckForm) -> str:
    """“Duty, 2 times a year”, or that it is voluntary."""
    if form.duty == SelfCheckDuty.VOLUNTARY:
        return _("Voluntary")
    text = ngettext("Duty, %(n)s time a year", "Duty, %(n)s times a year", form.per_year)
    return text % {"n": form.per_year}


def owing_row(
    firm: Enterprise, last: date | None, form: SelfCheckForm | None, today: date
) -> dict[str, Any]:
    """An enterprise that owes one, with its last and since when the next is due."""
    due_on = rules.next_due(last, form.per_year) if last and form else None
    place = firm.ward.name if firm.ward else firm.province.name
    return {"firm": firm, "place": place, "last": last, "due_on": due_on}


def honesty_words(figure: rules.Honesty) -> str:
    """“75% (9 of 12 statements borne out)”; empty where nothing was compared."""
    if figure.percent is None:
        return ""
    return _("%(percent)s%% (%(n)s of %(all)s statements borne out)") % {
        "percent": figure.percent, "n": figure.borne_out, "all": figure.compared,
    }  # fmt: skip


def comparison_rows(one: Compared) -> list[dict[str, Any]]:
    """Per topic: how many of each verdict, the lines that need a look, the confirmed ones."""
    names = {line.said.topic: line.said.topic_name for line in one.lines}
    return [
        _topic_row(name or key, [line for line in one.lines if line.said.topic == key])
        for key, name in names.items()
    ]


def _topic_row(name: str, lines: list[rules.Comparison]) -> dict[str, Any]:
    lines = sorted(lines, key=lambda line: _ORDER.index(line.verdict))
    counts = {word: sum(line.verdict == word for line in lines) for word in _ORDER}
    return {
        "topic": name,
        "counts": [(VERDICT_WORDS[word], VERDICT_KINDS[word], n) for word, n in counts.items()],
        "lines": [
            (line, VERDICT_WORDS[line.verdict], VERDICT_KINDS[line.verdict])
            for line in lines
            if line.verdict != rules.CONFIRMED
        ],
        "confirmed": [line for line in lines if line.verdict == rules.CONFIRMED],
    }
