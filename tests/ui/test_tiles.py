"""Every map of the country shows every province and both archipelagos."""

import csv
import re

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ecms.core.tiles import (
    ARCHIPELAGOS,
    HOANG_SA,
    LAYOUT,
    TRUONG_SA,
    LayoutError,
    build_tile_map,
    check_layout,
    limits_of,
    render_tile_map,
    step_of,
)

PROVINCES = [place.code for place in LAYOUT if not place.province]
PALETTES = ("page", "pdf")


def test_the_layout_has_exactly_the_provinces_of_the_reference_file():
    with (settings.REFERENCE_DIR / "provinces_mapping.csv").open(encoding="utf-8") as file:
        rows = {row["new_code"]: row["new_name"] for row in csv.DictReader(file)}
    assert sorted(PROVINCES) == sorted(rows)
    names = {place.code: place.name for place in LAYOUT}
    for code, name in rows.items():
        short = name.removeprefix("Thành phố ").removeprefix("Tỉnh ")
        assert names[code] in (short, "TP. HCM"), code


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "values", [{}, {"01": 3}, dict.fromkeys(PROVINCES, 0), {c: i for i, c in enumerate(PROVINCES)}]
)
def test_both_archipelagos_are_on_every_map(palette, language, values):
    with translation.override(language):
        markup = render_tile_map(values, {"48": "/p/48", "56": "/p/56"}, palette=palette)
    for name, province in (("Hoàng Sa", "Đà Nẵng"), ("Trường Sa", "Khánh Hòa")):
        assert f">QĐ. {name} ({province})</title>" in markup
        drawn = re.findall(r"<text[^>]*>([^<]*)</text>", markup)
        assert name in drawn, "the name stands on the tile itself"


@pytest.mark.parametrize("missing", sorted(ARCHIPELAGOS))
def test_a_layout_without_an_archipelago_is_refused(missing):
    layout = [place for place in LAYOUT if place.code != missing]
    with pytest.raises(LayoutError, match=missing):
        build_tile_map({}, layout=layout)


def test_a_nameless_or_doubled_place_is_refused():
    from dataclasses import replace

    first, *rest = LAYOUT
    with pytest.raises(LayoutError):
        check_layout([replace(first, name=" "), *rest])
    with pytest.raises(LayoutError):
        check_layout([replace(first, column=rest[0].column, row=rest[0].row), *rest])
    with pytest.raises(LayoutError):
        check_layout([*LAYOUT, replace(first, column=9, row=9)])


def test_the_archipelagos_lie_east_of_every_province_and_truong_sa_south_of_hoang_sa():
    places = {place.code: place for place in LAYOUT}
    easternmost = max(places[code].column for code in PROVINCES)
    assert all(places[code].column > easternmost for code in ARCHIPELAGOS)
    assert places[TRUONG_SA].row > places[HOANG_SA].row


def test_figures_links_and_titles():
    with translation.override("vi"):
        tiles = {
            tile.place.code: tile
            for tile in build_tile_map({"75": 1234, "01": 0}, {"75": "/p/75", "48": "/p/48"}).tiles
        }
    assert (tiles["75"].title, tiles["75"].url) == ("Đồng Nai: 1.234", "/p/75")
    assert (tiles["01"].value_text, tiles["01"].step) == ("0", 1)
    assert (tiles["79"].value_text, tiles["79"].step) == ("–", 0)
    assert tiles[HOANG_SA].url == "/p/48"
    assert tiles[TRUONG_SA].url == ""


def test_pages_use_classes_and_documents_use_attributes_and_neither_uses_styles():
    page = render_tile_map({"01": 5}, {"01": "/a?x=1&y=2"}, palette="page")
    pdf = render_tile_map({"01": 5}, {"01": "/a"}, palette="pdf")
    assert 'class="tile step-5"' in page
    assert "fill=" not in page
    assert 'href="/a?x=1&amp;y=2"' in page
    assert 'fill="#0a4450"' in pdf
    assert "<a " not in pdf
    for markup in (page, pdf):
        assert "style=" not in markup
    with pytest.raises(ValueError, match="palette"):
        render_tile_map({}, palette="print")


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=40))
def test_higher_figures_never_get_lower_steps(figures):
    limits = limits_of(figures)
    assert len(limits) <= 5
    steps = [step_of(figure, limits) for figure in sorted(figures)]
    assert steps == sorted(steps)
    assert all(1 <= step <= 5 for step in steps)


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=40))
def test_every_figure_is_inside_the_range_of_its_step_in_the_legend(figures):
    with translation.override("en"):
        values = dict(zip(PROVINCES, figures, strict=False))
        tile_map = build_tile_map(values)
    legend = {entry.step: entry.words for entry in tile_map.legend}
    for tile in tile_map.tiles:
        if tile.place.code in values:
            ends = [int(end.replace(",", "")) for end in legend[tile.step].split("–")]
            assert ends[0] <= values[tile.place.code] <= ends[-1]
