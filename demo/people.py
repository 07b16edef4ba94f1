"""Bodies and officers for every province, where the country-size data needs them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

from accounts.enums import Level
from accounts.models import Agency, Position, Province, Role, RoleGrant, User
from demo import names


@dataclass(frozen=True)
class Office:
    """Who acts for a province in bulk data."""

    province_id: int
    code: str
    agency_id: int
    inspectors: tuple[int, int]
    director: int
    director_office: int


def offices() -> list[Office]:
    """An office per province of the 2025 list; missing bodies and people are created."""
    return [_office(province) for province in Province.objects.present()]


def _office(province: Province) -> Office:
    agency, _made = Agency.objects.get_or_create(
        code=f"SNV-{province.code}",
        defaults={
            "level": Level.PROVINCE, "province": province, "symbol": "SNV",
            "name_vi": f"Sở Nội vụ {province.name_vi}", "place_vi": province.name_vi,
            "name_en": f"Department of Home Affairs of {province.name_vi}",
            "superior_vi": f"Ủy ban nhân dân {province.name_vi}",
        },
    )  # fmt: skip
    first, second = (_user(f"inspector{n}.{province.code}", agency, "inspector") for n in (1, 2))
    office = Position.objects.filter(agency=agency, title_code="DHA_DIRECTOR").first()
    if office is None:
        office = Position.objects.create(
            user=_user(f"director.{province.code}", agency, "director"), agency=agency,
            title_code="DHA_DIRECTOR", title_vi="Giám đốc", is_head=True,
        )  # fmt: skip
    return Office(
        province.pk, province.code, agency.pk, (first.pk, second.pk), office.user_id, office.pk
    )


def _user(username: str, agency: Agency, role: str) -> User:
    user, made = User.objects.get_or_create(
        username=username,
        defaults={
            "full_name": names.person(Random(username)), "agency": agency,
            "is_demonstration": True,
            "password": make_password(None),
        },
    )  # fmt: skip
    if made:
        RoleGrant.objects.create(user=user, role=Role.objects.get(code=role), agency=agency)
    return user
