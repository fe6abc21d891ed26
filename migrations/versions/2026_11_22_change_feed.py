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
# Up to where the feed can be told: the first transaction that still writes, as the snapshot of the
# reader knows it. One of another database of the server writes nothing here, so it is not waited
# for; one that ended since the snapshot was taken may be ours, so it is.
HEAD = """
CREATE FUNCTION feed_head() RETURNS xid8 LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (
            SELECT writing
            FROM pg_snapshot_xip(pg_current_snapshot()) AS writing
            WHERE NOT EXISTS (
                SELECT FROM pg_locks AS held JOIN pg_stat_activity AS holder USING (pid)
                WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock'
                AND held.transactionid = writing::xid
                AND holder.datname <> current_database()
            )
            ORDER BY writing LIMIT 1
        ),
        pg_snapshot_xmax(pg_current_snapshot())
    )
$$;
"""
INDEX = """
CREATE INDEX changes_entity_transaction_id_sequence_idx
ON changes (entity, transaction_id, sequence);
"""


def upgrade() -> None:
    op.execute(EPOCHS)
    op.execute(HEAD)
    op.execute(INDEX)


def downgrade() -> None:
    op.execute("DROP INDEX changes_entity_transaction_id_sequence_idx")
    op.execute("DROP FUNCTION feed_head, feed_epoch")
    op.execute("DROP TABLE feed_epochs")
