"""Action plans with everything that belongs to them."""

from alembic import op

revision = "plans"
down_revision = "catalogue_and_recovery"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE plans (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    title VARCHAR NOT NULL,
    aliases VARCHAR[] DEFAULT '{}' NOT NULL,
    track_kind VARCHAR(40) NOT NULL,
    unit_id UUID NOT NULL,
    owner_id UUID,
    purpose VARCHAR,
    scope VARCHAR[] DEFAULT '{}' NOT NULL,
    source VARCHAR,
    status_updates INTEGER NOT NULL,
    CONSTRAINT plans_pkey PRIMARY KEY (id),
    CONSTRAINT plans_trackkind_check CHECK (track_kind IN ('track', 'focus_area')),
    CONSTRAINT plans_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT plans_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES people (id)
);
CREATE INDEX plans_owner_id_idx ON plans (owner_id);
CREATE INDEX plans_unit_id_idx ON plans (unit_id);

CREATE TABLE tracks (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    aliases VARCHAR[] DEFAULT '{}' NOT NULL,
    unit_id UUID NOT NULL,
    owner_id UUID,
    purpose VARCHAR,
    source VARCHAR,
    status_updates INTEGER NOT NULL,
    CONSTRAINT tracks_pkey PRIMARY KEY (id),
    CONSTRAINT tracks_plan_id_number_key UNIQUE (plan_id, number),
    CONSTRAINT tracks_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT tracks_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT tracks_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES people (id)
);
CREATE INDEX tracks_owner_id_idx ON tracks (owner_id);
CREATE INDEX tracks_plan_id_idx ON tracks (plan_id);
CREATE INDEX tracks_unit_id_idx ON tracks (unit_id);

CREATE TABLE initiatives (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    track_id UUID,
    part_of_id UUID,
    feeds_track_id UUID,
    position INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    group_title VARCHAR,
    title VARCHAR NOT NULL,
    quote VARCHAR,
    unit_id UUID,
    owner_id UUID,
    starts_from DATE,
    starts_until DATE,
    starts_precision VARCHAR(40),
    starts_as_written VARCHAR,
    finishes_from DATE,
    finishes_until DATE,
    finishes_precision VARCHAR(40),
    finishes_as_written VARCHAR,
    source VARCHAR,
    status_updates INTEGER NOT NULL,
    CONSTRAINT initiatives_pkey PRIMARY KEY (id),
    CONSTRAINT initiatives_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT initiatives_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT initiatives_part_of_id_fkey FOREIGN KEY(part_of_id) REFERENCES initiatives (id),
    CONSTRAINT initiatives_feeds_track_id_fkey
        FOREIGN KEY(feeds_track_id) REFERENCES tracks (id),
    CONSTRAINT initiatives_initiativekind_check CHECK (kind IN (
        'initiative', 'procedure', 'theme', 'context'
    )),
    CONSTRAINT initiatives_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT initiatives_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT initiatives_starts_precision_check CHECK (starts_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    )),
    CONSTRAINT initiatives_finishes_precision_check CHECK (finishes_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    ))
);
CREATE INDEX initiatives_feeds_track_id_idx ON initiatives (feeds_track_id);
CREATE INDEX initiatives_owner_id_idx ON initiatives (owner_id);
CREATE INDEX initiatives_part_of_id_idx ON initiatives (part_of_id);
CREATE INDEX initiatives_plan_id_idx ON initiatives (plan_id);
CREATE INDEX initiatives_track_id_idx ON initiatives (track_id);
CREATE INDEX initiatives_unit_id_idx ON initiatives (unit_id);

CREATE TABLE track_backlogs (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    track_id UUID NOT NULL,
    backlog_id UUID NOT NULL,
    CONSTRAINT track_backlogs_pkey PRIMARY KEY (id),
    CONSTRAINT track_backlogs_track_id_backlog_id_key UNIQUE (track_id, backlog_id),
    CONSTRAINT track_backlogs_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT track_backlogs_backlog_id_fkey FOREIGN KEY(backlog_id) REFERENCES backlogs (id)
);
CREATE INDEX track_backlogs_backlog_id_idx ON track_backlogs (backlog_id);
CREATE INDEX track_backlogs_track_id_idx ON track_backlogs (track_id);

CREATE TABLE track_campaigns (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    track_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    CONSTRAINT track_campaigns_pkey PRIMARY KEY (id),
    CONSTRAINT track_campaigns_track_id_campaign_id_key UNIQUE (track_id, campaign_id),
    CONSTRAINT track_campaigns_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT track_campaigns_campaign_id_fkey
        FOREIGN KEY(campaign_id) REFERENCES review_campaigns (id)
);
CREATE INDEX track_campaigns_campaign_id_idx ON track_campaigns (campaign_id);
CREATE INDEX track_campaigns_track_id_idx ON track_campaigns (track_id);

CREATE TABLE status_updates (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID,
    track_id UUID,
    initiative_id UUID,
    cut_off_on DATE NOT NULL,
    state VARCHAR(40) NOT NULL,
    done VARCHAR,
    next VARCHAR,
    remark VARCHAR,
    unchanged BOOLEAN NOT NULL,
    expected_finish_from DATE,
    expected_finish_until DATE,
    expected_finish_precision VARCHAR(40),
    expected_finish_as_written VARCHAR,
    delay_low NUMERIC(6, 2),
    delay_high NUMERIC(6, 2),
    delay_unit VARCHAR(40),
    delay_approximate BOOLEAN NOT NULL,
    delay_as_written VARCHAR,
    author_id UUID,
    author_name VARCHAR NOT NULL,
    source VARCHAR,
    CONSTRAINT status_updates_pkey PRIMARY KEY (id),
    CONSTRAINT status_updates_one_subject_check
        CHECK (num_nonnulls(plan_id, track_id, initiative_id) = 1),
    CONSTRAINT status_updates_delay_range_check
        CHECK (delay_low IS NULL OR delay_low <= delay_high),
    CONSTRAINT status_updates_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT status_updates_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT status_updates_initiative_id_fkey
        FOREIGN KEY(initiative_id) REFERENCES initiatives (id),
    CONSTRAINT status_updates_state_check CHECK (state IN (
        'unknown', 'planned', 'running', 'on_track', 'at_risk', 'delayed', 'stable',
        'completed', 'cancelled'
    )),
    CONSTRAINT status_updates_expected_finish_precision_check CHECK (expected_finish_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    )),
    CONSTRAINT status_updates_delayunit_check CHECK (delay_unit IN ('days', 'weeks', 'months')),
    CONSTRAINT status_updates_author_id_fkey FOREIGN KEY(author_id) REFERENCES people (id)
);
CREATE INDEX status_updates_author_id_idx ON status_updates (author_id);
CREATE INDEX status_updates_initiative_id_idx ON status_updates (initiative_id);
CREATE INDEX status_updates_plan_id_idx ON status_updates (plan_id);
CREATE INDEX status_updates_track_id_idx ON status_updates (track_id);

CREATE TABLE milestones (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    track_id UUID,
    initiative_id UUID,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR NOT NULL,
    quote VARCHAR,
    when_from DATE NOT NULL,
    when_until DATE,
    when_precision VARCHAR(40) NOT NULL,
    when_as_written VARCHAR,
    met_on DATE,
    missed BOOLEAN NOT NULL,
    moved_because VARCHAR,
    case_number VARCHAR,
    source VARCHAR,
    CONSTRAINT milestones_pkey PRIMARY KEY (id),
    CONSTRAINT milestones_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT milestones_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT milestones_initiative_id_fkey
        FOREIGN KEY(initiative_id) REFERENCES initiatives (id),
    CONSTRAINT milestones_milestonekind_check CHECK (kind IN (
        'event', 'target', 'report', 'period'
    )),
    CONSTRAINT milestones_when_precision_check CHECK (when_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    ))
);
CREATE INDEX milestones_initiative_id_idx ON milestones (initiative_id);
CREATE INDEX milestones_plan_id_idx ON milestones (plan_id);
CREATE INDEX milestones_track_id_idx ON milestones (track_id);
CREATE INDEX milestones_when_from_idx ON milestones (when_from);

CREATE TABLE parties (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR,
    aliases VARCHAR[] DEFAULT '{}' NOT NULL,
    unit_id UUID,
    note VARCHAR,
    CONSTRAINT parties_pkey PRIMARY KEY (id),
    CONSTRAINT parties_partykind_check CHECK (kind IN (
        'committee', 'administration', 'unit', 'team', 'group', 'council', 'control',
        'codetermination', 'consultancy', 'authority', 'person'
    )),
    CONSTRAINT parties_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
);
CREATE INDEX parties_name_idx ON parties (name);
CREATE INDEX parties_unit_id_idx ON parties (unit_id);

CREATE TABLE involvements (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    track_id UUID,
    initiative_id UUID,
    party_id UUID NOT NULL,
    part VARCHAR(40) NOT NULL,
    note VARCHAR,
    CONSTRAINT involvements_pkey PRIMARY KEY (id),
    CONSTRAINT involvements_one_subject_check
        CHECK (num_nonnulls(track_id, initiative_id) <= 1),
    CONSTRAINT involvements_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT involvements_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT involvements_initiative_id_fkey
        FOREIGN KEY(initiative_id) REFERENCES initiatives (id),
    CONSTRAINT involvements_party_id_fkey FOREIGN KEY(party_id) REFERENCES parties (id),
    CONSTRAINT involvements_part_check CHECK (part IN (
        'owner', 'responsible', 'supporting', 'participant', 'receiver'
    ))
);
CREATE INDEX involvements_initiative_id_idx ON involvements (initiative_id);
CREATE INDEX involvements_party_id_idx ON involvements (party_id);
CREATE INDEX involvements_plan_id_idx ON involvements (plan_id);
CREATE INDEX involvements_track_id_idx ON involvements (track_id);

CREATE TABLE findings (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    track_id UUID,
    found_by VARCHAR(40) NOT NULL,
    title VARCHAR NOT NULL,
    quote VARCHAR,
    found_from DATE,
    found_until DATE,
    found_precision VARCHAR(40),
    found_as_written VARCHAR,
    source VARCHAR,
    CONSTRAINT findings_pkey PRIMARY KEY (id),
    CONSTRAINT findings_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT findings_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT findings_findingsource_check CHECK (found_by IN (
        'service_review', 'workplace_assessment', 'complaint_analysis', 'resource_analysis',
        'pilot', 'audit', 'other'
    )),
    CONSTRAINT findings_found_precision_check CHECK (found_precision IN (
        'day', 'month', 'quarter', 'season', 'half_year', 'year', 'start_of', 'end_of',
        'turn_of', 'around', 'ongoing'
    ))
);
CREATE INDEX findings_plan_id_idx ON findings (plan_id);
CREATE INDEX findings_track_id_idx ON findings (track_id);

CREATE TABLE finding_outcomes (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    finding_id UUID NOT NULL,
    initiative_id UUID NOT NULL,
    CONSTRAINT finding_outcomes_pkey PRIMARY KEY (id),
    CONSTRAINT finding_outcomes_finding_id_initiative_id_key UNIQUE (finding_id, initiative_id),
    CONSTRAINT finding_outcomes_finding_id_fkey
        FOREIGN KEY(finding_id) REFERENCES findings (id),
    CONSTRAINT finding_outcomes_initiative_id_fkey
        FOREIGN KEY(initiative_id) REFERENCES initiatives (id)
);
CREATE INDEX finding_outcomes_finding_id_idx ON finding_outcomes (finding_id);
CREATE INDEX finding_outcomes_initiative_id_idx ON finding_outcomes (initiative_id);

CREATE TABLE problem_areas (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    track_id UUID,
    case_type_id UUID NOT NULL,
    standing VARCHAR(40) NOT NULL,
    as_of_on DATE NOT NULL,
    quote VARCHAR,
    source VARCHAR,
    CONSTRAINT problem_areas_pkey PRIMARY KEY (id),
    CONSTRAINT problem_areas_plan_id_case_type_id_standing_as_of_on_key
        UNIQUE (plan_id, case_type_id, standing, as_of_on),
    CONSTRAINT problem_areas_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT problem_areas_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT problem_areas_case_type_id_fkey
        FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT problem_areas_standing_check CHECK (standing IN ('past', 'current', 'stable'))
);
CREATE INDEX problem_areas_case_type_id_idx ON problem_areas (case_type_id);
CREATE INDEX problem_areas_plan_id_idx ON problem_areas (plan_id);
CREATE INDEX problem_areas_track_id_idx ON problem_areas (track_id);

CREATE TABLE resource_lines (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    plan_id UUID NOT NULL,
    track_id UUID,
    unit_id UUID,
    part_of_id UUID,
    position INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    quote VARCHAR,
    fte NUMERIC(9, 2),
    million_dkk NUMERIC(12, 3),
    period_from INTEGER NOT NULL,
    period_until INTEGER,
    period_as_written VARCHAR,
    duration VARCHAR(40) NOT NULL,
    appropriation VARCHAR(40) NOT NULL,
    price_level_year INTEGER,
    standing VARCHAR(40) NOT NULL,
    source VARCHAR,
    CONSTRAINT resource_lines_pkey PRIMARY KEY (id),
    CONSTRAINT resource_lines_period_check
        CHECK (period_until IS NULL OR period_until >= period_from),
    CONSTRAINT resource_lines_holds_something_check CHECK (num_nonnulls(fte, million_dkk) > 0),
    CONSTRAINT resource_lines_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plans (id),
    CONSTRAINT resource_lines_track_id_fkey FOREIGN KEY(track_id) REFERENCES tracks (id),
    CONSTRAINT resource_lines_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT resource_lines_part_of_id_fkey
        FOREIGN KEY(part_of_id) REFERENCES resource_lines (id),
    CONSTRAINT resource_lines_duration_check CHECK (duration IN (
        'permanent', 'one_year', 'several_years'
    )),
    CONSTRAINT resource_lines_appropriation_check CHECK (appropriation IN (
        'operating', 'capital', 'unstated'
    )),
    CONSTRAINT resource_lines_resourcestanding_check CHECK (standing IN (
        'granted', 'requested'
    ))
);
CREATE INDEX resource_lines_part_of_id_idx ON resource_lines (part_of_id);
CREATE INDEX resource_lines_plan_id_idx ON resource_lines (plan_id);
CREATE INDEX resource_lines_track_id_idx ON resource_lines (track_id);
CREATE INDEX resource_lines_unit_id_idx ON resource_lines (unit_id);
"""
DOMAIN = (
    "plans",
    "tracks",
    "initiatives",
    "track_backlogs",
    "track_campaigns",
    "status_updates",
    "milestones",
    "parties",
    "involvements",
    "findings",
    "finding_outcomes",
    "problem_areas",
    "resource_lines",
)
APPEND_ONLY = ("status_updates",)


def upgrade() -> None:
    op.execute(TABLES)
    for table in DOMAIN:
        op.execute(f"SELECT keep_domain_table('{table}', {str(table in APPEND_ONLY).lower()})")


def downgrade() -> None:
    op.execute(f"DROP TABLE {', '.join(DOMAIN)}")
