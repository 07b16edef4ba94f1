"""The fine within the frame (LHAV art. 23.4; Decree 118/2021 as amended by Decree 68/2025).

No circumstances: the midpoint. One mitigating: the midpoint between minimum and midpoint; two or
more: the minimum. One aggravating: the midpoint between midpoint and maximum; two or more: the
maximum. Mitigating and aggravating circumstances offset one for one first.

For fines per unit and percentages this is done on the frame as the clause states it; the cap then
limits the resulting fine (the clauses cap the fine, not the frame: "nhưng tối đa không quá …").
Fractions of a dong are dropped.
"""

from datetime import date
from fractions import Fraction

from law.rules.facts import Circumstances
from law.rules.frame import Frame
from law.rules.wording import Sentence

CIRCUMSTANCES_SINCE = date(2025, 5, 2)  # Decree 68/2025 in force
_PLACES = {
    -2: (Fraction(0), "minimum"),
    -1: (Fraction(1, 4), "lower"),
    0: (Fraction(1, 2), "midpoint"),
    1: (Fraction(3, 4), "upper"),
    2: (Fraction(1), "maximum"),
}


def fine_for(frame: Frame, circumstances: Circumstances) -> int:
    """Return the fine in whole VND; 0 for a warning."""
    place, _ = _place(circumstances)
    return frame.limited(frame.low + (frame.high - frame.low) * place)


def explain(frame: Frame, circumstances: Circumstances, decided_on: date) -> tuple[Sentence, ...]:
    """Say how the fine follows from the frame and the circumstances."""
    if frame.is_warning:
        return (Sentence("fine.warning", {}),)
    _, name = _place(circumstances)
    counts = {"aggravating": circumstances.aggravating, "mitigating": circumstances.mitigating}
    amount = fine_for(frame, circumstances)
    sentences = []
    if circumstances.aggravating and circumstances.mitigating:
        sentences.append(Sentence("fine.offset", counts))
    if frame.cap is not None and frame.high > frame.cap:
        whole = {"from_vnd": int(frame.low), "to_vnd": int(frame.high)}
        sentences.append(Sentence("fine.uncut", whole))
    sentences.append(Sentence(f"fine.{name}", {**counts, "fine_vnd": amount}))
    if frame.cap is not None and amount == frame.cap and frame.low < frame.cap:
        sentences.append(Sentence("fine.capped", {"cap_vnd": frame.cap}))
    if circumstances.net and decided_on < CIRCUMSTANCES_SINCE:
        sentences.append(Sentence("fine.before_68_2025", {"since": CIRCUMSTANCES_SINCE}))
    return tuple(sentences)


def _place(circumstances: Circumstances) -> tuple[Fraction, str]:
    return _PLACES[max(-2, min(2, circumstances.net))]
