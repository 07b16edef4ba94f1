"""A list on its way in, and what its columns mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.core import clock
from ecms.core.forms import DateField, TextField
from ecms.core.text import squeeze
from enterprises.enums import ImportKind
from enterprises.models import Enterprise, ImportJob, ImportSource
from enterprises.presenters import FIELD_WORDS
from enterprises.rules import tax_code as tax_codes
from enterprises.services.imports.adapters import adapter_for, known
from enterprises.services.imports.files import MOST_BYTES
from enterprises.services.imports.texts import ENCODINGS
from enterprises.wording import ENCODING_WORDS, file_words


class UploadForm(forms.Form):
    """A list on its way in; the province is fixed where the user has one.

    The source is one of the catalogue, which knows its kind and columns, or another one, of
    which the person says the name and what it holds.
    """

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_(
            "CSV, XLSX or XLS, up to 1,000,000 rows. Column titles are recognised in Vietnamese "
            "and English, wherever they stand in the first 20 rows; old fonts (TCVN3, VNI) too."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls"}),
    )
    origin = forms.ModelChoiceField(
        ImportSource.objects.none(),
        label=_("Source of the list"),
        required=False,
        empty_label=_("Another source"),
    )
    source = TextField(
        label=_("Name of the other source"),
        max_length=200,
        required=False,
        help_text=_("For example: list of the union of the province."),
        widget=forms.TextInput(attrs={"list": "known-sources"}),
    )
    kind = forms.ChoiceField(
        label=_("What the other list holds"),
        required=False,
        help_text=_("Needed for a source that is not in the catalogue."),
    )
    as_of = DateField(
        label=_("State of the facts as of"),
        help_text=_("Facts in the register that are newer than this day are kept."),
    )
    employer = TextField(
        label=_("Tax code of the employer"),
        max_length=20,
        required=False,
        help_text=_("For a list of the workers of one employer."),
    )
    province = forms.ModelChoiceField(Province.objects.none(), label=FIELD_WORDS["province"])

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        provinces = Province.objects.in_reach(user)
        self.fields["province"].queryset = provinces
        self.only = provinces[0] if len(provinces) == 1 else None
        if self.only:
            del self.fields["province"]
        order = ImportKind.values
        mine = sorted(
            (one for one in known() if user.can(one.permission)),
            key=lambda one: order.index(one.kind),
        )
        self.fields["kind"].choices = [(one.kind, ImportKind(one.kind).label) for one in mine]  # type: ignore[attr-defined]
        sources = ImportSource.objects.in_force(clock.today()).filter(
            Q(province__isnull=True) | Q(province__in=provinces),
            kind__in=[one.kind for one in mine],
        )
        self.fields["origin"].queryset = sources
        if not any(one.one_employer for one in mine):
            del self.fields["employer"]

    def clean(self) -> dict[str, Any]:
        """A source by name needs the name; a list of one employer its tax code."""
        data = super().clean() or self.cleaned_data
        if not data.get("origin") and not data.get("source"):
            self.add_error("origin", _("Choose the source, or name another one."))
        origin = data.get("origin")
        kind = origin.kind if origin else data.get("kind") or ImportKind.EMPLOYERS
        data["kind"] = kind
        if adapter_for(kind).one_employer:
            data["enterprise"] = self._employer(data)
        return data

    def _employer(self, data: dict[str, Any]) -> Enterprise | None:
        """The enterprise with the tax code, of the chosen province; an error where there is none.

        A list that names the employer in each row needs none.
        """
        text = data.get("employer", "")
        if not text:
            return None
        province = self.only or data.get("province")
        code = tax_codes.read(text).text
        firms = Enterprise.objects.visible_to(self.user).filter(province=province)
        firm = firms.filter(tax_code=code).first()
        if firm is None:
            self.add_error("employer", _("No enterprise of the province has this tax code."))
        return firm

    @property
    def source_words(self) -> str:
        """The name under which facts of the list are shown."""
        origin = self.cleaned_data.get("origin")
        return origin.name_vi[:200] if origin else self.cleaned_data["source"]

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


class EncodingForm(forms.Form):
    """Another reading of the text of a file."""

    encoding = forms.ChoiceField(
        label=_("Encoding of the text"),
        required=False,
        choices=[("", _("Found by the machine")), *((e, ENCODING_WORDS[e]) for e in ENCODINGS)],
    )


def alternatives(words: Iterable[str]) -> str:
    """“Tax code” or “Tax code / Insurance code”: any of them will do."""
    return " / ".join(words)
