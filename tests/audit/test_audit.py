"""The audit: append-only, chained, told in words; readable by those who may."""

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from django.urls import reverse

from ecms.audit import chain, timeline
from ecms.audit.models import AuditEvent, ReadAccess
from ecms.audit.services import log, log_read
from tests.factories import NOW, InspectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(agency, inspector):
    return InspectionFactory(agency=agency, head=inspector)


@pytest.fixture
def three(inspection, inspector):
    return [
        log("document.issued", inspection, by=inspector, at=NOW, data={"reference": f"0{n}/QĐ"})
        for n in (1, 2, 3)
    ]


def as_owner(statement, values):
    """What somebody with the rights of the tables' owner could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no waiting checks, else no ALTER
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# --- T35 ------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", [AuditEvent, ReadAccess])
def test_update_and_delete_are_refused(model, inspection, inspector, three):
    log_read(inspection, by=inspector, at=NOW)
    with pytest.raises(InternalError, match="append-only"), transaction.atomic():
        model.objects.update(at=NOW)
    with pytest.raises(InternalError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_an_intact_chain_is_told_with_its_last_hash(three, capsys):
    call_command("verify_audit")
    assert three[-1].hash in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement, values",
    [
        ("UPDATE audit_auditevent SET actor_name = %s WHERE id = %s", ("Người khác",)),
        ("UPDATE audit_auditevent SET data = %s::jsonb WHERE id = %s", ('{"reference": "9"}',)),
        ("UPDATE audit_auditevent SET at = at + interval '1 hour' WHERE id = %s", ()),
        ("DELETE FROM audit_auditevent WHERE id = %s", ()),
    ],
)
def test_an_owners_edit_is_found(three, statement, values):
    as_owner(statement, [*values, three[1].pk])
    assert chain.walk().breaks
    with pytest.raises(CommandError, match="broken"):
        call_command("verify_audit")


def test_a_cut_off_end_is_found_by_a_hash_noted_before(three):
    as_owner("DELETE FROM audit_auditevent WHERE id = %s", [three[2].pk])
    assert not chain.walk().breaks
    with pytest.raises(CommandError, match="cut off"):
        call_command("verify_audit", expect=three[2].hash)


def test_a_walk_may_start_in_the_middle(three):
    result = chain.walk(since=three[0].pk)
    assert (result.rows, result.breaks) == (2, ())


# --- In words -------------------------------------------------------------------------------
def test_the_timeline_tells_who_did_what(inspection, inspector, three):
    entries = timeline.of(inspection)
    assert len(entries) == 3
    assert entries[0].who == str(inspector)
    assert entries[0].detail == "03/QĐ"
    assert entries[0].kind == "success"
    assert entries[0].what != "document.issued"


def test_the_timeline_joins_what_belongs_together(inspection, inspector, three):
    other = InspectionFactory(agency=inspection.agency)
    log("file.removed", other, by=None, at=NOW)
    assert len(timeline.of(inspection)) == 3
    assert len(timeline.of(inspection, [other])) == 4


def test_changed_fields_are_told_with_old_and_new_values(inspection):
    inspection.place = "Xưởng 2"
    inspection.save()
    (entry,) = [e for e in timeline.of(inspection, history=True) if "Xưởng 2" in e.detail]
    assert "Trụ sở doanh nghiệp → Xưởng 2" in entry.detail


def test_readers_are_listed(inspection, colleague):
    log_read(inspection, by=colleague, at=NOW, purpose="QD-KT")
    (reading,) = timeline.reads_of(inspection)
    assert (reading.reader, reading.purpose) == (str(colleague), "QD-KT")


# --- Pages ----------------------------------------------------------------------------------
def thing_url(inspection):
    return reverse("audit:of_thing", args=["inspections", "inspection", inspection.pk])


def test_the_director_reads_the_trail_of_a_case(sign_in, director, inspection, three):
    page = sign_in(director).get(thing_url(inspection))
    assert page.status_code == 200
    assert "03/QĐ" in page.content.decode()


def test_a_director_of_another_province_does_not(sign_in, foreign_director, inspection):
    assert sign_in(foreign_director).get(thing_url(inspection)).status_code == 404


def test_without_the_right_nobody_reads_it(sign_in, inspector, inspection):
    client = sign_in(inspector)
    assert client.get(thing_url(inspection)).status_code == 403
    assert client.get(reverse("audit:list")).status_code == 403


def test_only_scoped_records_have_a_page(sign_in, director):
    url = reverse("audit:of_thing", args=["accounts", "user", director.pk])
    assert sign_in(director).get(url).status_code == 404
    assert sign_in(director).get("/audit/nothing/here/1/").status_code == 404


def test_the_whole_trail_is_for_administrators(sign_in, administrator, director, three):
    assert sign_in(director).get(reverse("audit:list")).status_code == 403
    page = sign_in(administrator).get(reverse("audit:list"))
    assert page.status_code == 200
    assert [row.details for row in page.context["rows"]][-3:] == ["03/QĐ", "02/QĐ", "01/QĐ"]


@pytest.mark.parametrize(
    "query, rows",
    [
        ({"event": "document.issued"}, 3),
        ({"event": "file.removed"}, 0),
        ({"actor": "kiểm"}, 3),
        ({"event": "document.issued", "since": "06/10/2026"}, 0),
        ({"until": "05/10/2026"}, 3),
        ({"since": "nonsense"}, 0),
    ],
)
def test_the_trail_is_filtered(sign_in, administrator, three, query, rows):
    page = sign_in(administrator).get(reverse("audit:list"), query)
    assert len(page.context["rows"]) == rows


def test_a_stranger_is_sent_to_sign_in(stranger, inspection):
    for url in (reverse("audit:list"), thing_url(inspection)):
        assert stranger.get(url).status_code == 302


def test_the_admin_only_shows(sign_in, administrator, three):
    client = sign_in(administrator)
    for model in ("auditevent", "readaccess"):
        assert client.get(reverse(f"admin:audit_{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:audit_{model}_add")).status_code == 403
    url = reverse("admin:audit_auditevent_delete", args=[three[0].pk])
    assert client.get(url).status_code == 403
