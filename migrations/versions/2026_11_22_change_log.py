"""The application's role, the change log with its triggers, and the kept answers."""

from alembic import op

revision = "change_log"
down_revision = None
branch_labels = None
depends_on = None

# The services work as this role: it may neither change the schema nor the log.
ROLE = """
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rettidig_app') THEN
        CREATE ROLE rettidig_app NOLOGIN;
    END IF;
    -- From version 16 on, being a member is not yet being allowed to act as the role.
    IF NOT pg_has_role(current_user, 'rettidig_app', CASE
        WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
        EXECUTE format('GRANT rettidig_app TO %I', current_user);
    END IF;
    -- Roles are shared by all databases of a server: an installation's role shall not get in here.
    EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database());
END
$$;
GRANT USAGE ON SCHEMA public TO rettidig_app;
"""

TABLES = """
CREATE TABLE changes (
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamptz NOT NULL,
    actor_kind varchar,
    actor_id uuid,
    actor_name varchar,
    act varchar,
    request_id varchar,
    operation varchar NOT NULL,
    entity varchar NOT NULL,
    entity_id uuid NOT NULL,
    version integer NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT changes_pkey PRIMARY KEY (sequence)
);
CREATE INDEX changes_transaction_id_sequence_idx ON changes (transaction_id, sequence);
CREATE INDEX changes_entity_entity_id_version_idx ON changes (entity, entity_id, version);
GRANT SELECT ON changes TO rettidig_app;

CREATE TABLE idempotency_keys (
    actor_id uuid NOT NULL,
    key varchar NOT NULL,
    fingerprint bytea NOT NULL,
    status integer,
    headers jsonb,
    body bytea,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (actor_id, key)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO rettidig_app;
"""

# A change that changes nothing counts no version and leaves no entry.
COUNT_VERSION = """
CREATE FUNCTION count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.created_at := OLD.created_at;
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
"""

# SECURITY DEFINER: the log is written with its owner's rights, so that nobody else needs them.
LOG_CHANGE = """
CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql
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

# Every migration that makes a domain table calls this for it.
KEEP = """
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
    for statements in (ROLE, TABLES, COUNT_VERSION, LOG_CHANGE, KEEP):
        op.execute(statements)
    op.execute("GRANT SELECT ON alembic_version TO rettidig_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION keep_domain_table, log_change, count_version")
    op.execute("DROP TABLE idempotency_keys, changes")
    op.execute("REVOKE SELECT ON alembic_version FROM rettidig_app")
    op.execute("REVOKE USAGE ON SCHEMA public FROM rettidig_app")
