"""Commands once, whatever arrives how often; conflicts seen; one bad item stops nothing."""

import uuid

import pytest

from ecms.audit.models import AuditEvent
from field.models import Command
from field.services import conflicts, referring
from inspections.models import Answer, Finding, Interview, Visit
from inspections.services import checklist
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def stored(case, code="CK-001"):
    return Answer.objects.get(inspection=case, question__code=code)


def test_an_answer_goes_through_the_checklist(mine):
    told = mine.answer(value="NO", note="Chậm lương", codes=["TL-18"])
    assert told["state"] == "sent"
    assert told["version"] == 1
    assert told["reading"] == "NO"
    assert [row["code"] for row in told["findings"]] == ["TL-18"]
    row = Command.objects.get(key=told["id"])
    assert told["receipt"] == row.receipt
    assert row.received_at == NOW
    assert row.device_time.isoformat() == "2026-10-04T01:00:00+00:00"
    assert stored(mine.case).answered_at == NOW  # legal time is that of the server


def test_the_same_command_again_has_the_same_answer_and_no_effect(mine):
    item = mine.command("answer", {"question": "CK-001", "value": "NO", "note": "x"})
    first = mine.take(item)
    checklist.answer(
        mine.case,
        stored(mine.case).question,
        checklist.Given("YES", version=1),
        by=mine.user,
        at=NOW,
    )
    assert mine.take(item) == first
    assert stored(mine.case).value == "YES"
    assert Command.objects.count() == 1


def test_the_same_number_with_other_content_is_refused(mine):
    item = mine.command("answer", {"question": "CK-001", "value": "YES", "note": ""})
    mine.take(item)
    told = mine.take(item | {"body": {"question": "CK-001", "value": "NO", "note": ""}})
    assert (told["state"], told["code"]) == ("reused", "409")
    assert stored(mine.case).value == "YES"


def test_what_another_person_did_is_refused_and_kept_for_them(mine, other):
    item = mine.command("answer", {"question": "CK-001", "value": "YES", "note": ""})
    told = other.take(item)
    assert (told["state"], told["kept"]) == ("rejected", False)
    assert mine.take(item)["state"] == "sent"
    assert other.take(item)["state"] == "rejected"


def test_two_devices_on_one_field_are_a_conflict_and_nothing_is_overwritten(mine, other):
    mine.answer(value="YES", note="Đủ")
    told = other.answer(value="NO", note="Đủ", codes=["TL-18"])
    assert told["state"] == "conflict"
    assert told["conflict"]["fields"] == ("value",) or told["conflict"]["fields"] == ["value"]
    assert stored(mine.case).value == "YES"
    assert told["conflict"]["mine"]["value"]["value"] == "NO"
    assert told["conflict"]["theirs"]["value"]["value"] == "YES"
    assert AuditEvent.objects.filter(event="field.conflict").count() == 1


def test_two_devices_on_two_fields_are_merged(mine, other):
    mine.answer(value="YES", note="")
    base = stored(mine.case).version
    mine.answer(value="YES", note="Đã xem bảng lương", base_version=base)
    told = other.answer(value="NA", note="", base_version=base)
    assert told["state"] == "sent"
    row = stored(mine.case)
    assert (row.value, row.note, row.version) == ("NA", "Đã xem bảng lương", 3)


@pytest.mark.parametrize(
    "choice, value, in_note",
    [("mine", "NO", False), ("theirs", "YES", False), ("both", "YES", True)],
)
def test_a_conflict_is_decided_and_audited(mine, other, choice, value, in_note):
    mine.answer(value="YES", note="A")
    clash = other.answer(value="NO", note="B", codes=["TL-18"])
    assert set(clash["conflict"]["fields"]) == {"value", "note"}
    told = other.send(
        "resolve", {"of": clash["id"], "choices": {"value": choice, "note": "both"}},
        base_version=clash["conflict"]["version"],
    )  # fmt: skip
    assert told["state"] == "sent"
    row = stored(mine.case)
    assert row.value == value
    assert row.note.startswith("A\nB")
    assert (str(other.user) in row.note) is in_note
    assert Finding.objects.filter(answer=row, state="DRAFT").exists() is (value == "NO")
    assert AuditEvent.objects.filter(event="field.resolved").count() == 1
    again = other.send(
        "resolve", {"of": clash["id"], "choices": {"value": "mine", "note": "mine"}}
    )
    assert again["state"] == "rejected"


def test_a_decision_on_what_changed_meanwhile_shows_both_again(mine, other):
    first = mine.answer(value="YES")
    clash = other.answer(value="NO", codes=["TL-18"])
    mine.answer(value="NA", base_version=first["version"])
    told = other.send("resolve", {"of": clash["id"], "choices": {"value": "mine"}},
                      base_version=clash["conflict"]["version"])  # fmt: skip
    assert (told["state"], told["code"]) == ("rejected", "changed")
    assert told["conflict"]["theirs"]["value"]["value"] == "NA"
    assert stored(mine.case).value == "NA"
    told = other.send("resolve", {"of": clash["id"], "choices": {"value": "mine"}},
                      base_version=told["conflict"]["version"])  # fmt: skip
    assert told["state"] == "sent"
    assert stored(mine.case).value == "NO"


def test_the_office_decides_too(mine, other):
    mine.answer(value="YES")
    clash = Command.objects.get(key=other.answer(value="NO", codes=["TL-18"])["id"])
    conflicts.decide(
        clash, {"value": "mine"}, seen=1, submission=uuid.uuid4(), by=mine.user, at=NOW
    )
    clash.refresh_from_db()
    assert clash.decided_by == mine.user
    assert stored(mine.case).value == "NO"


def test_a_later_answer_of_the_same_device_follows_its_own(mine):
    first = mine.command("answer", {"question": "CK-001", "value": "YES", "note": ""})
    second = mine.command("answer", {"question": "CK-001", "value": "NA", "note": ""},
                          after=first["id"])  # fmt: skip
    assert mine.take(second)["state"] == "waiting"
    assert Command.objects.count() == 0
    assert mine.take(first)["state"] == "sent"
    assert mine.take(second)["state"] == "sent"
    assert stored(mine.case).value == "NA"


def test_a_later_answer_takes_the_place_of_an_own_conflict(mine, other):
    mine.answer(value="YES")
    clash = other.answer(value="NO", codes=["TL-18"])
    told = other.answer(value="NA", after=clash["id"])
    assert told["state"] == "conflict"
    assert told["supersedes"] == clash["id"]
    assert Command.objects.undecided().count() == 1


def test_one_bad_item_does_not_stop_the_others(mine):
    results = [
        mine.take(item)
        for item in (
            None, {"id": "x"}, mine.command("dance", {}), mine.command("answer", {"question": 7}),
            mine.command("answer", {"question": "CK-001", "value": "MAYBE"}),
            mine.command("answer", {"question": "CK-001", "value": "YES\x00"}),
            mine.command("finding.change", {"finding": 999_999}),
            mine.command("visit.record", {"visited_on": "2026-99-99", "outcome": "DONE"}),
            mine.command("answer", {"question": "CK-001", "value": "YES", "extra": {"a": [1]}}),
        )
    ]  # fmt: skip
    assert [row["state"] for row in results] == ["rejected"] * 8 + ["sent"]
    assert all(row["message"] for row in results[:-1])


def test_an_answer_without_a_history_is_changed_by_whoever_saw_it(mine, other):
    """Answers that were brought over from elsewhere have none."""
    told = mine.answer(value="YES")
    Answer.history.all().delete()
    changed = other.answer(value="NA", base_version=told["version"])
    assert changed["state"] == "sent"
    Answer.history.all().delete()
    late = mine.answer(value="YES", note="Trước đó", base_version=told["version"])
    assert late["state"] == "conflict"


def test_a_version_of_the_checklist_that_was_never_given_is_refused(mine):
    told = mine.answer(blueprint="0" * 16)
    assert told["state"] == "rejected"
    assert "never given out" in told["message"]


def test_an_old_version_of_the_checklist_is_accepted(mine, questions):
    questions[0].text_vi = "Câu hỏi đã sửa?"
    questions[0].save()
    from field.services import outings

    newer, _new = outings.check_out(
        mine.case, mine.device, key=uuid.uuid4(), by=mine.user, at=NOW
    )  # fmt: skip
    assert newer.blueprint != mine.out.blueprint
    assert mine.answer(checkout=str(newer.key))["state"] == "sent"


def test_findings_are_added_changed_and_confirmed(mine, other):
    told = mine.send("finding.add", {"code": "TL-18", "description": "Chậm lương", "ongoing": True,
                                     "workers": 3, "discovered_on": str(TODAY)})  # fmt: skip
    row, key = told["finding"], told["id"]
    assert row["key"] == key
    changed = other.send("finding.change", {"finding": row["id"], "workers": 5},
                         base_version=row["version"])  # fmt: skip
    assert changed["state"] == "sent"
    merged = mine.send("finding.change", {"finding": key, "description": "Chậm lương tháng 8"},
                       base_version=row["version"])  # fmt: skip
    assert merged["state"] == "sent"
    assert (merged["finding"]["workers"], merged["finding"]["description"]) == (
        5,
        "Chậm lương tháng 8",
    )
    clash = mine.send("finding.change", {"finding": key, "workers": 4, "description": "Khác"},
                      base_version=row["version"])  # fmt: skip
    assert clash["state"] == "conflict"
    assert set(clash["conflict"]["fields"]) == {"workers", "description"}
    both = mine.send("resolve", {"of": clash["id"], "choices": {"workers": "theirs",
                     "description": "both"}}, base_version=clash["version"])  # fmt: skip
    assert both["finding"]["description"] == "Chậm lương tháng 8\nKhác"
    assert both["finding"]["workers"] == 5
    assert mine.send("finding.confirm", {"finding": key})["finding"]["state"] == "CONFIRMED"
    assert Finding.objects.count() == 1


def test_a_finding_kept_beside_theirs(mine, other):
    row = mine.send("finding.add", {"code": "TL-18", "description": "A", "ongoing": True,
                                    "workers": 3, "discovered_on": str(TODAY)})["finding"]  # fmt: skip
    mine.send("finding.change", {"finding": row["id"], "workers": 7}, base_version=row["version"])
    clash = other.send("finding.change", {"finding": row["id"], "workers": 4},
                       base_version=row["version"])  # fmt: skip
    told = other.send("resolve", {"of": clash["id"], "choices": {"workers": "both"}},
                      base_version=clash["version"])  # fmt: skip
    assert sorted(Finding.objects.values_list("workers", flat=True)) == [4, 7]
    assert told["beside"]["workers"] == 4


def test_a_change_waits_for_the_finding_it_changes(mine):
    key = str(uuid.uuid4())
    assert mine.send("finding.change", {"finding": key, "workers": 2})["state"] == "waiting"


def test_visits_talks_and_headcounts(mine):
    seen = {"visited_on": str(TODAY), "outcome": "DONE", "workers_present": 40}
    assert mine.send("visit.record", seen)["visit"]["workers_present"] == 40
    assert Visit.objects.get().recorded_by == mine.user
    talk = {"held_on": str(TODAY), "name": "Trần Thị Kín", "phone": "0901234567", "note": "Chậm"}
    told = mine.send("interview.add", talk)
    assert told["number"] == 1
    assert "Kín" not in str(told)
    assert Interview.objects.get().name == "Trần Thị Kín"
    command = Command.objects.get(key=told["id"])
    assert "Kín" not in command.body
    assert command.said["note"] == "Chậm"
    assert mine.send("headcount", {"on": str(TODAY), "total": 50, "women": 20})["state"] == "sent"
    assert mine.case.enterprise.headcounts.get().total == 50
    wrong = mine.send("headcount", {"on": str(TODAY), "total": 5, "women": 20})
    assert (wrong["state"], wrong["field"]) == ("rejected", "women")


def test_a_talk_that_names_the_worker_is_refused_without_keeping_the_name(mine):
    talk = {"held_on": str(TODAY), "name": "Trần Thị Kín", "note": "Chị Trần Thị Kín bị nợ lương"}
    told = mine.send("interview.add", talk)
    assert (told["state"], told["field"]) == ("rejected", "note")
    row = Command.objects.get(key=told["id"])
    raw = Command.objects.extra(select={"raw": "body"}).values_list("raw", flat=True).get()
    assert "Kín".encode() not in bytes(raw or b"")
    assert "name" not in row.said


def test_a_rejected_item_goes_to_the_supervisor(mine, chief_inspector):
    bad = mine.send("visit.record", {"visited_on": "2030-01-01", "outcome": "DONE"})
    assert bad["state"] == "rejected"
    assert "future" in bad["message"]
    told = mine.send("to_supervisor", {"of": bad["id"], "why": "Đồng hồ sai"})
    assert told["state"] == "sent"
    row = Command.objects.for_supervisor().get()
    assert row.referred_why == "Đồng hồ sai"
    referring.handle(row, note="Đã ghi tay", by=chief_inspector, at=NOW)
    assert not Command.objects.for_supervisor().exists()
    assert (
        mine.take(mine.command("answer", {"question": "CK-001", "value": "YES"}))["state"]
        == "sent"
    )


def test_the_minutes_freeze_the_case(mine, other, answered):
    told = mine.send("visit.finish", {"signing": {"on": str(TODAY), "how": "SUBJECT",
                                                  "names": "Bà Hạnh", "opinion": ""}})  # fmt: skip
    assert told["state"] == "sent", told
    assert told["frozen"]
    assert told["document"]["number"]
    late = other.answer(value="NO", codes=["TL-18"])
    assert late["state"] == "rejected"
    assert "Not possible" in late["message"]


def test_the_minutes_wait_for_undecided_conflicts(mine, other, answered):
    version = stored(mine.case).version
    mine.answer(value="NA", base_version=version)
    other.answer(value="YES", note="x", base_version=0)
    told = mine.send("visit.finish", {"signing": {"on": str(TODAY), "how": "SUBJECT",
                                                  "names": "Bà Hạnh"}})  # fmt: skip
    assert told["state"] == "rejected"
    assert "conflict" in told["message"]


def test_finishing_without_signing_closes_the_copy_of_the_device(mine):
    assert mine.send("visit.finish", {"signing": None})["state"] == "sent"
    mine.out.refresh_from_db()
    assert mine.out.state(NOW) == "FINISHED"
