"""Health: what each part's absence means for people and for probes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError

from ecms.core import health
from ecms.core.health import Health, State
from ecms.core.tasks import heartbeat

NOW = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def all_well():
    health.record("worker", at=NOW)
    health.record("beat", at=NOW)


@pytest.fixture
def no_database(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("away")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", refuse)


@pytest.fixture
def no_broker(monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionError("away")

    monkeypatch.setattr(type(cache._connections[cache._alias]), "get_many", refuse)


@pytest.mark.django_db
@pytest.mark.usefixtures("all_well")
def test_everything_is_well():
    found = health.check(at=NOW)
    assert found.as_dict() | {"version": ""} == {
        "status": "ok",
        "database": "ok",
        "broker": "ok",
        "worker": "ok",
        "beat": "ok",
        "worker_seen_at": NOW.timestamp(),
        "beat_seen_at": NOW.timestamp(),
        "version": "",
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("all_well")
@pytest.mark.parametrize(("seconds", "state"), [(75, State.OK), (76, State.LATE)])
def test_a_worker_is_late_after_three_missed_heartbeats(seconds, state):
    assert health.check(at=NOW + timedelta(seconds=seconds)).worker is state


@pytest.mark.django_db
def test_a_worker_that_never_reported_degrades():
    health.record("beat", at=NOW)
    found = health.check(at=NOW)
    assert (found.worker, found.beat, found.status) == (State.UNKNOWN, State.OK, State.DEGRADED)


@pytest.mark.django_db
def test_the_heartbeat_task_reports_the_worker():
    heartbeat.delay()
    seen = health.check(at=datetime.now(UTC)).worker_seen_at
    assert abs(seen - datetime.now(UTC).timestamp()) < 60


@pytest.mark.parametrize("path", ["/healthz", "/healthz?ready=1", "/readyz"])
@pytest.mark.usefixtures("no_database")
def test_without_a_database_probes_say_unavailable(client, path):
    response = client.get(path)
    assert response.status_code == 503
    assert response.json()["status"] == "down"
    assert response.json()["database"] == "down"


@pytest.mark.usefixtures("no_database")
def test_without_a_database_the_process_still_lives(client):
    assert client.get("/livez").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/healthz?ready=1", 503), ("/readyz", 503)]
)
def test_without_a_worker_pages_work_but_the_whole_is_not_ready(client, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert response.json()["status"] == "degraded"


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_without_a_broker_pages_work(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["broker"] == "down"
    assert response.json()["worker"] == "unknown"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/livez"])
def test_probes_are_public_without_session_and_never_cached(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/json"
    assert "sessionid" not in response.cookies
    assert "no-store" in response["Cache-Control"]
    assert client.post(path).status_code == 405


def test_the_whole_is_ok_only_when_every_part_is():
    parts = {"database": State.OK, "broker": State.OK, "worker": State.OK, "beat": State.OK}
    assert Health(**parts, worker_seen_at=0, beat_seen_at=0).status is State.OK
    for name in parts:
        lame = Health(**{**parts, name: State.DOWN}, worker_seen_at=0, beat_seen_at=0)
        assert lame.status is (State.DOWN if name == "database" else State.DEGRADED)
        assert not lame.is_complete
