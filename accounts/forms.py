"""Forms of a person's own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class PreferencesForm(forms.ModelForm):
    """What a person chooses for themselves; everything else is the administrator's."""

    class Meta:
        model = User
        fields = ("language", "phone")
        labels = {
            "language": _("Language of pages and mails"),
        }
        widgets: dict[str, Any] = {"language": forms.RadioSelect}
