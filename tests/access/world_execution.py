"""What follows the decision of the world's violation case, as rows."""

import uuid
from datetime import timedelta

from tests.factories import NOW, TODAY
from violations import models


def tell(world):
    """One row of each kind on the case."""
    case, by = world.case, world.inspector
    said = {"case": case, "recorded_at": NOW, "recorded_by": by}
    sent = {"submission": uuid.uuid4()}
    minutes = models.NonExecution.objects.create(
        **said, **sent, of_decision=case.decision_number, discovered_on=TODAY, due_on=TODAY,
        drawn_up_on=TODAY, place="Trụ sở", fine_rest=1,
    )  # fmt: skip
    inquiry = models.Inquiry.objects.create(
        **said, **sent, kind="BANK", addressee="Ngân hàng", question="Số dư", asked_on=TODAY,
        due_on=TODAY,
    )  # fmt: skip
    proposal = {"case": case, "proposed_at": NOW, "proposed_by": by,
                "of_decision": case.decision_number, **sent}  # fmt: skip
    enforcement = models.Enforcement.objects.create(
        **proposal, kind="ACCOUNT", minutes=minutes, amount=1_000, holder="Ngân hàng",
        account="0123", reason="Không nộp",
    )  # fmt: skip
    challenge = models.Challenge.objects.create(
        **said, **sent, kind="COMPLAINT", of_decision=case.decision_number, filed_on=TODAY,
        body="Sở Nội vụ", content="Xem lại mức phạt",
    )  # fmt: skip
    stay = models.Stay.objects.create(
        **said, challenge=challenge, of_decision=case.decision_number, stayed_on=TODAY,
        due_before=TODAY, number="1/QĐ", body="Tòa án",
    )  # fmt: skip
    rows = {"evasion": models.Evasion.objects.create(**said, began_on=TODAY, evidence="Bỏ trốn")}
    rows["publication"] = models.Publication.objects.create(
        **proposal, ground="SERIOUS", reason="Hậu quả lớn", body="Báo Đồng Nai"
    )
    run = models.ReminderRun.objects.create(
        agency=case.agency, province=case.province, kind="PAYMENT", gap_days=15, **sent,
        answer_until=TODAY + timedelta(days=10), recorded_at=NOW, recorded_by=by,
    )  # fmt: skip
    letter = models.ReminderLetter.objects.create(run=run, case=case, written_on=TODAY)
    rows |= {"inquiry": inquiry, "enforcement": enforcement, "challenge": challenge, "stay": stay,
             "reminder_run": run, "reminder_letter": letter}  # fmt: skip
    return {name: row.pk for name, row in rows.items()}
