"""A device whose storage is full, and one with a day of photos."""

import pytest
from playwright.sync_api import expect

from field.enums import UploadState
from field.models import Upload
from tests.e2e.desk import PATIENCE
from tests.e2e.field_tablet import photo
from tests.e2e.field_world import running, tablet  # noqa: F401 - fixtures
from tests.e2e.test_field_faults import answered, out, stored  # noqa: F401 - fixture and steps

pytestmark = pytest.mark.django_db

STORED = """async (name) => {
  const [first] = await indexedDB.databases();
  const db = await new Promise((done) => {
    const opening = indexedDB.open(first.name);
    opening.onsuccess = () => done(opening.result);
  });
  const counting = db.transaction(name).objectStore(name).count();
  const number = await new Promise((done) => (counting.onsuccess = () => done(counting.result)));
  db.close();
  return number;
}"""


def test_the_storage_is_full(out):  # noqa: F811
    answered(out.offline(), "YES", note="Trước khi đầy")
    out.offline(False).send().counts(sent=1, ready=0)
    out.close_and_open()  # the browser asks anew how much room there is
    talk = out.context.new_cdp_session(out.page)
    used = out.page.evaluate("navigator.storage.estimate().then(room => room.usage)")
    talk.send("Storage.overrideQuotaForOrigin", {"origin": out.base, "quotaSize": used + 60_000})
    out.unlock().go("evidence")  # a full device locks nobody out
    button = out.page.locator(".ef-camera").first
    button.locator("input").set_input_files([photo(7, 900, 700)])
    expect(button).to_contain_text("Bộ nhớ thiết bị đã đầy", timeout=PATIENCE)
    assert out.page.evaluate(STORED, "blobs") == 0  # the words say the truth
    out.send().shows("không lưu được nội dung mới từ máy chủ")
    talk.send("Storage.overrideQuotaForOrigin", {"origin": out.base})
    out.photos(photo(7, 900, 700))
    out.send().counts(sent=2, ready=0)
    assert stored(out).note == "Trước khi đầy"
    assert Upload.objects.filter(checkout__key=out.case).count() == 1


def test_two_hundred_photos(out):  # noqa: F811
    out.offline()
    for begin in range(0, 200, 50):
        out.photos(*[photo(n + 1, 48, 36) for n in range(begin, begin + 50)])
    answered(out, "YES")
    out.close_and_open().unlock().counts(ready=201)
    out.offline(False).send().counts(wait=300, sent=201, ready=0, sending=0)
    done = Upload.objects.filter(checkout__key=out.case, state=UploadState.DONE)
    assert done.count() == 200
    assert done.values("sha256").distinct().count() == 200
