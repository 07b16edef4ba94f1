"""Tags of forms and filters. Part of the builtin library."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ecms.core.components import required
from ecms.core.forms import summary_of

register = template.Library()


@register.inclusion_tag("components/filters_bar.html", takes_context=True)
def filters_bar(
    context: Context,
    form: Any,
    chips: Any = (),
    clear_url: str = "",
    open: bool = False,  # noqa: A002 - the attribute of <details>
    label: Any = "",
    apply: Any = "",
) -> dict[str, Any]:
    """A GET form of filters with one Apply, the chosen ones as removable chips, and Clear.

    ``label`` and ``apply`` are the words of its two buttons where it does not filter a list.
    """
    request = context["request"]
    return {
        "form": form,
        "chips": list(chips),
        "clear_url": clear_url or request.path,
        "open": open or bool(form.errors),
        "label": label,
        "apply": apply,
        "sort": request.GET.get("sort", ""),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """All errors of the given forms and formsets, each linked to its field."""
    return {"errors": summary_of(forms)}


@register.simple_tag
def error_prefix(*forms: Any) -> SafeString:
    """“Error: ” in front of the page title when a form was refused."""
    if not summary_of(forms):
        return SafeString("")
    return SafeString(render_to_string("components/error_prefix.html").strip() + " ")


@register.inclusion_tag("components/forms/page_form.html")
def page_form(
    form: Any,
    submit: Any,
    cancel_url: str = "",
    action: str = "",
    autosave: str = "",
    danger: bool = False,
) -> dict[str, Any]:
    """A whole POST form: error summary, fields, one button, cancel link."""
    return {
        "form": form,
        "submit": required(submit, "page_form submit"),
        "cancel_url": cancel_url,
        "action": action,
        "autosave": autosave,
        "style": "danger" if danger else "primary",
    }
