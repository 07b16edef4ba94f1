"""Pictures of charts in documents: every label and number is there, nothing else can get in."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import svg

SPACE = "{http://www.w3.org/2000/svg}"


def ranking(pairs):
    return {"data": [{"type": "bar", "orientation": "h", "name": "n", "y": [p[0] for p in pairs],
                      "x": [p[1] for p in pairs]}], "layout": {}}  # fmt: skip


def by_month(series):
    traces = [{"type": "bar", "name": name, "x": ["01/2026", "02/2026"], "y": values}
              for name, values in series.items()]  # fmt: skip
    return {"data": traces, "layout": {"yaxis": {"title": {"text": "triệu đồng"}}}}


def words(picture):
    return [node.text for node in ElementTree.fromstring(picture).iter(f"{SPACE}text")]


def test_bars_are_as_long_as_their_numbers():
    picture = svg.draw(ranking([("Tiền lương", 50), ("Hợp đồng", 100)]))
    bars = [float(node.get("width")) for node in ElementTree.fromstring(picture).iter(f"{SPACE}rect")
            if node.get("height") == "14"]  # fmt: skip
    assert bars == [svg.WIDTH - svg.LABEL_SPACE - svg.VALUE_SPACE, pytest.approx(bars[0] / 2)]
    assert words(picture) == ["Hợp đồng", "100", "Tiền lương", "50"]


def test_two_series_differ_by_more_than_colour():
    picture = svg.draw(by_month({"Đã quyết định": [10, 20], "Đã nộp": [5, 15.5]}))
    assert "url(#hatch)" in picture
    assert {"Đã quyết định", "Đã nộp", "01/2026", "triệu đồng", "20"} <= set(words(picture))


NASTY = st.text(alphabet="<>&\"' aĐ]!-", max_size=20)


@given(st.lists(st.tuples(NASTY, st.integers(0, 10**6)), max_size=8))
def test_any_label_is_text_and_nothing_more(pairs):
    tree = ElementTree.fromstring(svg.draw(ranking(pairs)))
    assert sum(1 for _ in tree.iter(f"{SPACE}text")) == 2 * len(pairs)


@given(st.floats(min_value=0, max_value=1e9))
def test_the_axis_ends_at_or_above_the_highest_bar(value):
    top = svg.nice_top(value)
    assert top >= value
    assert top / svg.TICKS == int(top / svg.TICKS)
