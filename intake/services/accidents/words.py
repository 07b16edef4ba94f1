"""What everybody in the province reads of an accident names no victim, caller or hidden witness.

The names stand sealed beside the case; texts that travel further (place, measures, reasons,
recommendations, the timeline) are checked against them before they are stored.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from intake.models import Accident
from intake.rules.complaint_words import names_person
from intake.services.accidents.refusal import Refusal


def check_words(accident: Accident, **texts: str) -> None:
    """Raises Refusal with the field whose text names a person concerned."""
    people = list(_names(accident)) if any(texts.values()) else []
    for field, text in texts.items():
        if any(names_person(text or "", name=name) for name in people):
            raise Refusal(
                _("This text names a person concerned. Write “the victim”, “a witness”."), field
            )
        phone = str(accident.caller_phone or "")
        if phone and names_person(text or "", phone=phone):
            raise Refusal(_("This text holds the telephone number of the caller."), field)


def _names(accident: Accident) -> Iterator[str]:
    if accident.caller:
        yield str(accident.caller)
    for victim in accident.victims.all():
        if victim.name:
            yield str(victim.name)
    for said in accident.statements.filter(is_protected=True):
        if said.name:
            yield str(said.name)
