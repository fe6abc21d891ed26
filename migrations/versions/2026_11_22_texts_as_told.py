"""Each state of a complaint's words is known by a digest of them, as facts of complaints are."""

from alembic import op

revision = "texts_as_told"
down_revision = "letter_types"
branch_labels = None
depends_on = None

# `said` is the same digest that a fact of a complaint has as its `words`. So a search among the
# complaints of an earlier state finds what was said in it, whenever that was committed.
SAID = """
ALTER TABLE complaint_texts ADD COLUMN said UUID;
UPDATE complaint_texts SET said = md5(concat_ws(' ', complaints.text, (
    SELECT string_agg(point.text, ' ' ORDER BY point.id)
    FROM complaint_points AS point WHERE point.complaint_id = complaints.id
)))::uuid
FROM complaints WHERE complaints.id = complaint_id AND valid_until IS NULL;
"""
# What is said no longer can't be digested any more; the last fact from before it ended tells it.
FORMER = """
UPDATE complaint_texts SET said = coalesce((
    SELECT fact.words FROM complaint_facts AS fact JOIN pattern_data ON number = fact.since
    WHERE fact.complaint_id = complaint_texts.complaint_id AND pattern_data.at < valid_until
    ORDER BY fact.since DESC LIMIT 1
), md5('')::uuid) WHERE valid_until IS NOT NULL;
ALTER TABLE complaint_texts ALTER COLUMN said SET NOT NULL;
"""
HEAD = """
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
SET plan_cache_mode = force_generic_plan
"""
WRITE = """
CREATE OR REPLACE FUNCTION write_complaint_text(key uuid) RETURNS void {head} AS $$
DECLARE
    of_complaint record;
    kept record;
    now_said uuid;
BEGIN
    SELECT received_on, concat_ws(' ', text, (
        SELECT string_agg(point.text, ' ' ORDER BY point.id)
        FROM complaint_points AS point WHERE point.complaint_id = key
    )) AS text INTO of_complaint FROM complaints WHERE id = key;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    now_said := md5(of_complaint.text)::uuid;
    SELECT said, written_by INTO kept FROM complaint_texts
    WHERE complaint_id = key AND valid_until IS NULL;
    IF kept.said = now_said THEN
        UPDATE complaint_texts SET received_on = of_complaint.received_on
        WHERE complaint_id = key AND valid_until IS NULL;
        RETURN;
    END IF;
    IF kept.written_by = pg_current_xact_id()::text::bigint THEN
        UPDATE complaint_texts SET
            said = now_said, words = complaint_words(of_complaint.text),
            received_on = of_complaint.received_on
        WHERE complaint_id = key AND valid_until IS NULL;
        RETURN;
    END IF;
    UPDATE complaint_texts SET valid_until = clock_timestamp()
    WHERE complaint_id = key AND valid_until IS NULL;
    INSERT INTO complaint_texts (complaint_id, valid_from, written_by, received_on, said, words)
    VALUES (
        key, clock_timestamp(), pg_current_xact_id()::text::bigint, of_complaint.received_on,
        now_said, complaint_words(of_complaint.text)
    );
END
$$;

CREATE OR REPLACE FUNCTION complaint_begun() RETURNS trigger {head} AS $$
BEGIN
    INSERT INTO complaint_texts (complaint_id, valid_from, written_by, received_on, said, words)
    VALUES (
        NEW.id, clock_timestamp(), pg_current_xact_id()::text::bigint, NEW.received_on,
        md5(concat_ws(' ', NEW.text))::uuid, complaint_words(NEW.text)
    );
    RETURN NULL;
END
$$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION write_complaint_text(key uuid) RETURNS void {head} AS $$
DECLARE
    of_complaint record;
    kept record;
    now_words tsvector;
BEGIN
    SELECT received_on, concat_ws(' ', text, (
        SELECT string_agg(point.text, ' ' ORDER BY point.id)
        FROM complaint_points AS point WHERE point.complaint_id = key
    )) AS text INTO of_complaint FROM complaints WHERE id = key;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    now_words := complaint_words(of_complaint.text);
    SELECT words, written_by INTO kept FROM complaint_texts
    WHERE complaint_id = key AND valid_until IS NULL;
    IF kept.words = now_words OR kept.written_by = pg_current_xact_id()::text::bigint THEN
        UPDATE complaint_texts SET words = now_words, received_on = of_complaint.received_on
        WHERE complaint_id = key AND valid_until IS NULL;
        RETURN;
    END IF;
    UPDATE complaint_texts SET valid_until = clock_timestamp()
    WHERE complaint_id = key AND valid_until IS NULL;
    INSERT INTO complaint_texts (complaint_id, valid_from, written_by, received_on, words)
    VALUES (
        key, clock_timestamp(), pg_current_xact_id()::text::bigint, of_complaint.received_on,
        now_words
    );
END
$$;

CREATE OR REPLACE FUNCTION complaint_begun() RETURNS trigger {head} AS $$
BEGIN
    INSERT INTO complaint_texts (complaint_id, valid_from, written_by, received_on, words)
    VALUES (
        NEW.id, clock_timestamp(), pg_current_xact_id()::text::bigint, NEW.received_on,
        complaint_words(NEW.text)
    );
    RETURN NULL;
END
$$;
"""


def upgrade() -> None:
    for statements in (SAID, FORMER, WRITE.replace("{head}", HEAD)):
        op.execute(statements)


def downgrade() -> None:
    op.execute(BEFORE.replace("{head}", HEAD))
    op.execute("ALTER TABLE complaint_texts DROP COLUMN said")
