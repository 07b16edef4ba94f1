"""Support views of alerts: who was told what, what was sent and what came back."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ecms.core import clock
from ecms.notifications import registry
from ecms.notifications.models import Delivery, Dispatch, DueItem
from ecms.notifications.services import sending


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Looked at, never changed."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False

    @admin.display(description=_("kind of message"), ordering="kind")
    def what(self, row: Any) -> str:
        """The kind in words."""
        return heading(row.kind)


class KindFilter(admin.SimpleListFilter):
    """Rows of one kind of message; the kinds that occur, by their headings."""

    title = _("kind of message")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Code and heading."""
        present = model_admin.model.objects.order_by().values_list("kind", flat=True).distinct()
        named = [(kind, heading(kind)) for kind in present if kind]
        return sorted(named, key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those of the kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


def heading(kind: str) -> str:
    """The heading of a kind; its code where the kind is gone."""
    return str(registry.letter(kind).title) if kind in registry.kinds() else kind


class NobodyToldFilter(admin.SimpleListFilter):
    """Reminders that found nobody: the account is gone and nobody stands above it."""

    title = _("who was told")
    parameter_name = "told"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice."""
        return [("nobody", _("Nobody, although it was due to be told"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Open items whose reminder day has passed without a message."""
        if self.value() != "nobody":
            return queryset
        told = Delivery.objects.filter(due_item__isnull=False).values("due_item")
        waiting = queryset.filter(closed_at__isnull=True, due_on__lt=clock.today())
        return waiting.filter(told_through__isnull=False).exclude(pk__in=told)


@admin.register(DueItem)
class DueItemAdmin(ReadOnlyAdmin):
    """Due items."""

    list_display = ("label", "what", "due_on", "told_through", "paused_at", "closed_at")
    list_filter = (NobodyToldFilter, KindFilter)
    search_fields = ("label",)
    date_hierarchy = "due_on"


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """Messages."""

    list_display = ("label", "what", "stage", "recipient", "created_at", "read_at", "is_late")
    list_filter = ("stage", "is_late", KindFilter)
    search_fields = ("label", "recipient__username")
    list_select_related = ("recipient",)


@admin.register(Dispatch)
class DispatchAdmin(ReadOnlyAdmin):
    """What went out: results, what came back, what was given up."""

    list_display = ("day", "recipient", "channel", "purpose", "state", "address", "attempts",
                    "sent_at", "last_error")  # fmt: skip
    list_filter = ("state", "channel", "purpose")
    search_fields = ("recipient__username", "address", "reference")
    list_select_related = ("recipient",)
    date_hierarchy = "day"
    actions = ["send_again"]

    @admin.action(description=_("Send again what was given up or came back"))
    def send_again(self, request: HttpRequest, queryset: Any) -> None:
        """Another life for dead ones; those that were sent stay as they are."""
        count = sending.send_again(queryset.values("pk"), at=clock.now())
        words = ngettext("%(n)d message will be sent again.", "%(n)d messages will be sent again.",
                         count)  # fmt: skip
        self.message_user(request, words % {"n": count}, messages.SUCCESS)
