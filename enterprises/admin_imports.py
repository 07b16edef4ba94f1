"""Sources of lists in the administration: kind, columns and encoding that are settled for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import CatalogueAdmin, period
from accounts.admin.filters import InForceFilter
from enterprises.models import ImportSource
from enterprises.resources import SourceResource
from enterprises.services.imports.adapters import known
from enterprises.services.imports.columns import key_of
from enterprises.services.imports.texts import ENCODINGS
from enterprises.wording import ENCODING_WORDS


class SourceForm(forms.ModelForm):
    """Columns one a line, “Title = field”; an encoding of those that can be read."""

    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("Found by the machine")), *((e, ENCODING_WORDS[e]) for e in ENCODINGS)],
    )
    columns = forms.CharField(
        label=_("Columns"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One a line: title as it stands in the file = field, for example “MST = tax_code”."
        ),
    )

    class Meta:
        model = ImportSource
        fields = (
            "code", "kind", "province", "name_vi", "name_en", "encoding", "columns", "valid_from",
            "valid_to",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = self.instance.mapping.items()
        self.initial["columns"] = "\n".join(f"{title} = {field}" for title, field in pairs)

    def clean(self) -> dict[str, Any]:
        """Fields must be ones that the kind of list has, each for one title."""
        data = super().clean() or self.cleaned_data
        fields = {str(one.kind): set(one.fields) for one in known()}.get(
            data.get("kind", ""), set()
        )
        mapping: dict[str, str] = {}
        for line in data.get("columns", "").splitlines():
            title, _sign, field = (part.strip() for part in line.rpartition("="))
            if not line.strip():
                continue
            if not key_of(title) or field not in fields or field in mapping.values():
                raise ValidationError(
                    {
                        "columns": _("This line cannot be used: “%(line)s”.")
                        % {"line": line.strip()}
                    }
                )
            mapping[key_of(title)] = field
        self.instance.mapping = mapping
        return data


@admin.register(ImportSource)
class ImportSourceAdmin(CatalogueAdmin):
    """Where lists come from."""

    form = SourceForm
    resource_classes = [SourceResource]
    list_display = ("code", "name_vi", "name_en", "kind", "province", "validity")
    list_filter = ("kind", InForceFilter, "province")
    list_select_related = ("province",)
    search_fields = ("code", "name_vi", "name_en")
    autocomplete_fields = ("province",)

    @admin.display(description=_("valid"))
    def validity(self, source: ImportSource) -> str:
        """From – to."""
        return period(source)
