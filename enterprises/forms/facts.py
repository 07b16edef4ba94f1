"""An enterprise by hand, and a correction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.models import Province, Ward
from ecms.core import clock
from ecms.core.forms import DateField, TextField, WholeNumberField
from enterprises.enums import EnterpriseStatus, LegalForm, Ownership
from enterprises.models import Enterprise, IndustrialZone, Sector
from enterprises.presenters import FIELD_WORDS
from enterprises.rules import tax_code as tax_codes
from enterprises.services.register import REGISTRY_FIELDS
from enterprises.wording import tax_code_problem

MOST_WORKERS = 2_000_000
HOUSEHOLD_FORMS = (LegalForm.HOUSEHOLD, LegalForm.INDIVIDUAL)
NOT_STORED = ("reason", "tax_code", "province", "version")


def version_field() -> forms.CharField:
    """The moment of the row as the person saw it."""
    return forms.CharField(widget=forms.HiddenInput)


def read_version(text: str) -> Any:
    """The moment in a hidden field.

    Raises:
        ValidationError: it was tampered with or lost.
    """
    moment = parse_datetime(text)
    if moment is None:
        raise ValidationError(_("Open the page again."))
    return moment


def past_day(day: Any) -> Any:
    """A day that has come.

    Raises:
        ValidationError: it lies in the future.
    """
    if day and day > clock.today():
        raise ValidationError(_("The date lies in the future."))
    return day


def _union_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=FIELD_WORDS["has_union"],
        required=False,
        choices=[("", _("Not known")), ("1", _("Yes")), ("0", _("No"))],
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class FactsForm(forms.Form):
    """What may be known of an enterprise; ``offer_places`` says which places are offered."""

    name = TextField(label=FIELD_WORDS["name"], max_length=300)
    foreign_name = TextField(label=FIELD_WORDS["foreign_name"], max_length=300, required=False)
    short_name = TextField(label=FIELD_WORDS["short_name"], max_length=100, required=False)
    legal_form = forms.ChoiceField(label=FIELD_WORDS["legal_form"], choices=LegalForm.choices)
    registration_number = TextField(
        label=FIELD_WORDS["registration_number"],
        max_length=30,
        required=False,
        help_text=_("Of the business registration, where it is not the tax code."),
    )
    status = forms.ChoiceField(label=FIELD_WORDS["status"], choices=EnterpriseStatus.choices)
    status_on = DateField(label=FIELD_WORDS["status_on"], required=False)
    address = TextField(label=FIELD_WORDS["address"], max_length=500, required=False)
    representative = TextField(label=FIELD_WORDS["representative"], max_length=200, required=False)
    representative_title = TextField(
        label=FIELD_WORDS["representative_title"], max_length=100, required=False
    )
    insurance_code = TextField(
        label=FIELD_WORDS["insurance_code"],
        max_length=20,
        required=False,
        help_text=_("Code of the employer at the social insurance office."),
    )
    ownership = forms.ChoiceField(
        label=FIELD_WORDS["ownership"],
        choices=[("", _("Not known")), *Ownership.choices],
        required=False,
    )
    ward = forms.ModelChoiceField(
        Ward.objects.none(),
        label=FIELD_WORDS["ward"],
        required=False,
        empty_label=_("Not known"),
    )
    zone = forms.ModelChoiceField(
        IndustrialZone.objects.none(),
        label=FIELD_WORDS["zone"],
        required=False,
        empty_label=_("Not in a zone"),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label=FIELD_WORDS["sector"],
        required=False,
        empty_label=_("Not known"),
    )
    section_2025 = forms.ChoiceField(
        label=FIELD_WORDS["section_2025"],
        required=False,
        help_text=_("The sector was split in 2025: say where the enterprise belongs now."),
    )
    phone = TextField(label=FIELD_WORDS["phone"], max_length=40, required=False)
    email = forms.EmailField(label=FIELD_WORDS["email"], required=False)
    has_union = _union_field()
    caution = TextField(
        label=FIELD_WORDS["caution"],
        max_length=500,
        required=False,
        help_text=_("For example: solvents in hall 2, wear a helmet in the yard."),
    )
    reason = TextField(
        label=_("Reason and source"),
        max_length=300,
        help_text=_("For example: letter of the enterprise of 05/02/2026; seen on site."),
    )

    def offer_places(self, provinces: Any, firm: Enterprise | None = None) -> None:
        """Units, zones and sectors in force; and the ones that the enterprise has already."""
        today = clock.today()
        wards = Ward.objects.filter(province__in=provinces).present(today)
        zones = IndustrialZone.objects.filter(province__in=provinces).in_force(today)
        sectors = Sector.objects.in_force(today)
        if firm is not None:
            zones = zones | IndustrialZone.objects.filter(pk=firm.zone_id)
            sectors = sectors | Sector.objects.filter(pk=firm.sector_id)
        self.fields["ward"].queryset = wards
        self.fields["zone"].queryset = zones.order_by("name_vi")
        self.fields["sector"].queryset = sectors.order_by("code")
        found = Sector.objects.filter(scheme="VSIC2025", level=1).order_by("code")
        self.sections = {section.code: section for section in found}
        self.fields["section_2025"].choices = [
            ("", _("Choose…")),
            *((code, str(section)) for code, section in self.sections.items()),
        ]

    @property
    def split_sectors(self) -> str:
        """Keys of sectors that VSIC 2025 split, as a page asks "show when"."""
        split = [
            str(sector.pk) for sector in self.fields["sector"].queryset if len(sector.letters) > 1
        ]
        return "|".join(split) or "0"

    def clean_status_on(self) -> Any:
        """A status has begun."""
        return past_day(self.cleaned_data["status_on"])

    def clean(self) -> dict[str, Any]:
        """The section of 2025 follows from the sector; where it was split, a person says it."""
        data = super().clean() or self.cleaned_data
        if "sector" in data and "section_2025" in data:
            self._settle_section(data)
        return data

    def _settle_section(self, data: dict[str, Any]) -> None:
        letters = data["sector"].letters if data["sector"] else ()
        if len(letters) <= 1:
            data["section_2025"] = self.sections.get(letters[0]) if letters else None
        elif data["section_2025"] in letters:
            data["section_2025"] = self.sections[data["section_2025"]]
        else:
            self.add_error(
                "section_2025",
                ValidationError(
                    _("Choose one of the sections %(letters)s."),
                    params={"letters": ", ".join(letters)},
                ),
            )

    @property
    def values(self) -> dict[str, Any]:
        """The facts to store."""
        return {name: value for name, value in self.cleaned_data.items() if name not in NOT_STORED}


class CreateForm(FactsForm):
    """A new enterprise; warns where the tax code is in the register already."""

    tax_code = TextField(
        label=FIELD_WORDS["tax_code"],
        max_length=40,
        help_text=_(
            "10 digits, a branch 10-3; a household business may give its 12-digit "
            "personal number. Spaces, dots and hyphens do not matter."
        ),
    )
    province = forms.ModelChoiceField(Province.objects.none(), label=FIELD_WORDS["province"])
    workers = WholeNumberField(
        label=FIELD_WORDS["workers"], required=False, max_value=MOST_WORKERS
    )
    women = WholeNumberField(label=FIELD_WORDS["women"], required=False, max_value=MOST_WORKERS)
    workers_on = DateField(label=FIELD_WORDS["workers_on"], required=False)
    # As they stand on a certificate of registration; what is seldom known comes last.
    field_order = (
        "tax_code", "name", "legal_form", "status", "status_on", "address", "province", "ward",
        "zone", "sector", "section_2025", "representative", "representative_title", "workers",
        "women", "workers_on",
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.taken: Enterprise | None = None
        provinces = Province.objects.in_reach(user)
        self.fields["province"].queryset = provinces
        if len(provinces) == 1:
            self.fields["province"].initial = provinces[0]
            self.fields["province"].empty_label = None
        self.offer_places(provinces)
        self.fields["status"].initial = EnterpriseStatus.ACTIVE
        self.fields["legal_form"].initial = LegalForm.LLC_MANY

    def clean_tax_code(self) -> str:
        """A valid code that no enterprise in the user's reach has."""
        code = tax_codes.read(self.cleaned_data["tax_code"])
        if code.problem:
            raise ValidationError(tax_code_problem(code.problem))
        self.taken = Enterprise.objects.visible_to(self.user).filter(tax_code=code.text).first()
        if self.taken:
            raise ValidationError(
                _("This tax code is in the register already: %(name)s."),
                params={"name": self.taken.name},
            )
        return code.text

    def clean_workers_on(self) -> Any:
        """A headcount cannot be as of a day to come."""
        return past_day(self.cleaned_data["workers_on"])

    def clean(self) -> dict[str, Any]:
        """Personal numbers are for households; places lie in the province; women are workers."""
        data = super().clean()
        code, form = data.get("tax_code"), data.get("legal_form")
        if code and len(code) == 12 and form not in HOUSEHOLD_FORMS:
            self.add_error(
                "legal_form", _("A personal number is the tax code of a household business.")
            )
        province = data.get("province")
        for name, words in (
            ("ward", _("This ward is in another province.")),
            ("zone", _("This zone is in another province.")),
        ):
            place = data.get(name)
            if place and province and place.province_id != province.pk:
                self.add_error(name, words)
        women, workers = data.get("women"), data.get("workers")
        if women is not None and women > (workers or 0):
            self.add_error("women", _("More women than workers: check both numbers."))
        return data


class CorrectForm(FactsForm):
    """A correction. Facts of the business register join only when asked for (``registry``)."""

    version = version_field()

    def __init__(self, *args: Any, enterprise: Enterprise, registry: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(enterprise))
        super().__init__(*args, **kwargs)
        self.enterprise = enterprise
        if not registry:
            for name in REGISTRY_FIELDS:
                del self.fields[name]
        self.offer_places([enterprise.province_id], enterprise)

    def clean_version(self) -> Any:
        """The moment of the row as the person saw it."""
        return read_version(self.cleaned_data["version"])

    def clean(self) -> dict[str, Any]:
        """A new status begins on a day."""
        data = super().clean()
        if (
            data.get("status", self.enterprise.status) != self.enterprise.status
            and "status_on" in data
            and data["status_on"] in (None, self.enterprise.status_on)
        ):
            self.add_error("status_on", _("Say since when the enterprise has the new status."))
        return data


def _initial(firm: Enterprise) -> dict[str, Any]:
    names = [name for name in FactsForm.base_fields if name != "reason"]
    values = {name: getattr(firm, name) for name in names}
    values["ward"] = (firm.ward and firm.ward.at(clock.today())) or firm.ward
    values["has_union"] = {True: "1", False: "0", None: ""}[firm.has_union]
    values["section_2025"] = firm.section_2025.code if firm.section_2025 else ""
    values["version"] = firm.updated_at.isoformat()
    return values
