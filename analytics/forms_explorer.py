"""The question of the explorer as a form, and what is kept of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics import cube
from analytics.enums import Every, Share
from analytics.forms import PeriodForm
from analytics.models import Indicator
from analytics.names import Names
from analytics.periods import year_of
from analytics.wording import dimension_words, offered, question_of
from ecms.core.forms import TextField

VIEWS = (("table", gettext_lazy("Table")), ("chart", gettext_lazy("Chart")),
         ("map", gettext_lazy("Map")))  # fmt: skip


class ExplorerForm(PeriodForm):
    """What to count, how to lay it out, where and when. ``m`` holds up to four measures."""

    m = forms.MultipleChoiceField(
        label=gettext_lazy("What to count"),
        help_text=gettext_lazy("Tick up to four."), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    rows = forms.ChoiceField(label=gettext_lazy("One row for each"))
    columns = forms.ChoiceField(label=gettext_lazy("Columns"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Only where"), required=False)
    code = forms.CharField(
        label=gettext_lazy("is"), required=False, max_length=60,
        help_text=gettext_lazy("The code: C for manufacturing, LARGE, TL-18 …"),
    )  # fmt: skip
    view = forms.ChoiceField(label=gettext_lazy("Show as"), choices=VIEWS, required=False)

    def __init__(self, data: Any, *, user: Any, today: date) -> None:
        super().__init__(data, user=user, today=today)
        self.names = Names()
        indicators = list(Indicator.objects.within(year_of(today)))
        words = dimension_words()
        fields: Any = self.fields
        fields["m"].choices = offered(self.names, indicators)
        fields["m"].widget.attrs["class"] = "ec-offered"
        fields["rows"].choices = list(words.items())
        fields["columns"].choices = [("", _("no columns")), *words.items()]
        own = [(kind, text) for kind, text in words.items() if kind not in cube.TIME]
        fields["kind"].choices = [("", _("everything")), *own]
        self.order_fields(["m", "rows", "columns", "kind", "code", "view", "period"])

    def clean_m(self) -> list[str]:
        """Up to four."""
        chosen: list[str] = self.cleaned_data["m"]
        if len(chosen) > cube.MOST_ITEMS:
            message = _("Choose at most %(n)s.") % {"n": cube.MOST_ITEMS}
            raise forms.ValidationError(message)
        return chosen

    @property
    def question(self) -> cube.Question:
        """What was asked, of a valid form."""
        return question_of(self.selection, self.cleaned_data)


class SaveForm(forms.Form):
    """Keep a question or an arrangement under a name."""

    title = TextField(label=gettext_lazy("Kept under the name"), max_length=120)
    share = forms.ChoiceField(
        label=gettext_lazy("Shared with"), choices=Share, initial=Share.OWN,
        help_text=gettext_lazy("Everybody reads it with the figures in their own reach."),
    )  # fmt: skip
    submission = forms.UUIDField(widget=forms.HiddenInput)


class QuestionSaveForm(SaveForm):
    """A question can be sent by mail as well."""

    every = forms.ChoiceField(
        label=gettext_lazy("Send me the answer"), choices=Every, required=False
    )
