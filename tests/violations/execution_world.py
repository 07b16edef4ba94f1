"""A case on which nothing was paid, and the steps of its enforcement one after the other."""

import uuid

from tests.violations.conftest import at
from violations.services import enforcement, enforcement_steps, non_execution
from violations.services.enforcement import Measure
from violations.services.enforcement_steps import Facts
from violations.services.non_execution import Found

FOUND = Found("Trụ sở doanh nghiệp", "Nguyễn Văn Chứng")


def again(row):
    """The row as it is now."""
    return type(row).objects.get(pk=row.pk)


def key():
    """What a form carries so that sending it twice is harmless."""
    return uuid.uuid4()


def default(case, by, **values):
    """Minutes of non-execution today."""
    found = Found(**{"place": "Trụ sở", "late_reason": "", **values})
    return non_execution.record(again(case), found, submission=key(), by=by, at=at())


def asked(case, by, kind="BANK"):
    """A letter that asks about means."""
    return non_execution.ask(
        again(case), kind, addressee="Ngân hàng A", question="Số dư tài khoản", submission=key(),
        by=by, at=at(),
    )  # fmt: skip


def answered(case, by, kind="BANK"):
    """An answered letter."""
    row = asked(case, by, kind)
    return non_execution.answer(row, "Có 500 triệu đồng", answered_on=row.asked_on, by=by, at=at())


def measure(case, inquiry, **values):
    """An account measure for all that is owed."""
    owed = enforcement.owed_in_all(again(case), at().date())
    facts = {"kind": "ACCOUNT", "reason": "Không tự nguyện nộp phạt", "amount": owed,
             "holder": "Ngân hàng A", "account": "0123456789", "inquiry": inquiry}  # fmt: skip
    return Measure(**{**facts, **values})


def proposed(case, by, **values):
    """The measure waits for a signature."""
    inquiry = values.pop("inquiry", None) or answered(case, by)
    return enforcement.propose(
        again(case), measure(case, inquiry, **values), submission=key(), by=by, at=at()
    )


def take(row, kind, by, **values):
    """One step of a measure, today."""
    facts = {"on": at().date(), "text": "Đã thực hiện", "names": "Nguyễn Văn A"}
    return enforcement_steps.take(
        again(row), kind, Facts(**{**facts, **values}), submission=key(), by=by, at=at()
    )
