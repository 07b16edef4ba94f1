"""Nothing is promised that nobody does: every job is scheduled, every reminder has its letter."""

import ast

import pytest
from django.conf import settings

from ecms.celery import app
from ecms.notifications import registry
from inspections.loading_procedures import shipped
from tests.architecture.sources import python_files, short, tree

# Started by a request or by another task, not by the clock.
ON_DEMAND = {"enterprises.tasks.check_import", "enterprises.tasks.commit_import",
             "analytics.tasks.make_report"}  # fmt: skip
BY_KIND = {"expect": 0, "settle": 0, "tell": 0}
OWNERS = {"due", "messages"}


@pytest.fixture(scope="module")
def tasks():
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith("celery.")}


def test_every_scheduled_job_exists(tasks):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert len(scheduled) >= 6
    assert scheduled - tasks == set()


def test_every_task_is_scheduled_or_started_by_somebody(tasks):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks - scheduled == tasks & started_by_code()


def started_by_code():
    """Names of tasks on which the code calls ``.delay`` or ``.apply_async``."""
    names = set()
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"delay", "apply_async"}:
                owner = ast.unparse(node.value).split(".")[-1]
                names |= {task for task in app.tasks if task.split(".")[-1] == owner}
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("send_task"):
                names |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return names


def test_every_queue_that_tasks_go_to_is_worked_on():
    from ecms.stack import process  # noqa: F401  the supervisor starts the worker with its queues
    from tests.architecture.sources import ROOT, text

    started = text(ROOT / "ecms" / "stack" / "supervisor.py") + text(ROOT / "docker-compose.yml")
    for route in settings.CELERY_TASK_ROUTES.values():
        assert route["queue"] in started, route


def calls():
    """(file:line, kind) of every literal kind handed to due.* or messages.tell."""
    for path in python_files():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            if name not in BY_KIND or (owner and owner not in OWNERS):
                continue
            kind = node.args[0]
            if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                yield f"{short(path)}:{node.lineno}", kind.value


def test_every_kind_that_the_code_reminds_of_is_a_registered_letter():
    found = list(calls())
    assert len(found) >= 10
    assert [where for where, kind in found if kind not in registry.kinds()] == []


def test_kinds_kept_in_lists_are_registered_too():
    from violations.services import clocks

    assert {*clocks.KINDS, clocks.REMEDY} <= registry.kinds()


@pytest.mark.parametrize("kind", sorted(registry.kinds()))
def test_every_letter_has_words_and_is_sent_by_somebody(kind):
    letter = registry.letter(kind)
    assert str(letter.title).strip()
    assert str(letter.text).strip()
    if kind not in {term.reminder for row in shipped() for term in row.terms}:
        assert any(
            kind in constants(path) for path in python_files() if path.stem != "notifications"
        )


def constants(path):
    return {n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Constant)}
