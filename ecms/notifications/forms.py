"""Forms of a person's own messages."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.forms import DateField
from ecms.notifications import channels, registry
from ecms.notifications.enums import Channel
from ecms.notifications.models import Preference

MOST_QUIET = 16  # hours a day without urgent alerts; the rest is for them
HALF_HOURS = [time(half // 2, half % 2 * 30) for half in range(48)]
HOURS = [(hour, f"{hour:02}:00") for hour in range(5, 21)]
WAYS = ("urgent_mail", "urgent_sms", "urgent_chat")
ON_CHANNEL = {
    "urgent_sms": Channel.SMS, "urgent_chat": Channel.CHAT, "chat_address": Channel.CHAT,
}  # fmt: skip


class PreferenceForm(forms.ModelForm):
    """When and how a person is told; ways that the installation does not have are left out."""

    class Meta:
        model = Preference
        fields = (
            "rhythm", "weekday", "hour", "urgent_mail", "urgent_sms", "urgent_chat",
            "chat_address", "quiet_from", "quiet_to", "unit_summary", "away_from", "away_to",
            "deputy",
        )  # fmt: skip
        widgets: dict[str, Any] = {
            "rhythm": forms.RadioSelect,
            "hour": forms.Select(choices=HOURS),
        }
        field_classes: dict[str, Any] = {"away_from": DateField, "away_to": DateField}
        help_texts = {
            "quiet_from": _("No mail, SMS or chat about urgent things in these hours; it waits."),
            "deputy": _("Is told of everything that you are told, as long as you are away."),
            "unit_summary": _("On the first working day of the week, for those who lead others."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, channel in ON_CHANNEL.items():
            if not channels.is_on(channel):
                del self.fields[name]
        for name in ("quiet_from", "quiet_to"):
            times = sorted({*HALF_HOURS, getattr(self.instance, name)})
            self.fields[name].widget = forms.Select(
                choices=[(str(moment), f"{moment:%H:%M}") for moment in times]
            )
        staff = registry.staff(clock.today())
        me = self.instance.user_id
        if not staff.led_by(me):
            del self.fields["unit_summary"]
        users = get_user_model().objects.filter(pk__in=staff.colleagues(me))
        deputy: Any = self.fields["deputy"]
        deputy.queryset = users.order_by("full_name", "pk")
        deputy.empty_label = _("Nobody")

    def clean(self) -> dict[str, Any]:
        """Nobody switches urgent alerts off altogether, by the ways or by the hours."""
        data: dict[str, Any] = super().clean() or {}
        ways = [name for name in WAYS if name in self.fields]
        if self.instance.user.email and not any(data.get(name) for name in ways):
            self.add_error(
                "urgent_mail",
                _("Keep at least one way for urgent alerts: what they tell of cannot be mended "
                  "once it is too late."),
            )  # fmt: skip
        start, end = data.get("quiet_from"), data.get("quiet_to")
        if start and end and quiet_hours(start, end) > MOST_QUIET:
            self.add_error(
                "quiet_to",
                _("Urgent alerts would wait %(hours)s hours. Leave the quiet time at most "
                  "%(most)s hours long.")
                % {"hours": round(quiet_hours(start, end)), "most": MOST_QUIET},
            )  # fmt: skip
        return data


def quiet_hours(start: time, end: time) -> float:
    """How many hours lie between two times of a day, over midnight where the end comes first."""
    minutes = (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
    return minutes % (24 * 60) / 60
