"""Map of the country as a grid of tiles: one square per province, and both archipelagos.

The 34 provinces of 2025 (codes of Decision 19/2025/QĐ-TTg) stand in their rough places. The
special zones Hoàng Sa (Đà Nẵng) and Trường Sa (Khánh Hòa) are tiles of their own: a layout
without both is refused, so no map can leave this module without them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ecms.core.formatting import NOTHING, grouped

HOANG_SA, TRUONG_SA = "hoang-sa", "truong-sa"
ARCHIPELAGOS = frozenset({HOANG_SA, TRUONG_SA})
STEPS = 5
TILE_WIDTH, TILE_HEIGHT, GAP = 76, 46, 4  # pixels of the drawing
LEGEND_ROW = 8


class LayoutError(ValueError):
    """A layout that must not be drawn."""


@dataclass(frozen=True)
class Place:
    """One square of a layout. ``name`` on the tile, ``full_name`` for the title text;
    ``province`` is the code of the province an archipelago belongs to."""

    code: str
    name: str
    full_name: str
    column: int
    row: int
    province: str = ""


@dataclass(frozen=True)
class Tile:
    """A square ready to draw. ``step`` 0 (no figure) to 5 (highest)."""

    place: Place
    x: int
    y: int
    step: int
    value_text: str
    title: str
    url: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The name on two lines after its abbreviation: “QĐ.” / “Hoàng Sa”."""
        return tuple(self.place.name.split(" ", 1))


@dataclass(frozen=True)
class LegendStep:
    """One colour of the legend with the range it stands for; ``y`` is its place in documents,
    where the legend stands inside the drawing, in the empty west of the centre."""

    step: int
    words: str
    y: int = 0


@dataclass(frozen=True)
class TileMap:
    """A whole map: ``width``/``height`` of the drawing, tiles north to south, legend."""

    title: str
    width: int
    height: int
    tiles: tuple[Tile, ...]
    legend: tuple[LegendStep, ...]
    note: str


def _place(code: str, name: str, column: int, row: int, full: str = "") -> Place:
    return Place(code, name, full or name, column, row)


LAYOUT: tuple[Place, ...] = (
    _place("12", "Lai Châu", 0, 0),
    _place("15", "Lào Cai", 1, 0),
    _place("08", "Tuyên Quang", 2, 0),
    _place("04", "Cao Bằng", 3, 0),
    _place("11", "Điện Biên", 0, 1),
    _place("25", "Phú Thọ", 1, 1),
    _place("19", "Thái Nguyên", 2, 1),
    _place("20", "Lạng Sơn", 3, 1),
    _place("14", "Sơn La", 0, 2),
    _place("01", "Hà Nội", 1, 2),
    _place("24", "Bắc Ninh", 2, 2),
    _place("22", "Quảng Ninh", 3, 2),
    _place("37", "Ninh Bình", 1, 3),
    _place("33", "Hưng Yên", 2, 3),
    _place("31", "Hải Phòng", 3, 3),
    _place("38", "Thanh Hóa", 1, 4),
    _place("40", "Nghệ An", 1, 5),
    _place("42", "Hà Tĩnh", 2, 6),
    _place("44", "Quảng Trị", 2, 7),
    _place("46", "Huế", 3, 8),
    _place("48", "Đà Nẵng", 3, 9),
    Place(HOANG_SA, "QĐ. Hoàng Sa", "QĐ. Hoàng Sa (Đà Nẵng)", 5, 8, "48"),
    _place("51", "Quảng Ngãi", 3, 10),
    _place("52", "Gia Lai", 4, 11),
    _place("66", "Đắk Lắk", 4, 12),
    _place("75", "Đồng Nai", 2, 13),
    _place("68", "Lâm Đồng", 3, 13),
    _place("56", "Khánh Hòa", 4, 13),
    _place("82", "Đồng Tháp", 0, 14),
    _place("80", "Tây Ninh", 1, 14),
    _place("79", "TP. HCM", 2, 14, "TP. HCM (Thành phố Hồ Chí Minh)"),
    _place("91", "An Giang", 0, 15),
    _place("92", "Cần Thơ", 1, 15),
    _place("86", "Vĩnh Long", 2, 15),
    Place(TRUONG_SA, "QĐ. Trường Sa", "QĐ. Trường Sa (Khánh Hòa)", 5, 15, "56"),
    _place("96", "Cà Mau", 0, 16),
)

# Colours for documents, where no style sheet of the pages applies: (fill, text).
PDF_COLOURS = (
    ("#ffffff", "#18242a"),
    ("#e6eff0", "#18242a"),
    ("#b5d2d7", "#18242a"),
    ("#74aab3", "#0b1619"),
    ("#2f7785", "#ffffff"),
    ("#0a4450", "#ffffff"),
)


def check_layout(layout: Sequence[Place]) -> None:
    """Refuse a layout that misses an archipelago, or puts two places on one square.

    Raises:
        LayoutError: with what is wrong.
    """
    missing = ARCHIPELAGOS - {place.code for place in layout}
    if missing:
        raise LayoutError(f"a map of Vietnam must show {sorted(missing)}")
    if any(not place.name.strip() for place in layout):
        raise LayoutError("every place on a map carries its name")
    if len({(place.column, place.row) for place in layout}) != len(layout):
        raise LayoutError("two places share a square")
    if len({place.code for place in layout}) != len(layout):
        raise LayoutError("a place stands twice")


def limits_of(values: Sequence[int]) -> list[int]:
    """Upper limits of at most five steps, rising: quantiles of the figures above zero."""
    figures = sorted(value for value in values if value > 0)
    if not figures:
        return []
    limits = {
        figures[min(len(figures) - 1, -(-len(figures) * i // STEPS) - 1)] for i in range(1, 6)
    }
    return sorted(limits)


def step_of(value: int | None, limits: Sequence[int]) -> int:
    """0 for no figure, 1 for zero or the lowest step, up to 5 for the highest."""
    if value is None:
        return 0
    if not limits or value <= 0:
        return 1
    position = sum(1 for limit in limits if value > limit)
    return STEPS - len(limits) + 1 + min(position, len(limits) - 1)


def build_tile_map(
    values: Mapping[str, int],
    links: Mapping[str, str] | None = None,
    title: str | Promise = "",
    layout: Sequence[Place] = LAYOUT,
) -> TileMap:
    """Lay out the map of ``values`` (whole numbers by province code).

    ``links`` maps province codes to addresses. An archipelago takes a figure of its own when
    ``values`` has one under its code, else it shows its name only, and its province's link.

    Raises:
        LayoutError: a layout without both archipelagos is never drawn.
    """
    check_layout(layout)
    links = links or {}
    limits = limits_of([values[p.code] for p in layout if p.code in values])
    tiles = tuple(
        _tile(place, values.get(place.code), limits, links)
        for place in sorted(layout, key=lambda place: (place.row, place.column))
    )
    return TileMap(
        title=str(title or _("Map of Vietnam by province")),
        width=(max(place.column for place in layout) + 1) * (TILE_WIDTH + GAP) - GAP,
        height=(max(place.row for place in layout) + 1) * (TILE_HEIGHT + GAP) - GAP,
        tiles=tiles,
        legend=_placed(_legend(limits, any(tile.step == 0 for tile in tiles))),
        note=str(_("Each square is one province in its rough place; sizes mean nothing.")),
    )


def _tile(
    place: Place, value: int | None, limits: Sequence[int], links: Mapping[str, str]
) -> Tile:
    figure = NOTHING if value is None else grouped(value)
    return Tile(
        place=place,
        x=place.column * (TILE_WIDTH + GAP),
        y=place.row * (TILE_HEIGHT + GAP),
        step=step_of(value, limits),
        value_text="" if value is None and place.province else figure,
        title=place.full_name if value is None else f"{place.full_name}: {figure}",
        url=links.get(place.code) or links.get(place.province, ""),
    )


def _placed(legend: Sequence[LegendStep]) -> tuple[LegendStep, ...]:
    top = LEGEND_ROW * (TILE_HEIGHT + GAP)
    return tuple(replace(entry, y=top + 22 * index) for index, entry in enumerate(legend))


def _legend(limits: Sequence[int], gaps: bool) -> list[LegendStep]:
    # With fewer than five ranges the lowest colour is left for zero alone.
    own_zero = len(limits) < STEPS
    steps = [LegendStep(1, grouped(0))] if own_zero else []
    low = 1 if own_zero else 0
    for index, limit in enumerate(limits):
        words = grouped(limit) if low == limit else f"{grouped(low)}–{grouped(limit)}"
        steps.append(LegendStep(STEPS - len(limits) + 1 + index, words))
        low = limit + 1
    if gaps:
        steps.insert(0, LegendStep(0, str(_("no figure"))))
    return steps


def render_tile_map(
    values: Mapping[str, int],
    links: Mapping[str, str] | None = None,
    title: str | Promise = "",
    palette: str = "page",
) -> SafeString:
    """The map as markup: ``palette`` "page" uses classes, "pdf" presentation attributes."""
    if palette not in ("page", "pdf"):
        raise ValueError(f"palette must be 'page' or 'pdf', not {palette!r}")
    context = {"map": build_tile_map(values, links, title), "pdf": palette == "pdf"}
    return render_to_string("components/tile_map.html", context)


def colours(step: int) -> tuple[str, str]:
    """(fill, text) of a step in documents."""
    return PDF_COLOURS[step]
