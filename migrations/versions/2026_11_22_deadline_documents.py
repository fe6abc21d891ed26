"""Deadlines as they are answered, kept ready beside the rows."""

from alembic import op

revision = "deadline_documents"
down_revision = "subscriptions"
branch_labels = None
depends_on = None

# What is answered of a deadline and lies in other rows of its case, so that a change of it is a
# change of the deadline: the log tells of it, and its version counts.
FACTS = """
ALTER TABLE deadlines ADD COLUMN received_on DATE;
ALTER TABLE deadlines ADD COLUMN waiting JSONB DEFAULT '[]' NOT NULL;

CREATE FUNCTION waits_of(of_case uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        jsonb_agg(
            jsonb_build_object('for', waiting_for, 'what', what, 'since_on', since_on)
            ORDER BY since_on, id
        ),
        '[]'
    )
    FROM waiting_periods WHERE case_id = of_case AND until_on IS NULL
$$;

ALTER TABLE deadlines DISABLE TRIGGER USER;
UPDATE deadlines SET received_on = cases.received_on FROM cases WHERE cases.id = case_id;
UPDATE deadlines SET waiting = waits_of(case_id)
WHERE met_on IS NULL AND cancelled_on IS NULL AND case_id IN (SELECT case_id FROM waiting_periods);
ALTER TABLE deadlines ENABLE TRIGGER USER;
ALTER TABLE deadlines ALTER COLUMN received_on SET NOT NULL;

CREATE FUNCTION take_from_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.received_on := (SELECT received_on FROM cases WHERE id = NEW.case_id);
    NEW.waiting := CASE
        WHEN NEW.met_on IS NULL AND NEW.cancelled_on IS NULL THEN waits_of(NEW.case_id)
        ELSE '[]'
    END;
    RETURN NEW;
END
$$;
CREATE TRIGGER take_from_case BEFORE INSERT ON deadlines
FOR EACH ROW EXECUTE FUNCTION take_from_case();
CREATE TRIGGER take_from_case_again BEFORE UPDATE OF met_on, cancelled_on ON deadlines
FOR EACH ROW WHEN (
    (OLD.met_on, OLD.cancelled_on) IS DISTINCT FROM (NEW.met_on, NEW.cancelled_on)
) EXECUTE FUNCTION take_from_case();

CREATE FUNCTION follow_reception() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE deadlines SET received_on = NEW.received_on WHERE case_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_reception AFTER UPDATE OF received_on ON cases
FOR EACH ROW WHEN (OLD.received_on IS DISTINCT FROM NEW.received_on)
EXECUTE FUNCTION follow_reception();

CREATE FUNCTION follow_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_case uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
    now_waiting jsonb := waits_of(of_case);
BEGIN
    UPDATE deadlines SET waiting = now_waiting
    WHERE case_id = of_case AND met_on IS NULL AND cancelled_on IS NULL
    AND waiting IS DISTINCT FROM now_waiting;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_waits AFTER INSERT OR UPDATE OR DELETE ON waiting_periods
FOR EACH ROW EXECUTE FUNCTION follow_waits();
"""

# One row for each deadline: what lists are filtered and sorted by, and the answer in four parts.
# `facts` and `standing` are members of a JSON object; `cells` and `standing_cells` are fields of a
# CSV line with U+001F between them. `standing` is what may have been otherwise on an earlier day.
DOCUMENTS = """
CREATE TABLE deadline_documents (
    deadline_id UUID NOT NULL,
    case_id UUID NOT NULL,
    case_number VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    owed_by VARCHAR NOT NULL,
    clock VARCHAR NOT NULL,
    unit_id UUID NOT NULL,
    case_type_id UUID NOT NULL,
    caseworker_id UUID,
    case_unit_id UUID NOT NULL,
    case_caseworker_id UUID,
    started_on DATE NOT NULL,
    received_on DATE NOT NULL,
    legal_due_on DATE NOT NULL,
    due_on DATE NOT NULL,
    met_on DATE,
    cancelled_on DATE,
    notified_on DATE,
    waits_since DATE,
    facts VARCHAR NOT NULL,
    standing VARCHAR NOT NULL,
    acts VARCHAR NOT NULL,
    cells VARCHAR NOT NULL,
    standing_cells VARCHAR NOT NULL,
    CONSTRAINT deadline_documents_pkey PRIMARY KEY (deadline_id),
    CONSTRAINT deadline_documents_deadline_id_fkey FOREIGN KEY(deadline_id)
        REFERENCES deadlines (id) ON DELETE CASCADE
);
GRANT SELECT ON deadline_documents TO rettidig_app;
CREATE INDEX deadline_documents_case_id_idx ON deadline_documents (case_id);
CREATE INDEX deadline_documents_due_on_deadline_id_idx ON deadline_documents (due_on, deadline_id);
CREATE INDEX deadline_documents_legal_due_on_deadline_id_idx
    ON deadline_documents (legal_due_on, deadline_id);
CREATE INDEX deadline_documents_started_on_deadline_id_idx
    ON deadline_documents (started_on, deadline_id);
CREATE INDEX deadline_documents_unit_id_due_on_deadline_id_idx
    ON deadline_documents (unit_id, due_on, deadline_id);
CREATE INDEX deadline_documents_open_idx ON deadline_documents (unit_id, due_on, deadline_id)
    WHERE met_on IS NULL AND cancelled_on IS NULL;
CREATE INDEX deadline_documents_open_by_day_idx ON deadline_documents (due_on, deadline_id)
    WHERE met_on IS NULL AND cancelled_on IS NULL;
CREATE INDEX deadline_documents_caseworker_id_due_on_deadline_id_idx
    ON deadline_documents (caseworker_id, due_on, deadline_id) WHERE caseworker_id IS NOT NULL;
DROP INDEX deadlines_due_on_id_idx;
DROP INDEX deadlines_unit_id_due_on_id_idx;
"""

# A text as a field of a CSV line: quoted, nothing that a spreadsheet would compute (OWASP), and
# without the mark that fields are parted by while they are kept.
CSV_TEXT = r"""
CREATE FUNCTION csv_text(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '"' || replace(replace(
        CASE WHEN value ~ '^[=+@\t\r-]' THEN '''' || value ELSE value END, '"', '""'
    ), E'\x1f', ' ') || '"'
$$;
"""

# The documents are locked before they are made anew: who changed what they are made of has then
# committed, and the statement that makes them sees it. Names are held still by the shared lock.
# SECURITY DEFINER: nobody else needs the right to write them, so they can't differ from the rows.
# Planning takes five times as long as writing one, so it is planned once, to look each thing up by
# its key: that plan stays good when the tables grow, and for many keys.
WRITE = """
CREATE FUNCTION write_deadline_documents(keys uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('deadline_documents'));
    PERFORM FROM deadline_documents WHERE deadline_id = ANY(keys) ORDER BY deadline_id FOR UPDATE;
    INSERT INTO deadline_documents AS kept
    SELECT
        deadline.id, deadline.case_id, deadline.case_number, deadline.kind, deadline.owed_by,
        deadline.clock, deadline.unit_id, deadline.case_type_id, deadline.caseworker_id,
        of_case.unit_id, of_case.caseworker_id, deadline.started_on, deadline.received_on,
        deadline.legal_due_on, deadline.due_on, deadline.met_on, deadline.cancelled_on,
        deadline.notified_on, (deadline.waiting -> 0 ->> 'since_on')::date,
        trim('{}' FROM row_to_json(facts)::text),
        substr(row_to_json(standing)::text, 2, length(row_to_json(standing)::text) - 2),
        CASE
            WHEN deadline.met_on IS NULL AND deadline.cancelled_on IS NULL THEN
                CASE deadline.owed_by
                    WHEN 'authority' THEN '["extend","complete","cancel"]'
                    ELSE '["complete","cancel"]'
                END
            WHEN coalesce(deadline.cancel_reason, '') = 'corrected'
                OR (deadline.cancel_reason = 'closed' AND of_case.state = 'closed')
                OR of_case.state = 'withdrawn'
                OR (deadline.kind IN ('decision', 'remittal') AND EXISTS (
                    SELECT FROM decisions
                    WHERE case_id = of_case.id AND concludes AND made_on = deadline.met_on
                )) THEN '[]'
            ELSE '["reopen"]'
        END,
        array_to_string(ARRAY[
            facts.id::text, facts.version::text, facts.case_id::text, csv_text(facts.case_number),
            facts.kind, facts.owed_by, facts.party, facts.start_event, facts.started_on::text,
            facts.raw_end_on::text, facts.legal_due_on::text, facts.original_due_on::text,
            deadline.amount::text, deadline.at_least::text, deadline.unit,
            csv_text(deadline.legal_basis), facts.notice_owed::text, deadline.unit_id::text,
            csv_text(unit.name), deadline.case_type_id::text, csv_text(case_type.name_da),
            deadline.caseworker_id::text, csv_text(caseworker.full_name), facts.received_on::text,
            facts.updated_at
        ], E'\\x1f', ''),
        array_to_string(ARRAY[
            standing.due_on::text, standing.met_on::text, standing.cancelled_on::text,
            standing.extensions::text, standing.notified_on::text,
            standing.notified_in_time::text, csv_text(nullif((
                SELECT string_agg(
                    concat(wait ->> 'for', ': ', wait ->> 'what', ' (', wait ->> 'since_on', ')'),
                    '; '
                ) FROM jsonb_array_elements(deadline.waiting) AS wait
            ), ''))
        ], E'\\x1f', '')
    FROM deadlines AS deadline
    JOIN cases AS of_case ON of_case.id = deadline.case_id
    JOIN units AS unit ON unit.id = deadline.unit_id
    JOIN case_types AS case_type ON case_type.id = deadline.case_type_id
    LEFT JOIN people AS caseworker ON caseworker.id = deadline.caseworker_id
    LEFT JOIN published_terms AS published ON published.id = deadline.published_term_id
    CROSS JOIN LATERAL (SELECT
        deadline.id, deadline.version, deadline.case_id, deadline.case_number, deadline.kind,
        deadline.owed_by, deadline.party, deadline.start_event, deadline.started_on,
        deadline.raw_end_on, deadline.legal_due_on, deadline.original_due_on,
        (SELECT row_to_json(term) FROM (SELECT
            deadline.amount, deadline.at_least, deadline.unit, deadline.roll, deadline.closed,
            deadline.clock, deadline.legal_basis, deadline.published_term_id,
            published.as_published
        ) AS term) AS term,
        deadline.kind IN ('decision', 'remittal', 'access_to_documents') AS notice_owed,
        (SELECT row_to_json(named) FROM (SELECT unit.id, unit.name) AS named) AS unit,
        (SELECT row_to_json(named) FROM (SELECT case_type.id, case_type.name_da AS name) AS named)
            AS case_type,
        (
            SELECT row_to_json(named) FROM (SELECT caseworker.id, caseworker.full_name AS name)
            AS named WHERE id IS NOT NULL
        ) AS caseworker,
        deadline.received_on,
        to_char(deadline.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            AS updated_at
    ) AS facts
    CROSS JOIN LATERAL (SELECT
        deadline.due_on, deadline.met_on, deadline.cancelled_on, deadline.extensions,
        deadline.notified_on, (
            SELECT bool_and(notice_sent_on <= before_due_on) FROM extensions
            WHERE deadline_id = deadline.id AND undone_on IS NULL AND deadline.extensions > 0
        ) AS notified_in_time,
        deadline.waiting
    ) AS standing
    WHERE deadline.id = ANY(keys)
    ON CONFLICT (deadline_id) DO UPDATE SET (
        case_id, case_number, kind, owed_by, clock, unit_id, case_type_id, caseworker_id,
        case_unit_id, case_caseworker_id, started_on, received_on, legal_due_on, due_on, met_on,
        cancelled_on, notified_on, waits_since, facts, standing, acts, cells, standing_cells
    ) = ROW(
        excluded.case_id, excluded.case_number, excluded.kind, excluded.owed_by, excluded.clock,
        excluded.unit_id, excluded.case_type_id, excluded.caseworker_id, excluded.case_unit_id,
        excluded.case_caseworker_id, excluded.started_on, excluded.received_on,
        excluded.legal_due_on, excluded.due_on, excluded.met_on, excluded.cancelled_on,
        excluded.notified_on, excluded.waits_since, excluded.facts, excluded.standing,
        excluded.acts, excluded.cells, excluded.standing_cells
    );
END
$$;
"""

# What a document is made of, and how it is made anew when that changes.
FOLLOW = """
CREATE FUNCTION document_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_deadline_documents(ARRAY(SELECT id FROM written));
    RETURN NULL;
END
$$;
CREATE TRIGGER write_document_of_new AFTER INSERT ON deadlines
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION document_written();
CREATE TRIGGER write_document_of_changed AFTER UPDATE ON deadlines
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION document_written();

CREATE FUNCTION document_noticed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_deadline_documents(ARRAY(SELECT DISTINCT deadline_id FROM written));
    RETURN NULL;
END
$$;
CREATE TRIGGER write_document_of_new AFTER INSERT ON extensions
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION document_noticed();
CREATE TRIGGER write_document_of_changed AFTER UPDATE ON extensions
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION document_noticed();

CREATE FUNCTION document_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_deadline_documents(ARRAY(
        SELECT id FROM deadlines WHERE case_id IN (
            SELECT written.id FROM written JOIN before USING (id)
            WHERE (written.state, written.unit_id, written.caseworker_id)
            IS DISTINCT FROM (before.state, before.unit_id, before.caseworker_id)
        )
    ));
    RETURN NULL;
END
$$;
CREATE TRIGGER write_documents AFTER UPDATE ON cases
REFERENCING OLD TABLE AS before NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION document_of_case();

CREATE FUNCTION document_of_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_deadline_documents(ARRAY(
        SELECT id FROM deadlines
        WHERE case_id IN (SELECT case_id FROM written) AND met_on IS NOT NULL
    ));
    RETURN NULL;
END
$$;
CREATE TRIGGER write_documents_of_new AFTER INSERT ON decisions
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION document_of_decided();
CREATE TRIGGER write_documents_of_changed AFTER UPDATE ON decisions
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION document_of_decided();
CREATE TRIGGER write_documents_of_deleted AFTER DELETE ON decisions
REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION document_of_decided();
"""

# A name stands in many documents. Whoever changes one waits for those who write documents just
# then, and they for him, so that none keeps the old name.
NAMES = """
CREATE FUNCTION hold_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('deadline_documents'));
    RETURN NEW;
END
$$;
CREATE FUNCTION rename_in_documents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys uuid[];
BEGIN
    EXECUTE format('SELECT array_agg(id) FROM deadlines WHERE %I = $1', TG_ARGV[0])
    INTO keys USING NEW.id;
    PERFORM write_deadline_documents(keys);
    RETURN NULL;
END
$$;
"""
NAMED = (
    ("units", "name", "unit_id"),
    ("case_types", "name_da", "case_type_id"),
    ("people", "full_name", "caseworker_id"),
    ("published_terms", "as_published", "published_term_id"),
)
RENAME = """
CREATE TRIGGER hold_names BEFORE UPDATE OF {name} ON {table}
FOR EACH ROW WHEN (OLD.{name} IS DISTINCT FROM NEW.{name}) EXECUTE FUNCTION hold_names();
CREATE TRIGGER rename_in_documents AFTER UPDATE OF {name} ON {table}
FOR EACH ROW WHEN (OLD.{name} IS DISTINCT FROM NEW.{name})
EXECUTE FUNCTION rename_in_documents('{column}');
"""
FUNCTIONS = (
    "document_written",
    "document_noticed",
    "document_of_case",
    "document_of_decided",
    "rename_in_documents",
    "hold_names",
    "take_from_case",
    "follow_reception",
    "follow_waits",
)


def upgrade() -> None:
    for statements in (FACTS, DOCUMENTS, CSV_TEXT, WRITE):
        op.execute(statements)
    op.execute("SELECT write_deadline_documents(ARRAY(SELECT id FROM deadlines))")
    for statements in (FOLLOW, NAMES):
        op.execute(statements)
    for table, name, column in NAMED:
        op.execute(RENAME.format(table=table, name=name, column=column))


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {', '.join(FUNCTIONS)} CASCADE")
    op.execute("DROP FUNCTION write_deadline_documents, csv_text, waits_of")
    op.execute("DROP TABLE deadline_documents")
    op.execute("ALTER TABLE deadlines DROP COLUMN received_on, DROP COLUMN waiting")
    op.execute("CREATE INDEX deadlines_due_on_id_idx ON deadlines (due_on, id)")
    op.execute(
        "CREATE INDEX deadlines_unit_id_due_on_id_idx ON deadlines (unit_id, due_on, id) "
        "WHERE met_on IS NULL AND cancelled_on IS NULL"
    )
