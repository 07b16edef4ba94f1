"""The filters of the dashboard and of reports: a period of whole months, and a province."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Province
from analytics.enums import ReportFormat
from analytics.links import period_pairs
from analytics.numbers import Selection
from analytics.period_words import half_code, half_words, month_words, quarter_code, quarter_words
from analytics.periods import (
    Period,
    asked,
    half_of,
    month_code,
    month_of,
    quarter_of,
    read_month,
    shift,
    year_of,
)

MONTHS_OFFERED, QUARTERS_OFFERED, HALVES_OFFERED, YEARS_OFFERED = 36, 12, 8, 6
KINDS = (
    ("month", gettext_lazy("Month")),
    ("quarter", gettext_lazy("Quarter")),
    ("half", gettext_lazy("Half-year")),
    ("year", gettext_lazy("Year")),
    ("last", gettext_lazy("Last full month")),
    ("rolling", gettext_lazy("Last twelve full months")),
    ("custom", gettext_lazy("From month to month")),
)
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
HALF = re.compile(r"(\d{4})-H([12])")


class PeriodForm(forms.Form):
    """``period`` chooses which of the other fields counts; without it, the year of ``today``."""

    is_filter = True  # what is left open narrows nothing: "(optional)" would say nothing

    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=KINDS)
    month = forms.CharField(label=gettext_lazy("Month"), widget=forms.Select)
    quarter = forms.CharField(label=gettext_lazy("Quarter"), widget=forms.Select)
    half = forms.CharField(label=gettext_lazy("Half-year"), widget=forms.Select)
    year = forms.CharField(label=gettext_lazy("Year"), widget=forms.Select)
    province = forms.ModelChoiceField(
        Province.objects.none(),
        label=gettext_lazy("Province"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("All provinces"),
    )

    def __init__(self, data: Any, *, user: Any, today: date) -> None:
        super().__init__(complete(data, today))
        self.user, self.today = user, today
        self.fields["from"] = forms.CharField(
            label=gettext_lazy("From month"), widget=forms.Select
        )
        self.fields["to"] = forms.CharField(label=gettext_lazy("To month"), widget=forms.Select)
        self.order_fields(["period", "month", "quarter", "half", "year", "from", "to", "province"])
        self._offer()
        self._offer_provinces()

    def _offer(self) -> None:
        month = self.today.replace(day=1)
        months = [shift(month, -n) for n in range(MONTHS_OFFERED)]
        quarters = [shift(quarter_of(month).first, -3 * n) for n in range(QUARTERS_OFFERED)]
        halves = [shift(half_of(month).first, -6 * n) for n in range(HALVES_OFFERED)]
        offered = {
            "month": [(month_code(m), month_words(m)) for m in months],
            "quarter": [(quarter_code(q), quarter_words(q)) for q in quarters],
            "half": [(half_code(h), half_words(h)) for h in halves],
            "year": [(str(month.year - n), str(month.year - n)) for n in range(YEARS_OFFERED)],
        }
        offered["from"] = offered["to"] = offered["month"]
        for name, choices in offered.items():
            given = self.data.get(name, "")
            if given and given not in dict(choices):
                choices = [*choices, (given, given)]
            self.fields[name].widget.choices = choices

    def _offer_provinces(self) -> None:
        scope = self.user.scope
        if scope.national or len(scope.province_ids) > 1:
            self.fields["province"].queryset = Province.objects.in_reach(self.user)
        else:
            del self.fields["province"]

    def clean(self) -> dict[str, Any]:
        """Work out the months."""
        cleaned = super().clean() or {}
        kind = cleaned.get("period") or "year"
        try:
            cleaned["months"] = self._read(kind, cleaned)
        except (ValueError, KeyError):  # KeyError: the field itself was refused
            field = {"custom": "to"}.get(kind, kind)
            field = field if field in self.fields else "period"
            message = _("Choose a period that begins before it ends, of ten years at most.")
            self.add_error(field, ValidationError(message))
        return cleaned

    def _read(self, kind: str, cleaned: dict[str, Any]) -> Period:
        if kind in ("last", "rolling"):
            last = shift(self.today.replace(day=1), -1)
            return Period(last if kind == "last" else shift(last, -11), last)
        if kind == "half":
            match = HALF.fullmatch(cleaned["half"])
            if not match:
                raise ValueError(cleaned["half"])
            return half_of(read_month(f"{match[1]}-{int(match[2]) * 6:02}"))
        if kind == "month":
            return month_of(read_month(cleaned["month"]))
        if kind == "quarter":
            match = QUARTER.fullmatch(cleaned["quarter"])
            if not match:
                raise ValueError(cleaned["quarter"])
            return quarter_of(read_month(f"{match[1]}-{int(match[2]) * 3:02}"))
        if kind == "custom":
            return asked(read_month(cleaned["from"]), read_month(cleaned["to"]))
        return year_of(read_month(f"{cleaned['year']}-01"))

    @property
    def from_field(self) -> Any:
        """The field whose name is a word of the template language."""
        return self["from"]

    @property
    def to_field(self) -> Any:
        """As ``from_field``."""
        return self["to"]

    @cached_property
    def selection(self) -> Selection:
        """What is asked for; what cannot be read falls back to the year of today."""
        chosen = self.cleaned_data if self.is_valid() else {}
        period = chosen.get("months") or year_of(self.today)
        return Selection(self.user, period, self.only_province or chosen.get("province"))

    @property
    def address(self) -> str:
        """Period and province as they stand in addresses of pages that show the same."""
        selection = self.selection
        place = [("province", selection.province.code)] if selection.province else []
        return urlencode([*period_pairs(selection.period), *place])

    @property
    def only_province(self) -> Province | None:
        """The province of a person who has just one."""
        if "province" in self.fields or self.user.scope.national:
            return None
        return Province.objects.filter(pk__in=self.user.scope.province_ids).first()


class ReportForm(PeriodForm):
    """A period, a province and the kind of file; ``submission`` makes a second click harmless."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=ReportFormat,
        widget=forms.RadioSelect,
        initial=ReportFormat.XLSX,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)


def complete(data: Any, today: date) -> QueryDict:
    """The query with the fields that were left out: the present month, quarter and year."""
    query: QueryDict = data.copy() if data is not None else QueryDict(mutable=True)
    month = today.replace(day=1)
    usual = {
        "period": "year", "month": month_code(month), "quarter": quarter_code(month),
        "half": half_code(month),
        "year": str(today.year), "from": month_code(shift(month, -11)), "to": month_code(month),
    }  # fmt: skip
    for name, value in usual.items():
        if not query.get(name):
            query[name] = value
    return query
