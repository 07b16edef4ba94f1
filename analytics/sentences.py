"""The finding of each chart in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.numbers import EMPTY, Numbers
from analytics.tables import Table
from ecms.core.formatting import grouped, percent, vnd


def states(table: Table, late: int) -> str:
    """How many are open and late, and where most stand."""
    if not table.lines:
        return _("No case file is recorded.")
    top = max(table.lines, key=lambda line: line.values[0])
    text = _("Of %(total)s case files, most (%(count)s) are in the state “%(state)s”.") % {
        "total": grouped(table.total[0]), "count": grouped(top.values[0]), "state": top.label,
    }  # fmt: skip
    if not late:
        return f"{text} {_('None is overdue.')}"
    more = ngettext("%(count)s is overdue.", "%(count)s are overdue.", late)
    return f"{text} {more % {'count': grouped(late)}}"


def balance(numbers: Numbers, opened: str, closed: str) -> str:
    """Whether the work grows or shrinks."""
    new, done = numbers.total(opened).count, numbers.total(closed).count
    if not new and not done:
        return _("Nothing was opened or closed in the period.")
    text = _("%(opened)s opened and %(closed)s closed in the period:") % {
        "opened": grouped(new), "closed": grouped(done),
    }  # fmt: skip
    if new > done:
        return f"{text} {_('the work in hand grew by %(n)s.') % {'n': grouped(new - done)}}"
    if new < done:
        return f"{text} {_('the work in hand shrank by %(n)s.') % {'n': grouped(done - new)}}"
    return f"{text} {_('the work in hand stayed the same.')}"


def leading(table: Table, index: int = 0) -> str:
    """The first of a ranking and its share."""
    total = table.total[index] if table.total else 0
    if not total:
        return _("Nothing was recorded in the period.")
    top = max(table.lines, key=lambda line: line.values[index])
    return _("“%(name)s” leads with %(count)s of %(total)s (%(share)s).") % {
        "name": top.label, "count": grouped(top.values[index]), "total": grouped(total),
        "share": percent(top.values[index] / total),
    }  # fmt: skip


def places(table: Table, index: int) -> str:
    """How many provinces have figures, and which has most."""
    with_some = [line for line in table.lines if line.values[index]]
    if not with_some:
        return _("No violation case was opened in the period.")
    top = max(with_some, key=lambda line: line.values[index])
    return ngettext(
        "%(total)s violation case was opened, in %(places)s of %(all)s provinces; most in "
        "%(name)s (%(count)s).",
        "%(total)s violation cases were opened, in %(places)s of %(all)s provinces; most in "
        "%(name)s (%(count)s).",
        table.total[index],
    ) % {
        "total": grouped(table.total[index]), "places": grouped(len(with_some)),
        "all": grouped(len(table.lines)), "name": top.label, "count": grouped(top.values[index]),
    }  # fmt: skip


def own_place(numbers: Numbers, name: str) -> str:
    """What one province did."""
    count = numbers.total("cases_opened").count
    return ngettext(
        "%(count)s violation case was opened in %(name)s.",
        "%(count)s violation cases were opened in %(name)s.",
        count,
    ) % {"count": grouped(count), "name": name}


def money(numbers: Numbers) -> str:
    """What was decided and what came in."""
    decided, paid = numbers.total("fines_decided").amount, numbers.total("fines_paid").amount
    owed = numbers.stock.get(("fines_outstanding", ""), EMPTY).amount
    return _(
        "Fines of %(decided)s were decided and %(paid)s paid in the period; %(owed)s are "
        "outstanding now."
    ) % {"decided": vnd(decided), "paid": vnd(paid), "owed": vnd(owed)}
