"""Words and pills of workers: age, contract, training, insurance."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from ecms.core.formatting import legal_date
from enterprises.enums import ContractKind
from enterprises.models import Spell, Worker
from enterprises.rules import workforce as rules
from enterprises.selectors_workforce import SOON

Pill = tuple[str, str]  # kind, words


def age_words(worker: Worker, today: date) -> str:
    """“17/05/1990 (36)”; empty where the birthday is not known."""
    if worker.born_on is None:
        return ""
    years = rules.age(worker.born_on, today)
    return f"{legal_date(worker.born_on)} ({years})"


def spell_pills(spell: Spell, today: date) -> list[Pill]:
    """What to look at in an employment; nothing for one that has ended."""
    if spell.ended_on is not None:
        return []
    pills = [*_contract(spell, today), *_training(spell, today)]
    if spell.is_insured is False:
        pills.append(("danger", _("Not insured")))
    born = spell.worker.born_on
    if born and rules.is_minor(born, today):
        pills.append(("warning", _("Under 18")))
    return pills


def _contract(spell: Spell, today: date) -> list[Pill]:
    if spell.contract == ContractKind.NONE:
        return [("danger", _("No written contract"))]
    until = spell.contract_until
    if until is None or until > today + SOON:
        return []
    day = {"day": legal_date(until)}
    if until < today:
        return [("danger", _("Contract expired on %(day)s") % day)]
    return [("warning", _("Contract ends on %(day)s") % day)]


def _training(spell: Spell, today: date) -> list[Pill]:
    until = spell.trained_until
    if until is None or until > today + SOON:
        return []
    day = {"day": legal_date(until)}
    if until < today:
        return [("danger", _("Safety training expired on %(day)s") % day)]
    return [("warning", _("Safety training ends on %(day)s") % day)]
