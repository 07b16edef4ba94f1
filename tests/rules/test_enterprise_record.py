"""Headcounts that can be true, sections of 2025, and where the boxes of a chain stand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enterprises.rules.chain import HEIGHT, LINE_LETTERS, WIDTH, Node, curve, lay_out, wrapped
from enterprises.rules.headcount import AMONG, PARTS, is_jump, problems
from enterprises.rules.sections import section_letters

heads = st.none() | st.integers(0, 5000)


def codes(**numbers):
    return [(problem.field, problem.code) for problem in problems(numbers)]


class TestHeadcount:
    def test_nothing_at_all(self):
        assert codes() == [("total", "nothing")]

    def test_a_part_without_the_whole(self):
        assert codes(women=3) == [("total", "total_missing")]

    def test_insured_may_stand_alone_and_exceed(self):
        assert codes(insured=3) == []
        assert codes(total=2, insured=3, union=4, leased=9) == []

    @pytest.mark.parametrize("part", AMONG)
    def test_a_part_is_not_more_than_the_whole(self, part):
        assert codes(total=10, **{part: 10}) == []
        assert codes(total=10, **{part: 11}) == [(part, "part_more")]

    def test_nobody_is_minor_and_past_retirement(self):
        assert codes(total=10, minors=6, elderly=4) == []
        assert codes(total=10, minors=6, elderly=5) == [("elderly", "ages_more")]

    @given(st.integers(0, 5000), st.lists(heads, min_size=len(PARTS), max_size=len(PARTS)))
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_what_passes_satisfies_the_database(self, total, parts):
        numbers = {"total": total, **dict(zip(PARTS, parts, strict=True))}
        if not problems(numbers):
            for part in AMONG:
                assert numbers[part] is None or numbers[part] <= numbers["total"]

    def test_jumps(self):
        assert is_jump(100, 201)
        assert not is_jump(100, 150)
        assert is_jump(100, 40)
        assert not is_jump(10, 25)  # too few people
        assert not is_jump(None, 500)


class TestSections:
    def test_a_section_of_2025_is_itself(self):
        assert section_letters(scheme="VSIC2025", level=1, code="K", mapping="K") == ("K",)

    def test_one_and_split(self):
        one = section_letters(scheme="VSIC2018", level=2, code="62", mapping="K")
        split = section_letters(
            scheme="VSIC2018", level=1, code="J", mapping="J (58-60) / K (61-63)"
        )
        assert (one, split) == (("K",), ("J", "K"))

    def test_unknown(self):
        assert section_letters(scheme="VSIC2018", level=2, code="00", mapping="") == ()


@st.composite
def chains(draw):
    levels = draw(st.lists(st.integers(-3, 3).filter(bool), max_size=25))
    nodes = [Node(0, 0)]
    for key, level in enumerate(levels, start=1):
        nodes.append(Node(key, level, draw(st.sampled_from([n.key for n in nodes]))))
    return nodes


class TestLayout:
    @given(chains())
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_boxes_never_overlap_and_stay_inside(self, nodes):
        layout = lay_out(nodes)
        boxes = list(layout.boxes.values())
        assert len(boxes) == len(nodes)
        for box in boxes:
            assert box.x >= 0
            assert box.x + WIDTH <= layout.width
            assert box.y >= 0
            assert box.y + HEIGHT <= layout.height
        for one in boxes:
            for other in boxes:
                apart = abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT
                assert one is other or apart

    def test_above_is_left(self):
        layout = lay_out([Node(1, 0), Node(2, -1, 1), Node(3, 2, 1)])
        assert layout.boxes[2].x < layout.boxes[1].x < layout.boxes[3].x

    def test_a_line_joins_two_boxes(self):
        layout = lay_out([Node(1, 0), Node(2, 1, 1), Node(3, 1, 1)])
        path = curve(layout.boxes[1], layout.boxes[2])
        assert path.startswith(f"M{layout.boxes[1].x + WIDTH} ")
        assert path.endswith(f"{layout.boxes[2].x} {layout.boxes[2].middle}")
        assert "C" in curve(layout.boxes[2], layout.boxes[3])

    @given(st.text(max_size=300))
    def test_names_fit_their_box(self, name):
        lines = wrapped(name)
        assert len(lines) <= 2
        assert all(len(line) <= LINE_LETTERS for line in lines)

    def test_a_cut_name_says_so(self):
        assert wrapped("Công ty Cổ phần Xuất nhập khẩu Thương mại Dịch vụ Đồng Nai")[-1][-1] == "…"
