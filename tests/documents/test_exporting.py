"""Exports by a worker: made once, for their owner, with no file left by a broken one."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.permissions import Permission
from ecms.documents.exporting import jobs, registry, work, writing
from ecms.documents.models import ExportJob, ExportState
from ecms.notifications.models import Delivery
from tests.factories import NOW

pytestmark = pytest.mark.django_db


class Trial:
    """An export whose rows a test decides."""

    def __init__(self):
        self.rows = [["=1+1", 2], ["b", None]]
        self.at_row = lambda number: None

    def tables(self, user, query):
        def rows():
            for number, row in enumerate(self.rows):
                self.at_row(number)
                yield row

        return [registry.Table("trial", ["A", "B"], rows, "words")]


@pytest.fixture
def trial(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = Trial()
    monkeypatch.setattr(registry, "_exporters", dict(registry._exporters))
    registry.register(
        registry.Exporter(
            "trial", "Trial", Permission.ENTERPRISE_READ, ("csv", "xlsx", "zip"), made.tables,
            lambda user, query: len(made.rows), lambda user: "About",
        )
    )  # fmt: skip
    return made


def ask(by, kind="csv", query="", exporter="trial"):
    return jobs.ask(
        exporter=exporter, query=query, kind=kind, name="list", language="vi", by=by, at=NOW
    )[0]


def make(job, at=NOW):
    return work.make(job.pk, clock=lambda: at)


def bytes_of(job):
    with job.file.open("rb") as file:
        return file.read()


def files(tmp_path):
    return [path for path in tmp_path.rglob("*") if path.is_file()]


class TestMaking:
    def test_csv_is_made_once_and_its_owner_told(self, trial, inspector, tmp_path):
        job = ask(inspector)
        assert make(job)
        assert not make(job)
        job.refresh_from_db()
        assert (job.state, job.rows, job.total) == (ExportState.DONE, 2, 2)
        rows = list(csv.reader(io.StringIO(bytes_of(job).decode("utf-8-sig"))))
        assert rows == [["A", "B"], ["'=1+1", "2"], ["b", ""]]
        assert len(files(tmp_path)) == 1
        assert Delivery.objects.filter(kind="export.ready", recipient=inspector).count() == 1

    def test_zip_describes_its_columns(self, trial, inspector):
        job = ask(inspector, "zip")
        make(job)
        job.refresh_from_db()
        archive = zipfile.ZipFile(io.BytesIO(bytes_of(job)))
        assert sorted(archive.namelist()) == ["README.txt", "trial.csv"]
        text = archive.read("README.txt").decode()
        assert "About" in text
        assert "trial.csv (2): words\n  1. A\n  2. B" in text

    def test_a_double_click_is_one_wish(self, trial, inspector):
        assert ask(inspector).pk == ask(inspector).pk
        assert ask(inspector, query="q=a").pk != ask(inspector).pk

    def test_what_cannot_be_asked(self, trial, inspector, monkeypatch):
        with pytest.raises(ValueError, match="pdf"):
            ask(inspector, "pdf")
        with pytest.raises(jobs.TooLong):
            ask(inspector, query="q=" + "a" * 2000)
        with pytest.raises(registry.UnknownExporter):
            ask(inspector, exporter="nothing")
        monkeypatch.setattr(type(inspector), "can", lambda self, permission: False)
        with pytest.raises(PermissionDenied):
            ask(inspector)

    def test_a_right_that_is_gone(self, trial, inspector, monkeypatch):
        job = ask(inspector)
        monkeypatch.setattr("accounts.models.User.can", lambda self, permission: False)
        assert not make(job)
        job.refresh_from_db()
        assert (job.state, job.problem) == (ExportState.FAILED, "rights")


class TestFaults:
    def test_an_error_leaves_no_file_and_a_reason(self, trial, inspector, tmp_path):
        def fail(number):
            raise RuntimeError("secret value")

        trial.at_row = fail
        job = ask(inspector)
        assert not make(job)
        job.refresh_from_db()
        assert (job.state, job.problem) == (ExportState.FAILED, "error")
        assert files(tmp_path) == []

    def test_a_killed_worker_is_replaced_and_its_half_file_overwritten(
        self, trial, inspector, tmp_path
    ):
        job = ask(inspector)
        trial.at_row = _killed
        with pytest.raises(KeyboardInterrupt):
            make(job)
        job.refresh_from_db()
        assert (job.state, job.attempts) == (ExportState.RUNNING, 1)
        assert files(tmp_path) == []
        job.file.storage.save(f"exports/{work.file_path(job)}", ContentFile(b"half"))
        assert not make(job)  # its heartbeat is fresh: somebody may be at work
        later = NOW + timedelta(minutes=3)
        assert work.sweep(at=later) == [job.pk]
        trial.at_row = lambda number: None
        assert make(job, later)
        job.refresh_from_db()
        assert job.state == ExportState.DONE
        assert len(files(tmp_path)) == 1
        assert b"half" not in bytes_of(job)

    def test_three_lost_workers_end_it(self, trial, inspector, tmp_path):
        job = ask(inspector)
        trial.at_row = _killed
        at = NOW
        for _ in range(work.MOST_ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                make(job, at)
            at += timedelta(minutes=3)
        assert work.sweep(at=at) == []
        job.refresh_from_db()
        assert (job.state, job.problem) == (ExportState.FAILED, "worker_lost")
        assert Delivery.objects.filter(kind="export.failed", recipient=inspector).count() == 1

    def test_a_worker_that_was_given_up_writes_nothing(self, trial, inspector, tmp_path):
        job = ask(inspector)

        def taken_over(number):
            ExportJob.objects.filter(pk=job.pk).update(attempts=7)

        trial.at_row = taken_over
        assert not make(job)
        job.refresh_from_db()
        assert job.state == ExportState.RUNNING
        assert files(tmp_path) == []

    def test_cancelled_before_and_during(self, trial, inspector, tmp_path):
        waiting = ask(inspector)
        assert jobs.cancel(job=waiting, by=inspector, at=NOW)
        assert not jobs.cancel(job=waiting, by=inspector, at=NOW)
        assert not make(waiting)
        running = ask(inspector)
        trial.at_row = lambda number: ExportJob.objects.filter(pk=running.pk).update(
            cancel_requested=True
        )
        assert not make(running)
        running.refresh_from_db()
        assert running.state == ExportState.CANCELLED
        assert files(tmp_path) == []

    def test_files_are_forgotten_after_seven_days(self, trial, inspector, tmp_path):
        make(ask(inspector))
        assert work.forget(at=NOW + timedelta(days=6)) == 0
        assert work.forget(at=NOW + timedelta(days=8)) == 1
        assert files(tmp_path) == []
        assert not ExportJob.objects.exists()


def _killed(number):
    raise KeyboardInterrupt


class TestPages:
    def test_only_its_owner(self, trial, inspector, foreign_inspector, sign_in):
        job = ask(inspector)
        make(job)
        urls = [
            reverse(f"documents:{name}", args=[job.pk])
            for name in ("export", "export_progress", "export_download")
        ]
        mine = sign_in(inspector)
        for url in urls[:2]:
            assert mine.get(url).status_code == 200
        download = mine.get(urls[2])
        assert b"".join(download.streaming_content).startswith(b"\xef\xbb\xbf")
        for close in download._resource_closers:  # close() itself would end the connection too
            close()
        assert "list.csv" in mine.get(reverse("documents:exports")).content.decode()
        other = sign_in(foreign_inspector)
        assert [other.get(url).status_code for url in urls] == [404, 404, 404]
        assert other.post(reverse("documents:export_cancel", args=[job.pk])).status_code == 404


def test_rows_are_not_kept_in_memory(tmp_path):
    """A hundred thousand rows pass through; at no time more than one step is alive."""
    seen = []
    rows = ([number, "x" * 50] for number in range(100_000))
    table = registry.Table("a", ["A", "B"], lambda: rows)
    with (tmp_path / "a.csv").open("wb") as file:
        assert writing.write("csv", file, [table], seen.append) == 100_000
    assert seen == list(range(writing.STEP, 100_001, writing.STEP))
