"""Due items and who was told; rules of reminders; what was sent; what people wish."""

from ecms.notifications.enums import Stage
from ecms.notifications.models.due import Delivery, DueItem
from ecms.notifications.models.rule import DeadlineReminder, LetterWording, ReminderRule
from ecms.notifications.models.sending import Dispatch, Preference

__all__ = [
    "DeadlineReminder", "Delivery", "Dispatch", "DueItem", "LetterWording", "Preference",
    "ReminderRule", "Stage",
]  # fmt: skip
