"""Forms of the workforce: one arrival, departure, move or change; finding a worker; filters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Province
from ecms.core import clock
from ecms.core.forms import DateField, TextField
from enterprises.enums import ContractKind, Sex
from enterprises.models import Enterprise, Spell
from enterprises.rules import identity as papers
from enterprises.rules import workforce as rules
from enterprises.selectors_workforce import sites_of
from enterprises.services.workforce.matching import FACTS
from enterprises.services.workforce.people import Person
from enterprises.wording_workforce import AGE_WORDS, FIELD_WORDS, GROUP_WORDS, ROW_WORDS

UNKNOWN, YES, NO = "", "1", "0"
_BOOLEANS = {YES: True, NO: False, UNKNOWN: None}


def read_identity(text: str) -> papers.Identity | None:
    """A number as typed; None for nothing.

    Raises:
        ValidationError: in words.
    """
    if not text.strip():
        return None
    paper = papers.read(text, on=clock.today())
    if paper.problem:
        words = ROW_WORDS[f"identity_{paper.problem}"]
        raise ValidationError(words % {"value": papers.mask(text.strip())})
    return paper


class FactsForm(forms.Form):
    """Facts of an employment."""

    job_title = TextField(label=FIELD_WORDS["job_title"], max_length=150, required=False)
    contract = forms.ChoiceField(
        label=FIELD_WORDS["contract"], choices=[("", _("Not known")), *ContractKind.choices],
        required=False,
    )  # fmt: skip
    contract_until = DateField(
        label=FIELD_WORDS["contract_until"], required=False,
        help_text=_("Only for a contract that ends."),
    )  # fmt: skip
    is_full_time = forms.TypedChoiceField(
        label=FIELD_WORDS["is_full_time"], choices=[(YES, _("Yes")), (NO, _("No"))], initial=YES,
        coerce=_BOOLEANS.get, widget=forms.RadioSelect,
    )  # fmt: skip
    is_insured = forms.TypedChoiceField(
        label=FIELD_WORDS["is_insured"],
        choices=[(YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("Not known"))],
        coerce=_BOOLEANS.get, empty_value=None, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    trained_until = DateField(label=FIELD_WORDS["trained_until"], required=False)

    @property
    def facts(self) -> dict[str, Any]:
        """Values by the names of ``matching.FACTS``."""
        return {name: self.cleaned_data[name] for name in FACTS}


class ArriveForm(FactsForm):
    """Somebody begins to work."""

    identity = TextField(
        label=FIELD_WORDS["identity"], max_length=20, required=False,
        help_text=_("Citizen 12 digits, former card 9 digits, or passport. Kept encrypted."),
    )  # fmt: skip
    name = TextField(label=FIELD_WORDS["name"], max_length=200)
    born_on = DateField(label=FIELD_WORDS["born_on"])
    sex = forms.ChoiceField(
        label=FIELD_WORDS["sex"], choices=Sex.choices, required=False, widget=forms.RadioSelect
    )
    nationality = TextField(
        label=FIELD_WORDS["nationality"], max_length=2, initial="VN",
        help_text=_("Two letters: VN, CN, KR, JP …"),
    )  # fmt: skip
    started_on = DateField(label=FIELD_WORDS["started_on"])
    site = forms.ModelChoiceField(
        None, label=FIELD_WORDS["site"], required=False, empty_label=_("No site stated")
    )
    field_order = (
        "identity", "name", "born_on", "sex", "nationality", "started_on", "site", "job_title",
    )  # fmt: skip

    def __init__(self, *args: Any, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites_of(enterprise)
        self.fields["started_on"].initial = clock.today()
        self.fields["identity"].widget.attrs["autocomplete"] = "off"

    def clean_identity(self) -> papers.Identity | None:
        """The number in its stored form."""
        return read_identity(self.cleaned_data["identity"])

    def clean_born_on(self) -> Any:
        """Born, and not a hundred years ago."""
        born = self.cleaned_data["born_on"]
        if born and (problem := rules.birthday_problem(born, clock.today())):
            raise ValidationError(ROW_WORDS[problem] % {"value": f"{born:%d/%m/%Y}"})
        return born

    def clean_nationality(self) -> str:
        """Two capital letters."""
        code = self.cleaned_data["nationality"].upper()
        if not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise ValidationError(_("Two letters of the country code, for example VN."))
        return str(code)

    def clean(self) -> dict[str, Any]:
        """Number and birthday must agree; the sex follows from the number."""
        data = super().clean() or self.cleaned_data
        paper, born = data.get("identity"), data.get("born_on")
        if paper and "identity_year" in papers.disagreements(paper, born_on=born, sex=""):
            words = ROW_WORDS["identity_year"]
            self.add_error("born_on", words % {"year": paper.birth_year, "given": born.year})
        return data

    @property
    def person(self) -> Person:
        """Who it is."""
        data = self.cleaned_data
        return Person(
            data["name"], data["identity"], data["born_on"], data["sex"], data["nationality"]
        )


class LeaveForm(forms.Form):
    """The last day."""

    ended_on = DateField(label=FIELD_WORDS["ended_on"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = clock.today()


class MoveForm(forms.Form):
    """Another site of the same employer."""

    site = forms.ModelChoiceField(
        None, label=_("New site"), required=False, empty_label=_("No site stated")
    )
    on = DateField(label=_("From this day on"))

    def __init__(self, *args: Any, spell: Spell, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites_of(spell.enterprise).exclude(pk=spell.site_id)
        self.fields["on"].initial = clock.today()


class ChangeForm(FactsForm):
    """Facts of an employment corrected or renewed."""

    def __init__(self, *args: Any, spell: Spell, **kwargs: Any) -> None:
        held = {name: getattr(spell, name) for name in FACTS}
        plain = {True: YES, False: NO, None: UNKNOWN}
        for name in ("is_full_time", "is_insured"):
            held[name] = plain[held[name]]
        super().__init__(*args, initial=held, **kwargs)


class FindForm(forms.Form):
    """A worker by the whole identity number."""

    identity = TextField(
        label=FIELD_WORDS["identity"], max_length=20,
        help_text=_("The whole number. The search is recorded with your name."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["identity"].widget.attrs.update(autocomplete="off", inputmode="text")

    def clean_identity(self) -> papers.Identity | None:
        """The number in its stored form."""
        return read_identity(self.cleaned_data["identity"])


class RevealForm(forms.Form):
    """Why somebody must see a whole identity number."""

    reason = TextField(
        label=_("Reason"), min_length=5, max_length=200,
        help_text=_("For example: number in the minutes of 05/02/2026. The look is recorded."),
    )  # fmt: skip


class WorkersFilter(forms.Form):
    """What the list of workers may be narrowed to."""

    q = TextField(label=FIELD_WORDS["name"], required=False, max_length=100)
    group = forms.ChoiceField(
        label=_("Only"), required=False, choices=[("", _("All")), *GROUP_WORDS.items()]
    )
    site = forms.ChoiceField(label=FIELD_WORDS["site"], required=False)
    gone = forms.ChoiceField(
        label=_("Employment"), required=False,
        choices=[("", _("Working there now")), ("1", _("Have left"))],
    )  # fmt: skip

    def __init__(self, data: Any, *, enterprise: Enterprise) -> None:
        super().__init__(data)
        sites = [(str(site.pk), str(site)) for site in sites_of(enterprise)]
        self.fields["site"].choices = [("", _("All")), *sites, ("none", _("No site stated"))]
        if not sites:
            del self.fields["site"]

    @property
    def chosen(self) -> dict[str, Any]:
        """Arguments of ``selectors_workforce.workers_of``; a wrong choice is ignored."""
        data = self.cleaned_data if self.is_valid() else {}
        return {
            "words": data.get("q", ""), "group": data.get("group", ""),
            "site": data.get("site", ""), "gone": data.get("gone") == "1",
        }  # fmt: skip


class FreshnessFilter(forms.Form):
    """Whose lists are looked at."""

    province = forms.ModelChoiceField(
        None, label=_("Province"), required=False, empty_label=_("Any")
    )
    age = forms.ChoiceField(label=_("Age of the list"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.fields["age"].choices = [("", _("Any")), *AGE_WORDS.items()]
        if user.scope.national or len(user.scope.province_ids) > 1:
            self.fields["province"].queryset = Province.objects.in_reach(user)
        else:
            del self.fields["province"]
