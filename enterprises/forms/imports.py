"""A list on its way in, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.core import clock
from ecms.core.forms import DateField, TextField
from ecms.core.text import squeeze
from enterprises.filters import provinces_of
from enterprises.models import ImportJob
from enterprises.presenters import FIELD_WORDS
from enterprises.services.imports.adapters import adapter_for
from enterprises.services.imports.files import MOST_BYTES
from enterprises.wording import file_words


class UploadForm(forms.Form):
    """A list of employers on its way in; the province is fixed where the user has one."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_(
            "CSV, XLSX or XLS, up to 1,000,000 rows. Titles such as “Mã số thuế”, “Tên "
            "doanh nghiệp”, “Địa chỉ”, “Phường/xã”, “Ngành nghề”, “Số lao động” are "
            "recognised, wherever they stand in the first 20 rows."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls"}),
    )
    source = TextField(
        label=_("Source of the list"),
        max_length=200,
        help_text=_("For example: Tax authority, social insurance, industrial zone board."),
        widget=forms.TextInput(attrs={"list": "known-sources"}),
    )
    as_of = DateField(
        label=_("State of the facts as of"),
        help_text=_("Facts in the register that are newer than this day are kept."),
    )
    province = forms.ModelChoiceField(Province.objects.none(), label=FIELD_WORDS["province"])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = provinces_of(user)
        self.fields["province"].queryset = provinces
        self.only = provinces[0] if len(provinces) == 1 else None
        if self.only:
            del self.fields["province"]

    def clean_file(self) -> Any:
        """The size at once; everything else is said after the check."""
        file = self.cleaned_data["file"]
        limit = max(MOST_BYTES.values())
        if file.size > limit:
            raise ValidationError(
                file_words({"code": "too_big", "params": {"limit": limit // (1024 * 1024)}})
            )
        if not file.size:
            raise ValidationError(file_words({"code": "empty"}))
        return file

    def clean_source(self) -> str:
        """One line, so that the same source is the same."""
        return squeeze(self.cleaned_data["source"])

    def clean_as_of(self) -> Any:
        """Facts cannot be of a day to come."""
        day = self.cleaned_data["as_of"]
        if day > clock.today():
            raise ValidationError(_("The day of the list is in the future."))
        return day

    @property
    def province_chosen(self) -> Any:
        """The one province in reach, or the chosen one."""
        return self.only or self.cleaned_data["province"]


class ColumnsForm(forms.Form):
    """What each column of a file means."""

    def __init__(self, *args: Any, job: ImportJob, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adapter = adapter_for(job.kind)
        named = sorted(
            ((one.field, str(one.words)) for one in self.adapter.columns), key=lambda one: one[1]
        )
        choices = [("", _("Not used")), *named]
        for index, column in enumerate(job.mapping.get("columns", [])):
            sample = " · ".join(text[:40] for text in column["sample"] if text)
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=column["header"] or _("Column %(n)s") % {"n": index + 1},
                choices=choices,
                required=False,
                initial=column["field"],
                help_text=escape(sample),
            )

    def clean(self) -> dict[str, Any]:
        """What the kind of list needs must be there, and no field twice."""
        data = super().clean() or self.cleaned_data
        used = [name for name in data.values() if name]
        twice = {name for name in used if used.count(name) > 1}
        for name in sorted(twice):
            words = {"field": self.adapter.words_of(name)}
            self.add_error(None, _("Two columns are used for “%(field)s”.") % words)
        for group in self.adapter.missing(used):
            words = {"field": alternatives(self.adapter.words_of(name) for name in group)}
            self.add_error(None, _("Choose the column for “%(field)s”.") % words)
        return data

    @property
    def chosen(self) -> list[str]:
        """Fields in the order of the columns."""
        return [self.cleaned_data.get(name, "") for name in self.fields]


def alternatives(words: Iterable[str]) -> str:
    """“Tax code” or “Tax code / Insurance code”: any of them will do."""
    return " / ".join(words)
