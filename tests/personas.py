"""Who walks through the tests: one fixture per role, in Đồng Nai unless the name says otherwise."""

import pytest

from tests.factories import (
    AgencyFactory,
    PositionFactory,
    ProvinceFactory,
    UnitFactory,
    UserFactory,
)


@pytest.fixture
def province(db):
    return ProvinceFactory(code="75")


@pytest.fixture
def agency(province):
    return AgencyFactory(province=province)


@pytest.fixture
def unit(agency):
    return UnitFactory(agency=agency)


@pytest.fixture
def inspector(agency, unit):
    """Proposes and carries out."""
    return UserFactory(
        username="inspector", full_name="Lê Văn Kiểm", agency=agency, unit=unit, role="inspector"
    )


@pytest.fixture
def colleague(agency, unit):
    """A second inspector of the same body."""
    return UserFactory(
        username="colleague", full_name="Phạm Thị Lan", agency=agency, unit=unit, role="inspector"
    )


@pytest.fixture
def chief_inspector(agency, unit):
    """Heads the inspection unit: sees sensitive cases, accepts evidence."""
    return UserFactory(
        username="chief",
        full_name="Võ Minh Trưởng",
        agency=agency,
        unit=unit,
        role="chief_inspector",
    )


@pytest.fixture
def director(agency):
    """Head of the department, holds the office that signs."""
    user = UserFactory(
        username="director", full_name="Đặng Quốc Giám", agency=agency, role="director"
    )
    PositionFactory(user=user, agency=agency)
    return user


@pytest.fixture
def deputy_director(agency):
    """Deputy with the same role; signs KT."""
    user = UserFactory(username="deputy", full_name="Ngô Thị Phó", agency=agency, role="director")
    PositionFactory(
        user=user,
        agency=agency,
        title_code="DOHA_DEPUTY",
        title_vi="Phó Giám đốc",
        is_head=False,
        is_deputy=True,
    )
    return user


@pytest.fixture
def other_agency(db):
    return AgencyFactory(province=ProvinceFactory(code="01"))


@pytest.fixture
def foreign_inspector(other_agency):
    """Inspector of another province."""
    return UserFactory(
        username="foreign", full_name="Trịnh Hà Nội", agency=other_agency, role="chief_inspector"
    )


@pytest.fixture
def foreign_director(other_agency):
    user = UserFactory(username="foreign-director", agency=other_agency, role="director")
    PositionFactory(user=user, agency=other_agency)
    return user


@pytest.fixture
def ministry_official(db):
    """Reads the whole country, changes nothing."""
    ministry = AgencyFactory(code="BNV", province=None, level="MINISTRY")
    return UserFactory(username="ministry", agency=ministry, role="ministry_official")


@pytest.fixture
def administrator(agency):
    """Administers the system, sees no case."""
    return UserFactory(username="administrator", agency=agency, role="administrator")


@pytest.fixture
def clerk(agency):
    """Keeps the register."""
    return UserFactory(username="clerk", agency=agency, role="clerk")


@pytest.fixture
def province_chair(province):
    """Chairman of the People's Committee."""
    committee = AgencyFactory(
        code="UBND-75", province=province, name_vi="Ủy ban nhân dân tỉnh Đồng Nai", symbol="UBND"
    )
    user = UserFactory(username="chair", agency=committee, role="province_chair")
    PositionFactory(user=user, agency=committee, title_code="PROVINCE_CHAIR", title_vi="Chủ tịch")
    return user


@pytest.fixture
def stranger(client):
    """Nobody: a client that is not signed in."""
    return client


@pytest.fixture
def sign_in(client):
    """``sign_in(user)`` answers the test client as that user."""

    def enter(user):
        client.force_login(user, backend="accounts.backends.DatedAccountBackend")
        return client

    return enter
