"""Components and filters of every page; the catalogue is docs/ui.md.

A builtin library: templates need no ``{% load %}``. Each tag checks its options and raises
:class:`~ecms.core.components.ComponentError` for a wrong one, so that a mistake is seen at once.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from ecms.core import clock, formatting, tiles
from ecms.core.components import (
    BUTTONS,
    ICONS,
    KINDS,
    ComponentError,
    ShortJSON,
    one_of,
    required,
    short_links,
)
from ecms.core.paging import Page
from ecms.core.panels import panels_for
from ecms.core.templatetags import ecms_forms, ecms_words

register = template.Library()
for part in (ecms_words, ecms_forms):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
COMPONENTS = "components"


def _render(name: str, **context: Any) -> SafeString:
    return render_to_string(f"{COMPONENTS}/{name}.html", context)


# --- Small pieces -------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite; decorative unless ``label`` is given."""
    one_of(name, ICONS, "icon")
    href = f"{static('build/icons.svg')}#{name}"
    name_of_it = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="ec-icon {}" width="16" height="16" {}><use href="{}"></use></svg>',
        css,
        name_of_it,
        href,
    )


@register.inclusion_tag("components/status_pill.html")
def status_pill(kind: str, text: Any) -> dict[str, Any]:
    """A state in a word, with the icon and colour of its kind."""
    return {
        "kind": one_of(kind, KINDS, "status_pill kind"),
        "icon_name": KINDS[str(kind)],
        "text": required(text, "status_pill text"),
    }


@register.inclusion_tag("components/deadline.html")
def deadline(due_on: Any, today: Any = None, label: Any = "") -> dict[str, Any]:
    """A due date with the days left, coloured by nearness."""
    day = formatting.as_date(due_on)
    now = formatting.as_date(today) or clock.today()
    return {
        "due_on": day,
        "label": label,
        "kind": formatting.deadline_kind(day, now) if day else "neutral",
        "words": formatting.days_left_words(day, now) if day else "",
    }


@register.inclusion_tag("components/button_link.html")
def button_link(url: str, text: Any, style: str = "secondary", icon: str = "") -> dict[str, Any]:
    """A link that looks like a button."""
    return {
        "url": required(url, "button_link url"),
        "text": required(text, "button_link text"),
        "style": one_of(style, BUTTONS, "button_link style"),
        "icon_name": one_of(icon, ICONS, "icon") if icon else "",
    }


# --- Page furniture -----------------------------------------------------------------------
@register.simple_block_tag
def page_header(
    content: str,
    title: Any,
    meta: Any = "",
    pill_kind: str = "",
    pill_text: Any = "",
    kicker: Any = "",
) -> SafeString:
    """The page's only h1; the block holds its primary action (or nothing)."""
    if pill_kind:
        one_of(pill_kind, KINDS, "page_header pill_kind")
    return _render(
        "page_header",
        title=required(title, "page_header title"),
        meta=meta,
        kicker=kicker,
        pill_kind=pill_kind,
        pill_text=pill_text,
        actions=mark_safe(content.strip()),
    )


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: Any) -> dict[str, Any]:
    """``{% breadcrumbs url label url label … label %}``; the last one is this page."""
    if len(pairs) % 2 == 0:
        raise ComponentError("breadcrumbs takes url label pairs and a last label")
    links = [(pairs[i], pairs[i + 1]) for i in range(0, len(pairs) - 1, 2)]
    return {"links": links, "here": required(pairs[-1], "breadcrumbs label")}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Any, label: Any, minor: bool = False) -> dict[str, Any]:
    """A sub-navigation of :class:`~ecms.core.components.Tab`; ``label`` names it.

    ``minor``: the second row below another one.
    """
    return {"items": list(items), "label": required(label, "tabs label"), "minor": minor}


@register.inclusion_tag("components/identity_bar.html")
def identity_bar(
    number: Any,
    title: Any,
    pill_kind: str,
    pill_text: Any,
    deadline_label: Any = "",
    due_on: Any = None,
    today: Any = None,
    title_url: str = "",
) -> dict[str, Any]:
    """Head of a case page: number, enterprise, state, next legal deadline. Holds the h1."""
    return {
        "number": number,
        "title": required(title, "identity_bar title"),
        "title_url": title_url,
        "pill_kind": one_of(pill_kind, KINDS, "identity_bar pill_kind"),
        "pill_text": required(pill_text, "identity_bar pill_text"),
        "deadline_label": deadline_label,
        "due_on": formatting.as_date(due_on),
        "today": today,
    }


def _in_menu(action: Any) -> bool:
    return bool(getattr(action, "more", False))


@register.inclusion_tag("components/action_bar.html")
def action_bar(actions: Any, label: Any = "") -> dict[str, Any]:
    """What may be done now, and what may not with the reason. At most one primary."""
    actions = list(actions)
    if sum(1 for action in actions if action.allowed and getattr(action, "primary", False)) > 1:
        raise ComponentError("action_bar: at most one primary action a page")
    return {
        "allowed": [action for action in actions if action.allowed and not _in_menu(action)],
        "more": [action for action in actions if action.allowed and _in_menu(action)],
        "refused": [action for action in actions if not action.allowed],
        "label": label,
    }


@register.simple_block_tag
def card(
    content: str,
    title: Any = "",
    id: str = "",  # noqa: A002 - reads well in templates
    level: int = 2,
    meta: Any = "",
) -> SafeString:
    """A panel of the page with a heading of ``level`` 2 or 3."""
    one_of(str(level), ("2", "3"), "card level")
    return _render("card", content=content, title=title, id=id, level=int(level), meta=meta)


@register.simple_block_tag
def notice(content: str, kind: str, title: Any = "", role: str = "") -> SafeString:
    """A message in the page; ``role`` "alert" or "status" when it appears by itself."""
    one_of(kind, KINDS, "notice kind")
    one_of(role, ("", "alert", "status"), "notice role")
    return _render(
        "notice", content=content, kind=kind, icon_name=KINDS[kind], title=title, role=role
    )


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: Any, text: Any = "", icon: str = "inbox", action_url: str = "", action_label: Any = ""
) -> dict[str, Any]:
    """What to say instead of an empty table."""
    return {
        "title": required(title, "empty_state title"),
        "text": text,
        "icon_name": one_of(icon, ICONS, "icon"),
        "action_url": action_url,
        "action_label": required(action_label, "action_label") if action_url else "",
    }


# --- Data ---------------------------------------------------------------------------------
@register.simple_block_tag
def summary_list(content: str, narrow: bool = False) -> SafeString:
    """A list of facts; holds ``summary_row`` blocks."""
    return _render("summary_list", content=content, narrow=narrow)


@register.simple_block_tag
def summary_row(
    content: str, label: Any, source: Any = "", action_url: str = "", action_label: Any = ""
) -> SafeString:
    """One fact; ``source`` says where it comes from (register, date). Empty shows a dash."""
    return _render(
        "summary_row",
        content=content if content.strip() else "",
        label=required(label, "summary_row label"),
        source=source,
        action_url=action_url,
        action_label=required(action_label, "action_label") if action_url else "",
    )


@register.simple_block_tag
def data_table(
    content: str,
    caption: Any,
    id: str = "",  # noqa: A002 - reads well in templates
    show_caption: bool = False,
    stack: bool = False,
) -> SafeString:
    """A table with a caption that scrolls inside itself; ``stack`` makes rows cards on phones
    (then each td needs ``data-label``)."""
    return _render(
        "data_table",
        content=content,
        caption=required(caption, "data_table caption"),
        id=id,
        show_caption=show_caption,
        stack=stack,
    )


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: Any, align: str = "start") -> dict[str, Any]:
    """A ``<th>`` that sorts the whole list by ``?sort=key`` or ``?sort=-key``."""
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    ascending, descending = current == key, current == f"-{key}"
    query["sort"] = f"-{key}" if ascending else key
    query.pop("page", None)
    return {
        "label": required(label, "sort_header label"),
        "align": one_of(align, ("start", "end"), "sort_header align"),
        "aria_sort": "ascending" if ascending else "descending" if descending else "none",
        "url": f"?{query.urlencode()}",
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    """“1–25 of 312” and page links of an :class:`~ecms.core.paging.Page`."""
    if not isinstance(page, Page):
        raise ComponentError(f"pagination needs an ecms.core.paging.Page, not {page!r}")
    query = context["request"].GET.copy()
    query.pop("page", None)
    prefix = f"?{query.urlencode()}&" if query else "?"
    return {"page": page, "prefix": prefix}


@register.inclusion_tag("components/list_search.html", takes_context=True)
def list_search(context: Context, name: Any, label: Any, hint: Any = "") -> dict[str, Any]:
    """The search box of a list: words in ``q``; ``carried`` filters of the page go along."""
    return {
        "name": required(name, "list_search name"),
        "label": required(label, "list_search label"),
        "hint": hint,
        "query": context.get("query", ""),
        "carried": context.get("carried", ()),
    }


@register.inclusion_tag("components/export_links.html", takes_context=True)
def export_links(context: Context, view: str, *args: Any, words: Any = "") -> dict[str, Any]:
    """Links to the rows of this very list as XLSX and CSV, from the view ``view``.

    Its last argument is the kind; the page's ``export_query`` goes along.
    """
    query = context.get("export_query", "")
    addresses = [(kind, reverse(view, args=(*args, kind))) for kind in ("xlsx", "csv")]
    links = [(kind.upper(), f"{url}?{query}" if query else url) for kind, url in addresses]
    return {"links": links, "words": words}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Any) -> dict[str, Any]:
    """Who did what and when, newest first: objects like ``components.Entry``."""
    entries = sorted(entries, key=lambda entry: entry.at, reverse=True)
    for entry in entries:
        one_of(getattr(entry, "kind", "neutral"), KINDS, "timeline entry kind")
    return {"entries": entries}


@register.inclusion_tag("components/file_list.html")
def file_list(files: Any, empty: Any = "") -> dict[str, Any]:
    """Documents or photos: objects like ``components.FileRow``."""
    return {"files": list(files), "empty": empty}


@register.inclusion_tag("components/kpi.html")
def kpi(
    value: Any, label: Any, url: str = "", hint: Any = "", kind: str = "neutral"
) -> dict[str, Any]:
    """One figure with its words; every number links to the list behind it."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = formatting.grouped(value)
    return {
        # A card is narrow: the unit of a long amount may stand below it.
        "value": formatting.NOTHING if value is None else str(value).replace("\u00a0", " "),
        "label": required(label, "kpi label"),
        "url": url,
        "hint": hint,
        "kind": one_of(kind, KINDS, "kpi kind"),
    }


@register.inclusion_tag("components/progress_bar.html")
def progress_bar(value: int, total: int, label: Any) -> dict[str, Any]:
    """Work done out of ``total``; total 0 means not known yet."""
    return {
        "value": min(value, total) if total else 0,
        "total": total,
        "share": formatting.percent(min(value, total) / total) if total else "",
        "label": required(label, "progress_bar label"),
    }


@register.inclusion_tag("components/clock_panel.html")
def clock_panel(clocks: Any, today: Any = None) -> dict[str, Any]:
    """The legal clocks of a case (``components.Clock``): next act, last day, article."""
    return {"clocks": list(clocks), "today": formatting.as_date(today) or clock.today()}


@register.inclusion_tag("components/panels.html", takes_context=True)
def dossier_panels(context: Context, place: str, thing: Any) -> dict[str, Any]:
    """Panels other modules registered for ``place``, each fetched with hx-get."""
    user = context["request"].user
    return {"panels": [(panel, panel.url(thing)) for panel in panels_for(place, user)]}


@register.inclusion_tag("components/chart.html")
def chart(
    id: str,  # noqa: A002 - reads well in templates
    figure: Any,
    title: Any,
    summary: Any = "",
    height: str = "md",
) -> dict[str, Any]:
    """A plotly figure (dict: data, layout); the page must load charts in block ``scripts``."""
    words = {
        "id": required(id, "chart id"),
        "title": required(title, "chart title"),
        "summary": summary,
        "height": one_of(height, ("sm", "md", "lg"), "chart height"),
    }
    return words | {"data": json_script(short_links(figure), f"{id}-figure", ShortJSON)}


@register.inclusion_tag("components/tile_map.html")
def tile_map(tile_map: Any) -> dict[str, Any]:
    """A map of the country drawn by :func:`ecms.core.tiles.build_tile_map`."""
    return {"map": tile_map, "pdf": False}


@register.simple_tag
def tile_colours(step: int, part: str = "square") -> SafeString:
    """Presentation attributes of a tile in documents; ``part`` is square or text."""
    fill, ink = tiles.colours(step)
    if one_of(part, ("square", "text"), "tile_colours part") == "text":
        return format_html('fill="{}" text-anchor="middle"', ink)
    return format_html('fill="{}" stroke="{}" stroke-width="0.5"', fill, "#75858a")
