"""Accidents told through the services, as a department meets them."""

import uuid
from datetime import timedelta

from intake.models import AccidentCode
from intake.services.accidents import declaring, fieldwork, minutes, team, victims
from tests.factories import NOW, TODAY, EnterpriseFactory

NAME = "Nguyễn Thị Nạn Nhân"
WITNESS = "Trần Văn Chứng"
CALLER = "Lê Thị Gọi"


def code(kind, key):
    """An entry of the lists."""
    return AccidentCode.objects.get(kind=kind, code=key)


def declared(by, *, firm=None, at=NOW, submission=None, **facts):
    """A declaration by telephone, three days after the accident where nothing else is said."""
    values = {"occurred_on": TODAY - timedelta(days=1), "place": "Xưởng cắt", "dead": 0,
              "injured": 1, "serious": 0, "caller": CALLER, "caller_phone": "0900 000 001"}  # fmt: skip
    firm = firm or EnterpriseFactory(province=by.agency.province)
    return declaring.declare(
        declaring.Declaration(enterprise=firm, **(values | facts)),
        submission=submission or uuid.uuid4(), agency=by.agency, by=by, at=at,
    )  # fmt: skip


def victim(case, by, *, at=NOW, injuries=(), submission=None, **facts):
    """A victim with injuries of the list by code."""
    person = victims.Person(
        name=facts.pop("name", NAME), sex="F", birth_year=1990, job="Thợ cắt",
        injuries=[code("INJURY", key) for key in injuries], **facts,
    )  # fmt: skip
    return victims.save(case, person, submission=submission or uuid.uuid4(), by=by, at=at)


def seats(head, *others):
    """A team with officials of another body."""
    return [
        team.Seat("HEAD", head),
        *(team.Seat("MEMBER", user) for user in others),
        team.Seat("MEMBER", None, "Bà Y Tế", "Chuyên viên", "Sở Y tế"),
    ]


def investigated(case, by, director, *, at=NOW):
    """A provincial case with its team, ready for the investigation."""
    case = team.propose(case, seats(by), by=by, at=at)
    return team.set_up(case, by=director, at=at)


def found(case, by, *, at=NOW, on=TODAY, finding="OCCUPATIONAL", fault="EMPLOYER"):
    """Statements, causes and conclusion are there."""
    fieldwork.take_statement(
        case, fieldwork.Said("WITNESS", WITNESS, on, "Máy không có che chắn.", is_protected=True),
        submission=uuid.uuid4(), by=by, at=at,
    )  # fmt: skip
    return fieldwork.conclude(
        case,
        fieldwork.Result(
            course="Người lao động bị cuốn vào máy.", cause=code("CAUSE", "C01"),
            other_causes=[code("CAUSE", "C04")], factor=code("FACTOR", "F07"), finding=finding,
            fault=fault, cause_text="", fault_text="",
        ),
        by=by, at=at,
    )  # fmt: skip


def signed(case, by, *, on=TODAY, at=NOW):
    """The minutes of a provincial team."""
    return minutes.sign(case, on=on, attendance="Đại diện công ty", opinions="", by=by, at=at)


def announced(case, by, *, on=TODAY, at=NOW):
    """The meeting has been held."""
    meeting = minutes.Meeting(on, "Trụ sở công ty", "Đại diện công ty, công đoàn")
    return minutes.announce(case, meeting, by=by, at=at)
