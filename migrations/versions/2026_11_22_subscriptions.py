"""Subscriptions to the change feed, and what they are sent."""

from alembic import op

revision = "subscriptions"
down_revision = "client_budgets"
branch_labels = None
depends_on = None

SUBSCRIPTIONS = """
CREATE TABLE subscriptions (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    owner_kind VARCHAR(40) NOT NULL,
    owner_id UUID NOT NULL,
    description VARCHAR,
    url VARCHAR NOT NULL,
    event_types VARCHAR[] NOT NULL,
    unit_id UUID,
    entity_ids UUID[] NOT NULL,
    active BOOLEAN NOT NULL,
    disabled_at TIMESTAMP WITH TIME ZONE,
    disabled_reason VARCHAR(40),
    secret_changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT subscriptions_pkey PRIMARY KEY (id),
    CONSTRAINT subscriptions_owner_may_read_check CHECK (owner_kind <> 'program'),
    CONSTRAINT subscriptions_disabled_for_a_reason_check
        CHECK (active = (disabled_reason IS NULL)),
    CONSTRAINT subscriptions_disabled_at_a_time_check CHECK (active = (disabled_at IS NULL)),
    CONSTRAINT subscriptions_actorkind_check CHECK (owner_kind IN ('person', 'client', 'program')),
    CONSTRAINT subscriptions_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT subscriptions_disabledreason_check CHECK (
        disabled_reason IN (
            'by_hand', 'gone', 'failing', 'owner_without_right', 'secret_unreadable'
        )
    )
);
CREATE INDEX subscriptions_owner_id_idx ON subscriptions (owner_id);
CREATE INDEX subscriptions_unit_id_idx ON subscriptions (unit_id);

CREATE TABLE subscription_secrets (
    id UUID NOT NULL,
    subscription_id UUID NOT NULL,
    encrypted BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT subscription_secrets_pkey PRIMARY KEY (id),
    CONSTRAINT subscription_secrets_subscription_id_fkey
        FOREIGN KEY(subscription_id) REFERENCES subscriptions (id) ON DELETE CASCADE
);
CREATE INDEX subscription_secrets_subscription_id_idx ON subscription_secrets (subscription_id);

CREATE TABLE subscription_progress (
    subscription_id UUID NOT NULL,
    epoch VARCHAR NOT NULL,
    reach VARCHAR NOT NULL,
    transaction BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE NOT NULL,
    failures INTEGER NOT NULL,
    resting_until TIMESTAMP WITH TIME ZONE,
    last_delivered_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT subscription_progress_pkey PRIMARY KEY (subscription_id),
    CONSTRAINT subscription_progress_subscription_id_fkey
        FOREIGN KEY(subscription_id) REFERENCES subscriptions (id) ON DELETE CASCADE
);
"""

DELIVERIES = """
CREATE TABLE subscription_deliveries (
    id UUID NOT NULL,
    version INTEGER NOT NULL,
    number BIGINT GENERATED ALWAYS AS IDENTITY,
    subscription_id UUID NOT NULL,
    event_id VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    entity VARCHAR,
    entity_id UUID,
    entity_version INTEGER,
    cursor VARCHAR,
    happened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status VARCHAR(40) NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    claimed_until TIMESTAMP WITH TIME ZONE,
    tries INTEGER NOT NULL,
    first_tried_at TIMESTAMP WITH TIME ZONE,
    last_tried_at TIMESTAMP WITH TIME ZONE,
    last_status INTEGER,
    last_fault VARCHAR(40),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT subscription_deliveries_pkey PRIMARY KEY (id),
    CONSTRAINT subscription_deliveries_subscription_id_event_id_key
        UNIQUE (subscription_id, event_id),
    CONSTRAINT subscription_deliveries_subscription_id_fkey
        FOREIGN KEY(subscription_id) REFERENCES subscriptions (id) ON DELETE CASCADE,
    CONSTRAINT subscription_deliveries_deliverystatus_check
        CHECK (status IN ('waiting', 'delivered', 'failed')),
    CONSTRAINT subscription_deliveries_sendfault_check CHECK (
        last_fault IN (
            'status', 'timed_out', 'name_unknown', 'address_refused', 'not_connected',
            'not_trusted', 'cut_off'
        )
    )
);
CREATE INDEX subscription_deliveries_ended_at_idx ON subscription_deliveries (ended_at);
CREATE INDEX subscription_deliveries_subscription_id_number_idx
    ON subscription_deliveries (subscription_id, number);
CREATE INDEX subscription_deliveries_waiting_entity_idx
    ON subscription_deliveries (subscription_id, entity_id, number) WHERE status = 'waiting';
CREATE INDEX subscription_deliveries_waiting_idx
    ON subscription_deliveries (subscription_id, number) WHERE status = 'waiting';
"""


def upgrade() -> None:
    op.execute(SUBSCRIPTIONS)
    op.execute(DELIVERIES)
    op.execute("SELECT keep_domain_table('subscriptions')")
    op.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE "
        "ON subscription_secrets, subscription_progress, subscription_deliveries TO rettidig_app"
    )


def downgrade() -> None:
    op.execute(
        "DROP TABLE subscription_deliveries, subscription_progress, subscription_secrets, "
        "subscriptions"
    )
