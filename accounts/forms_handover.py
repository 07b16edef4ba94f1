"""The form of a hand-over: one choice for a whole group, one for each thing, and the reason."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Absence
from accounts.models import User
from accounts.selectors_handover import Group
from accounts.services.handover import HandoverRefused, Key
from ecms.core.forms import TextField

LONG = {"rows": 2}


class HandOverForm(forms.Form):
    """Built for the groups of one person; a thing without a choice follows its group."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    absence = forms.ChoiceField(
        label=_("Occasion"), choices=Absence, widget=forms.RadioSelect, initial=Absence.LEAVES
    )
    reason = TextField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("For example: transferred to another department from 1 December 2026."),
    )
    override_reason = TextField(
        label=_("Why in spite of objections"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text=_(
            "Only where somebody takes over a case although they were on the last team there or "
            "once declared a conflict of interest."
        ),
    )

    def __init__(
        self, data: Any, *, groups: Iterable[Group], proposed: Mapping[str, Mapping[int, int]]
    ) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4()})
        self.groups = list(groups)
        for group in self.groups:
            self._add(group, proposed.get(group.kind.code, {}))

    def _add(self, group: Group, proposed: Mapping[int, int]) -> None:
        names = [(str(p.pk), f"{p} ({group.counts[p.pk]})") for p in group.people]
        nobody = [("", _("Nobody yet"))]
        self.fields[f"all-{group.kind.code}"] = forms.ChoiceField(
            label=_("All of these to"), choices=[*nobody, *names], required=False
        )
        for item in group.open_items:
            marked = [(pk, _mark(item, int(pk), name)) for pk, name in names
                      if int(pk) not in item.never]  # fmt: skip
            self.fields[name_of(group.kind.code, item.pk)] = forms.ChoiceField(
                label=_("Successor for %(thing)s") % {"thing": item.label},
                choices=[("", _("As above")), *marked],
                required=False,
                initial=proposed.get(item.pk, ""),
            )

    def shown(self) -> list[dict[str, Any]]:
        """Groups with their fields, as the template draws them."""
        return [
            {
                "group": group,
                "all": self[f"all-{group.kind.code}"],
                "rows": [
                    {"item": item, "field": None if item.settled else self[_of(group, item)]}
                    for item in group.items
                ],
            }
            for group in self.groups
        ]

    def gifts(self) -> dict[Key, User]:
        """{(kind, thing): successor}; call after ``is_valid()``."""
        found = {}
        for group in self.groups:
            people = {str(person.pk): person for person in group.people}
            everything = self.cleaned_data.get(f"all-{group.kind.code}", "")
            for item in group.open_items:
                chosen = self.cleaned_data.get(_of(group, item)) or everything
                if chosen:
                    found[group.kind.code, item.pk] = people[chosen]
        return found

    def blame(self, refused: HandoverRefused) -> None:
        """Show each problem at its thing."""
        for (kind, pk), words in refused.problems.items():
            field = name_of(kind, pk)
            self.add_error(field if field in self.fields else None, str(words))
        if any(self.fields.get(name_of(*key)) is None for key in refused.problems):
            return
        self.add_error(None, str(refused.reason))


def name_of(kind: str, pk: int) -> str:
    """The name of the field of one thing."""
    return f"{kind}-{pk}"


def _of(group: Group, item: Any) -> str:
    return name_of(group.kind.code, item.pk)


def _mark(item: Any, pk: int, name: str) -> str:
    return f"⚠ {name}: {item.bars[pk]}" if pk in item.bars else name
