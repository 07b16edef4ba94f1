"""Who may sign: competence tested per act on the highest fine of its frame.

LHAV art. 52 and Decree 189/2025: the limit is compared with the maximum of the frame of *each*
act, already doubled for organisations, and never with the sum; the title must also have the
power for every additional sanction and remedy, and the act must lie in its field. The title must
be competent for all acts of the case. The law of competence is that of the date of the decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from law.enums import BodyLevel, Party, Power
from law.rules.catalogue import Competence, Provision, Scope
from law.rules.errors import InvalidReference
from law.rules.frame import Frame
from law.rules.reference import Reference

POINTS = "abcdđeghiklmnopq"  # order of points in Vietnamese legal drafting
Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Signatory:
    """A title that may sanction every act of the case. ``max`` in VND for this party."""

    title_code: str
    title_vi: str
    title_en: str
    level: BodyLevel
    max: int
    only_during_check: bool
    notes: str
    confidence: str

    def title(self, lang: str) -> str:
        """Return the title in ``vi`` or ``en``."""
        return self.title_en if lang == "en" else self.title_vi


def signatories(
    reference: Reference,
    frames: Iterable[Frame],
    party: Party,
    decided_on: date,
    *,
    body_level: BodyLevel | None = None,
    check_open: bool = True,
) -> tuple[Signatory, ...]:
    """Return the titles competent for all acts on the date of the decision, lowest limit first.

    At one limit standing titles come before team heads and lower levels before higher ones.

    ``body_level`` keeps one level only; ``check_open=False`` leaves out team heads, who may
    sanction only while their check lasts. Empty when nobody in the data may sign.
    """
    acts = tuple(frames)
    found = []
    for row in reference.competence:
        if not row.in_force(decided_on) or (body_level and row.level != body_level):
            continue
        if row.only_during_check and not check_open:
            continue
        limits = [_limit(reference, row, frame, party) for frame in acts]
        if acts and all(limit is not None for limit in limits):
            found.append(_signatory(row, min(limit for limit in limits if limit is not None)))
    return tuple(sorted(found, key=_order))


def _order(item: Signatory) -> tuple[int, bool, int, str]:
    return item.max, item.only_during_check, tuple(BodyLevel).index(item.level), item.title_code


def _limit(reference: Reference, row: Competence, frame: Frame, party: Party) -> int | None:
    """Return the title's limit for this act, or None when it is not competent."""
    if not needed_powers(reference, frame) <= row.powers:
        return None
    scope = next((item for item in row.scopes if covers(item, frame.provision)), None)
    if scope is None:
        return None
    if party is Party.ORGANISATION:
        limit = scope.max_organisation or row.max_organisation
    else:
        limit = scope.max_individual or row.max_individual
    return limit if frame.maximum <= limit else None


def needed_powers(reference: Reference, frame: Frame) -> frozenset[Power]:
    """Return the powers a signatory needs for this act."""
    provision = frame.provision
    powers = {reference.additional[code].power for code in provision.additional_codes}
    powers.add(Power.WARNING if frame.is_warning else Power.FINE)
    if provision.remedial_codes:
        powers.add(Power.REMEDIAL)
    return frozenset(powers)


def covers(scope: Scope, provision: Provision) -> bool:
    """Tell whether a scope covers a provision."""
    if scope.instrument != provision.instrument:
        return False
    article, clause, point = provision.place
    places = expand(scope.provisions)
    return bool(places & {(article, 0, ""), (article, clause, ""), (article, clause, point)})


@lru_cache(maxsize=256)
def expand(provisions: str) -> frozenset[Place]:
    """Expand "8-10 18.2 39.1-4 19.3c-e" into places (article, clause or 0, point or "")."""
    places: set[Place] = set()
    for token in provisions.split():
        try:
            places.update(_expand_token(token))
        except ValueError:
            raise InvalidReference(f"{token!r} is not a list of articles") from None
    return frozenset(places)


def _expand_token(token: str) -> list[Place]:
    first, _, last = token.partition("-")
    article, dot, rest = first.partition(".")
    if not dot:
        return [(n, 0, "") for n in range(int(first), int(last or first) + 1)]
    clause = rest.rstrip(POINTS)
    point = rest[len(clause) :]
    if not point:
        numbers = range(int(clause), int(last or clause) + 1)
        return [(int(article), n, "") for n in numbers]
    if len(point) != 1:
        raise ValueError(token)
    letters = POINTS[POINTS.index(point) : POINTS.index(last or point) + 1]
    return [(int(article), int(clause), letter) for letter in letters]


def _signatory(row: Competence, limit: int) -> Signatory:
    return Signatory(
        title_code=row.title_code,
        title_vi=row.title_vi,
        title_en=row.title_en,
        level=row.level,
        max=limit,
        only_during_check=row.only_during_check,
        notes=row.notes,
        confidence=row.confidence,
    )
