"""Filters of the audit trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ecms.audit import registry
from ecms.audit.models import AuditEvent
from ecms.core.forms import DateField, TextField


class AuditFilterForm(forms.Form):
    """Kind of event, who, from and until which day."""

    event = forms.ChoiceField(label=_("event"), required=False)
    actor = TextField(label=_("person"), required=False, max_length=200)
    since = DateField(label=_("from"), required=False)
    until = DateField(label=_("until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted((registry.label(code), code) for code in registry.known())
        choices = [("", _("All"))] + [(code, label) for label, code in known]
        self.fields["event"].choices = choices

    def apply(self, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        """The events that match what was filled in correctly."""
        if not self.is_valid():
            return events.none()
        chosen = self.cleaned_data
        conditions = {
            "event": chosen["event"],
            "actor_name__icontains": chosen["actor"],
            "at__date__gte": chosen["since"],
            "at__date__lte": chosen["until"],
        }
        return events.filter(**{key: value for key, value in conditions.items() if value})
