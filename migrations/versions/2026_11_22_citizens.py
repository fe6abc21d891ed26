"""Citizens and their look-ups, and columns that the change log leaves out."""

from alembic import op

revision = "citizens"
down_revision = "trace_of_credentials"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE citizens (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    cpr_encrypted BYTEA,
    replacement_encrypted BYTEA,
    cpr_index BYTEA,
    name_encrypted BYTEA,
    birth_on DATE,
    address_protected BOOLEAN NOT NULL,
    synthetic BOOLEAN NOT NULL,
    CONSTRAINT citizens_pkey PRIMARY KEY (id),
    CONSTRAINT citizens_cpr_index_key UNIQUE (cpr_index),
    CONSTRAINT citizens_known_by_something_check CHECK (
        num_nonnulls(cpr_encrypted, replacement_encrypted, name_encrypted) > 0
    ),
    CONSTRAINT citizens_one_number_with_its_index_check CHECK (
        num_nonnulls(cpr_encrypted, replacement_encrypted) = num_nonnulls(cpr_index)
    )
);

CREATE TABLE citizen_lookups (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    citizen_id UUID,
    kind VARCHAR(40) NOT NULL,
    purpose VARCHAR NOT NULL,
    actor_kind VARCHAR(40) NOT NULL,
    actor_id UUID,
    actor_name VARCHAR NOT NULL,
    roles JSONB NOT NULL,
    CONSTRAINT citizen_lookups_pkey PRIMARY KEY (id),
    CONSTRAINT citizen_lookups_citizen_id_fkey FOREIGN KEY(citizen_id) REFERENCES citizens (id),
    CONSTRAINT citizen_lookups_lookupkind_check CHECK (
        kind IN ('search', 'identity_opened', 'already_there')
    ),
    CONSTRAINT citizen_lookups_actorkind_check CHECK (
        actor_kind IN ('person', 'client', 'program')
    )
);
CREATE INDEX citizen_lookups_citizen_id_id_idx ON citizen_lookups (citizen_id, id);
"""

# Of a hidden column the log says that it was there, and that it changed, and never what it held.
LOG_CHANGE = """
CREATE OR REPLACE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    whole jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
    became jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
    hidden text;
BEGIN
    FOREACH hidden IN ARRAY coalesce(TG_ARGV, '{}') LOOP
        IF became ->> hidden IS NOT NULL THEN
            became := jsonb_set(became, ARRAY[hidden], CASE
                WHEN TG_OP = 'UPDATE' AND was ->> hidden IS DISTINCT FROM became ->> hidden
                THEN '"(changed)"'::jsonb ELSE '"(hidden)"' END);
        END IF;
        IF was ->> hidden IS NOT NULL THEN
            was := jsonb_set(was, ARRAY[hidden], '"(hidden)"');
        END IF;
    END LOOP;
    INSERT INTO public.changes (
        at, actor_kind, actor_id, actor_name, act, request_id,
        operation, entity, entity_id, version, before, after
    ) VALUES (
        now(),
        nullif(current_setting('rettidig.actor_kind', true), ''),
        nullif(current_setting('rettidig.actor_id', true), '')::uuid,
        nullif(current_setting('rettidig.actor_name', true), ''),
        nullif(current_setting('rettidig.act', true), ''),
        nullif(current_setting('rettidig.request_id', true), ''),
        lower(TG_OP),
        TG_TABLE_NAME,
        (whole ->> 'id')::uuid,
        (whole ->> 'version')::integer + CASE WHEN TG_OP = 'DELETE' THEN 1 ELSE 0 END,
        was,
        became
    );
    RETURN NULL;
END
$$;
"""

# Every later migration that makes a domain table calls this one for it.
KEEP = """
DROP FUNCTION keep_domain_table(regclass, boolean);
CREATE FUNCTION keep_domain_table(
    domain_table regclass, append_only boolean DEFAULT false, hidden text[] DEFAULT '{}'
)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    columns text := (SELECT string_agg(quote_literal(name), ', ') FROM unnest(hidden) name);
BEGIN
    EXECUTE format(
        'CREATE TRIGGER count_version BEFORE UPDATE ON %s FOR EACH ROW '
        'WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION count_version()', domain_table);
    EXECUTE format(
        'CREATE TRIGGER log_write AFTER INSERT OR DELETE ON %s FOR EACH ROW '
        'EXECUTE FUNCTION log_change(%s)', domain_table, columns);
    EXECUTE format(
        'CREATE TRIGGER log_update AFTER UPDATE ON %s FOR EACH ROW '
        'WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION log_change(%s)',
        domain_table, columns);
    EXECUTE format(
        'GRANT SELECT, INSERT%s ON %s TO rettidig_app',
        CASE WHEN append_only THEN '' ELSE ', UPDATE, DELETE' END, domain_table);
END
$$;
"""

HIDDEN = "{cpr_encrypted, replacement_encrypted, cpr_index, name_encrypted}"

LOG_CHANGE_BEFORE = """
CREATE OR REPLACE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    whole jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    INSERT INTO public.changes (
        at, actor_kind, actor_id, actor_name, act, request_id,
        operation, entity, entity_id, version, before, after
    ) VALUES (
        now(),
        nullif(current_setting('rettidig.actor_kind', true), ''),
        nullif(current_setting('rettidig.actor_id', true), '')::uuid,
        nullif(current_setting('rettidig.actor_name', true), ''),
        nullif(current_setting('rettidig.act', true), ''),
        nullif(current_setting('rettidig.request_id', true), ''),
        lower(TG_OP),
        TG_TABLE_NAME,
        (whole ->> 'id')::uuid,
        (whole ->> 'version')::integer + CASE WHEN TG_OP = 'DELETE' THEN 1 ELSE 0 END,
        CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END,
        CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END
    );
    RETURN NULL;
END
$$;
"""

KEEP_BEFORE = """
DROP FUNCTION keep_domain_table(regclass, boolean, text[]);
CREATE FUNCTION keep_domain_table(domain_table regclass, append_only boolean DEFAULT false)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER count_version BEFORE UPDATE ON %s FOR EACH ROW '
        'WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION count_version()', domain_table);
    EXECUTE format(
        'CREATE TRIGGER log_write AFTER INSERT OR DELETE ON %s FOR EACH ROW '
        'EXECUTE FUNCTION log_change()', domain_table);
    EXECUTE format(
        'CREATE TRIGGER log_update AFTER UPDATE ON %s FOR EACH ROW '
        'WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION log_change()', domain_table);
    EXECUTE format(
        'GRANT SELECT, INSERT%s ON %s TO rettidig_app',
        CASE WHEN append_only THEN '' ELSE ', UPDATE, DELETE' END, domain_table);
END
$$;
"""


def upgrade() -> None:
    for statements in (LOG_CHANGE, KEEP, TABLES):
        op.execute(statements)
    op.execute(f"SELECT keep_domain_table('citizens', false, '{HIDDEN}')")
    op.execute("SELECT keep_domain_table('citizen_lookups', true)")


def downgrade() -> None:
    op.execute("DROP TABLE citizen_lookups, citizens")
    op.execute(LOG_CHANGE_BEFORE)
    op.execute(KEEP_BEFORE)
