"""Likeness of two records: symmetric, within bounds, explained, highest with itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.rules.duplicates import (
    HIGHEST,
    PROPOSED,
    SURE,
    Face,
    core_address,
    core_name,
    likeness,
    phone_key,
    score,
)

words = st.sampled_from(
    ["", "Công ty TNHH Điện tử Đồng Nai", "Cty TNHH điện tử Đồng Nai", "CÔNG TY CP GỖ AN BÌNH",
     "Hộ kinh doanh Minh Phát", "Minh Phat Co., Ltd", "ABC", "TNHH"]
)  # fmt: skip
codes = st.sampled_from(["", "3600000001", "3600000001-001", "3600000002", "TZ0001A"])
faces = st.builds(
    Face,
    tax_code=codes,
    registration=codes,
    insurance=codes,
    former=st.lists(st.one_of(words, codes), max_size=2).map(lambda x: tuple(t for t in x if t)),
    name=words,
    foreign_name=words,
    short_name=words,
    address=st.sampled_from(
        ["", "Số 12 đường Bùi Văn Hòa", "12 Bui Van Hoa", "13 Bùi Văn Hòa", "KCN Biên Hòa 2"]
    ),
    province=st.integers(1, 2),
    representative=st.sampled_from(["", "Trần Thị Hạnh", "tran thi hanh", "Lê Văn Kiểm"]),
    phone=st.sampled_from(["", "0251 3812345", "+84 251 3812345", "0900000000", "123"]),
    email=st.sampled_from(["", "a@b.vn", "A@B.vn ", "c@d.vn"]),
)


@given(faces, faces)
def test_it_is_symmetric(one, other):
    assert score(one, other) == score(other, one)


@given(faces, faces)
def test_it_stays_between_nothing_and_a_hundred_and_is_the_sum_of_its_reasons(one, other):
    match = score(one, other)
    assert 0 <= match.points <= HIGHEST
    total = sum(reason.points for reason in match.reasons)
    assert match.points == max(0, min(HIGHEST, total))
    assert all(reason.points for reason in match.reasons)


@given(faces, faces)
def test_nothing_is_more_like_a_record_than_itself(one, other):
    assert score(one, one).points >= score(one, other).points


@given(faces)
def test_a_copy_with_name_and_address_is_sure(face):
    if len(core_name(face.name).split()) >= 3 and core_address(face.address) and face.tax_code:
        assert score(face, face).points >= SURE


@pytest.mark.parametrize(
    "name, core",
    [
        ("Công ty TNHH Điện tử Đồng Nai", "dien tu dong nai"),
        ("CTY TNHH MTV ĐIỆN TỬ ĐỒNG NAI", "dien tu dong nai"),
        ("Công ty trách nhiệm hữu hạn một thành viên Điện tử Đồng Nai", "dien tu dong nai"),
        ("Dong Nai Electronics Co., Ltd.", "dong nai electronics"),
        ("Công ty Cổ phần Gỗ An Bình", "go an binh"),
        ("DNTN Minh Phát", "minh phat"),
        ("Công ty TNHH", "cong ty tnhh"),  # nothing left: the whole name
        ("", ""),
    ],
)
def test_legal_forms_do_not_count(name, core):
    assert core_name(name) == core


@pytest.mark.parametrize(
    "one, other, reason",
    [
        (Face(registration="X1"), Face(registration="X1"), "registration"),
        (Face(insurance="X1"), Face(insurance="X1"), "insurance"),
        (Face(tax_code="3600000001"), Face(former=("3600000001",)), "former_code"),
        (Face(tax_code="3600000001"), Face(tax_code="3600000001-001"), "branch"),
        (Face(name="Công ty TNHH Minh Phát"), Face(name="Minh Phat Co., Ltd"), "name"),
        (Face(name="Gỗ An Bình Phước"), Face(name="Gỗ An Bình Phuớc 2"), "near_name"),
        (Face(address="12 Bùi Văn Hòa"), Face(address="Số 12, đường Bùi Văn Hoà"), "address"),
        (Face(phone="0251 3812345"), Face(phone="+84-251-3812345"), "phone"),
        (Face(email="A@b.vn"), Face(email="a@B.vn"), "email"),
        (Face(representative="Trần Hạnh"), Face(representative="TRAN HANH"), "representative"),
        (Face(province=1), Face(province=2), "other_province"),
    ],
)
def test_reasons(one, other, reason):
    assert reason in [r.code for r in score(one, other).reasons]


def test_a_common_short_name_alone_is_not_proposed():
    one = Face(name="Công ty TNHH Minh Phát", province=1, address="1 Hùng Vương")
    other = Face(name="Công ty TNHH Minh Phát", province=1, address="99 Lê Lợi")
    assert score(one, other).points < PROPOSED


def test_another_house_number_is_not_nearly_the_same_address():
    one = Face(address="12 đường Bùi Văn Hòa khu phố Ba")
    other = Face(address="13 đường Bùi Văn Hòa khu phố Ba")
    assert "near_address" not in [r.code for r in score(one, other).reasons]


def test_likeness_of_nothing_is_nothing():
    assert likeness("", "a") == likeness("", "") == 0
    assert likeness("go an binh", "go an binh") == 1
    assert phone_key("12 34") == ""
