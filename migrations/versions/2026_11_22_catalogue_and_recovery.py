"""Case types, backlogs, review campaigns and their counts."""

from alembic import op

revision = "catalogue_and_recovery"
down_revision = "units_and_people"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE case_types (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    code VARCHAR NOT NULL,
    name_da VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    parent_id UUID,
    legal_text VARCHAR,
    CONSTRAINT case_types_pkey PRIMARY KEY (id),
    CONSTRAINT case_types_code_key UNIQUE (code),
    CONSTRAINT case_types_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES case_types (id)
);
CREATE INDEX case_types_parent_id_idx ON case_types (parent_id);

CREATE TABLE backlogs (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    title VARCHAR NOT NULL,
    unit_id UUID NOT NULL,
    case_type_id UUID,
    origin VARCHAR(40),
    position INTEGER NOT NULL,
    baseline_count INTEGER,
    baseline_on DATE,
    baseline_approximate BOOLEAN NOT NULL,
    footnote_mark VARCHAR,
    footnote VARCHAR,
    cleared_from DATE,
    cleared_until DATE,
    cleared_precision VARCHAR(40),
    cleared_as_written VARCHAR,
    source VARCHAR,
    CONSTRAINT backlogs_pkey PRIMARY KEY (id),
    CONSTRAINT backlogs_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT backlogs_case_type_id_fkey FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT backlogs_origin_check CHECK (origin IN ('citizen', 'authority')),
    CONSTRAINT backlogs_cleared_precision_check CHECK (cleared_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    ))
);
CREATE INDEX backlogs_case_type_id_idx ON backlogs (case_type_id);
CREATE INDEX backlogs_unit_id_idx ON backlogs (unit_id);

CREATE TABLE backlog_counts (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    backlog_id UUID NOT NULL,
    cut_off_on DATE NOT NULL,
    open_count INTEGER,
    approximate BOOLEAN NOT NULL,
    method VARCHAR(40) NOT NULL,
    quote VARCHAR,
    source VARCHAR,
    CONSTRAINT backlog_counts_pkey PRIMARY KEY (id),
    CONSTRAINT backlog_counts_backlog_id_cut_off_on_key UNIQUE (backlog_id, cut_off_on),
    CONSTRAINT backlog_counts_backlog_id_fkey FOREIGN KEY(backlog_id) REFERENCES backlogs (id),
    CONSTRAINT backlog_counts_countmethod_check CHECK (method IN ('reported', 'counted'))
);
CREATE INDEX backlog_counts_backlog_id_idx ON backlog_counts (backlog_id);

CREATE TABLE review_campaigns (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    title VARCHAR NOT NULL,
    unit_id UUID NOT NULL,
    case_type_id UUID,
    legal_text VARCHAR,
    purpose VARCHAR,
    position INTEGER NOT NULL,
    total_count INTEGER,
    total_approximate BOOLEAN NOT NULL,
    due_from DATE,
    due_until DATE,
    due_precision VARCHAR(40),
    due_as_written VARCHAR,
    source VARCHAR,
    CONSTRAINT review_campaigns_pkey PRIMARY KEY (id),
    CONSTRAINT review_campaigns_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT review_campaigns_case_type_id_fkey
        FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT review_campaigns_due_precision_check CHECK (due_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    ))
);
CREATE INDEX review_campaigns_case_type_id_idx ON review_campaigns (case_type_id);
CREATE INDEX review_campaigns_unit_id_idx ON review_campaigns (unit_id);

CREATE TABLE review_counts (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    campaign_id UUID NOT NULL,
    cut_off_on DATE NOT NULL,
    reviewed_count INTEGER,
    approximate BOOLEAN NOT NULL,
    method VARCHAR(40) NOT NULL,
    quote VARCHAR,
    source VARCHAR,
    CONSTRAINT review_counts_pkey PRIMARY KEY (id),
    CONSTRAINT review_counts_campaign_id_cut_off_on_key UNIQUE (campaign_id, cut_off_on),
    CONSTRAINT review_counts_campaign_id_fkey
        FOREIGN KEY(campaign_id) REFERENCES review_campaigns (id),
    CONSTRAINT review_counts_countmethod_check CHECK (method IN ('reported', 'counted'))
);
CREATE INDEX review_counts_campaign_id_idx ON review_counts (campaign_id);
"""
DOMAIN = ("case_types", "backlogs", "backlog_counts", "review_campaigns", "review_counts")


def upgrade() -> None:
    op.execute(TABLES)
    for table in DOMAIN:
        op.execute(f"SELECT keep_domain_table('{table}')")


def downgrade() -> None:
    op.execute(f"DROP TABLE {', '.join(DOMAIN)}")
