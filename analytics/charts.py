"""Charts as plain plotly figures (dicts): drawn by the script on pages, by ``svg`` in documents.

Amounts are shown in millions of đồng, because an axis of nine digits cannot be read; the table
under each chart holds them in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from analytics.tables import Line, Table

MILLION = 1_000_000
SHOWN = 10  # bars of a ranking
FEW = 5
LABEL_WIDTH = 34  # characters of a label beside a bar

Figure = dict[str, Any]
LinkOf = Callable[[Line], str]


def no_link(line: Line) -> str:
    """Documents have no links."""
    return ""


def ranking(table: Table, index: int = 0, link: LinkOf = no_link, limit: int = SHOWN) -> Figure:
    """Horizontal bars of one column, the first row on top."""
    lines = [line for line in table.lines if line.values[index]][:limit][::-1]
    column = table.columns[index]
    trace: Figure = {
        "type": "bar",
        "orientation": "h",
        "name": str(column.label),
        "x": [_shown(line.values[index], column.money) for line in lines],
        "y": [shortened(line.label) for line in lines],
        "customdata": [link(line) for line in lines],
        "text": [_shown(line.values[index], column.money) for line in lines],
        "textposition": "auto",
        "textangle": 0,
        "hovertemplate": "%{y}: %{x}<extra></extra>",
    }
    layout = {"showlegend": False, "xaxis": _axis(trace["x"], column.money),
              "yaxis": {"type": "category"}}  # fmt: skip
    return {"data": [_plain(trace)], "layout": layout}


def by_month(
    table: Table, measures: Sequence[str], link: Callable[[Line, str], str] | None = None
) -> Figure:
    """Bars side by side for each month."""
    columns = [
        (position, column)
        for measure in measures
        for position, column in enumerate(table.columns)
        if column.measure == measure
    ]
    money = any(column.money for _position, column in columns)
    traces = [
        _plain(
            {
                "type": "bar",
                "name": str(column.label),
                "x": [line.label for line in table.lines],
                "y": [_shown(line.values[position], column.money) for line in table.lines],
                "customdata": [link(line, column.measure) if link else "" for line in table.lines],
                "hovertemplate": "%{x}: %{y}<extra>%{fullData.name}</extra>",
            }
        )
        for position, column in columns
    ]
    values = [value for trace in traces for value in trace["y"]]
    layout = {"barmode": "group", "xaxis": {"type": "category", "tickangle": -45},
              "yaxis": _axis(values, money),
              "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}}  # fmt: skip
    return {"data": traces, "layout": layout}


def line(
    labels: Sequence[str],
    values: Sequence[float | None],
    name: str,
    unit_words: str,
    target: float | None = None,
) -> Figure:
    """One value a month, with gaps where there is none, and the target as a broken line."""
    traces: list[Figure] = [
        {"type": "scatter", "mode": "lines+markers", "name": name, "x": list(labels),
         "y": list(values), "connectgaps": False,
         "hovertemplate": "%{x}: %{y}<extra></extra>"}
    ]  # fmt: skip
    if target is not None:
        traces.append(
            {"type": "scatter", "mode": "lines", "name": _("Target"), "x": list(labels),
             "y": [target] * len(labels), "line": {"dash": "dash"}, "hoverinfo": "skip"}
        )  # fmt: skip
    layout = {
        "xaxis": {"type": "category", "tickangle": -45},
        "yaxis": {"rangemode": "tozero", "title": {"text": unit_words}},
        "showlegend": target is not None,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    }
    return {"data": traces, "layout": layout}


def of_answer(answer: Any, places: Sequence[int], money: bool) -> Figure:
    """A free question: bars side by side over time, lying bars of the first column otherwise.

    ``places``: the columns to draw, all of one scale; ``money``: it is đồng.
    """
    from analytics.cube import TIME

    rows = answer.rows

    def number(row: Any, at: int) -> float:
        value = row.cells[at].value or 0
        return round(float(value / MILLION if money else value), 2)

    if answer.question.rows in TIME:
        traces: list[Figure] = [
            {"type": "bar", "name": answer.header[at], "x": [row.label for row in rows],
             "y": [number(row, at) for row in rows],
             "hovertemplate": "%{x}: %{y}<extra>%{fullData.name}</extra>"}
            for at in places
        ]  # fmt: skip
        values = [value for trace in traces for value in trace["y"]]
        layout = {
            "barmode": "group", "xaxis": {"type": "category", "tickangle": -45},
            "yaxis": _axis(values, money), "showlegend": len(traces) > 1,
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        }  # fmt: skip
        return {"data": traces, "layout": layout}
    at = places[0]
    shown = [row for row in rows if row.cells[at].value][:SHOWN][::-1]
    numbers = [number(row, at) for row in shown]
    trace = {
        "type": "bar", "orientation": "h", "name": answer.header[at], "x": numbers,
        "y": [shortened(row.label) for row in shown], "text": numbers, "textposition": "auto",
        "textangle": 0, "hovertemplate": "%{y}: %{x}<extra></extra>",
    }  # fmt: skip
    return {"data": [trace], "layout": {"showlegend": False, "xaxis": _axis(numbers, money),
                                        "yaxis": {"type": "category"}}}  # fmt: skip


def _axis(values: Sequence[float], money: bool) -> Figure:
    """From zero; in whole steps where things are counted."""
    axis: Figure = {"rangemode": "tozero"}
    if money:
        axis["title"] = {"text": unit()}
    elif max(values, default=0) < FEW:
        axis["dtick"] = 1
    return axis


def height(table: Table) -> str:
    """How tall the bars of a ranking need to be."""
    count = min(len(table.lines), SHOWN)
    return "sm" if count <= FEW else "md"


def unit() -> str:
    """The unit of axes of money."""
    return _("million đồng")


def shortened(label: str) -> str:
    """A label that fits beside a bar."""
    return label if len(label) <= LABEL_WIDTH else f"{label[: LABEL_WIDTH - 1].rstrip()}…"


def is_empty(figure: Figure) -> bool:
    """Nothing but zeros: there is no chart to draw."""
    return not any(
        value
        for trace in figure["data"]
        for value in trace["x" if trace.get("orientation") == "h" else "y"]
    )


def _shown(value: int, money: bool) -> float | int:
    return round(value / MILLION, 1) if money else value


def _plain(trace: Figure) -> Figure:
    """Without addresses where nobody may follow them: the script would offer a click."""
    if not any(trace["customdata"]):
        del trace["customdata"]
    return trace
