"""What the figures of a campaign say, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaigns.rules import Difference, Rate
from ecms.core.formatting import percent


def rate_words(rate: Rate) -> str:
    """“60% (12 of 20; 39% to 78%)”."""
    if rate.value is None:
        return "–"
    return _("%(share)s (%(hits)d of %(seen)d; %(low)s to %(high)s)") % {
        "share": percent(rate.value), "hits": rate.hits, "seen": rate.seen,
        "low": percent(rate.low), "high": percent(rate.high),
    }  # fmt: skip


def verdict_words(gap: Difference | None) -> str:
    """One sentence on whether choosing by risk finds more than chance."""
    if gap is None:
        return _("Nothing to compare yet: both groups need signed minutes.")
    points = {
        "gap": _points(gap.value), "low": _points(gap.low), "high": _points(gap.high),
    }  # fmt: skip
    words = {
        "better": _(
            "Choosing by risk finds violations oftener than chance: %(gap)s percentage points "
            "(with 95%% certainty between %(low)s and %(high)s)."
        ),
        "worse": _(
            "Choosing by risk finds violations less often than chance: %(gap)s percentage points "
            "(with 95%% certainty between %(low)s and %(high)s). Look at the criteria."
        ),
        "open": _(
            "It cannot be told from chance yet: %(gap)s percentage points "
            "(with 95%% certainty between %(low)s and %(high)s)."
        ),
    }
    return words[gap.verdict] % points


def _points(share: float) -> str:
    return f"{round(share * 100):+d}"
