"""People: found by their identity number, known once, names and numbers kept apart from logs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ecms.core.secrets import decrypt, encrypt, keyed_hash
from enterprises.models import Spell, Worker
from enterprises.rules import identity as papers
from enterprises.rules.workforce import name_key


@dataclass(frozen=True)
class Person:
    """Who somebody is, as a form or a file says; ``paper`` None for a person without papers."""

    name: str
    paper: papers.Identity | None = None
    born_on: date | None = None
    sex: str = ""
    nationality: str = "VN"


def hash_of(paper: papers.Identity) -> bytes:
    """The key by which a number is found again."""
    return keyed_hash(paper.key)


def find(paper: papers.Identity) -> Worker | None:
    """The worker with a number, wherever; the caller looks through its own scope."""
    return Worker.objects.filter(identity_hash=hash_of(paper)).first()


def number_of(worker: Worker) -> str:
    """The identity number in the clear; empty where none is known.

    Raises:
        ecms.core.secrets.Unreadable: sealed with a key that is not here.
    """
    return decrypt(worker.identity) if worker.identity else ""


def masked(worker: Worker) -> str:
    """The number as lists show it; empty where none is known."""
    return papers.mask(number_of(worker))


def known(person: Person, enterprise: Any) -> Worker | None:
    """The worker that a person is: by number, else by name and birthday among those there."""
    if person.paper is not None:
        return find(person.paper)
    spells = Spell.objects.filter(
        enterprise=enterprise, ended_on__isnull=True, worker__identity_hash__isnull=True,
        worker__folded=name_key(person.name), worker__born_on=person.born_on,
    )  # fmt: skip
    spell = spells.select_related("worker").first()
    return spell.worker if spell else None


def enter(person: Person, *, at: datetime) -> Worker:
    """A new worker, or the one who has the number already (another form was first)."""
    if person.paper is None:
        return Worker.objects.create(**_facts(person, at))
    worker, _new = Worker.objects.get_or_create(
        identity_hash=hash_of(person.paper),
        defaults={
            **_facts(person, at),
            "identity_kind": person.paper.kind,
            "identity": encrypt(person.paper.number),
        },
    )
    return worker


def _facts(person: Person, at: datetime) -> dict[str, Any]:
    sex = person.sex or (person.paper.sex if person.paper else "")
    return {
        "name": person.name, "folded": name_key(person.name), "born_on": person.born_on,
        "sex": sex, "nationality": person.nationality, "created_at": at,
    }  # fmt: skip
