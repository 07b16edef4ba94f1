"""How forms look and what people may type: renderer, Vietnamese numbers and dates, errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ecms.core.formatting import grouped
from ecms.core.selects import select
from ecms.core.text import nfc

# Widget template -> class, so that every form of the project looks alike by itself.
_CONTROL = "form-control"
_CLASSES = {
    "input": _CONTROL,
    "text": _CONTROL,
    "number": _CONTROL,
    "email": _CONTROL,
    "url": _CONTROL,
    "tel": _CONTROL,
    "search": _CONTROL,
    "color": _CONTROL,
    "password": _CONTROL,
    "textarea": _CONTROL,
    "date": _CONTROL,
    "datetime": _CONTROL,
    "time": _CONTROL,
    "file": _CONTROL,
    "clearable_file_input": _CONTROL,
    "select": "form-select",
    "select_date": "form-select",
    "checkbox": "form-check-input",
    "radio_option": "form-check-input",
    "checkbox_option": "form-check-input",
    "radio": "ec-choices",
    "checkbox_select": "ec-choices",
    "multiple_input": "ec-choices",
}


class EcmsFormRenderer(DjangoTemplates):
    """Render forms with our templates, widgets with our classes; the admin's stay as they are."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"

    @cached_property
    def engine(self) -> Any:
        """Our templates first, then Django's widgets; our tags are builtins here too."""
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [
                    settings.BASE_DIR / "templates",
                    Path(django.forms.__file__).parent / "templates",
                ],
                "NAME": "ecmsforms",
                "OPTIONS": {"builtins": ["ecms.core.templatetags.ecms"]},
            }
        )

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Render one template; adds the class of a widget on the way."""
        widget = context.get("widget")
        if widget and template_name.startswith("django/forms/widgets/"):
            kind = Path(template_name).stem
            _style(widget, kind)
            if kind == "select":
                return select(widget)
        return super().render(template_name, context, request)


def _style(widget: dict[str, Any], kind: str) -> None:
    """Add the class of ``kind`` to a widget's context, and to its options and parts."""
    for part in widget.get("subwidgets") or ():
        _style(part, Path(part["template_name"]).stem)
    for _group, options, _index in widget.get("optgroups") or ():
        for option in options:
            if Path(option["template_name"]).stem in ("radio_option", "checkbox_option"):
                _add_class(option, "form-check-input")
    if kind in _CLASSES:
        _add_class(widget, _CLASSES[kind])


def _add_class(widget: dict[str, Any], name: str) -> None:
    attrs = widget["attrs"] = dict(widget["attrs"])
    present = attrs.get("class", "").split()
    if name not in present:
        attrs["class"] = " ".join([*present, name])


# --- Text ---------------------------------------------------------------------------------
class TextField(forms.CharField):
    """Text in NFC without invisible characters, the form it is stored and compared in."""

    def to_python(self, value: Any) -> Any:
        """Normalise before stripping and length checks."""
        return super().to_python(nfc(value) if isinstance(value, str) else value)


# --- Numbers ------------------------------------------------------------------------------
_UNIT = re.compile(r"(?:đồng|dong|vnđ|vnd|đ|₫)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([.,-])\d{3})(?:\1\d{3})*")
_BIGGEST = 9_223_372_036_854_775_807  # bigint


def parse_whole_number(text: str) -> int:
    """Read 1.500.000, 1 500 000, 1-500-000, 1,500,000, “1.500.000 đồng”.

    Separators must stand between groups of three digits and be all of one kind, so that
    “1,5” and “1.500,00” are refused rather than guessed.

    Raises:
        ValueError: not a whole number written in one of these ways.
    """
    bare = _UNIT.sub("", re.sub(r"\s+", "", nfc(text)))
    if not (bare.isascii() and (bare.isdigit() or _GROUPED.fullmatch(bare))):
        raise ValueError(text)
    return int(re.sub(r"[.,-]", "", bare))


class WholeNumberField(forms.Field):
    """A whole number not below zero, grouped as people write it (heads, days, pieces)."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a whole number in digits, for example 1,500."),
    }

    def __init__(self, *, min_value: int = 0, max_value: int = _BIGGEST, **kwargs: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)
        self.validators += [MinValueValidator(min_value), MaxValueValidator(max_value)]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Digits keyboard on phones, figures to the right."""
        return {
            **super().widget_attrs(widget),
            "inputmode": "numeric",
            "autocomplete": "off",
            "class": "ec-number",
            "data-number": "",
        }

    def to_python(self, value: Any) -> int | None:
        """The number, or None for nothing."""
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        if not str(value).strip():
            return None
        try:
            return parse_whole_number(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """Group a stored number; what was typed comes back as typed."""
        return grouped(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare numbers, not the way they are written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class VndField(WholeNumberField):
    """An amount in whole đồng."""

    default_error_messages = {
        "invalid": _("Enter an amount in whole đồng, for example 1,500,000."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The unit stands behind the field."""
        return {**super().widget_attrs(widget), "data-suffix": "đồng"}


# --- Dates --------------------------------------------------------------------------------
class DateInput(forms.TextInput):
    """A text field for d/m/Y. The browser's own date field follows the browser's language and
    would show 05/02 as 2 May to some readers; our script adds a calendar button instead."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "inputmode": "numeric",
                "autocomplete": "off",
                "placeholder": _("dd/mm/yyyy"),
                "class": "ec-date",
                "data-date": "",
                **(attrs or {}),
            }
        )

    def format_value(self, value: Any) -> str | None:
        """d/m/Y for dates; text as it was typed."""
        if isinstance(value, datetime):
            value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
        if isinstance(value, date):
            return f"{value:%d/%m/}{value.year:04}"
        return super().format_value(value)


_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")


class DateField(forms.DateField):
    """A legal date typed as 05/02/2026, 5-2-2026, 5.2.2026, 05022026 or 2026-02-05."""

    widget = DateInput
    default_error_messages = {
        "invalid": _("Enter a date as day/month/year, for example 05/02/2026."),
        "min_value": _("The date must be %(limit)s or later."),
        "max_value": _("The date must be %(limit)s or earlier."),
    }

    def __init__(
        self, *, min_value: date | None = None, max_value: date | None = None, **kwargs: Any
    ) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The date; spaces around the parts and a missing separator do not matter."""
        if isinstance(value, str):
            value = re.sub(r"\s*([/.-])\s*", r"\1", nfc(value).strip())
            value = _EIGHT_DIGITS.sub(r"\1/\2/\3", value) if len(value) == 8 else value
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        """Required, and within the limits (years before 1900 are slips)."""
        super().validate(value)
        if value is None:
            return
        low = self.min_value or date(1900, 1, 1)
        high = self.max_value or date(2999, 12, 31)
        if value < low:
            self._out("min_value", low)
        if value > high:
            self._out("max_value", high)

    def _out(self, code: str, limit: date) -> None:
        raise ValidationError(
            self.error_messages[code], code=code, params={"limit": f"{limit:%d/%m/%Y}"}
        )


# --- Errors -------------------------------------------------------------------------------
@dataclass(frozen=True)
class SummaryError:
    """One line of the error summary; ``target`` is the id of the field, or empty."""

    message: str
    target: str


def summary_of(forms_: Iterable[Any]) -> list[SummaryError]:
    """All errors of forms and formsets, in the order of their fields, in the same words."""
    found: list[SummaryError] = []
    for form in forms_:
        if not form or not form.is_bound:  # a template without a form hands over ""
            continue
        if hasattr(form, "forms"):  # a formset
            found.extend(SummaryError(str(e), "") for e in form.non_form_errors())
            found.extend(summary_of(form.forms))
        else:
            found.extend(_errors_of(form))
    return found


def _errors_of(form: Any) -> Iterable[SummaryError]:
    errors: ErrorDict = form.errors
    for message in form.non_field_errors():
        yield SummaryError(str(message), "")
    for name in [name for name in form.fields if name in errors]:
        for message in errors[name]:
            yield SummaryError(_with_label(form[name], str(message)), _target(form[name]))


def _with_label(field: Any, message: str) -> str:
    return f"{field.label}: {message}"


def _target(field: Any) -> str:
    """The id that receives the focus: the first choice of a group, the field otherwise."""
    if field.use_fieldset and field.auto_id:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
