"""Photographs: measured before they are decoded, turned upright, written anew without metadata.

Time and place that the camera noted are read first and kept in columns of their own; the stored
copy carries neither, so that a photo handed on does not tell more than it shows.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageOps

from ecms.documents.files.kinds import ACTIVE, JPEG, PNG, REFUSED_BROKEN, FileType
from ecms.documents.files.refusals import UploadRefused

PREVIEW = 480  # pixels on the longer side
TOO_LARGE = _("The image has %(pixels)s million pixels; at most %(limit)s million are accepted.")
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SAVE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 88},
}
SIX_PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Photo:
    """A photo ready to be stored. ``taken_at`` is aware; degrees have six decimals."""

    content: bytes
    preview: bytes
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None


def prepare(content: bytes, kind: FileType) -> Photo:
    """Read, check and rewrite a photo.

    Raises:
        UploadRefused: too many pixels, or not readable as the image it claims to be.
    """
    name = {JPEG: "JPEG", PNG: "PNG"}.get(kind, "WEBP")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[name]) as image:
                _check_pixels(image)
                exif = image.getexif()
                taken_at, place = _taken_at(exif), _place(exif)
                upright = ImageOps.exif_transpose(image)
                upright.load()
    except UploadRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(settings.PHOTO_MAX_PIXELS * 2) from None
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError):
        raise UploadRefused(REFUSED_BROKEN) from None
    return Photo(_written(upright, name), _preview(upright), taken_at, *place)


def _check_pixels(image: Image.Image) -> None:
    """The size stands in the header: nothing is decoded before this."""
    pixels = image.width * image.height
    if pixels > settings.PHOTO_MAX_PIXELS:
        raise _too_large(pixels)


def _too_large(pixels: int) -> UploadRefused:
    return UploadRefused(
        str(TOO_LARGE)
        % {"pixels": pixels // 1_000_000, "limit": settings.PHOTO_MAX_PIXELS // 1_000_000}
    )


def _written(image: Image.Image, name: str) -> bytes:
    """A new file of the pixels alone; colour profile kept, every other block dropped."""
    plain = _flat(image) if name == "JPEG" else image.copy()
    profile = _profile(image)
    plain.info = {}
    buffer = io.BytesIO()
    plain.save(buffer, format=name, icc_profile=profile, **SAVE[name])
    return buffer.getvalue()


def _profile(image: Image.Image) -> bytes | None:
    """The colour profile, unless somebody wrote a page into it."""
    profile = image.info.get("icc_profile")
    return profile if profile and not ACTIVE.search(profile) else None


def _preview(image: Image.Image) -> bytes:
    small = _flat(image)
    small.thumbnail((PREVIEW, PREVIEW), Image.Resampling.LANCZOS)
    small.info = {}
    buffer = io.BytesIO()
    small.save(buffer, format="JPEG", quality=80, optimize=True)
    return buffer.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency and in RGB, on white."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return image.convert("RGB")


def _taken_at(exif: Image.Exif) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    text = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    zone = details.get(ExifTags.Base.OffsetTimeOriginal)
    try:
        local = datetime.strptime(str(text).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
        if zone:
            return datetime.strptime(f"{local:%Y-%m-%d %H:%M:%S} {zone}", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None
    return local.replace(tzinfo=VIETNAM)


def _place(exif: Image.Exif) -> tuple[Decimal | None, Decimal | None]:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef))
    longitude = _degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    return latitude, longitude


def _degrees(parts: Any, side: Any) -> Decimal | None:
    """Degrees, minutes and seconds as one number, negative for south and west."""
    try:
        degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
        value = (degrees + minutes / 60 + seconds / 3600).quantize(SIX_PLACES)
    except (TypeError, ValueError, InvalidOperation, ZeroDivisionError):
        return None
    return -value if str(side).upper() in {"S", "W"} else value
