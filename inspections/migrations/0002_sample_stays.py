"""Samples of signed minutes are evidence: the database refuses changes and deletion."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION inspections_sample_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NULL THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a frozen sample is evidence and cannot be deleted';
    END IF;
    IF NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a frozen sample is evidence and stays as it is';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER inspections_sample_stays BEFORE UPDATE OR DELETE ON inspections_sample
    FOR EACH ROW EXECUTE FUNCTION inspections_sample_stays();
"""
BACKWARD = """
DROP TRIGGER inspections_sample_stays ON inspections_sample;
DROP FUNCTION inspections_sample_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
