"""What a mail server says when it gives a mail back (RFC 3464): pure rules; imports no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

# Codes of RFC 3463 that say nothing of the address: the box is full, the mail too long, its
# content or its sender not wanted. Another mail may arrive.
_OTHER_MAIL_MAY_ARRIVE = re.compile(r"5\.(2\.[234]|3\.\d+|4\.\d+|5\.\d+|6\.\d+|7\.\d+)$")
_STATUS = re.compile(r"\d\.\d{1,3}\.\d{1,3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Return:
    """A mail that was given back for good.

    ``quoted`` is all that the notice says and quotes of the mail, to look for our mark in it;
    ``why`` the code and the words of the server; ``is_dead`` when no mail reaches the address.
    """

    quoted: str
    why: str
    is_dead: bool


def read(raw: bytes) -> Return | None:
    """The notice in ``raw``; None for any other mail and where the server still tries.

    Headers are read as they stand: what takes them apart stumbles over those of some spam.
    """
    notice = message_from_bytes(raw)
    part = next(
        (p for p in notice.walk() if p.get_content_type() == "message/delivery-status"), None
    )
    if part is None:
        return None
    failed = next((group for group in _groups(part) if _said(group, "Action") == "failed"), None)
    if failed is None:
        return None
    status = _STATUS.search(_said(failed, "Status"))
    code = status.group() if status else ""
    return Return(quoted=_quoted(notice), why=_why(failed, code), is_dead=_is_dead(code))


def _groups(part: Message) -> list[Message]:
    """The groups of fields: one of the message, then one of each recipient."""
    content = part.get_payload()
    return (
        [group for group in content if isinstance(group, Message)]
        if isinstance(content, list)
        else []
    )


def _said(group: Message, name: str) -> str:
    return " ".join(str(group.get(name, "")).split()).lower()


def _why(group: Message, code: str) -> str:
    """As the server says it, such as ``5.1.1 550 no such user``."""
    words = " ".join(_CONTROL.sub(" ", str(group.get("Diagnostic-Code", ""))).split())
    words = words.split(";", 1)[-1].strip()  # without "smtp;"
    return (words if code and code in words else f"{code} {words}".strip()) or "failed"


def _is_dead(code: str) -> bool:
    return not code.startswith("4") and _OTHER_MAIL_MAY_ARRIVE.match(code) is None


def _quoted(notice: Message) -> str:
    """Headers and texts of all parts, those of the returned mail too."""
    found = []
    for part in notice.walk():
        found += [f"{name}: {value}" for name, value in part.items()]
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            found.append(content.decode("utf-8", "replace") if isinstance(content, bytes) else "")
    return "\n".join(found)
