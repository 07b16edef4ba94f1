"""Forms: what people type is understood or refused in plain words, and never lost."""

from contextlib import suppress
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.forms import (
    DateField,
    TextField,
    VndField,
    WholeNumberField,
    parse_whole_number,
    summary_of,
)


class CaseForm(forms.Form):
    name = TextField(label="Tên", max_length=10)
    fine = VndField(label="Số tiền", min_value=1000, help_text="Tròn đồng")
    held_on = DateField(label="Ngày")
    answer = forms.ChoiceField(
        label="Trả lời", choices=[("y", "Có"), ("n", "Không")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Ghi chú", required=False)


GOOD = {"name": "An", "fine": "1.500.000", "held_on": "05/02/2026", "answer": "y"}


@pytest.mark.parametrize(
    "typed",
    [
        "1500000",
        "1.500.000",
        "1,500,000",
        "1 500 000",
        "1\u00a0500\u00a0000",
        "1-500-000",
        " 1.500.000 đồng ",
        "1.500.000đ",
        "1500000 VNĐ",
        "1.500.000 ₫",
    ],
)
def test_amounts_as_people_write_them(typed):
    assert VndField().clean(typed) == 1_500_000


@pytest.mark.parametrize(
    "typed",
    [
        "1,5",
        "1.500.00",
        "1.500.000,00",
        "1.500,000",
        "12.34.567",
        "-1500",
        "1e6",
        "một triệu",
        "٣",
        "½",
    ],
)
def test_amounts_that_could_mean_something_else_are_refused(typed):
    with pytest.raises(ValidationError):
        VndField().clean(typed)


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["", ".", ",", " ", "-"]))
def test_any_grouping_reads_back(number, separator):
    assert parse_whole_number(f"{number:,}".replace(",", separator)) == number


@given(st.text())
def test_parsing_never_breaks_otherwise(text):
    with suppress(ValueError):
        assert parse_whole_number(text) >= 0


def test_limits_of_numbers():
    with pytest.raises(ValidationError):
        WholeNumberField(max_value=10).clean("11")
    with pytest.raises(ValidationError):
        VndField().clean("9" * 30)
    assert WholeNumberField(required=False).clean("  ") is None


def test_a_stored_amount_is_shown_grouped_and_counts_as_unchanged():
    with translation.override("vi"):
        form = CaseForm({**GOOD, "fine": "1 500 000"}, initial={"fine": 1_500_000})
        assert "fine" not in form.changed_data
        assert 'value="1.500.000"' in str(CaseForm(initial={"fine": 1_500_000})["fine"])


@pytest.mark.parametrize(
    "typed",
    ["05/02/2026", "5/2/2026", "5-2-2026", "5.2.2026", "5 / 2 / 2026", "05022026", "2026-02-05"],
)
def test_dates_as_people_write_them(typed):
    assert DateField().clean(typed) == date(2026, 2, 5)


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "02/30/2026", "1122026", "5/2/26", "hôm nay", "0"]
)
def test_dates_that_do_not_exist_or_are_unclear(typed):
    with pytest.raises(ValidationError):
        DateField().clean(typed)


def test_dates_outside_the_limits():
    field = DateField(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))
    assert field.clean("01/01/2026") == date(2026, 1, 1)
    for typed in ("31/12/2025", "01/01/2027"):
        with pytest.raises(ValidationError):
            field.clean(typed)
    with pytest.raises(ValidationError):
        DateField().clean("05/02/0206")


def test_text_is_composed_and_measured_after_that():
    form = CaseForm({**GOOD, "name": "Hồng Ước"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Hồng Ước"


def test_a_refused_form_keeps_what_was_typed_and_links_each_error_to_its_field():
    form = CaseForm({"name": "An", "fine": "1,5", "held_on": "31/02/2026"})
    html = str(form)
    assert 'value="1,5"' in html
    assert 'value="31/02/2026"' in html
    assert 'role="alert"' in html
    assert 'href="#id_fine"' in html
    assert 'href="#id_answer_0"' in html
    assert 'id="id_answer_0"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_fine_helptext id_fine_error"' in html
    assert 'id="id_fine_error"' in html
    assert 'id="id_fine_helptext"' in html
    shown = [error.message for error in summary_of([form])]
    assert shown == [
        f"{form[name].label}: {form.errors[name][0]}" for name in ("fine", "held_on", "answer")
    ]


def test_a_fresh_form_has_no_summary_and_marks_optional_fields():
    with translation.override("vi"):
        html = str(CaseForm())
    assert "ec-error-summary" not in html
    assert html.count("(không bắt buộc)") == 1
    assert html.count("form-control") == 4
    assert html.count("form-check-input") == 2


def test_errors_of_formsets_and_of_the_whole_form_are_in_the_summary():
    formset = forms.formset_factory(CaseForm, extra=1)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "An"}
    )
    targets = [error.target for error in summary_of([formset])]
    assert "id_form-0-fine" in targets

    class Strict(CaseForm):
        def clean(self):
            raise ValidationError("Không khớp")

    errors = summary_of([Strict(GOOD)])
    assert [(error.message, error.target) for error in errors] == [("Không khớp", "")]


def test_typed_markup_is_escaped_everywhere():
    form = CaseForm({**GOOD, "name": '<script>alert("x")</script>'})
    assert "<script>" not in str(form)
