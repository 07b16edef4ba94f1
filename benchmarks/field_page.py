"""The budgets of the page of the field work: what is fetched, and how quickly it answers.

``python -m benchmarks.field_page`` on a database with checks in progress (``seed``). It serves the
project, takes a case along in a browser whose processor is slowed down four times, goes offline,
and measures there; the photos in the queue are copies of one that was really taken.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import sys
import tempfile
import uuid
from typing import Any

SLOWER = 4  # a mid-range phone beside this machine
CASES = 10
TURNS = 12
OPEN = """async (path) => {
  const main = document.querySelector(".ef-main");
  const began = performance.now();
  location.hash = "#/" + path;
  while (main.dataset.path !== path) await new Promise((go) => requestAnimationFrame(go));
  return performance.now() - began;
}"""
ANSWER = """async () => {
  const card = document.querySelector('.ef-question:has([value="NA"])');
  const other = card.querySelector('[value="NA"]').checked ? "YES" : "NA";
  const seen = card.querySelector(".ef-saved");
  const done = new Promise((told) => new MutationObserver((all, watch) => {
    if (!seen.hasAttribute("aria-busy")) { watch.disconnect(); told(performance.now()); }
  }).observe(seen, { attributes: true }));
  const began = performance.now();
  card.querySelector(`[value="${other}"]`).click();
  return (await done) - began;
}"""
# What the browser asks for one row of that size, written through to the disk and read back.
FLOOR = """async () => {
  const heard = (ask) => new Promise((done, fail) => {
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  const asked = indexedDB.open("floor");
  asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { keyPath: "id" });
  const db = await heard(asked);
  const began = performance.now();
  const tx = db.transaction("rows", "readwrite", { durability: "strict" });
  tx.objectStore("rows").put({ id: 1, sealed: crypto.getRandomValues(new Uint8Array(1000)) });
  await new Promise((done) => (tx.oncomplete = done));
  await heard(db.transaction("rows").objectStore("rows").get(1));
  const took = performance.now() - began;
  db.close();
  return took;
}"""
COPY = """async (count) => {
  const [first] = await indexedDB.databases();
  const heard = (ask) => new Promise((done, fail) => {
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  const db = await heard(indexedDB.open(first.name));
  const [file] = await heard(db.transaction("files").objectStore("files").getAll());
  const blob = await heard(db.transaction("blobs").objectStore("blobs").get(file.id));
  const tx = db.transaction(["files", "blobs"], "readwrite");
  for (let n = 1; n < count; n += 1) {
    const id = crypto.randomUUID();
    tx.objectStore("files").put({ ...file, id });
    tx.objectStore("blobs").put({ ...blob, id });
  }
  await new Promise((done) => (tx.oncomplete = done));
  db.close();
}"""


def shell_size() -> int:
    """Bytes of the shell as they travel, compressed file by file."""
    from pathlib import Path

    from django.contrib.staticfiles import finders

    from field import precache

    texts = [precache.shell().encode(), precache.worker().encode()]
    texts += [Path(str(finders.find(name))).read_bytes() for name in precache.FILES]
    return sum(min(len(gzip.compress(text)), len(text)) for text in texts)


def check_out_size(member: Any) -> tuple[int, int]:
    """Bytes of the bundles of up to ten cases with the catalogue; how many cases."""
    from django.test import Client

    from inspections.enums import Phase
    from inspections.models import Inspection

    rows = Inspection.objects.filter(phase=Phase.RUNNING, team__user=member).distinct()
    browser = Client()
    browser.force_login(member, backend="accounts.backends.DatedAccountBackend")
    head = {"HTTP_X_FIELD_DEVICE": str(uuid.uuid4()), "HTTP_HOST": "127.0.0.1"}

    def post(path: str, data: dict[str, Any]) -> bytes:
        answer = browser.post(f"/field/api/{path}", json.dumps(data), "application/json", **head)
        if answer.status_code not in (200, 201):
            raise SystemExit(f"{path}: {answer.status_code} {answer.content.decode()[:200]}")
        return bytes(answer.content)

    post("devices", {"id": head["HTTP_X_FIELD_DEVICE"], "label": "budget"})
    sizes = [
        len(post("checkouts", {"id": str(uuid.uuid4()), "case": pk}))
        for pk in rows.values_list("pk", flat=True)[:CASES]
    ]
    catalogue = len(browser.get("/field/api/catalogue", **head).content)
    return sum(sizes) * CASES // len(sizes) + catalogue, len(sizes)


def measured(port: int, member: Any, photos: int) -> dict[str, float]:
    """Milliseconds in the slowed-down browser without a network."""
    from playwright.sync_api import sync_playwright

    from benchmarks.checklists import _session
    from scripts.system import find_chromium

    base, session = f"http://127.0.0.1:{port}", _session(member)[0].split(";")[0].split("=")[1]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=find_chromium(), args=["--no-sandbox", "--headless=new"],
            viewport={"width": 390, "height": 844},
        )  # fmt: skip
        context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
        context.set_default_timeout(120_000)
        page = context.pages[0]
        page.goto(f"{base}/field/")
        for name in ("new-pin", "new-pin-again"):
            page.fill(f"[name={name}]", "284619")
        page.click("form button[type=submit]")
        page.click("section > .ef-actions .ef-primary")
        page.click(".ef-card button:enabled")
        page.wait_for_selector(".ef-tasks")
        case = page.url.split("#/")[1]
        context.set_offline(True)
        talk = context.new_cdp_session(page)
        talk.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        try:
            return _offline(page, case, photos)
        finally:
            context.close()


def _offline(page: Any, case: str, photos: int) -> dict[str, float]:
    opened = []
    for _turn in range(7):
        page.evaluate(OPEN, "outbox")
        opened.append(page.evaluate(OPEN, case))
    found = {"open a case": statistics.median(opened), **_answered(page, case, "answer")}
    page.evaluate(OPEN, f"{case}/evidence")
    image = {"name": "a.png", "mimeType": "image/png", "buffer": _picture()}
    page.locator(".ef-camera input").first.set_input_files([image])
    page.wait_for_selector(".ef-photo")
    page.evaluate(COPY, photos)
    found[f"open a case, {photos} photos"] = page.evaluate(OPEN, case)
    return found | _answered(page, case, f"answer, {photos} photos")


def _answered(page: Any, case: str, name: str) -> dict[str, float]:
    times, floors = [], []
    for _turn in range(TURNS):
        page.evaluate(OPEN, f"{case}/checklist")
        page.evaluate(OPEN, f"{case}/checklist/1")
        floors.append(page.evaluate(FLOOR))
        times.append(page.evaluate(ANSWER))
    return {name: statistics.median(times), f"{name} (floor)": statistics.median(floors)}


def _picture() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (640, 480), os.urandom(640 * 480 * 3)).save(out, "PNG")
    return out.getvalue()


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8791)
    parser.add_argument("--photos", type=int, default=500)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser keeps a loop in this thread
    import django

    django.setup()
    from benchmarks.field_soak import Server
    from inspections.enums import Phase
    from inspections.models import TeamMember

    rows = TeamMember.objects.filter(inspection__phase=Phase.RUNNING).select_related("user")
    member = next(row.user for row in rows if row.user.can("inspection.conduct"))
    size, cases = check_out_size(member)
    print(f"shell, compressed: {shell_size() / 1000:.0f} kB (budget 300)")
    print(f"check-out of {CASES} cases, from {cases}: {size / 1000:.0f} kB (budget 2000)")
    server = Server(options.port, 1)
    server.start()
    try:
        for name, time in measured(options.port, member, options.photos).items():
            print(f"{name}, {SLOWER}x slower processor: {time:.0f} ms")
    finally:
        server.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
