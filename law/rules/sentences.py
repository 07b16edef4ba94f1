"""All sentences of the rules by message id. Read by ``wording`` only."""

from law.rules.words_case import CASE
from law.rules.words_fine import FINE, FRAME, LAW, TERMS
from law.rules.words_refused import REFUSED

__all__ = ["SENTENCES", "TERMS"]

SENTENCES: dict[str, tuple[str, str]] = {
    **LAW,
    **FRAME,
    **FINE,
    **CASE,
    **{f"refused.{code}": words for code, words in REFUSED.items()},
}
