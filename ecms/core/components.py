"""What the page components accept: kinds, small dataclasses, and checks that fail loudly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import Promise

Text = str | Promise

# kind -> icon. The words always come from the caller; colour never stands alone.
KINDS: dict[str, str] = {
    "neutral": "circle",
    "info": "info-circle",
    "progress": "arrow-repeat",
    "waiting": "hourglass-split",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "danger": "exclamation-octagon",
}
# Django's message levels -> kind of notice.
MESSAGE_KINDS = {
    "debug": "neutral",
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
}
BUTTONS = ("primary", "secondary", "danger", "quiet")
ICONS = frozenset(
    """
    arrow-down arrow-left arrow-repeat arrow-right arrow-up arrow-down-up bar-chart bell box
    briefcase building buildings calendar-event camera card-checklist cash-coin check check-circle
    check2-square chevron-down chevron-right circle circle-half clipboard-check clock clock-history
    cloud-slash collection dash-circle diagram-3 download envelope exclamation-octagon
    exclamation-triangle eye file-earmark file-earmark-excel file-earmark-image
    file-earmark-pdf file-earmark-text file-earmark-word flag folder2-open funnel gear geo-alt
    graph-up hourglass-split house image inbox info-circle journal-text key link-45deg list
    list-check lock mic moon-stars paperclip pencil people person person-badge phone plus-lg
    printer qr-code question-circle search send shield-check shield-exclamation shield-lock sliders
    star star-fill sun telephone trash translate upload x-circle x-lg
    """.split()  # noqa: SIM905 - reads better than a hundred lines
)


class ComponentError(ValueError):
    """A component got an option that it does not have."""


def one_of(value: str, allowed: Collection[str], what: str) -> str:
    """Return ``value`` when it is allowed.

    Raises:
        ComponentError: naming the options that exist.
    """
    if str(value) not in allowed:
        raise ComponentError(f"{what} must be one of {sorted(allowed)}, not {value!r}")
    return str(value)


def required(value: Any, what: str) -> Any:
    """Return ``value`` unless it is empty.

    Raises:
        ComponentError: an empty label is a mistake in the page, never a design.
    """
    if value is None or str(value).strip() == "":
        raise ComponentError(f"{what} must not be empty")
    return value


@dataclass(frozen=True)
class Tab:
    """One entry of a sub-navigation; ``count`` is shown beside the label when given.

    ``within``: the page stands below this entry, in a row of its own.
    """

    label: Text
    url: str
    current: bool = False
    count: int | None = None
    within: bool = False


@dataclass(frozen=True)
class Action:
    """One entry of the action bar. A refused one (``allowed=False``) must carry its reason.

    ``method`` "get" draws a link, "post" a one-button form (with ``fields`` as hidden inputs).
    ``more`` puts a link into the menu at the end of the bar.
    """

    label: Text
    url: str
    allowed: bool = True
    reason: Text = ""
    primary: bool = False
    danger: bool = False
    method: str = "get"
    icon: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    more: bool = False

    def __post_init__(self) -> None:
        one_of(self.method, ("get", "post"), "Action.method")
        if self.more and self.method != "get":
            raise ComponentError("Action.more: only links go into the menu")
        if not self.allowed:
            required(self.reason, "Action.reason of a refused action")


@dataclass(frozen=True)
class Entry:
    """One row of a timeline. ``at`` aware moment; ``who`` a name, or empty for the system."""

    at: Any
    what: Text
    who: Text = ""
    detail: Text = ""
    kind: str = "neutral"
    url: str = ""


@dataclass(frozen=True)
class Clock:
    """One legal deadline of a case: what, last day, article, and how it stands.

    ``state``: running, done, paused, ended (it ran out and nothing is due any more). ``note``
    says why a clock stands or how it ended.
    """

    label: Text
    due_on: Any
    article: Text = ""
    state: str = "running"
    note: Text = ""

    def __post_init__(self) -> None:
        one_of(self.state, ("running", "done", "paused", "ended"), "Clock.state")


@dataclass(frozen=True)
class FileRow:
    """One row of a file list; ``size`` in bytes, ``meta`` for who and when, ``about_url`` the page
    with its versions and copies."""

    name: Text
    url: str
    size: int | None = None
    meta: Text = ""
    mark: Text = ""
    thumbnail_url: str = ""
    about_url: str = ""

    @property
    def icon(self) -> str:
        """An icon by the extension."""
        extension = str(self.name).rsplit(".", 1)[-1].lower()
        return {
            "pdf": "file-earmark-pdf",
            "doc": "file-earmark-word",
            "docx": "file-earmark-word",
            "xls": "file-earmark-excel",
            "xlsx": "file-earmark-excel",
            "csv": "file-earmark-excel",
            "jpg": "file-earmark-image",
            "jpeg": "file-earmark-image",
            "png": "file-earmark-image",
            "webp": "file-earmark-image",
            "txt": "file-earmark-text",
        }.get(extension, "file-earmark")


def actions_from(
    offers: Iterable[Any], url_for: Callable[[str], str], method: str = "get"
) -> list[Action]:
    """Turn the offers of a workflow into entries of the action bar.

    ``url_for`` maps a verb to the address of its page. Only the first allowed primary
    transition is drawn as primary: a page has one main action.
    """
    actions: list[Action] = []
    taken = False
    for offer in offers:
        primary = bool(offer.allowed and offer.transition.primary and not taken)
        taken = taken or primary
        actions.append(
            Action(
                label=offer.transition.label,
                url=url_for(offer.transition.verb),
                allowed=offer.allowed,
                reason=offer.reason,
                primary=primary,
                method=method,
            )
        )
    return actions


class ShortJSON(DjangoJSONEncoder):
    """JSON for pages, which are UTF-8: Vietnamese letters as they are, no spaces between parts."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how | {"ensure_ascii": False, "separators": (",", ":")})


def short_links(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with what all addresses of a trace share said once, as ``meta``: [begin, end].

    ``customdata`` then holds what lies between; ``charts.js`` puts them together at a click.
    """
    return figure | {"data": [_shortened(trace) for trace in figure["data"]]}


def _shortened(trace: dict[str, Any]) -> dict[str, Any]:
    links = trace.get("customdata") or []
    if len(links) < 2 or not all(links):
        return trace
    begin = _shared(links)
    rest = [link[len(begin) :] for link in links]
    end = _shared([part[::-1] for part in rest])[::-1]
    short = [part[: len(part) - len(end)] for part in rest]
    return trace | {"customdata": short, "meta": [begin, end]}


def _shared(texts: list[str]) -> str:
    """How all of them begin: what the first and the last in order have in common."""
    first, last = min(texts), max(texts)
    pairs = zip(first, last, strict=False)
    return first[: next((at for at, (a, b) in enumerate(pairs) if a != b), len(first))]
