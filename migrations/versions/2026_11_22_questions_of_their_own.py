"""What is asked of complaints, and what is watched in them: kept from those who are asked about."""

from alembic import op

revision = "questions_of_their_own"
down_revision = "complaints_to_the_board"
branch_labels = None
depends_on = None

# The services may add to it and not read it: whoever runs the database reads it there.
LOOKUPS = """
CREATE TABLE pattern_lookups (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    actor_kind VARCHAR(40) NOT NULL,
    actor_id UUID,
    route VARCHAR NOT NULL,
    query VARCHAR NOT NULL,
    data_number INTEGER,
    CONSTRAINT pattern_lookups_pkey PRIMARY KEY (id),
    CONSTRAINT pattern_lookups_actorkind_check
        CHECK (actor_kind IN ('person', 'client', 'program'))
);
CREATE INDEX pattern_lookups_at_idx ON pattern_lookups (at);
GRANT INSERT ON pattern_lookups TO rettidig_app;
"""
# Not followed by the change log, which the administration reads.
WATCHES = """
CREATE TABLE pattern_watches (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    person_id UUID NOT NULL,
    name VARCHAR NOT NULL,
    figures VARCHAR(40) NOT NULL,
    query VARCHAR NOT NULL,
    every VARCHAR(40),
    measure VARCHAR(40),
    direction VARCHAR(40),
    threshold FLOAT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pattern_watches_pkey PRIMARY KEY (id),
    CONSTRAINT pattern_watches_person_id_name_key UNIQUE (person_id, name),
    CONSTRAINT pattern_watches_threshold_check
        CHECK (num_nonnulls(measure, direction, threshold) IN (0, 3)),
    CONSTRAINT pattern_watches_person_id_fkey FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT pattern_watches_watchedfigures_check CHECK (figures IN ('patterns', 'signals')),
    CONSTRAINT pattern_watches_watchperiod_check CHECK (every IN ('week', 'month', 'quarter')),
    CONSTRAINT pattern_watches_measure_check CHECK (measure IN (
        'complaints', 'points', 'per_100_decisions', 'upheld_share', 'days_to_first_contact',
        'days_to_answer', 'contacted_share', 'noted_share', 'reversal_rate'
    )),
    CONSTRAINT pattern_watches_watchdirection_check CHECK (direction IN ('over', 'under'))
);
CREATE TABLE pattern_watch_runs (
    id UUID NOT NULL,
    watch_id UUID NOT NULL,
    period VARCHAR NOT NULL,
    ran_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    data_number INTEGER,
    passed BOOLEAN NOT NULL,
    found JSONB NOT NULL,
    link VARCHAR,
    refused VARCHAR,
    seen_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pattern_watch_runs_pkey PRIMARY KEY (id),
    CONSTRAINT pattern_watch_runs_watch_id_period_key UNIQUE (watch_id, period),
    CONSTRAINT pattern_watch_runs_watch_id_fkey
        FOREIGN KEY(watch_id) REFERENCES pattern_watches (id) ON DELETE CASCADE
);
CREATE TABLE pattern_visits (
    person_id UUID NOT NULL,
    data_number INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pattern_visits_pkey PRIMARY KEY (person_id),
    CONSTRAINT pattern_visits_person_id_fkey FOREIGN KEY(person_id) REFERENCES people (id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON pattern_watches, pattern_watch_runs, pattern_visits
TO rettidig_app;
"""


def upgrade() -> None:
    op.execute(LOOKUPS)
    op.execute(WATCHES)


def downgrade() -> None:
    op.execute("DROP TABLE pattern_visits, pattern_watch_runs, pattern_watches, pattern_lookups")
