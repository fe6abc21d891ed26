"""A change log that takes many new rows at once."""

from alembic import op

revision = "log_many_rows"
down_revision = "cases_and_deadlines"
branch_labels = None
depends_on = None

# New rows are logged once for each statement: entry for entry what the trigger for each row wrote,
# in the order in which the rows were made, and at less than half its cost.
LOG_INSERTS = """
CREATE FUNCTION log_inserts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    hidden text[] := coalesce(TG_ARGV, '{}');
BEGIN
    INSERT INTO public.changes (
        at, actor_kind, actor_id, actor_name, act, request_id,
        operation, entity, entity_id, version, before, after
    )
    SELECT
        now(),
        nullif(current_setting('rettidig.actor_kind', true), ''),
        nullif(current_setting('rettidig.actor_id', true), '')::uuid,
        nullif(current_setting('rettidig.actor_name', true), ''),
        nullif(current_setting('rettidig.act', true), ''),
        nullif(current_setting('rettidig.request_id', true), ''),
        'insert',
        TG_TABLE_NAME,
        made.id,
        made.version,
        NULL,
        CASE WHEN TG_NARGS = 0 THEN to_jsonb(made) ELSE to_jsonb(made) || (
            SELECT coalesce(jsonb_object_agg(name, '(hidden)'), '{}')
            FROM unnest(hidden) name WHERE to_jsonb(made) ->> name IS NOT NULL
        ) END
    FROM inserted made;
    RETURN NULL;
END
$$;
"""

# What logs new rows and what logs deleted ones; the arguments name columns that are hidden.
ONCE_A_STATEMENT = (
    "CREATE TRIGGER log_write AFTER INSERT ON %s REFERENCING NEW TABLE AS inserted "
    "FOR EACH STATEMENT EXECUTE FUNCTION log_inserts(%s)",
    "CREATE TRIGGER log_delete AFTER DELETE ON %s FOR EACH ROW EXECUTE FUNCTION log_change(%s)",
)
ONCE_A_ROW = (
    "CREATE TRIGGER log_write AFTER INSERT OR DELETE ON %s "
    "FOR EACH ROW EXECUTE FUNCTION log_change(%s)",
)
EXISTING = """
DO $$
DECLARE
    logged record;
BEGIN
    FOR logged IN
        SELECT tgrelid::regclass AS name, (
            SELECT string_agg(quote_literal(argument), ', ')
            FROM unnest(string_to_array(encode(tgargs, 'escape'), '\\000')) argument
            WHERE argument <> ''
        ) AS hidden
        FROM pg_trigger WHERE tgname = 'log_write'
    LOOP
        EXECUTE format('DROP TRIGGER log_write ON %s', logged.name);
        EXECUTE format('DROP TRIGGER IF EXISTS log_delete ON %s', logged.name);
        {triggers}
    END LOOP;
END
$$;
"""
KEEP = """
CREATE OR REPLACE FUNCTION keep_domain_table(
    domain_table regclass, append_only boolean DEFAULT false, hidden text[] DEFAULT '{{}}'
)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    columns text := (SELECT string_agg(quote_literal(name), ', ') FROM unnest(hidden) name);
BEGIN
    EXECUTE format(
        'CREATE TRIGGER count_version BEFORE UPDATE ON %s FOR EACH ROW '
        'WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION count_version()', domain_table);
    {triggers}
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


def made(triggers: tuple[str, ...], table: str, hidden: str) -> str:
    return "\n    ".join(f"EXECUTE format('{each}', {table}, {hidden});" for each in triggers)


def log_by(triggers: tuple[str, ...]) -> None:
    """Give the tables there are, and those still to come, these triggers."""
    op.execute(EXISTING.format(triggers=made(triggers, "logged.name", "logged.hidden")))
    op.execute(KEEP.format(triggers=made(triggers, "domain_table", "columns")))


def upgrade() -> None:
    op.execute(LOG_INSERTS)
    log_by(ONCE_A_STATEMENT)


def downgrade() -> None:
    log_by(ONCE_A_ROW)
    op.execute("DROP FUNCTION log_inserts")
