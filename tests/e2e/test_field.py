"""The page of the field work on a device: what it keeps, and for whom."""

import uuid
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from ecms.core import clock
from field.models import Checkout
from tests.e2e.desk import PATIENCE
from tests.e2e.field_world import running, tablet  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def test_the_device_keeps_nothing_in_clear(tablet, running):  # noqa: F811
    """What lies in the browser's files says nothing about people or cases."""
    case = running()
    device = tablet("inspector.dongnai").set_up().take(case)
    secret = f"Nguyễn Bí Mật {uuid.uuid4().hex}"
    device.go("interview").fill(note="Không có hợp đồng.", name=secret).save()
    rows = device.page.evaluate(
        """async () => {
          const seen = [];
          for (const { name } of await indexedDB.databases()) {
            const db = await new Promise((done) => {
              const opening = indexedDB.open(name);
              opening.onsuccess = () => done(opening.result);
            });
            for (const store of db.objectStoreNames) {
              const rows = await new Promise((done) => {
                const asked = db.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => done(asked.result);
              });
              for (const row of rows) {
                const bytes = row?.sealed ? new TextDecoder().decode(row.sealed.data) : "";
                seen.push(store === "meta" ? "" : JSON.stringify(row) + bytes);
              }
            }
            db.close();
          }
          return seen;
        }"""
    )
    assert len(rows) > 3
    for text in rows:
        assert secret not in text
        assert case.enterprise.name not in text


def test_a_second_tab_only_shows(tablet, running):  # noqa: F811
    case = running()
    device = tablet("inspector.dongnai").set_up().take(case)
    device.go("")
    tab = device.context.new_page()
    tab.goto(device.base + "/field/")
    tab.fill("[name=pin]", "284619")
    tab.click("form button[type=submit]")
    tab.wait_for_selector(".ef-notice.ec-warning")
    expect(tab.locator("fieldset:disabled")).to_have_count(1, timeout=PATIENCE)
    device.page.close()
    device.page = tab
    expect(tab.locator("fieldset:disabled")).to_have_count(0, timeout=PATIENCE)


def test_only_the_shell_is_cached(tablet, running):  # noqa: F811
    """No answer of the server that needs a session lies in a cache."""
    case = running()
    device = tablet("inspector.dongnai").set_up().take(case)
    kept = device.page.evaluate(
        """async () => {
          const urls = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) urls.push(request.url);
          return urls;
        }"""
    )
    paths = {url.removeprefix(device.base).split("?")[0] for url in kept}
    assert "/field/" in paths
    assert not [path for path in paths if path != "/field/" and not path.startswith("/static/")]


def test_the_check_out_lasts_until_its_day(tablet, running):  # noqa: F811
    case = running()
    device = tablet("inspector.dongnai").set_up().take(case)
    until = Checkout.objects.get(key=device.case).valid_until
    assert until > clock.now() + timedelta(days=1)
    device.shows(f"Giữ trên máy đến {clock.legal_date(until):%d/%m/%Y}")
