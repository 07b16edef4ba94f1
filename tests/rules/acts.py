"""Facts for the tests: an act of a catalogue row, with what it needs and nothing else."""

from datetime import date

from law.rules import ActFacts, Circumstances

UNDER = {"283/2026/NĐ-CP": date(2026, 9, 20), "12/2022/NĐ-CP": date(2026, 9, 9)}
DECIDED = date(2026, 11, 20)


def facts_for(row, quantity=None, ended_on=None, aggravating=0, mitigating=0):
    """Facts of a pack row (a dict of texts); ``quantity`` as its kind of fine counts."""
    kind, unit = row["fine_type"], row["scale_unit"]
    name = {"percent_with_cap": "base", "bracket": "units", "per_unit_with_cap": "units"}.get(kind)
    if kind == "bracket" and unit == "workers":
        name = "workers"
    return ActFacts(
        code=row["code"],
        ended_on=ended_on or UNDER[row["decree"]],
        circumstances=Circumstances(aggravating, mitigating),
        **({name: quantity} if name and quantity else {}),
    )


def edges(row):
    """Quantities at the edges of a pack row: both ends of a bracket, 1 for others."""
    if row["fine_type"] == "bracket":
        low = int(row["bracket_from"])
        return [low, int(row["bracket_to"]) if row["bracket_to"] else low + 1_000_000]
    return [1] if row["fine_type"] != "percent_with_cap" else [1_000_000]


def applies(row):
    """Rows in force: article 14 of Decree 283/2026 is deferred."""
    return not row["valid_from"].startswith("(deferred")
