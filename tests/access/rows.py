"""Every row of the tables of URLs."""

from tests.access import (
    table,
    table_campaigns,
    table_claims,
    table_execution,
    table_field,
    table_letters,
    table_office,
    table_planning,
    table_sanction,
    table_strategy,
    table_told,
)

ROWS = [*table.ROWS, *table_planning.ROWS, *table_office.ROWS, *table_campaigns.ROWS,
        *table_field.ROWS, *table_claims.ROWS, *table_execution.ROWS,
        *table_sanction.ROWS, *table_letters.ROWS, *table_told.ROWS,
        *table_strategy.ROWS]  # fmt: skip
