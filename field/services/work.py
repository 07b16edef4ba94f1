"""One command on its way through the services, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ecms.core import clock
from ecms.core.refusal import Refusal, demand
from field.arriving import Fields, key_of
from field.enums import UploadState, Verdict
from field.models import Checkout, Command, Upload
from field.permissions import owns
from inspections.models import Finding, Inspection


class Waits(Exception):
    """Another item must arrive first; nothing is stored, the device sends this one again."""


@dataclass(frozen=True)
class Work:
    """A command with the case under its lock; ``base`` is the version that the device saw."""

    command: Command
    case: Inspection
    checkout: Checkout
    body: Fields
    base: int
    by: Any
    at: datetime

    @property
    def today(self) -> date:
        """The legal day: that of the server."""
        return clock.legal_date(self.at)

    @property
    def blueprint(self) -> dict[str, Any]:
        """The compiled checklist that the device worked with; every version given out counts."""
        wanted = self.command.blueprint_version
        if wanted in ("", self.checkout.blueprint.version):
            return dict(self.checkout.blueprint.content)
        found = self.case.blueprints.filter(version=wanted).first()
        if found is None:
            raise Refusal(_("This version of the checklist was never given out."))
        return dict(found.content)


@dataclass(frozen=True)
class Outcome:
    """What became of a command; ``version`` is that of the thing afterwards."""

    verdict: str = Verdict.SENT
    version: int | None = None
    subject: str = ""
    message: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def as_result(self) -> dict[str, Any]:
        """What is kept and told again."""
        return {"version": self.version, "message": self.message, **self.more}


def earlier_of(work: Work, name: str = "of") -> Command:
    """The command that this one is about.

    Raises:
        Waits: it has not arrived.
        Refusal: it belongs to another case or person.
    """
    key = key_of(work.body.data.get(name), name)
    found = Command.objects.select_for_update().filter(key=key).first()
    if found is None:
        raise Waits
    if found.inspection_id != work.case.pk:
        raise Refusal(_("This item belongs to another case."), field=name)
    demand(owns(found.checkout, work.by))
    return found


def finding_of(work: Work) -> Finding:
    """The finding that a command names by its key or by the command that added it.

    Raises:
        Waits: the command that adds it has not arrived.
        Refusal: no such finding in the case.
    """
    return finding_named(work, work.body.data.get("finding"))


def finding_named(work: Work, named: Any) -> Finding:
    """See :func:`finding_of`."""
    rows = Finding.objects.filter(inspection=work.case)
    if type(named) is int and 0 < named < 2**62:
        found = rows.filter(pk=named).first()
    else:
        key = key_of(named, "finding")
        found = rows.filter(submission=key).first()
        if found is None and not Command.objects.filter(key=key).exists():
            raise Waits
    if found is None:
        raise Refusal(_("This finding is not in the case."), field="finding")
    return found


def upload_of(work: Work) -> Upload:
    """The upload that a command names, whole.

    Raises:
        Waits: it is not here, or not yet whole.
        Refusal: of another case, or not accepted.
    """
    key = key_of(work.body.data.get("upload"), "upload")
    found = Upload.objects.filter(key=key).select_related("stored").first()
    if found is None or found.state == UploadState.OPEN:
        raise Waits
    if found.inspection_id != work.case.pk or found.stored is None:
        raise Refusal(_("This file was not accepted."), field="upload")
    return found
