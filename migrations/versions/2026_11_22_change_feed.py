"""A change feed over the log: which life of the database a cursor belongs to, and its order."""

from alembic import op

revision = "change_feed"
down_revision = "saved_views"
branch_labels = None
depends_on = None

# A restored database gives transaction ids a second time, so its cursors are of another epoch. What
# the database knows of itself changes with most restores; for the rest there is a row to add.
EPOCHS = """
CREATE TABLE feed_epochs (
    id uuid NOT NULL,
    begun_at timestamptz DEFAULT now() NOT NULL,
    reason varchar NOT NULL,
    CONSTRAINT feed_epochs_pkey PRIMARY KEY (id)
);
GRANT SELECT ON feed_epochs TO rettidig_app;
INSERT INTO feed_epochs (id, reason) VALUES (gen_random_uuid(), 'installed');

CREATE FUNCTION feed_epoch() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT left(md5(concat_ws(' ',
        (SELECT id FROM public.feed_epochs ORDER BY begun_at DESC, id DESC LIMIT 1),
        (SELECT system_identifier FROM pg_control_system()),
        (SELECT timeline_id FROM pg_control_checkpoint()),
        (SELECT oid FROM pg_database WHERE datname = current_database())
    )), 12)
$$;
"""
INDEX = """
CREATE INDEX changes_entity_transaction_id_sequence_idx
ON changes (entity, transaction_id, sequence);
"""


def upgrade() -> None:
    op.execute(EPOCHS)
    op.execute(INDEX)


def downgrade() -> None:
    op.execute("DROP INDEX changes_entity_transaction_id_sequence_idx")
    op.execute("DROP FUNCTION feed_epoch")
    op.execute("DROP TABLE feed_epochs")
