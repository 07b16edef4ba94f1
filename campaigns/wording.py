"""What the figures of a campaign say, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from campaigns.enums import How
from campaigns.models import Campaign
from campaigns.rules import Difference, Rate
from campaigns.selectors import Line
from ecms.core.formatting import grouped, percent


def interval_words(rate: Rate) -> str:
    """“12 of 20; 39% to 78%”, or "" without any."""
    if rate.value is None:
        return ""
    return _("%(hits)d of %(seen)d; %(low)s to %(high)s") % {
        "hits": rate.hits, "seen": rate.seen, "low": percent(rate.low),
        "high": percent(rate.high),
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


def frozen_words(lines: Sequence[Line], campaign: Campaign) -> str:
    """What the approver puts their name to: how many, chosen how, by which seed."""
    parts = ", ".join(f"{How(line.how).label} {grouped(line.targets)}" for line in lines)
    number = sum(line.targets for line in lines)
    return _("Enterprises on the list: %(number)s (%(parts)s). Seed of the draw: %(seed)s.") % {
        "number": grouped(number), "parts": parts, "seed": campaign.seed or "–",
    }  # fmt: skip


def _points(share: float) -> str:
    return f"{round(share * 100):+d}"
