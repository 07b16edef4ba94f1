"""Two devices, in any order, with lost replies and repeats, against the real services.

However it goes, it ends in one case: every item is there once, whatever was changed was changed
by somebody who had seen what stood there, and every conflict was decided by a person.
"""

import uuid
from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from field.bundles import live
from field.models import Command
from field.services.answering import PARTS, parts_of
from inspections.models import Answer, Finding, Visit
from law.models import Question
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
CODES = ("CK-001", "CK-002")

STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("answer"), st.integers(0, 1), st.sampled_from(CODES),
            st.sampled_from(["YES", "NO", "NA", None]), st.booleans(),
        ),
        st.tuples(st.sampled_from(["add", "visit", "refresh"]), st.integers(0, 1)),
        st.tuples(st.just("change"), st.integers(0, 1), st.integers(1, 9)),
        # How many items are sent, whether the reply is lost, whether they arrive in disorder.
        st.tuples(st.just("sync"), st.integers(0, 1), st.integers(1, 4), st.booleans(),
                  st.booleans()),
        st.tuples(st.just("decide"), st.integers(0, 1), st.sampled_from(["mine", "theirs", "both"])),
    ),
    min_size=4,
    max_size=14,
)  # fmt: skip


class Page:
    """What the page of a device keeps: what it saw, and its outbox in order."""

    def __init__(self, tablet):
        self.tablet, self.outbox, self.made = tablet, [], []
        self.seen, self.pending, self.findings, self.conflicts = {}, {}, {}, {}
        self.refresh()

    def refresh(self):
        shown = live(self.tablet.case, by=self.tablet.user, at=NOW)
        self.seen = {row["question"]: row for row in shown["answers"]}
        self.findings |= {row["id"]: row["version"] for row in shown["findings"]}

    def put(self, kind, body, **more):
        item = self.tablet.command(kind, body, **more)
        self.outbox.append(item)
        self.made.append(item)
        return item

    def answer(self, code, value, with_note):
        """Change the value, the note, or both of what the device shows."""
        old = self.seen.get(code, {"value": "", "note": "", "version": 0})
        note = f"ghi chú {uuid.uuid4().hex[:8]}" if with_note else old["note"]
        value = value or old["value"] or "YES"
        before = self.pending.get(code)
        item = self.put("answer", {"question": code, "value": value, "note": note, "codes": []},
                        base_version=old["version"], after=before)  # fmt: skip
        self.pending[code] = item["id"]
        self.seen[code] = old | {"value": value, "note": note}

    def add(self):
        facts = {"code": "HD-01", "description": "Không ký", "ongoing": True,
                 "discovered_on": str(TODAY)}  # fmt: skip
        self.put("finding.add", facts)

    def change(self, workers):
        if self.findings:
            key, version = sorted(self.findings.items())[0]
            self.put("finding.change", {"finding": key, "workers": workers}, base_version=version)

    def visit(self):
        self.put("visit.record", {"visited_on": str(TODAY), "outcome": "DONE"})

    def sync(self, count, lost, disorder):
        batch = self.outbox[:count]
        results = [self.tablet.take(item) for item in (batch[::-1] if disorder else batch)]
        if not lost:
            for told in results:
                self.heard(told)

    def heard(self, told):
        if told["state"] in ("waiting", "failed"):
            return
        item = next(row for row in self.outbox if row["id"] == told["id"])
        self.outbox.remove(item)
        if told["state"] == "conflict":
            self.conflicts[told["id"]] = told["conflict"]
        if item["kind"] == "answer":
            code = item["body"]["question"]
            if told["state"] == "sent":
                self.seen[code] = self.seen.get(code, {}) | {"version": told["version"]}
                if self.pending.get(code) == item["id"]:
                    self.pending[code] = None

    def decide(self, choice):
        for key, conflict in list(self.conflicts.items()):
            choices = dict.fromkeys(conflict["fields"], choice)
            told = self.tablet.send("resolve", {"of": key, "choices": choices},
                                    base_version=conflict["version"])  # fmt: skip
            if told.get("code") == "changed":
                self.conflicts[key] = told["conflict"]
            else:
                del self.conflicts[key]

    def finish(self):
        for _turn in range(10):
            self.sync(len(self.outbox), lost=False, disorder=False)
        assert self.outbox == []
        for _turn in range(5):
            self.decide("both")


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_any_order_ends_in_one_case_with_nothing_lost(mine, other, steps):
    with transaction.atomic():
        pages = [Page(mine), Page(other)]
        for name, who, *rest in steps:
            getattr(pages[who], name)(*rest)
        for page in pages:
            page.finish()
        for page in pages:
            page.finish()
        made = [(page, item) for page in pages for item in page.made]
        everything_is_kept_once(made)
        nothing_was_overwritten_unseen(mine.case)
        a_repeat_changes_nothing(made)
        transaction.set_rollback(True)


def everything_is_kept_once(made):
    rows = {str(row.key): row for row in Command.objects.all()}
    assert {item["id"] for _page, item in made} <= set(rows)
    assert not Command.objects.undecided().exists()
    count = {kind: sum(item["kind"] == kind for _page, item in made)
             for kind in ("visit.record", "finding.add")}  # fmt: skip
    assert Visit.objects.count() == count["visit.record"]
    beside = sum("beside" in row.result for row in rows.values())
    assert (
        Finding.objects.filter(submission__isnull=False).count() == count["finding.add"] + beside
    )
    for _page, item in made:
        row = rows[item["id"]]
        assert row.verdict in ("sent", "conflict"), row.result
        if item["kind"] == "answer" and row.verdict == "sent":
            said = Answer.history.get(question__code=row.subject, version=row.result["version"])
            assert item["body"]["note"] in (said.note, row.said["note"])
        if row.verdict == "conflict":  # what was said is still there to be read
            assert row.decided_by_id
            assert row.said == item["body"]


def nothing_was_overwritten_unseen(case):
    """Whoever changed a part had seen what stood there, or decided it with both before them.

    Who says what another has just said changes nothing and answers with that one's version.
    """
    versions = defaultdict(list)
    for row in Command.objects.filter(verdict="sent", kind="answer"):
        versions[row.subject, row.result["version"]].append(row.base_version)
    for (subject, now), bases in versions.items():
        question = Question.objects.get(code=subject)
        at = {
            old.version: parts_of(question, old)
            for old in Answer.history.filter(inspection_id=case.pk, question=question)
        }
        at[0] = parts_of(question, None)
        changed = [part for part in PARTS if at[now][part] != at[now - 1][part]]
        assert any(
            base == now or all(at[base][part] == at[now - 1][part] for part in changed)
            for base in bases
        ), (subject, changed)


def a_repeat_changes_nothing(made):
    def counts():
        return [model.objects.count() for model in (Command, Visit, Finding)] + [
            Answer.history.count()
        ]

    before = counts()
    for page, item in made:
        again = page.tablet.take(item)
        assert again["state"] in ("sent", "conflict")
    assert counts() == before
