"""Ways out: mail, and SMS or chat through any service that takes JSON over HTTP.

``settings.ALERT_CHANNELS`` names a factory for each channel; an empty one is switched off. A
back end is a callable that takes a ``Message`` and answers the reference of the provider.
"""

from __future__ import annotations

import http.client
import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

PATIENCE = 10  # seconds that a provider may take
LONGEST_ANSWER = 65_536


class NotSent(Exception):
    """Not now: the provider is away, slow or answers nonsense; tried again later."""


class Refused(Exception):
    """Never: the address does not exist or the message is not wanted."""


@dataclass(frozen=True)
class Message:
    """One text to one address; ``reference`` is ours and the same at every try.

    ``attachments`` (name, bytes, type) go with mails; other channels have no place for them.
    """

    address: str
    subject: str
    body: str
    reference: str
    attachments: tuple[tuple[str, bytes, str], ...] = ()


Sender = Callable[[Message], str]


def sender(channel: str) -> Sender | None:
    """The back end of a channel, or None where it is switched off."""
    path = settings.ALERT_CHANNELS.get(channel, "")
    return import_string(path)() if path else None


def is_on(channel: str) -> bool:
    """Whether the installation has a back end for the channel."""
    return bool(settings.ALERT_CHANNELS.get(channel))


def mail() -> Sender:
    """Through Django's mail back end; the Message-ID lets a repeated mail be recognised."""
    return _mail


def _mail(message: Message) -> str:
    sender = settings.DEFAULT_FROM_EMAIL  # as people see it; the envelope says where to return it
    letter = EmailMessage(
        message.subject, message.body, settings.RETURNS_ADDRESS or sender, [message.address],
        headers={
            "Message-ID": f"<{message.reference}>", "Auto-Submitted": "auto-generated",
            "From": sender,
        },
        attachments=list(message.attachments),
    )  # fmt: skip
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (0, b""))
        raise (Refused if code >= 500 else NotSent)(f"{code} {words!r}"[:300]) from error
    except OSError as error:  # errors of SMTP and of the network alike
        raise NotSent(str(error)[:300]) from error
    except ValueError as error:  # an address that no mail can carry
        raise Refused(str(error)[:300]) from error
    return message.reference


def sms() -> Sender:
    """The provider of ECMS_SMS_URL."""
    return HttpSender(settings.SMS_URL, settings.SMS_TOKEN)


def chat() -> Sender:
    """The service of ECMS_CHAT_URL."""
    return HttpSender(settings.CHAT_URL, settings.CHAT_TOKEN)


class HttpSender:
    """POST {"to", "text", "reference"} with a bearer token; a JSON answer may give an "id"."""

    def __init__(self, url: str, token: str, patience: float = PATIENCE) -> None:
        self._url, self._token, self._patience = urlsplit(url), token, patience

    def __call__(self, message: Message) -> str:
        """Send it.

        Raises:
            NotSent: no answer in time, 5xx, 408, 429 or an answer that is no JSON object.
            Refused: any other 4xx.
        """
        body = json.dumps(
            {"to": message.address, "text": message.body, "reference": message.reference}
        )
        try:
            status, answer = self._post(body.encode())
        except (OSError, http.client.HTTPException) as error:
            raise NotSent(f"{type(error).__name__}: {error}"[:300]) from error
        if 400 <= status < 500 and status not in (408, 429):
            raise Refused(f"HTTP {status}")
        if not 200 <= status < 300:
            raise NotSent(f"HTTP {status}")
        return self._reference(answer) or message.reference

    def _post(self, body: bytes) -> tuple[int, bytes]:
        secure = self._url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._url.hostname or "", self._url.port, timeout=self._patience)
        try:
            connection.request(
                "POST", self._url.path or "/", body,
                {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
            )  # fmt: skip
            reply = connection.getresponse()
            return reply.status, reply.read(LONGEST_ANSWER)
        finally:
            connection.close()

    @staticmethod
    def _reference(answer: bytes) -> str:
        try:
            found = json.loads(answer or b"{}")
        except ValueError as error:
            raise NotSent("the answer is no JSON") from error
        if not isinstance(found, dict):
            raise NotSent("the answer is no JSON object")
        return str(found.get("id", ""))[:200]
