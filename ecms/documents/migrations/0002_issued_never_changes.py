"""Issued documents and stored files cannot be rewritten or deleted, also not by hand."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION documents_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'an issued document cannot be deleted';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> 'DRAFT' AND (
        NEW.file, NEW.sha256, NEW.size, NEW.verify_code, NEW.form_code, NEW.issuer, NEW.number,
        NEW.year, NEW.reference, NEW.issued_on, NEW.issued_at, NEW.version, NEW.context,
        NEW.content_type_id, NEW.object_id, NEW.html, NEW.corrections
    ) IS DISTINCT FROM (
        OLD.file, OLD.sha256, OLD.size, OLD.verify_code, OLD.form_code, OLD.issuer, OLD.number,
        OLD.year, OLD.reference, OLD.issued_on, OLD.issued_at, OLD.version, OLD.context,
        OLD.content_type_id, OLD.object_id, OLD.html, OLD.corrections
    ) THEN
        RAISE EXCEPTION 'an issued document never changes';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_issued_stays BEFORE UPDATE OR DELETE ON documents_generateddocument
    FOR EACH ROW EXECUTE FUNCTION documents_issued_stays();

CREATE FUNCTION documents_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a stored file cannot be deleted, only removed from its case';
    END IF;
    IF (NEW.file, NEW.sha256, NEW.original_sha256, NEW.size)
        IS DISTINCT FROM (OLD.file, OLD.sha256, OLD.original_sha256, OLD.size) THEN
        RAISE EXCEPTION 'a stored file is never overwritten';
    END IF;
    IF OLD.frozen_at IS NOT NULL AND (
        NEW.removed_at IS NOT NULL OR NEW.frozen_at IS DISTINCT FROM OLD.frozen_at
        OR NEW.caption IS DISTINCT FROM OLD.caption
    ) THEN
        RAISE EXCEPTION 'a frozen file is evidence and stays as it is';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_file_stays BEFORE UPDATE OR DELETE ON documents_storedfile
    FOR EACH ROW EXECUTE FUNCTION documents_file_stays();
"""
BACKWARD = """
DROP TRIGGER documents_issued_stays ON documents_generateddocument;
DROP FUNCTION documents_issued_stays();
DROP TRIGGER documents_file_stays ON documents_storedfile;
DROP FUNCTION documents_file_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
