"""Forms of a person's own messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.notifications import channels, registry
from ecms.notifications.enums import Channel
from ecms.notifications.models import Preference

HOURS = [(hour, f"{hour:02}:00") for hour in range(5, 21)]
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
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_to": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "away_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "away_to": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
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
        staff = registry.staff(clock.today())
        me = self.instance.user_id
        if not staff.led_by(me):
            del self.fields["unit_summary"]
        users = get_user_model().objects.filter(pk__in=staff.colleagues(me))
        deputy: Any = self.fields["deputy"]
        deputy.queryset = users.order_by("full_name", "pk")
        deputy.empty_label = _("Nobody")
