"""Files leave only to those who may see the case; anybody may verify a paper."""

import hashlib

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ecms.audit.models import ReadAccess
from ecms.documents import files, services, throttle, verification
from inspections.documents.samples import samples
from tests.documents.test_files import pdf, picture
from tests.factories import NOW, TODAY, InspectionFactory

FORM, CONTEXT = samples()[0]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def inspection(agency, inspector):
    return InspectionFactory(agency=agency, head=inspector)


@pytest.fixture
def document(inspection, director):
    return services.issue(
        inspection, FORM, CONTEXT, by=director, at=NOW, on=TODAY, issuer="SNV-75"
    )


@pytest.fixture
def photo(inspection, inspector):
    upload = SimpleUploadedFile("Ảnh “số 1”.jpg", picture())
    return files.store(upload, inspection, kind="photo", by=inspector, at=NOW)


@pytest.fixture
def urls(document, photo):
    return [
        reverse("documents:download", args=[document.pk]),
        reverse("documents:file", args=[photo.pk]),
        reverse("documents:preview", args=[photo.pk]),
    ]


def body(response):
    """The bytes of an answer; reading them to the end closes the file."""
    return b"".join(response.streaming_content)


def status(client, url):
    response = client.get(url)
    if response.streaming:
        body(response)
    return response.status_code


def test_a_colleague_of_the_province_reads_the_document(sign_in, colleague, document):
    response = sign_in(colleague).get(reverse("documents:download", args=[document.pk]))
    assert response.status_code == 200
    assert hashlib.sha256(body(response)).hexdigest() == document.sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''QD-KT%2001-Q")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_saving_makes_an_attachment(sign_in, inspector, document):
    url = reverse("documents:download", args=[document.pk])
    response = sign_in(inspector).get(url, {"save": "1"})
    assert response["Content-Disposition"].startswith("attachment")
    body(response)


def test_another_province_sees_nothing(sign_in, foreign_inspector, urls):
    client = sign_in(foreign_inspector)
    assert [status(client, url) for url in urls] == [404, 404, 404]


def test_a_stranger_is_sent_to_sign_in(stranger, urls):
    for url in urls:
        response = stranger.get(url)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_an_administrator_and_a_clerk_see_no_case_file(sign_in, administrator, clerk, urls):
    for person in (administrator, clerk):
        client = sign_in(person)
        assert {status(client, url) for url in urls} == {404}


def test_the_ministry_reads_every_province(sign_in, ministry_official, urls):
    client = sign_in(ministry_official)
    assert {status(client, url) for url in urls} == {200}


def test_a_missing_number_answers_like_a_foreign_one(sign_in, inspector):
    client = sign_in(inspector)
    for name in ("download", "file", "preview"):
        assert client.get(reverse(f"documents:{name}", args=[999_999])).status_code == 404


def test_opening_is_noted_with_the_case_but_thumbnails_are_not(
    sign_in, colleague, inspection, urls
):
    client = sign_in(colleague)
    for url in urls:
        body(client.get(url))
    readings = list(ReadAccess.objects.order_by("pk"))
    assert [row.purpose for row in readings] == ["QD-KT 01/QĐ-SNV", "Ảnh “số 1”.jpg"]
    assert {row.object_id for row in readings} == {inspection.pk}


def test_a_photo_is_shown_in_a_sandbox(sign_in, inspector, photo):
    response = sign_in(inspector).get(reverse("documents:file", args=[photo.pk]))
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Content-Disposition"].startswith("inline")
    assert "\n" not in response["Content-Disposition"]
    body(response)


def test_a_paper_of_others_is_only_handed_out_as_an_attachment(sign_in, inspector, inspection):
    upload = SimpleUploadedFile("a.pdf", pdf())
    stored = files.store(upload, inspection, kind="document", by=inspector, at=NOW)
    response = sign_in(inspector).get(reverse("documents:file", args=[stored.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    body(response)


def test_a_removed_file_is_gone(sign_in, inspector, photo):
    files.remove(photo, by=inspector, at=NOW)
    client = sign_in(inspector)
    for name in ("file", "preview"):
        assert client.get(reverse(f"documents:{name}", args=[photo.pk])).status_code == 404


# --- Verification ---------------------------------------------------------------------------
def verify(client, code):
    return client.get(reverse("documents:verify"), {"code": code})


def test_anybody_verifies_a_document_without_names(stranger, document, inspection):
    response = verify(stranger, document.verify_code)
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("01/QĐ-SNV", "05/10/2026", "Sở Nội vụ tỉnh Đồng Nai", document.sha256):
        assert words in page
    for secret in (inspection.enterprise.name, "Giày Đức Phát", "Ngô Thị Phó", inspection.code):
        assert secret not in page


def test_a_code_may_be_typed_loosely(stranger, document):
    typed = document.verify_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert document.sha256 in verify(stranger, typed).content.decode()


def test_the_state_is_said(stranger, document, director):
    services.replace(document, CONTEXT, form=FORM, reason="Sai", by=director, at=NOW)
    assert verify(stranger, document.verify_code).context["document"].state == "REPLACED"


@pytest.mark.parametrize("code", ["XXXX-XXXX-XXXX", "nonsense", "'; --", "7K3M-9QXD-2FAB"])
def test_an_unknown_code_is_said_to_be_unknown(stranger, document, code):
    response = verify(stranger, code)
    assert response.status_code == 200
    assert response.context["document"] is None


def test_guessing_is_slowed(stranger, document):
    with time_machine.travel(NOW, tick=False) as clock:
        answers = [verify(stranger, document.verify_code).status_code for _ in range(21)]
        assert answers[:20] == [200] * 20
        assert answers[20] == 429
        clock.shift(throttle.WINDOW)
        assert verify(stranger, document.verify_code).status_code == 200


def test_nobody_is_slowed_for_ever(monkeypatch):
    """The counter may run out between being looked for and being raised: it then has no end."""
    endless = cache.incr

    def raced(key):
        cache.delete(key)
        cache.set(key, 0, None)
        return endless(key)

    with time_machine.travel(NOW, tick=False) as clock:
        monkeypatch.setattr(cache, "incr", raced)
        assert throttle.allowed("raced", "here", 1)
        monkeypatch.undo()
        assert not throttle.allowed("raced", "here", 1)
        clock.shift(throttle.WINDOW)
        assert throttle.allowed("raced", "here", 1)
        clock.shift(10 * throttle.WINDOW)
        assert throttle.allowed("raced", "here", 1)


def test_the_page_without_a_code_is_never_slowed(stranger):
    url = reverse("documents:verify")
    assert {stranger.get(url).status_code for _ in range(25)} == {200}


def test_the_qr_leads_to_the_page(document, settings):
    settings.SITE_URL = "https://ecms.example"
    address = verification.address(document.verify_code)
    assert address == f"https://ecms.example/documents/verify/?code={document.verify_code}"
    assert verification.qr_svg(document.verify_code).startswith(b"<svg")


def test_codes_are_distinct_and_readable():
    codes = {verification.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("ILOU")
    assert all(verification.normalised(code) == code for code in codes)
