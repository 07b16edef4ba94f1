"""The production files, as far as they can be tried without Docker."""

import os
import re
import shlex
import stat
import subprocess

import pytest
import yaml
from django.conf import settings

from scripts.console import ROOT

ENTRY = ROOT / "docker" / "entry"
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = {name: part for name, part in COMPOSE["services"].items() if part.get("build")}


@pytest.fixture
def entry(tmp_path):
    """Runs the entry script with programs that only say how they were called."""
    for name in ("gunicorn", "celery", "python"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\nprintf "%s" {name}\nprintf " %s" "$@"\necho\n')
        program.chmod(0o755)

    def run(*arguments, **env):
        return subprocess.run(
            [ENTRY, *arguments],
            env={"PATH": f"{tmp_path}:{os.environ['PATH']}", **env},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_entry_is_executable():
    assert ENTRY.stat().st_mode & stat.S_IXOTH


@pytest.mark.parametrize(
    ("arguments", "starts"),
    [
        ((), "gunicorn ecms.wsgi:application --bind=0.0.0.0:8000"),
        (("web",), "gunicorn ecms.wsgi:application --bind=0.0.0.0:8000"),
        (("worker",), "celery -A ecms worker --queues=default,imports,alerts"),
        (("worker", "imports"), "celery -A ecms worker --queues=imports"),
        (("beat",), "celery -A ecms beat"),
        (("manage", "shell", "-c", "a b"), "python manage.py shell -c a b"),
    ],
)
def test_a_role_starts_its_program(entry, arguments, starts):
    done = entry(*arguments)
    assert done.returncode == 0
    assert done.stdout.startswith(starts)


def test_migrate_also_loads_the_reference_data(entry):
    assert entry("migrate").stdout.splitlines() == [
        "python manage.py migrate --noinput",
        "python manage.py load_reference",
    ]


def test_the_port_of_the_web_is_settable(entry):
    assert "--bind=0.0.0.0:9000" in entry("web", PORT="9000").stdout


def test_an_unknown_role_is_refused_with_one_line(entry):
    done = entry("wbe")
    assert done.returncode == 64
    assert done.stderr.count("\n") == 1
    assert "unknown role 'wbe'" in done.stderr


def test_gunicorn_accepts_the_options_of_the_web_role(entry):
    options = shlex.split(entry("web").stdout)[1:]
    gunicorn = ROOT / ".venv" / "bin" / "gunicorn"
    settings_module = {"DJANGO_SETTINGS_MODULE": "ecms.settings"}
    done = subprocess.run(
        [gunicorn, "--check-config", *options],
        cwd=ROOT,
        env={**os.environ, **settings_module},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_service_of_ours_names_a_role_of_the_entry(entry, name):
    assert entry(*shlex.split(OURS[name]["command"])).returncode == 0


def test_some_worker_serves_every_queue():
    commands = [shlex.split(part["command"]) for part in OURS.values()]
    served = {command[1] for command in commands if command[0] == "worker"}
    wanted = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert served == wanted | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_only_the_proxy_is_reached_from_outside():
    published = {name for name, part in COMPOSE["services"].items() if "ports" in part}
    assert published == {"proxy"}


def test_every_volume_is_declared_and_used():
    used = {
        mount.split(":")[0]
        for part in COMPOSE["services"].values()
        for mount in part.get("volumes", [])
        if not mount.startswith(".")
    }
    assert used == set(COMPOSE["volumes"])


def test_secrets_come_only_from_the_environment():
    for part in COMPOSE["services"].values():
        for name, value in part.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|AUTH", name):
                assert value.startswith("${ECMS_"), name


def test_settings_know_every_variable_that_compose_gives():
    known = (ROOT / "ecms" / "settings.py").read_text()
    for name in OURS["web"]["environment"]:
        assert f'"{name}"' in known, name


def test_the_image_runs_without_root_and_as_production():
    assert re.search(r"^USER ecms$", DOCKERFILE, re.MULTILINE)
    assert "ECMS_PRODUCTION=1" in DOCKERFILE
    assert "seed" not in DOCKERFILE


def test_what_the_image_copies_exists():
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists(), source
