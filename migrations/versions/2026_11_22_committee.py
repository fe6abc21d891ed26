"""Committees, meetings, papers, promises and returning reports."""

from alembic import op

revision = "committee"
down_revision = "plans"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE committees (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    name VARCHAR NOT NULL,
    note VARCHAR,
    CONSTRAINT committees_pkey PRIMARY KEY (id),
    CONSTRAINT committees_name_key UNIQUE (name)
);

CREATE TABLE meetings (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    committee_id UUID NOT NULL,
    held_from DATE NOT NULL,
    held_until DATE,
    held_precision VARCHAR(40) NOT NULL,
    held_as_written VARCHAR,
    starts_at TIME WITHOUT TIME ZONE,
    place VARCHAR,
    paper_due_on DATE,
    moved_from_on DATE,
    moved_because VARCHAR,
    CONSTRAINT meetings_pkey PRIMARY KEY (id),
    CONSTRAINT meetings_committee_id_fkey FOREIGN KEY(committee_id) REFERENCES committees (id),
    CONSTRAINT meetings_held_precision_check CHECK (held_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    ))
);
CREATE INDEX meetings_committee_id_idx ON meetings (committee_id);
CREATE INDEX meetings_held_from_idx ON meetings (held_from);

CREATE TABLE agenda_items (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    meeting_id UUID NOT NULL,
    plan_id UUID,
    title VARCHAR NOT NULL,
    case_number VARCHAR,
    status_number INTEGER,
    summary VARCHAR,
    problem VARCHAR,
    recommended_by VARCHAR,
    recommendations VARCHAR[] DEFAULT '{}' NOT NULL,
    finances VARCHAR,
    next_steps VARCHAR,
    annexes VARCHAR[] DEFAULT '{}' NOT NULL,
    signatories VARCHAR[] DEFAULT '{}' NOT NULL,
    attendance VARCHAR,
    outcome VARCHAR(40),
    decision VARCHAR,
    related VARCHAR,
    source VARCHAR,
    CONSTRAINT agenda_items_pkey PRIMARY KEY (id),
    CONSTRAINT agenda_items_meeting_id_fkey FOREIGN KEY(meeting_id) REFERENCES meetings (id),
    CONSTRAINT agenda_items_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT agenda_items_outcome_check CHECK (outcome IN (
        'noted', 'approved', 'funded', 'discussed', 'rejected', 'postponed'
    ))
);
CREATE INDEX agenda_items_case_number_idx ON agenda_items (case_number);
CREATE INDEX agenda_items_meeting_id_idx ON agenda_items (meeting_id);
CREATE INDEX agenda_items_plan_id_idx ON agenda_items (plan_id);

CREATE TABLE promises (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    agenda_item_id UUID NOT NULL,
    plan_id UUID,
    track_id UUID,
    title VARCHAR NOT NULL,
    quote VARCHAR,
    due_from DATE NOT NULL,
    due_until DATE,
    due_precision VARCHAR(40) NOT NULL,
    due_as_written VARCHAR,
    due_meeting_id UUID,
    delivered_on DATE,
    delivered_item_id UUID,
    late_because VARCHAR,
    source VARCHAR,
    CONSTRAINT promises_pkey PRIMARY KEY (id),
    CONSTRAINT promises_agenda_item_id_fkey
        FOREIGN KEY(agenda_item_id) REFERENCES agenda_items (id),
    CONSTRAINT promises_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT promises_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT promises_due_precision_check CHECK (due_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    )),
    CONSTRAINT promises_due_meeting_id_fkey
        FOREIGN KEY(due_meeting_id) REFERENCES meetings (id),
    CONSTRAINT promises_delivered_item_id_fkey
        FOREIGN KEY(delivered_item_id) REFERENCES agenda_items (id)
);
CREATE INDEX promises_agenda_item_id_idx ON promises (agenda_item_id);
CREATE INDEX promises_delivered_item_id_idx ON promises (delivered_item_id);
CREATE INDEX promises_due_meeting_id_idx ON promises (due_meeting_id);
CREATE INDEX promises_plan_id_idx ON promises (plan_id);
CREATE INDEX promises_track_id_idx ON promises (track_id);

CREATE TABLE report_schedules (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    title VARCHAR NOT NULL,
    frequency VARCHAR(40) NOT NULL,
    sender VARCHAR,
    receiver VARCHAR NOT NULL,
    content VARCHAR,
    quote VARCHAR,
    starts_from DATE,
    starts_until DATE,
    starts_precision VARCHAR(40),
    starts_as_written VARCHAR,
    next_on DATE,
    address VARCHAR,
    source VARCHAR,
    CONSTRAINT report_schedules_pkey PRIMARY KEY (id),
    CONSTRAINT report_schedules_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT report_schedules_frequency_check CHECK (frequency IN (
        'monthly', 'quarterly', 'yearly', 'per_meeting', 'continuous', 'once'
    )),
    CONSTRAINT report_schedules_starts_precision_check CHECK (starts_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    ))
);
CREATE INDEX report_schedules_plan_id_idx ON report_schedules (plan_id);
"""
DOMAIN = ("committees", "meetings", "agenda_items", "promises", "report_schedules")


def upgrade() -> None:
    op.execute(TABLES)
    for table in DOMAIN:
        op.execute(f"SELECT keep_domain_table('{table}')")


def downgrade() -> None:
    op.execute(f"DROP TABLE {', '.join(DOMAIN)}")
