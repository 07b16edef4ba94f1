"""``python -m tests.e2e.screenshots [URL]``: every main page as the role that works with it.

Without an address it serves the demonstration data itself, with the development server. Pictures
go to ``var/screenshots/<width>-<language>/``; some of them, those of the README, also to
``docs/screenshots/``.
"""

import argparse
import os
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING, CHOSEN = ROOT / "var" / "screenshots", ROOT / "docs" / "screenshots"
WIDTHS = {1280: 900, 390: 844}
LANGUAGES = ("vi", "en")
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
# Picture -> (account, URL name, what the key belongs to, query).
PAGES = {
    "sign-in": (None, "account_login", "", ""),
    "verify": (None, "documents:verify", "", ""),
    "offline": (None, "offline", "", ""),
    "home-director": ("director.dongnai", "home", "", ""),
    "home-inspector": ("inspector.dongnai", "home", "", ""),
    "profile": ("inspector.dongnai", "accounts:profile", "", ""),
    "people": ("inspector.dongnai", "accounts:people", "", ""),
    "messages": ("director.dongnai", "notifications:list", "", ""),
    "enterprises": ("inspector.dongnai", "enterprises:list", "", "?q=dong+nai"),
    "enterprise": ("inspector.dongnai", "enterprises:detail", "firm", ""),
    "enterprise-new": ("clerk.dongnai", "enterprises:create", "", ""),
    "imports": ("clerk.dongnai", "enterprises:import_list", "", ""),
    "import-new": ("clerk.dongnai", "enterprises:import_new", "", ""),
    "import": ("clerk.dongnai", "enterprises:import_detail", "import", "?tab=REFUSED"),
    "duplicate": ("chief.dongnai", "enterprises:duplicate_detail", "pair", ""),
    "workforce": ("inspector.dongnai", "enterprises:workforce", "employer", ""),
    "who-has-not-updated": ("clerk.dongnai", "enterprises:workforce_freshness", "", ""),
    "badges": ("clerk.dongnai", "enterprises:badges", "employer", ""),
    "badge": ("inspector.dongnai", "badge", "token", ""),
    "tracing": ("chief.dongnai", "enterprises:tracing", "tracing", ""),
    "chain": ("inspector.dongnai", "enterprises:relations", "chained", ""),
    "self-checks": ("inspector.dongnai", "enterprises:selfcheck_list", "", ""),
    "inspections": ("inspector.dongnai", "inspections:list", "", "?tab=all"),
    "propose": ("inspector.dongnai", "inspections:propose", "", "?enterprise={firm}"),
    "decision": ("director.dongnai", "inspections:decision", "proposed", ""),
    "check": ("inspector.dongnai", "inspections:detail", "running", ""),
    "checklist": ("inspector.dongnai", "inspections:checklist", "running", ""),
    "checklist-section": ("inspector.dongnai", "inspections:section", "running", ""),
    "findings": ("inspector.dongnai", "inspections:findings", "running", ""),
    "evidence": ("inspector.dongnai", "inspections:evidence", "running", ""),
    "visits": ("inspector.dongnai", "inspections:visits", "running", ""),
    "check-documents": ("inspector.dongnai", "inspections:documents", "running", ""),
    "check-timeline": ("director.dongnai", "inspections:timeline", "running", ""),
    "violations": ("inspector.dongnai", "violations:list", "", "?tab=all"),
    "violation": ("inspector.dongnai", "violations:detail", "case", ""),
    "worksheet": ("inspector.dongnai", "violations:worksheet", "case", ""),
    "sanction": ("director.dongnai", "violations:decision", "submitted", ""),
    "dashboard": ("director.dongnai", "analytics:dashboard", "", ""),
    "dashboard-ministry": ("ministry", "analytics:dashboard", "", ""),
    "definitions": ("ministry", "analytics:definitions", "", ""),
    "reports": ("ministry", "analytics:export", "", ""),
    "audit": ("admin", "audit:list", "", ""),
    "admin": ("admin", "admin:index", "", ""),
    "admin-users": ("admin", "admin:accounts_user_changelist", "", ""),
}
# Those of the README and the manuals, as much of them as a screen shows.
CHOSEN_PAGES = {
    ("home-inspector", 1280, "vi"): "home",
    ("enterprise", 1280, "vi"): "dossier",
    ("enterprises", 1280, "en"): "enterprises-en",
    ("import", 1280, "vi"): "import",
    ("badge", 390, "vi"): "badge-phone",
    ("decision", 1280, "vi"): "decision",
    ("check", 1280, "vi"): "check",
    ("checklist-section", 390, "vi"): "checklist-phone",
    ("findings", 1280, "vi"): "findings",
    ("worksheet", 1280, "vi"): "worksheet",
    ("violation", 1280, "en"): "violation-en",
    ("dashboard", 1280, "vi"): "dashboard",
    ("reports", 1280, "en"): "reports-en",
    ("admin", 1280, "vi"): "admin",
}


def main():
    """Take the pictures; 1 when a page could not be opened."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.screenshots", description=__doc__)
    parser.add_argument("url", nargs="?", default="", help="a running ECMS with the same data")
    parser.add_argument("--only", default="", help="pages whose name begins so")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecms.settings")
    import django

    django.setup()
    if options.url:
        return take(options.url.rstrip("/"), options.only)
    with served() as url:
        return take(url, options.only)


@contextmanager
def served():
    """The development server on the data of this environment."""
    url = "http://127.0.0.1:8765"
    command = [sys.executable, "manage.py", "runserver", "--noreload", url.split("//")[1]]
    server = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "ECMS_DEBUG": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"{url}/livez", server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url, server):
    for _ in range(300):
        if server.poll() is not None:
            raise SystemExit("the server did not start")
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server does not answer")


def take(url, only):
    """Every page at every width in every language."""
    from playwright.sync_api import sync_playwright

    from scripts.system import find_chromium

    visits, cookies = plan(only)
    failed = []
    CHOSEN.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for width in WIDTHS:
            for language in LANGUAGES:
                failed += series(browser, url, visits, cookies, width, language)
        browser.close()
    for line in failed:
        print(line)
    print(
        f"{len(visits) * len(WIDTHS) * len(LANGUAGES) - len(failed)} pictures in {EVERYTHING.name}/"
    )
    return 1 if failed else 0


def plan(only):
    """(name, account, path) of each page that the data has, and the session of each account."""
    from django.test import Client
    from django.urls import reverse

    from accounts.models import User

    keys = things()
    visits = []
    for name, (account, view, thing, query) in PAGES.items():
        if not name.startswith(only) or (thing and not keys.get(thing)):
            continue
        args = [keys[thing]] if thing else []
        args += [1] if view == "inspections:section" else []
        visits.append((name, account, reverse(view, args=args) + query.format(**keys)))
    cookies = {}
    for account in {account for _, account, _ in visits if account}:
        client = Client()
        client.force_login(
            User.objects.get(username=account), backend="accounts.backends.DatedAccountBackend"
        )
        cookies[account] = client.cookies["sessionid"].value
    return visits, cookies


def things():
    """Keys of rows in Đồng Nai that show something."""
    from django.db.models import Count

    from inspections.models import Inspection
    from violations.models import ViolationCase

    here = {"province__code": "75"}
    checks = Inspection.objects.filter(**here)
    cases = ViolationCase.objects.filter(**here)
    mine = {"team__user__username": "inspector.dongnai", "state": "IN_PROGRESS"}
    running = checks.filter(**mine).annotate(n=Count("findings")).order_by("-n")
    case = cases.filter(state__in=("EXECUTING", "DECIDED")).first() or cases.first()
    found = {
        "running": running.first(),
        "proposed": checks.filter(state="PROPOSED").first(),
        "case": case,
        "submitted": cases.filter(
            state="SUBMITTED", signatory__user__username="director.dongnai"
        ).first(),
        "firm": case.enterprise if case else None,
    }
    keys = {name: row.pk for name, row in found.items() if row}
    return keys | things_of_the_register()


def things_of_the_register():
    """Keys of what the register of Đồng Nai has to show beside the enterprises."""
    from django.db.models import Count

    from enterprises.models import Badge, Duplicate, Enterprise, ImportJob, Tracing

    here = {"province__code": "75"}
    firms = Enterprise.objects.filter(**here)
    badge = Badge.objects.filter(enterprise__in=firms, revoked_at=None).first()
    chained = firms.annotate(n=Count("relations_out")).order_by("-n").first()
    found = {
        "import": ImportJob.objects.filter(state="DONE", refused__gt=0, **here).first(),
        "pair": Duplicate.objects.filter(state="OPEN", first__in=firms).first(),
        "tracing": Tracing.objects.filter(**here).last(),
        "chained": chained,
    }
    keys = {name: row.pk for name, row in found.items() if row}
    return keys | ({"token": badge.token, "employer": badge.enterprise_id} if badge else {})


def series(browser, url, visits, cookies, width, language):
    """The pictures of one width and language; the pages that failed."""
    folder = EVERYTHING / f"{width}-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    failed, contexts = [], {}
    for name, account, path in visits:
        if account not in contexts:
            contexts[account] = seat(browser, url, cookies.get(account), width, language)
        page = contexts[account]
        status = page.goto(f"{url}{path}").status
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        if chosen := CHOSEN_PAGES.get((name, width, language)):
            page.screenshot(path=CHOSEN / f"{chosen}.png")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if status != 200 or wide > width:
            failed.append(f"{name} {width} {language}: status {status}, {wide} px wide")
    for page in contexts.values():
        page.context.close()
    return failed


def seat(browser, url, session, width, language):
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    pairs = {"django_language": language} | ({"sessionid": session} if session else {})
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in pairs.items()])
    return context.new_page()


if __name__ == "__main__":
    sys.exit(main())
