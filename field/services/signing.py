"""Signatures on the glass: the strokes, the image, and the very words that were on the screen."""

from __future__ import annotations

import math
from typing import Any

from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core.refusal import Refusal, demand
from field.drafts import digest
from field.enums import Signed, SignerRole, UploadKind
from field.models import Signature, SignedText
from field.services.work import Outcome, Work, upload_of
from inspections.permissions import can_add_late, can_work

TEXT_MOST, STROKES_MOST, POINTS_MOST = 400_000, 2_000, 20_000


def attach(work: Work) -> Outcome:
    """Keep a signature with the text that was signed. The minutes themselves are signed and
    issued by the service of the minutes; this is the proof of who signed which words.

    Raises:
        Refusal: the hash is not that of the text, no strokes, not an image of a signature.
    """
    frozen = work.case.minutes_signed_at is not None
    demand((can_add_late if frozen else can_work)(work.case, work.by))
    body, upload = work.body, upload_of(work)
    if upload.kind != UploadKind.SIGNATURE or Signature.objects.filter(upload=upload).exists():
        raise Refusal(_("This file is not the image of this signature."), field="upload")
    row = Signature.objects.create(
        command=work.command, inspection=work.case, upload=upload, text=_text(work),
        document=body.choice("document", Signed.values),
        role=body.choice("role", SignerRole.values), name=body.text("name", 200, needed=True),
        title=body.text("title", 200), strokes=_strokes(body.items("strokes", STROKES_MOST)),
        device_time=work.command.device_time, attached_at=work.at, attached_by=work.by,
    )  # fmt: skip
    data = {"note": row.name, "sha256": row.text.sha256}
    log("field.signature", work.case, by=work.by, at=work.at, data=data)
    return Outcome(subject=row.name[:60])


def _text(work: Work) -> SignedText:
    """The words, compared byte by byte with the hash that the device took when it showed them."""
    text, named = work.body.data.get("text"), work.body.sha256("text_sha256")
    if not isinstance(text, str) or not text.strip() or "\x00" in text:
        raise Refusal(_("The text that was signed is missing."), field="text")
    if len(text) > TEXT_MOST:
        raise Refusal(_("The text is too long."), field="text")
    try:
        found = digest(text)
    except UnicodeEncodeError:
        raise Refusal(_("This is not a text."), field="text") from None
    if found != named:
        raise Refusal(_("The hash is not that of the text that was signed."), field="text_sha256")
    row, _made = SignedText.objects.get_or_create(
        inspection=work.case, sha256=named, defaults={"text": text}
    )
    return row


def _strokes(strokes: list[Any]) -> list[Any]:
    """[[x, y, milliseconds], …] for each stroke of the pen."""
    points = [point for stroke in strokes if isinstance(stroke, list) for point in stroke]
    if not points or not all(isinstance(stroke, list) for stroke in strokes):
        raise Refusal(_("The signature is empty."), field="strokes")
    if len(points) > POINTS_MOST:
        raise Refusal(_("The signature has too many points."), field="strokes")
    if not all(_is_point(point) for point in points):
        raise Refusal(_("The signature cannot be read."), field="strokes")
    return strokes


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and 2 <= len(point) <= 4
        and all(type(n) in (int, float) and math.isfinite(n) and abs(n) < 1e9 for n in point)
    )
