"""The frame of an act: bracket, quantity, percentage, doubling, cap.

Order of the steps: the bracket is chosen, the stated amounts are taken per act, per unit or per
cent, the party's multiplier is applied **once** (organisation x 2 where amounts are stated for
individuals), then the party's cap. Household businesses are fined as individuals.
"""

from dataclasses import dataclass
from fractions import Fraction

from ecms.core.money import whole_vnd
from law.enums import FineType, Party, StatedFor
from law.rules.catalogue import ORGANISATIONS_ONLY, Grouped, Instrument, Provision
from law.rules.errors import LawRefusal
from law.rules.facts import ActFacts
from law.rules.wording import Sentence


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame for this party, in whole VND, doubled and capped.

    ``low``/``high`` are the exact amounts before the cap; ``minimum``/``maximum`` what the party
    can be fined. ``quantity`` is the number or base used, None for a fixed range.
    """

    provision: Provision
    multiplier: Fraction
    low: Fraction
    high: Fraction
    cap: int | None
    quantity: int | None
    reasoning: tuple[Sentence, ...]

    @property
    def minimum(self) -> int:
        """Lowest fine in VND."""
        return self.limited(self.low)

    @property
    def maximum(self) -> int:
        """Highest fine in VND."""
        return self.limited(self.high)

    @property
    def is_warning(self) -> bool:
        """A warning carries no fine."""
        return self.provision.fine_type is FineType.WARNING

    def limited(self, amount: Fraction) -> int:
        """Round an exact amount down to the dong and apply the cap."""
        whole = whole_vnd(amount)
        return whole if self.cap is None else min(whole, self.cap)


def frame_for(group: Grouped, facts: ActFacts, party: Party, instrument: Instrument) -> Frame:
    """Compute the frame of an act. Raises LawRefusal for a missing quantity or a wrong party."""
    multiplier = _multiplier(group.rows[0], party)
    quantity = _quantity(group.rows[0], facts)
    row = _bracket(group, quantity)
    low, high = _stated(row, quantity)
    cap = _cap(row, multiplier, party, instrument)
    frame = Frame(row, multiplier, low * multiplier, high * multiplier, cap, quantity, ())
    reasoning = (
        _explain_stated(row, quantity, low, high),
        *_explain_party(frame, party, instrument),
        *_explain_cap(frame),
    )
    return Frame(row, multiplier, frame.low, frame.high, cap, quantity, reasoning)


def _cap(row: Provision, multiplier: Fraction, party: Party, decree: Instrument) -> int | None:
    """Return the cap of the clause; a fine per unit without one is held by that of the field.

    No frame may pass the highest fine of its field (LHAV arts. 23.3 and 24).
    """
    if row.cap is not None:
        return whole_vnd(row.cap * multiplier)
    most = decree.fine_most_overseas if row.is_overseas else decree.fine_most
    if row.fine_type is not FineType.PER_UNIT or most is None:
        return None
    return most * 2 if party is Party.ORGANISATION else most


def _multiplier(row: Provision, party: Party) -> Fraction:
    """Return what the stated amounts are multiplied by for this party: 2, 1 or 1/2."""
    if row.org_multiplier is None and party is Party.ORGANISATION:
        raise LawRefusal("individuals_only", code=row.code, basis=row.legal_basis)
    if row.stated_for is StatedFor.INDIVIDUAL:
        return Fraction(row.org_multiplier or 1) if party is Party.ORGANISATION else Fraction(1)
    if party is Party.ORGANISATION:
        return Fraction(1)
    if row.violator in ORGANISATIONS_ONLY:
        raise LawRefusal("organisations_only", code=row.code, basis=row.legal_basis)
    return Fraction(1, 2)  # the organisation pays double, so the person pays half of its amount


def _quantity(row: Provision, facts: ActFacts) -> int | None:
    """Return the number (or base in VND) the provision needs, or None for a fixed range."""
    if row.fine_type is FineType.PERCENT:
        return _needed(facts.base, "missing_base", row)
    if row.fine_type is FineType.BRACKET and row.scale_unit == "workers":
        return _needed(facts.workers, "missing_workers", row)
    if row.fine_type is FineType.PER_UNIT and row.scale_unit == "worker":
        if facts.units and facts.workers and facts.units != facts.workers:
            raise LawRefusal("workers_and_units", workers=facts.workers, units=facts.units)
        return _needed(facts.units or facts.workers, "missing_units", row)
    if row.fine_type in (FineType.PER_UNIT, FineType.BRACKET):
        return _needed(facts.units, "missing_units", row)
    return None


def _needed(value: int | None, refusal: str, row: Provision) -> int:
    if value is None:
        raise LawRefusal(
            refusal, code=row.code, unit=row.scale_unit, of=row.percent_of, basis=row.legal_basis
        )
    return value


def _bracket(group: Grouped, quantity: int | None) -> Provision:
    """Return the row whose bracket holds the quantity; brackets start at 1 and leave no gap."""
    rows = [
        row
        for row in group.rows
        if quantity is None or row.bracket_from is None or row.bracket_from <= quantity
    ]
    return rows[-1]


def _stated(row: Provision, quantity: int | None) -> tuple[Fraction, Fraction]:
    """Return the lowest and highest amounts as the decree states them, before party and cap."""
    if row.fine_type is FineType.PERCENT:
        base = Fraction(quantity or 0) / 100
        return base * Fraction(row.percent_min or 0), base * Fraction(row.percent_max or 0)
    times = (quantity or 1) if row.fine_type is FineType.PER_UNIT else 1
    return Fraction(row.fine_min * times), Fraction(row.fine_max * times)


def _explain_stated(row: Provision, n: int | None, low: Fraction, high: Fraction) -> Sentence:
    params: dict[str, object] = {
        "basis": row.legal_basis,
        "min_vnd": row.fine_min,
        "max_vnd": row.fine_max,
        "stated_for": row.stated_for.value,
        "unit": row.scale_unit,
        "n": n,
    }
    if row.fine_type is FineType.BRACKET:
        bounds = {"first": row.bracket_from, "last": row.bracket_to}
        name = "frame.bracket" if row.bracket_to else "frame.bracket_open"
        return Sentence(name, params | bounds)
    if row.fine_type is FineType.PERCENT:
        percents = {"low": row.percent_min, "high": row.percent_max, "of": row.percent_of}
        amounts = {"from_vnd": whole_vnd(low), "to_vnd": whole_vnd(high), "base_vnd": n}
        return Sentence("frame.percent", params | percents | amounts)
    if row.fine_type is FineType.PER_UNIT:
        amounts = {"from_vnd": whole_vnd(low), "to_vnd": whole_vnd(high)}
        return Sentence("frame.per_unit", params | amounts)
    return Sentence(f"frame.{row.fine_type.value}", params)


def _explain_party(frame: Frame, party: Party, instrument: Instrument) -> tuple[Sentence, ...]:
    if frame.is_warning:
        return ()
    params = {
        "article_vi": instrument.fine_level_article_vi,
        "article_en": instrument.fine_level_article_en,
        "instrument": instrument.code,
        "from_vnd": whole_vnd(frame.low),
        "to_vnd": whole_vnd(frame.high),
    }
    if frame.multiplier == 2:
        return (Sentence("party.doubled", params),)
    if frame.multiplier < 1:
        return (Sentence(f"party.halved_{party.value}", params),)
    if party is Party.ORGANISATION:
        return (Sentence("party.not_doubled", params),)
    return (Sentence(f"party.{party.value}", params),)


def _explain_cap(frame: Frame) -> tuple[Sentence, ...]:
    if frame.cap is None:
        if frame.provision.fine_type is FineType.PER_UNIT:
            return (Sentence("cap.none", {"basis": frame.provision.legal_basis}),)
        return ()
    reached = "reached" if frame.high > frame.cap else "kept"
    params = {
        "cap_vnd": frame.cap,
        "min_vnd": frame.minimum,
        "max_vnd": frame.maximum,
        "basis": frame.provision.legal_basis,
    }
    if frame.provision.cap is None:
        return (Sentence("cap.field", params),)
    doubled = (Sentence("cap.doubled", params),) if frame.multiplier == 2 else ()
    return (*doubled, Sentence(f"cap.{reached}", params))
