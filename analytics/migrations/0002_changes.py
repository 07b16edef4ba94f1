"""Triggers that note which provinces a change of a source table touches, in its transaction.

``{rows}`` are the changed rows, before and after. A table that knows no province names it through
the file it belongs to; one that holds for the whole country answers NULL: everywhere.
"""

from django.db import migrations

OWN = "SELECT province_id FROM {rows} AS r"
OWNER = "SELECT p.province_id FROM {rows} AS r JOIN TABLE AS p ON p.id = r.COLUMN"
ANYWHERE = "SELECT NULL::bigint FROM {rows} AS r"


def through(table: str, column: str) -> str:
    """The province of the row that ``column`` points to."""
    return OWNER.replace("TABLE", table).replace("COLUMN", column)


INSPECTION = through("inspections_inspection", "inspection_id")
CASE = through("violations_violationcase", "case_id")
TABLES = {
    "accounts_province": ANYWHERE,
    "inspections_inspection": OWN,
    "inspections_visit": INSPECTION,
    "inspections_finding": INSPECTION,
    "violations_violationcase": OWN,
    "violations_act": CASE,
    "violations_payment": CASE,
    "violations_remedyorder": CASE,
    "violations_workerclaim": CASE,
    "violations_recovery": CASE,
    "campaigns_campaign": ANYWHERE,
    "campaigns_target": INSPECTION,
    "intake_complaint": OWN,
    "intake_accident": OWN,
    "intake_victim": through("intake_accident", "accident_id"),
    "notifications_dueitem": OWN,
    "enterprises_enterprise": OWN,
    "enterprises_sector": ANYWHERE,
    "law_provision": ANYWHERE,
}

FUNCTION = """
CREATE FUNCTION analytics_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed text := CASE TG_OP WHEN 'INSERT' THEN 'fresh' WHEN 'DELETE' THEN 'gone'
    ELSE '(SELECT * FROM fresh UNION ALL SELECT * FROM gone)' END;
BEGIN
  EXECUTE 'INSERT INTO analytics_change (table_name, province_id) SELECT DISTINCT '
    || quote_literal(TG_TABLE_NAME) || ', a.province FROM ('
    || replace(TG_ARGV[0], '{rows}', changed) || ') AS a(province)';
  RETURN NULL;
END $$;
"""
SEEN = {
    "insert": "NEW TABLE AS fresh",
    "update": "NEW TABLE AS fresh OLD TABLE AS gone",
    "delete": "OLD TABLE AS gone",
}


def forward() -> str:
    """All triggers."""
    return FUNCTION + "".join(
        f"CREATE TRIGGER analytics_{verb} AFTER {verb.upper()} ON {table} REFERENCING {seen} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION analytics_note_change('{query}');\n"
        for table, query in TABLES.items()
        for verb, seen in SEEN.items()
    )


def backward() -> str:
    """None of them."""
    return (
        "".join(
            f"DROP TRIGGER analytics_{verb} ON {table};\n" for table in TABLES for verb in SEEN
        )
        + "DROP FUNCTION analytics_note_change();"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("analytics", "0001_initial"),
        ("campaigns", "0001_initial"),
        ("enterprises", "0001_initial"),
        ("inspections", "0001_initial"),
        ("intake", "0001_initial"),
        ("law", "0001_initial"),
        ("notifications", "0001_initial"),
        ("violations", "0001_initial"),
    ]

    operations = [migrations.RunSQL(forward(), backward())]
