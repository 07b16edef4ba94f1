"""Changes of a record in words: choices by their labels, lists by what came and went."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.utils.translation import gettext as _
from simple_history.template_utils import HistoricalRecordContextHelper

from ecms.core.formatting import amount, legal_date, legal_datetime


class WordsHelper(HistoricalRecordContextHelper):
    """Old and new values as the pages show them, in full."""

    def __init__(self, model: Any, record: Any) -> None:
        super().__init__(model, record, max_displayed_delta_change_chars=2000)

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """One value in words; of a list only the items that the other side lacks."""
        field = self.model._meta.get_field(change.field)
        if isinstance(field, ArrayField):
            other = (change.new if value is change.old else change.old) or []
            labels = dict(field.base_field.flatchoices)
            return ", ".join(str(labels.get(item, item)) for item in value if item not in other)
        if getattr(field, "flatchoices", None):
            return str(dict(field.flatchoices).get(value, value))
        return _in_words(super().prepare_delta_change_value(change, value))


def _in_words(value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return legal_datetime(value)
    if isinstance(value, date):
        return legal_date(value)
    if isinstance(value, int):
        return amount(value)
    return "" if value is None else value
