"""Legal bases, published terms, the calendar's closing days, cases and their deadlines."""

from alembic import op

revision = "cases_and_deadlines"
down_revision = "citizens"
branch_labels = None
depends_on = None

CATALOGUE = """
ALTER TABLE case_types ADD COLUMN kle_number VARCHAR;
ALTER TABLE case_types ADD COLUMN kle_version VARCHAR;
ALTER TABLE case_types ADD COLUMN kle_uuid UUID;

CREATE TABLE legal_bases (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    act VARCHAR NOT NULL,
    act_short VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    subject_da VARCHAR NOT NULL,
    subject_en VARCHAR NOT NULL,
    valid_from DATE,
    valid_until DATE,
    successor_id UUID,
    source VARCHAR,
    CONSTRAINT legal_bases_pkey PRIMARY KEY (id),
    CONSTRAINT legal_bases_act_short_section_key UNIQUE (act_short, section),
    CONSTRAINT legal_bases_valid_range_check
        CHECK (valid_until IS NULL OR valid_until > valid_from),
    CONSTRAINT legal_bases_other_successor_check CHECK (successor_id <> id),
    CONSTRAINT legal_bases_successor_id_fkey
        FOREIGN KEY(successor_id) REFERENCES legal_bases (id)
);
CREATE INDEX legal_bases_successor_id_idx ON legal_bases (successor_id);

CREATE TABLE case_type_bases (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_type_id UUID NOT NULL,
    legal_basis_id UUID NOT NULL,
    CONSTRAINT case_type_bases_pkey PRIMARY KEY (id),
    CONSTRAINT case_type_bases_case_type_id_legal_basis_id_key
        UNIQUE (case_type_id, legal_basis_id),
    CONSTRAINT case_type_bases_case_type_id_fkey
        FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT case_type_bases_legal_basis_id_fkey
        FOREIGN KEY(legal_basis_id) REFERENCES legal_bases (id)
);
CREATE INDEX case_type_bases_legal_basis_id_idx ON case_type_bases (legal_basis_id);

CREATE TABLE term_catalogues (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    name VARCHAR NOT NULL,
    own BOOLEAN NOT NULL,
    note VARCHAR,
    source VARCHAR,
    CONSTRAINT term_catalogues_pkey PRIMARY KEY (id),
    CONSTRAINT term_catalogues_name_key UNIQUE (name)
);
CREATE UNIQUE INDEX term_catalogues_own_key ON term_catalogues (own) WHERE own;

CREATE TABLE published_terms (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    catalogue_id UUID NOT NULL,
    case_type_id UUID,
    variant VARCHAR NOT NULL,
    kind VARCHAR(40) NOT NULL,
    start_event VARCHAR(40) NOT NULL,
    as_published VARCHAR NOT NULL,
    at_least INTEGER,
    amount INTEGER NOT NULL,
    unit VARCHAR(40) NOT NULL,
    roll VARCHAR(40) NOT NULL,
    closed VARCHAR[] NOT NULL,
    clock VARCHAR(40) NOT NULL,
    condition VARCHAR,
    legal_basis_id UUID,
    valid_from DATE NOT NULL,
    valid_until DATE,
    adopted_by VARCHAR,
    adopted_on DATE,
    meeting_id UUID,
    source VARCHAR,
    CONSTRAINT published_terms_pkey PRIMARY KEY (id),
    CONSTRAINT published_terms_valid_range_check
        CHECK (valid_until IS NULL OR valid_until > valid_from),
    CONSTRAINT published_terms_amount_check CHECK (amount >= 0),
    CONSTRAINT published_terms_range_check CHECK (at_least IS NULL OR at_least <= amount),
    CONSTRAINT published_terms_catalogue_id_fkey
        FOREIGN KEY(catalogue_id) REFERENCES term_catalogues (id),
    CONSTRAINT published_terms_case_type_id_fkey
        FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT published_terms_deadlinekind_check CHECK (kind IN (
        'acknowledgement', 'decision', 'party_hearing', 'access_to_documents', 'appeal',
        'follow_up', 'remittal', 'reassessment'
    )),
    CONSTRAINT published_terms_startevent_check CHECK (start_event IN (
        'application_received', 'case_opened_under_act', 'hearing_available',
        'access_requested', 'decision_available', 'complaint_received',
        'remittal_received', 'grant_started', 'followed_up', 'conditions_lapsed'
    )),
    CONSTRAINT published_terms_term_unit_check CHECK (unit IN (
        'immediately', 'hours', 'days', 'weekdays', 'working_days', 'weeks', 'months'
    )),
    CONSTRAINT published_terms_roll_check CHECK (roll IN ('none', 'forward')),
    CONSTRAINT published_terms_clock_check CHECK (clock IN ('runs', 'stops_while_waiting')),
    CONSTRAINT published_terms_legal_basis_id_fkey
        FOREIGN KEY(legal_basis_id) REFERENCES legal_bases (id),
    CONSTRAINT published_terms_meeting_id_fkey FOREIGN KEY(meeting_id) REFERENCES meetings (id)
);
CREATE INDEX published_terms_case_type_id_idx ON published_terms (case_type_id);
CREATE INDEX published_terms_catalogue_id_idx ON published_terms (catalogue_id);
CREATE INDEX published_terms_legal_basis_id_idx ON published_terms (legal_basis_id);
CREATE INDEX published_terms_meeting_id_idx ON published_terms (meeting_id);

CREATE TABLE closing_days (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    closed_on DATE NOT NULL,
    name_da VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    source VARCHAR,
    CONSTRAINT closing_days_pkey PRIMARY KEY (id),
    CONSTRAINT closing_days_closed_on_key UNIQUE (closed_on)
);

CREATE TABLE calendar_corrections (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    number INTEGER NOT NULL,
    reason VARCHAR NOT NULL,
    added JSONB NOT NULL,
    removed JSONB NOT NULL,
    moved INTEGER NOT NULL,
    undoes_id UUID,
    CONSTRAINT calendar_corrections_pkey PRIMARY KEY (id),
    CONSTRAINT calendar_corrections_number_key UNIQUE (number),
    CONSTRAINT calendar_corrections_undoes_id_key UNIQUE (undoes_id),
    CONSTRAINT calendar_corrections_undoes_id_fkey
        FOREIGN KEY(undoes_id) REFERENCES calendar_corrections (id)
);

CREATE TABLE arrival_rules (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    channel VARCHAR(40) NOT NULL,
    amount INTEGER NOT NULL,
    unit VARCHAR(40) NOT NULL,
    closed VARCHAR[] NOT NULL,
    valid_from DATE NOT NULL,
    valid_until DATE,
    source VARCHAR NOT NULL,
    CONSTRAINT arrival_rules_pkey PRIMARY KEY (id),
    CONSTRAINT arrival_rules_valid_range_check
        CHECK (valid_until IS NULL OR valid_until > valid_from),
    CONSTRAINT arrival_rules_channel_check CHECK (channel IN (
        'digital_post', 'letter', 'quick_letter', 'in_person', 'phone', 'email'
    )),
    CONSTRAINT arrival_rules_term_unit_check CHECK (unit IN (
        'immediately', 'hours', 'days', 'weekdays', 'working_days', 'weeks', 'months'
    ))
);
"""

CASES = """
CREATE SEQUENCE case_numbers;
GRANT USAGE ON SEQUENCE case_numbers TO rettidig_app;

CREATE TABLE cases (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    number VARCHAR NOT NULL,
    case_type_id UUID NOT NULL,
    variant VARCHAR NOT NULL,
    unit_id UUID NOT NULL,
    citizen_id UUID,
    origin VARCHAR(40) NOT NULL,
    received_on DATE NOT NULL,
    opened_under_act_on DATE,
    acknowledged_on DATE,
    state VARCHAR(40) NOT NULL,
    caseworker_id UUID,
    closed_on DATE,
    CONSTRAINT cases_pkey PRIMARY KEY (id),
    CONSTRAINT cases_opened_after_receipt_check CHECK (opened_under_act_on >= received_on),
    CONSTRAINT cases_number_key UNIQUE (number),
    CONSTRAINT cases_case_type_id_fkey FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT cases_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT cases_citizen_id_fkey FOREIGN KEY(citizen_id) REFERENCES citizens (id),
    CONSTRAINT cases_origin_check CHECK (origin IN ('citizen', 'authority')),
    CONSTRAINT cases_casestate_check CHECK (state IN (
        'received', 'investigating', 'informed', 'decided', 'ordered', 'delivered',
        'closed', 'withdrawn', 'remitted'
    )),
    CONSTRAINT cases_caseworker_id_fkey FOREIGN KEY(caseworker_id) REFERENCES people (id)
);
CREATE INDEX cases_case_type_id_idx ON cases (case_type_id);
CREATE INDEX cases_caseworker_id_idx ON cases (caseworker_id);
CREATE INDEX cases_citizen_id_idx ON cases (citizen_id);
CREATE INDEX cases_unit_id_received_on_id_idx ON cases (unit_id, received_on, id);

CREATE TABLE case_references (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    system VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    CONSTRAINT case_references_pkey PRIMARY KEY (id),
    CONSTRAINT case_references_system_reference_key UNIQUE (system, reference),
    CONSTRAINT case_references_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id)
);
CREATE INDEX case_references_case_id_idx ON case_references (case_id);

CREATE TABLE case_events (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    act VARCHAR(40) NOT NULL,
    happened_on DATE NOT NULL,
    from_state VARCHAR(40),
    to_state VARCHAR(40),
    from_unit_id UUID,
    to_unit_id UUID,
    reason VARCHAR,
    CONSTRAINT case_events_pkey PRIMARY KEY (id),
    CONSTRAINT case_events_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT case_events_caseact_check CHECK (act IN (
        'open', 'open_under_act', 'investigate', 'inform', 'decide', 'order', 'deliver',
        'close', 'withdraw', 'reopen', 'remit', 'transfer', 'acknowledge'
    )),
    CONSTRAINT case_events_from_state_check CHECK (from_state IN (
        'received', 'investigating', 'informed', 'decided', 'ordered', 'delivered',
        'closed', 'withdrawn', 'remitted'
    )),
    CONSTRAINT case_events_to_state_check CHECK (to_state IN (
        'received', 'investigating', 'informed', 'decided', 'ordered', 'delivered',
        'closed', 'withdrawn', 'remitted'
    )),
    CONSTRAINT case_events_from_unit_id_fkey FOREIGN KEY(from_unit_id) REFERENCES units (id),
    CONSTRAINT case_events_to_unit_id_fkey FOREIGN KEY(to_unit_id) REFERENCES units (id)
);
CREATE INDEX case_events_case_id_idx ON case_events (case_id);

CREATE TABLE assignments (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    caseworker_id UUID NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    reason VARCHAR(40) NOT NULL,
    note VARCHAR,
    ended_because VARCHAR(40),
    ended_note VARCHAR,
    CONSTRAINT assignments_pkey PRIMARY KEY (id),
    CONSTRAINT assignments_range_check CHECK (until_on >= from_on),
    CONSTRAINT assignments_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT assignments_caseworker_id_fkey FOREIGN KEY(caseworker_id) REFERENCES people (id),
    CONSTRAINT assignments_assignmentreason_check CHECK (reason IN (
        'first', 'takeover', 'leave_cover', 'returned', 'resignation', 'parental_leave',
        'reorganisation', 'citizens_wish', 'age_transition'
    )),
    CONSTRAINT assignments_ended_because_check CHECK (ended_because IN (
        'first', 'takeover', 'leave_cover', 'returned', 'resignation', 'parental_leave',
        'reorganisation', 'citizens_wish', 'age_transition'
    ))
);
CREATE INDEX assignments_case_id_idx ON assignments (case_id);
CREATE UNIQUE INDEX assignments_case_id_key ON assignments (case_id) WHERE until_on IS NULL;
CREATE INDEX assignments_caseworker_id_idx ON assignments (caseworker_id);

CREATE TABLE waiting_periods (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    waiting_for VARCHAR(40) NOT NULL,
    what VARCHAR NOT NULL,
    since_on DATE NOT NULL,
    until_on DATE,
    CONSTRAINT waiting_periods_pkey PRIMARY KEY (id),
    CONSTRAINT waiting_periods_range_check CHECK (until_on >= since_on),
    CONSTRAINT waiting_periods_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT waiting_periods_waitingfor_check CHECK (waiting_for IN (
        'citizen', 'doctor', 'other_authority', 'other_unit', 'supplier', 'other'
    ))
);
CREATE INDEX waiting_periods_case_id_idx ON waiting_periods (case_id);

CREATE TABLE decisions (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    subject VARCHAR NOT NULL,
    legal_basis_id UUID,
    made_on DATE NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    reasons_given BOOLEAN NOT NULL,
    appeal_guidance_given BOOLEAN NOT NULL,
    concludes BOOLEAN NOT NULL,
    CONSTRAINT decisions_pkey PRIMARY KEY (id),
    CONSTRAINT decisions_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT decisions_legal_basis_id_fkey
        FOREIGN KEY(legal_basis_id) REFERENCES legal_bases (id),
    CONSTRAINT decisions_outcome_check CHECK (outcome IN (
        'granted', 'partly_granted', 'refused', 'reduced', 'ended', 'dismissed'
    ))
);
CREATE INDEX decisions_case_id_idx ON decisions (case_id);
CREATE INDEX decisions_legal_basis_id_idx ON decisions (legal_basis_id);
CREATE INDEX decisions_made_on_id_idx ON decisions (made_on, id);

CREATE TABLE decision_notices (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    decision_id UUID NOT NULL,
    party VARCHAR(40) NOT NULL,
    channel VARCHAR(40) NOT NULL,
    dispatched_on DATE NOT NULL,
    available_on DATE NOT NULL,
    documented BOOLEAN NOT NULL,
    guidance_given BOOLEAN NOT NULL,
    CONSTRAINT decision_notices_pkey PRIMARY KEY (id),
    CONSTRAINT decision_notices_range_check CHECK (available_on >= dispatched_on),
    CONSTRAINT decision_notices_decision_id_fkey
        FOREIGN KEY(decision_id) REFERENCES decisions (id),
    CONSTRAINT decision_notices_party_check CHECK (party IN (
        'citizen', 'parent', 'guardian', 'representative', 'other'
    )),
    CONSTRAINT decision_notices_channel_check CHECK (channel IN (
        'digital_post', 'letter', 'quick_letter', 'in_person', 'phone', 'email'
    ))
);
CREATE INDEX decision_notices_decision_id_idx ON decision_notices (decision_id);

CREATE TABLE party_hearings (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    party VARCHAR(40) NOT NULL,
    about VARCHAR NOT NULL,
    channel VARCHAR(40) NOT NULL,
    sent_on DATE NOT NULL,
    available_on DATE NOT NULL,
    replied_on DATE,
    CONSTRAINT party_hearings_pkey PRIMARY KEY (id),
    CONSTRAINT party_hearings_range_check CHECK (replied_on >= sent_on),
    CONSTRAINT party_hearings_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT party_hearings_party_check CHECK (party IN (
        'citizen', 'parent', 'guardian', 'representative', 'other'
    )),
    CONSTRAINT party_hearings_channel_check CHECK (channel IN (
        'digital_post', 'letter', 'quick_letter', 'in_person', 'phone', 'email'
    ))
);
CREATE INDEX party_hearings_case_id_idx ON party_hearings (case_id);

CREATE TABLE access_requests (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    party VARCHAR(40) NOT NULL,
    received_on DATE NOT NULL,
    answered_on DATE,
    granted BOOLEAN,
    CONSTRAINT access_requests_pkey PRIMARY KEY (id),
    CONSTRAINT access_requests_range_check CHECK (answered_on >= received_on),
    CONSTRAINT access_requests_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT access_requests_party_check CHECK (party IN (
        'citizen', 'parent', 'guardian', 'representative', 'other'
    ))
);
CREATE INDEX access_requests_case_id_idx ON access_requests (case_id);

CREATE TABLE remittals (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    decision_id UUID NOT NULL,
    board_reference VARCHAR,
    board_decided_on DATE,
    received_on DATE NOT NULL,
    CONSTRAINT remittals_pkey PRIMARY KEY (id),
    CONSTRAINT remittals_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT remittals_decision_id_fkey FOREIGN KEY(decision_id) REFERENCES decisions (id)
);
CREATE INDEX remittals_case_id_idx ON remittals (case_id);
CREATE INDEX remittals_decision_id_idx ON remittals (decision_id);
"""

DEADLINES = """
CREATE TABLE deadlines (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    case_id UUID NOT NULL,
    case_number VARCHAR NOT NULL,
    kind VARCHAR(40) NOT NULL,
    owed_by VARCHAR(40) NOT NULL,
    party VARCHAR(40),
    decision_notice_id UUID,
    party_hearing_id UUID,
    access_request_id UUID,
    remittal_id UUID,
    start_event VARCHAR(40) NOT NULL,
    started_on DATE NOT NULL,
    published_term_id UUID,
    at_least INTEGER,
    amount INTEGER NOT NULL,
    unit VARCHAR(40) NOT NULL,
    roll VARCHAR(40) NOT NULL,
    closed VARCHAR[] NOT NULL,
    clock VARCHAR(40) NOT NULL,
    legal_basis VARCHAR,
    calendar_version INTEGER NOT NULL,
    raw_end_on DATE NOT NULL,
    original_due_on DATE NOT NULL,
    legal_due_on DATE NOT NULL,
    due_on DATE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    met_on DATE,
    cancelled_on DATE,
    cancel_reason VARCHAR,
    reopened_on DATE,
    reopen_reason VARCHAR,
    extensions INTEGER NOT NULL,
    notified_on DATE,
    unit_id UUID NOT NULL,
    case_type_id UUID NOT NULL,
    caseworker_id UUID,
    CONSTRAINT deadlines_pkey PRIMARY KEY (id),
    CONSTRAINT deadlines_one_end_check CHECK (met_on IS NULL OR cancelled_on IS NULL),
    CONSTRAINT deadlines_met_after_start_check CHECK (met_on >= started_on),
    CONSTRAINT deadlines_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT deadlines_deadlinekind_check CHECK (kind IN (
        'acknowledgement', 'decision', 'party_hearing', 'access_to_documents', 'appeal',
        'follow_up', 'remittal', 'reassessment'
    )),
    CONSTRAINT deadlines_owedby_check CHECK (owed_by IN ('authority', 'citizen')),
    CONSTRAINT deadlines_party_check CHECK (party IN (
        'citizen', 'parent', 'guardian', 'representative', 'other'
    )),
    CONSTRAINT deadlines_decision_notice_id_fkey
        FOREIGN KEY(decision_notice_id) REFERENCES decision_notices (id),
    CONSTRAINT deadlines_party_hearing_id_fkey
        FOREIGN KEY(party_hearing_id) REFERENCES party_hearings (id),
    CONSTRAINT deadlines_access_request_id_fkey
        FOREIGN KEY(access_request_id) REFERENCES access_requests (id),
    CONSTRAINT deadlines_remittal_id_fkey FOREIGN KEY(remittal_id) REFERENCES remittals (id),
    CONSTRAINT deadlines_startevent_check CHECK (start_event IN (
        'application_received', 'case_opened_under_act', 'hearing_available',
        'access_requested', 'decision_available', 'complaint_received',
        'remittal_received', 'grant_started', 'followed_up', 'conditions_lapsed'
    )),
    CONSTRAINT deadlines_published_term_id_fkey
        FOREIGN KEY(published_term_id) REFERENCES published_terms (id),
    CONSTRAINT deadlines_term_unit_check CHECK (unit IN (
        'immediately', 'hours', 'days', 'weekdays', 'working_days', 'weeks', 'months'
    )),
    CONSTRAINT deadlines_roll_check CHECK (roll IN ('none', 'forward')),
    CONSTRAINT deadlines_clock_check CHECK (clock IN ('runs', 'stops_while_waiting')),
    CONSTRAINT deadlines_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT deadlines_case_type_id_fkey FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT deadlines_caseworker_id_fkey FOREIGN KEY(caseworker_id) REFERENCES people (id)
);
CREATE INDEX deadlines_access_request_id_idx ON deadlines (access_request_id)
    WHERE access_request_id IS NOT NULL;
CREATE INDEX deadlines_case_id_idx ON deadlines (case_id);
CREATE INDEX deadlines_case_type_id_idx ON deadlines (case_type_id);
CREATE INDEX deadlines_caseworker_id_idx ON deadlines (caseworker_id)
    WHERE met_on IS NULL AND cancelled_on IS NULL;
CREATE INDEX deadlines_decision_notice_id_idx ON deadlines (decision_notice_id)
    WHERE decision_notice_id IS NOT NULL;
CREATE INDEX deadlines_due_on_id_idx ON deadlines (due_on, id);
CREATE INDEX deadlines_party_hearing_id_idx ON deadlines (party_hearing_id)
    WHERE party_hearing_id IS NOT NULL;
CREATE INDEX deadlines_published_term_id_idx ON deadlines (published_term_id);
CREATE INDEX deadlines_remittal_id_idx ON deadlines (remittal_id) WHERE remittal_id IS NOT NULL;
CREATE INDEX deadlines_unit_id_due_on_id_idx ON deadlines (unit_id, due_on, id)
    WHERE met_on IS NULL AND cancelled_on IS NULL;

CREATE TABLE extensions (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deadline_id UUID NOT NULL,
    due_on DATE NOT NULL,
    before_due_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    awaiting VARCHAR,
    awaiting_from VARCHAR(40),
    notice_sent_on DATE NOT NULL,
    channel VARCHAR(40) NOT NULL,
    undone_on DATE,
    undone_reason VARCHAR,
    CONSTRAINT extensions_pkey PRIMARY KEY (id),
    CONSTRAINT extensions_undone_after_check CHECK (undone_on >= notice_sent_on),
    CONSTRAINT extensions_deadline_id_fkey FOREIGN KEY(deadline_id) REFERENCES deadlines (id),
    CONSTRAINT extensions_waitingfor_check CHECK (awaiting_from IN (
        'citizen', 'doctor', 'other_authority', 'other_unit', 'supplier', 'other'
    )),
    CONSTRAINT extensions_channel_check CHECK (channel IN (
        'digital_post', 'letter', 'quick_letter', 'in_person', 'phone', 'email'
    ))
);
CREATE INDEX extensions_deadline_id_idx ON extensions (deadline_id);

CREATE TABLE deadline_moves (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    deadline_id UUID NOT NULL,
    calendar_correction_id UUID NOT NULL,
    raw_end_before_on DATE NOT NULL,
    raw_end_after_on DATE NOT NULL,
    legal_due_before_on DATE NOT NULL,
    legal_due_after_on DATE NOT NULL,
    due_before_on DATE NOT NULL,
    due_after_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    CONSTRAINT deadline_moves_pkey PRIMARY KEY (id),
    CONSTRAINT deadline_moves_deadline_id_fkey
        FOREIGN KEY(deadline_id) REFERENCES deadlines (id),
    CONSTRAINT deadline_moves_calendar_correction_id_fkey
        FOREIGN KEY(calendar_correction_id) REFERENCES calendar_corrections (id)
);
CREATE INDEX deadline_moves_calendar_correction_id_idx
    ON deadline_moves (calendar_correction_id);
CREATE INDEX deadline_moves_deadline_id_idx ON deadline_moves (deadline_id);
"""

# An open deadline is where its case is; one that has ended stays with the unit that ended it.
FOLLOW = """
CREATE FUNCTION follow_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE deadlines
    SET unit_id = NEW.unit_id,
        case_type_id = NEW.case_type_id,
        caseworker_id = NEW.caseworker_id
    WHERE case_id = NEW.id AND met_on IS NULL AND cancelled_on IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER follow_case AFTER UPDATE OF unit_id, case_type_id, caseworker_id ON cases
FOR EACH ROW WHEN (
    (OLD.unit_id, OLD.case_type_id, OLD.caseworker_id)
    IS DISTINCT FROM (NEW.unit_id, NEW.case_type_id, NEW.caseworker_id)
) EXECUTE FUNCTION follow_case();
"""

# What was computed and published at the start is never overwritten.
KEEP_ORIGINAL = """
CREATE FUNCTION keep_original() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the start, term and original day of a deadline never change'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER keep_original BEFORE UPDATE ON deadlines
FOR EACH ROW WHEN (
    (OLD.case_id, OLD.kind, OLD.started_on, OLD.original_due_on, OLD.published_term_id,
     OLD.amount, OLD.unit, OLD.roll, OLD.closed, OLD.clock)
    IS DISTINCT FROM
    (NEW.case_id, NEW.kind, NEW.started_on, NEW.original_due_on, NEW.published_term_id,
     NEW.amount, NEW.unit, NEW.roll, NEW.closed, NEW.clock)
) EXECUTE FUNCTION keep_original();
"""

TABLES = (
    "legal_bases",
    "case_type_bases",
    "term_catalogues",
    "published_terms",
    "closing_days",
    "calendar_corrections",
    "arrival_rules",
    "cases",
    "case_references",
    "case_events",
    "assignments",
    "waiting_periods",
    "decisions",
    "decision_notices",
    "party_hearings",
    "access_requests",
    "remittals",
    "deadlines",
    "extensions",
    "deadline_moves",
)
APPEND_ONLY = ("case_events", "deadline_moves")


def upgrade() -> None:
    for statements in (CATALOGUE, CASES, DEADLINES, FOLLOW, KEEP_ORIGINAL):
        op.execute(statements)
    for table in TABLES:
        op.execute(f"SELECT keep_domain_table('{table}', {table in APPEND_ONLY})")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP FUNCTION follow_case, keep_original")
    op.execute("DROP SEQUENCE case_numbers")
    for column in ("kle_number", "kle_version", "kle_uuid"):
        op.execute(f"ALTER TABLE case_types DROP COLUMN {column}")
