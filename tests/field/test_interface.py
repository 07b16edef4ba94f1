"""What the page talks to: session, devices, pieces of files, bounds, and never a redirect."""

import hashlib
import io
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from PIL import Image

from ecms.documents.models import StoredFile
from field.models import Command, Device, Upload
from field.services import devices, pieces, referring
from tests.factories import NOW
from tests.field.conftest import BACKEND

pytestmark = pytest.mark.django_db


def picture(colour=(10, 120, 60)):
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()


def announce(tablet, content, **more):
    return {"id": str(uuid.uuid4()), "checkout": str(tablet.out.key), "kind": "photo",
            "name": "../x.jpg", "mime": "image/jpeg", "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(), "lat": 10.951234, "lon": 106.8,
            "taken_at": "2026-10-02T08:00:00+07:00", "question": "CK-001"} | more  # fmt: skip


def patch(call, key, place, content):
    return call("PATCH", f"uploads/{key}", raw=content, HTTP_UPLOAD_OFFSET=str(place))


def test_a_stranger_gets_a_code_and_never_a_page(db):
    for method, path in (("get", "session"), ("post", "commands"), ("get", "nowhere")):
        response = getattr(Client(enforce_csrf_checks=True), method)(f"/field/api/{path}")
        assert response["Content-Type"] == "application/json"
        assert response.status_code in (401, 404)


def test_the_session_gives_the_token_that_writing_needs(mine):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mine.user, backend=BACKEND)
    head = {"HTTP_X_FIELD_DEVICE": str(mine.device.key)}
    told = client.get("/field/api/session", **head).json()
    assert told["device"]["id"] == str(mine.device.key)
    refused = client.post("/field/api/contact", "{}", content_type="application/json", **head)
    assert (refused.status_code, refused.json()["error"]) == (403, "csrf")
    taken = client.post(
        "/field/api/contact", "{}", content_type="application/json",
        HTTP_X_CSRFTOKEN=told["csrf"], **head,
    )  # fmt: skip
    assert taken.status_code == 200


def test_contact_keeps_what_the_device_says_and_tells_what_changed(mine, browser):
    call = browser(mine).call
    said = {"unsent": 3, "unsent_since": "2026-10-04T01:00:00Z", "persisted": True,
            "clock": (NOW + timedelta(days=3)).isoformat()}  # fmt: skip
    told = call("POST", "contact", said).json()
    device = Device.objects.get(pk=mine.device.pk)
    assert (device.unsent, device.keeps_storage) == (3, True)
    assert device.clock_offset_ms == 3 * 24 * 3600 * 1000
    (held,) = told["checkouts"]
    assert (held["state"], held["may_work"], held["frozen"]) == ("OPEN", True, False)
    mine.answer(value="YES")
    fresh = call("POST", "contact", {"unsent": 0}).json()["checkouts"][0]
    assert fresh["stamp"] != held["stamp"]


def test_somebody_elses_device_is_not_mine(mine, other, browser):
    call = browser(mine).call
    foreign = {"HTTP_X_FIELD_DEVICE": str(other.device.key)}
    client = browser(mine).client
    assert client.get("/field/api/session", **foreign).json()["foreign"] is True
    answer = client.post("/field/api/contact", "{}", content_type="application/json", **foreign)
    assert answer.status_code == 403
    taken = call("POST", "devices", {"id": str(other.device.key), "label": "x"})
    assert (taken.status_code, taken.json()["error"]) == (409, "reused")
    assert call("GET", f"checkouts/{other.out.key}").status_code == 404


def test_a_revoked_device_sends_once_more_then_nothing(mine, browser, chief_inspector):
    devices.revoke(mine.device, reason="Mất máy", by=chief_inspector, at=NOW)
    call = browser(mine).call
    assert call("GET", "session").json()["device"]["wipe"] is True
    item = mine.command("answer", {"question": "CK-001", "value": "YES", "note": ""})
    sent = call("POST", "commands", {"commands": [item]}).json()["results"]
    assert sent[0]["state"] == "sent"
    refused = call("POST", "checkouts", {"id": str(uuid.uuid4()), "case": mine.case.pk})
    assert refused.status_code == 422
    assert call("POST", f"devices/{mine.device.key}/wiped").json()["wipe"] is False
    assert call("POST", "commands", {"commands": []}).status_code == 403
    mine.out.refresh_from_db()
    assert mine.out.returned_at == NOW


def test_a_bundle_has_its_mark_and_is_not_sent_twice(mine, browser):
    call = browser(mine).call
    first = call("GET", f"checkouts/{mine.out.key}")
    body = first.json()
    assert {"checkout", "case", "dossier", "blueprint", "live"} <= set(body)
    assert [row["id"] for row in body["blueprint"]["questions"]] == ["CK-001", "CK-002"]
    assert body["live"]["minutes"]["text"]
    again = call("GET", f"checkouts/{mine.out.key}", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 304
    mine.answer(value="YES")
    assert call("GET", f"checkouts/{mine.out.key}/live").json()["answers"][0]["version"] == 1


def test_the_batch_is_bounded(mine, browser):
    call = browser(mine).call
    assert call("POST", "commands", {"commands": [{}] * 101}).status_code == 422
    assert call("POST", "commands", {"commands": "x"}).status_code == 422
    assert call("POST", "commands", raw=b"{" * 50_000).status_code == 422
    assert call("DELETE", "commands").status_code == 405
    many = [mine.command("answer", {"question": "CK-001", "value": "YES", "note": ""})] * 5
    told = call("POST", "commands", {"commands": many}).json()["results"]
    assert {row["receipt"] for row in told} == {told[0]["receipt"]}
    key = many[0]["id"]
    assert call("GET", f"commands/{key}").json()["state"] == "sent"
    found = call("GET", f"outcomes?ids={key},{uuid.uuid4()}").json()["results"]
    assert [row["state"] for row in found] == ["sent", "unknown"]


def test_a_photo_arrives_in_pieces_and_stands_at_its_question(mine, browser, media):
    call, content = browser(mine).call, picture()
    told = announce(mine, content)
    assert call("POST", "uploads", told).status_code == 201
    key = told["id"]
    assert patch(call, key, 0, content[:500]).json()["offset"] == 500
    lost = patch(call, key, 0, content[:500])  # the reply was lost: the page sends it again
    assert (lost.status_code, lost.json()["offset"]) == (409, 500)
    assert call("POST", "uploads", told).json()["offset"] == 500
    done = patch(call, key, 500, content[500:]).json()
    assert (done["state"], done["sha256"]) == ("DONE", told["sha256"])
    assert done["receipt"].startswith("TB-")
    assert patch(call, key, 500, content[500:]).json() == done
    stored = StoredFile.objects.get()
    assert stored.original_sha256 == told["sha256"]
    assert (str(stored.latitude), stored.taken_at.day) == ("10.951234", 2)
    assert mine.case.case_questions.get(question__code="CK-001").files.get() == stored
    assert not pieces.path_of(uuid.UUID(key)).exists()
    other_file = told | {"sha256": "0" * 64}
    assert call("POST", "uploads", other_file).status_code == 409


def test_what_is_not_what_the_device_recorded_begins_again(mine, browser, media):
    call, content = browser(mine).call, picture()
    told = announce(mine, content)
    call("POST", "uploads", told)
    wrong = patch(call, told["id"], 0, content[:-1] + b"x")
    assert (wrong.status_code, wrong.json()["error"]) == (422, "hash")
    assert patch(call, told["id"], 0, content).json()["state"] == "DONE"


def test_a_program_in_the_coat_of_a_photo_is_refused_for_good(mine, browser, media):
    call, content = browser(mine).call, b"MZ" + b"\x00" * 600
    told = announce(mine, content)
    call("POST", "uploads", told)
    done = patch(call, told["id"], 0, content).json()
    assert done["state"] == "REFUSED"
    assert done["message"]
    assert not StoredFile.objects.exists()


def test_a_refused_file_goes_to_the_supervisor_once(mine, browser, media, chief_inspector):
    call, content = browser(mine).call, b"MZ" + b"\x00" * 600
    told = announce(mine, content)
    call("POST", "uploads", told)
    early = mine.send("to_supervisor", {"of": told["id"], "why": "Chưa gửi xong"})
    assert early["state"] == "rejected"
    reason = patch(call, told["id"], 0, content).json()["message"]
    command = mine.command("to_supervisor", {"of": told["id"], "why": "Ảnh máy hỏng"})
    assert [mine.take(command)["state"] for _ in range(2)] == ["sent", "sent"]
    another = mine.command("to_supervisor", {"of": told["id"], "why": "Bấm lần nữa"})
    assert mine.take(another)["state"] == "sent"
    row = Command.objects.for_supervisor().get()
    assert (row.referred_why, row.result["message"]) == ("Ảnh máy hỏng", reason)
    referring.handle(row, note="Đã nhận ảnh giấy", by=chief_inspector, at=NOW)
    assert not Command.objects.for_supervisor().exists()


def test_sound_and_backup_are_kept(mine, browser, media):
    call = browser(mine).call
    sound = b"\x1aE\xdf\xa3" + b"\x00" * 20 + b"webm" + b"\x07" * 900
    told = announce(mine, sound, kind="sound", name="ghi am.webm", question=None)
    call("POST", "uploads", told)
    assert patch(call, told["id"], 0, sound).json()["state"] == "DONE"
    assert StoredFile.objects.get().media_type == "audio/webm"
    box = b"\x99" * 1000
    told = announce(mine, box, kind="backup", name="backup.bin", question=None)
    call("POST", "uploads", told)
    assert patch(call, told["id"], 0, box).json()["state"] == "DONE"
    assert StoredFile.objects.count() == 1
    assert pieces.size(uuid.UUID(told["id"])) == 1000


def test_a_photo_that_the_case_does_not_take_now_waits_whole(mine, browser, media, other):
    call, content = browser(mine).call, picture()
    told = announce(mine, content)
    call("POST", "uploads", told)
    mine.case.team.filter(user=mine.user).delete()
    waits = patch(call, told["id"], 0, content).json()
    assert (waits["state"], waits["offset"]) == ("OPEN", len(content))
    assert waits["message"]
    mine.case.team.create(user=mine.user, role="MEMBER", no_conflict=True)
    assert call("POST", "uploads", told).json()["state"] == "DONE"
    assert Upload.objects.get().message == ""


def test_a_signature_is_kept_with_the_words_that_were_signed(mine, browser, media):
    call, content = browser(mine).call, picture((255, 255, 255))
    told = announce(mine, content, kind="signature", name="ky.png", question=None)
    text = "Biên bản kiểm tra…"
    body = {"upload": told["id"], "document": "minutes", "role": "SUBJECT", "name": "Bà Hạnh",
            "strokes": [[[1, 2, 0], [3, 4.5, 16]]], "text": text,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest()}  # fmt: skip
    assert mine.send("signature.attach", body)["state"] == "waiting"
    call("POST", "uploads", told)
    patch(call, told["id"], 0, content)
    wrong = mine.send("signature.attach", body | {"text": text + "!"})
    assert (wrong["state"], wrong["field"]) == ("rejected", "text_sha256")
    assert mine.send("signature.attach", body)["state"] == "sent"
    row = mine.case.signatures.get()
    assert (row.text.text, row.name, row.strokes[0][1][1]) == (text, "Bà Hạnh", 4.5)
    assert row.upload.stored.media_type == "image/jpeg"
