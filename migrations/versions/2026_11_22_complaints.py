"""Complaints, what is learnt from them, and the facts that their figures are computed from."""

from alembic import op

revision = "complaints"
down_revision = "rights_version"
branch_labels = None
depends_on = None

WORDS = """
CREATE TABLE complaint_causes (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    code VARCHAR NOT NULL,
    name_da VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    group_id UUID,
    position INTEGER NOT NULL,
    retired BOOLEAN NOT NULL,
    CONSTRAINT complaint_causes_pkey PRIMARY KEY (id),
    CONSTRAINT complaint_causes_group_of_others_check CHECK (group_id <> id),
    CONSTRAINT complaint_causes_code_key UNIQUE (code),
    CONSTRAINT complaint_causes_group_id_fkey
        FOREIGN KEY(group_id) REFERENCES complaint_causes (id)
);
CREATE INDEX complaint_causes_group_id_idx ON complaint_causes (group_id);

CREATE TABLE criticism_grades (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    code VARCHAR NOT NULL,
    name_da VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    retired BOOLEAN NOT NULL,
    CONSTRAINT criticism_grades_pkey PRIMARY KEY (id),
    CONSTRAINT criticism_grades_code_key UNIQUE (code)
);

CREATE TABLE learning_steps (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    step INTEGER NOT NULL,
    name_da VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    CONSTRAINT learning_steps_pkey PRIMARY KEY (id),
    CONSTRAINT learning_steps_step_key UNIQUE (step)
);
"""
COMPLAINTS = """
CREATE SEQUENCE complaint_numbers;
GRANT USAGE ON SEQUENCE complaint_numbers TO rettidig_app;
CREATE TABLE complaints (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    number VARCHAR NOT NULL,
    received_on DATE NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE,
    channel VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    text VARCHAR NOT NULL,
    unit_id UUID NOT NULL,
    case_type_id UUID,
    legal_basis_id UUID,
    case_id UUID,
    decision_id UUID,
    complainant_id UUID,
    representative_id UUID,
    repeat_of_id UUID,
    handler_id UUID,
    closed_on DATE,
    closed_how VARCHAR(40),
    answer VARCHAR,
    CONSTRAINT complaints_pkey PRIMARY KEY (id),
    CONSTRAINT complaints_closed_after_receipt_check CHECK (closed_on >= received_on),
    CONSTRAINT complaints_closed_somehow_check CHECK (num_nonnulls(closed_on, closed_how) <> 1),
    CONSTRAINT complaints_repeat_of_another_check CHECK (repeat_of_id <> id),
    CONSTRAINT complaints_number_key UNIQUE (number),
    CONSTRAINT complaints_complaintchannel_check
        CHECK (channel IN (
            'phone', 'email', 'letter', 'digital', 'in_person', 'via_advisor', 'via_councils'
        )),
    CONSTRAINT complaints_complaintkind_check
        CHECK (kind IN ('procedural', 'substantive', 'both')),
    CONSTRAINT complaints_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT complaints_case_type_id_fkey
        FOREIGN KEY(case_type_id) REFERENCES case_types (id),
    CONSTRAINT complaints_legal_basis_id_fkey
        FOREIGN KEY(legal_basis_id) REFERENCES legal_bases (id),
    CONSTRAINT complaints_case_id_fkey FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT complaints_decision_id_fkey FOREIGN KEY(decision_id) REFERENCES decisions (id),
    CONSTRAINT complaints_complainant_id_fkey
        FOREIGN KEY(complainant_id) REFERENCES citizens (id),
    CONSTRAINT complaints_representative_id_fkey
        FOREIGN KEY(representative_id) REFERENCES citizens (id),
    CONSTRAINT complaints_repeat_of_id_fkey
        FOREIGN KEY(repeat_of_id) REFERENCES complaints (id),
    CONSTRAINT complaints_handler_id_fkey FOREIGN KEY(handler_id) REFERENCES people (id),
    CONSTRAINT complaints_closingway_check
        CHECK (closed_how IN ('answered', 'resolved_by_dialogue', 'withdrawn', 'passed_on'))
);
CREATE INDEX complaints_case_id_idx ON complaints (case_id);
CREATE INDEX complaints_case_type_id_idx ON complaints (case_type_id);
CREATE INDEX complaints_complainant_id_idx ON complaints (complainant_id);
CREATE INDEX complaints_decision_id_idx ON complaints (decision_id);
CREATE INDEX complaints_handler_id_idx ON complaints (handler_id);
CREATE INDEX complaints_legal_basis_id_idx ON complaints (legal_basis_id);
CREATE INDEX complaints_received_on_id_idx ON complaints (received_on, id);
CREATE INDEX complaints_repeat_of_id_idx ON complaints (repeat_of_id);
CREATE INDEX complaints_representative_id_idx ON complaints (representative_id);
CREATE INDEX complaints_unit_id_received_on_id_idx ON complaints (unit_id, received_on, id);

CREATE TABLE complaint_points (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    complaint_id UUID NOT NULL,
    cause_id UUID NOT NULL,
    text VARCHAR,
    finding VARCHAR(40),
    found_on DATE,
    criticism_grade_id UUID,
    affects_legality BOOLEAN NOT NULL,
    affects_legal_position BOOLEAN NOT NULL,
    bound_by_law BOOLEAN NOT NULL,
    shows_inefficiency BOOLEAN NOT NULL,
    affects_credibility BOOLEAN NOT NULL,
    CONSTRAINT complaint_points_pkey PRIMARY KEY (id),
    CONSTRAINT complaint_points_complaint_id_fkey
        FOREIGN KEY(complaint_id) REFERENCES complaints (id),
    CONSTRAINT complaint_points_cause_id_fkey
        FOREIGN KEY(cause_id) REFERENCES complaint_causes (id),
    CONSTRAINT complaint_points_pointfinding_check
        CHECK (finding IN ('upheld', 'partly_upheld', 'not_upheld', 'not_considered')),
    CONSTRAINT complaint_points_criticism_grade_id_fkey
        FOREIGN KEY(criticism_grade_id) REFERENCES criticism_grades (id)
);
CREATE INDEX complaint_points_cause_id_idx ON complaint_points (cause_id);
CREATE INDEX complaint_points_complaint_id_idx ON complaint_points (complaint_id);
CREATE INDEX complaint_points_criticism_grade_id_idx ON complaint_points (criticism_grade_id);

CREATE TABLE complaint_contacts (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    complaint_id UUID NOT NULL,
    attempted_at TIMESTAMP WITH TIME ZONE NOT NULL,
    channel VARCHAR(40) NOT NULL,
    reached BOOLEAN NOT NULL,
    resolved_by_dialogue BOOLEAN NOT NULL,
    written_answer_wanted BOOLEAN,
    note VARCHAR,
    person_id UUID,
    CONSTRAINT complaint_contacts_pkey PRIMARY KEY (id),
    CONSTRAINT complaint_contacts_complaint_id_fkey
        FOREIGN KEY(complaint_id) REFERENCES complaints (id),
    CONSTRAINT complaint_contacts_contactchannel_check
        CHECK (channel IN ('phone', 'meeting', 'email', 'letter', 'digital')),
    CONSTRAINT complaint_contacts_person_id_fkey FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE INDEX complaint_contacts_complaint_id_idx ON complaint_contacts (complaint_id);
CREATE INDEX complaint_contacts_person_id_idx ON complaint_contacts (person_id);

CREATE TABLE reassessments (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    complaint_id UUID NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    made_on DATE NOT NULL,
    reason VARCHAR,
    new_decision_id UUID,
    forwarded_on DATE,
    CONSTRAINT reassessments_pkey PRIMARY KEY (id),
    CONSTRAINT reassessments_forwarded_after_check CHECK (forwarded_on >= made_on),
    CONSTRAINT reassessments_complaint_id_key UNIQUE (complaint_id),
    CONSTRAINT reassessments_complaint_id_fkey
        FOREIGN KEY(complaint_id) REFERENCES complaints (id),
    CONSTRAINT reassessments_reassessmentoutcome_check
        CHECK (outcome IN (
            'upheld', 'partly_changed', 'fully_changed', 'dismissed', 'withdrawn'
        )),
    CONSTRAINT reassessments_new_decision_id_fkey
        FOREIGN KEY(new_decision_id) REFERENCES decisions (id)
);
CREATE INDEX reassessments_new_decision_id_idx ON reassessments (new_decision_id);

CREATE TABLE board_outcomes (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    complaint_id UUID NOT NULL,
    result VARCHAR(40) NOT NULL,
    decided_on DATE,
    received_on DATE NOT NULL,
    reference VARCHAR,
    comment VARCHAR,
    remittal_id UUID,
    CONSTRAINT board_outcomes_pkey PRIMARY KEY (id),
    CONSTRAINT board_outcomes_received_after_check CHECK (received_on >= decided_on),
    CONSTRAINT board_outcomes_complaint_id_key UNIQUE (complaint_id),
    CONSTRAINT board_outcomes_complaint_id_fkey
        FOREIGN KEY(complaint_id) REFERENCES complaints (id),
    CONSTRAINT board_outcomes_boardresult_check
        CHECK (result IN (
            'affirmed', 'changed', 'annulled', 'remitted', 'dismissed', 'referred'
        )),
    CONSTRAINT board_outcomes_remittal_id_fkey
        FOREIGN KEY(remittal_id) REFERENCES remittals (id)
);
CREATE INDEX board_outcomes_remittal_id_idx ON board_outcomes (remittal_id);
"""
LEARNING = """
CREATE TABLE learning_records (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    title VARCHAR NOT NULL,
    complaint_id UUID,
    pattern VARCHAR,
    data_number INTEGER,
    unit_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    what_changed VARCHAR,
    told_whom VARCHAR,
    initiative_id UUID,
    changed_on DATE,
    check_after_months INTEGER,
    CONSTRAINT learning_records_pkey PRIMARY KEY (id),
    CONSTRAINT learning_records_of_one_thing_check
        CHECK (num_nonnulls(complaint_id, pattern) = 1),
    CONSTRAINT learning_records_complaint_id_fkey
        FOREIGN KEY(complaint_id) REFERENCES complaints (id),
    CONSTRAINT learning_records_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id),
    CONSTRAINT learning_records_owner_id_fkey FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT learning_records_initiative_id_fkey
        FOREIGN KEY(initiative_id) REFERENCES initiatives (id)
);
CREATE INDEX learning_records_complaint_id_idx ON learning_records (complaint_id);
CREATE INDEX learning_records_initiative_id_idx ON learning_records (initiative_id);
CREATE INDEX learning_records_owner_id_idx ON learning_records (owner_id);
CREATE INDEX learning_records_unit_id_idx ON learning_records (unit_id);

CREATE TABLE learning_steps_taken (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    learning_record_id UUID NOT NULL,
    step INTEGER NOT NULL,
    taken_on DATE NOT NULL,
    text VARCHAR,
    CONSTRAINT learning_steps_taken_pkey PRIMARY KEY (id),
    CONSTRAINT learning_steps_taken_five_steps_check CHECK (step BETWEEN 1 AND 5),
    CONSTRAINT learning_steps_taken_learning_record_id_fkey
        FOREIGN KEY(learning_record_id) REFERENCES learning_records (id)
);
CREATE UNIQUE INDEX learning_steps_taken_learning_record_id_step_key
    ON learning_steps_taken (learning_record_id, step);

CREATE TABLE effect_checks (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    learning_record_id UUID NOT NULL,
    checked_on DATE NOT NULL,
    data_number INTEGER NOT NULL,
    figures JSONB NOT NULL,
    remark VARCHAR,
    CONSTRAINT effect_checks_pkey PRIMARY KEY (id),
    CONSTRAINT effect_checks_learning_record_id_fkey
        FOREIGN KEY(learning_record_id) REFERENCES learning_records (id)
);
CREATE INDEX effect_checks_learning_record_id_idx ON effect_checks (learning_record_id);
"""
# Not of the domain: what is counted is made of rows that are logged, and kept as it was known.
FACTS = """
CREATE TABLE pattern_data (
    number INTEGER NOT NULL,
    id UUID NOT NULL,
    epoch VARCHAR NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    snapshot pg_snapshot NOT NULL,
    CONSTRAINT pattern_data_pkey PRIMARY KEY (number)
);
CREATE INDEX pattern_data_at_idx ON pattern_data (at);

CREATE TABLE complaint_facts (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    since INTEGER NOT NULL,
    until INTEGER,
    complaint_id UUID NOT NULL,
    received_on DATE NOT NULL,
    unit_id UUID NOT NULL,
    case_type_id UUID,
    legal_basis_id UUID,
    kind VARCHAR NOT NULL,
    channel VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    board_result VARCHAR,
    has_case BOOLEAN NOT NULL,
    repeated BOOLEAN NOT NULL,
    caseworker_changes INTEGER,
    deadline_state VARCHAR NOT NULL,
    first_contact_hours FLOAT,
    answer_days INTEGER,
    contacted BOOLEAN NOT NULL,
    noted BOOLEAN NOT NULL,
    words UUID NOT NULL,
    points JSONB NOT NULL,
    CONSTRAINT complaint_facts_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX complaint_facts_now_key
    ON complaint_facts (complaint_id) WHERE until IS NULL;
CREATE INDEX complaint_facts_since_idx ON complaint_facts (since);
CREATE INDEX complaint_facts_until_idx ON complaint_facts (until) WHERE until IS NOT NULL;

CREATE TABLE decision_facts (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    since INTEGER NOT NULL,
    until INTEGER,
    decision_id UUID NOT NULL,
    made_on DATE NOT NULL,
    unit_id UUID NOT NULL,
    case_type_id UUID NOT NULL,
    legal_basis_id UUID,
    caseworker_changes INTEGER NOT NULL,
    deadline_state VARCHAR NOT NULL,
    complained BOOLEAN NOT NULL,
    CONSTRAINT decision_facts_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX decision_facts_now_key ON decision_facts (decision_id) WHERE until IS NULL;
CREATE INDEX decision_facts_since_idx ON decision_facts (since);
CREATE INDEX decision_facts_until_idx ON decision_facts (until) WHERE until IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON pattern_data, complaint_facts, decision_facts TO rettidig_app;
"""
# The Citizens' Advisor's own names of the steps are not known; there are five.
STEPS = """
INSERT INTO learning_steps (id, step, name_da, name_en)
SELECT gen_random_uuid(), step, 'Trin ' || step, 'Step ' || step FROM generate_series(1, 5) AS step
"""
REASSESSED = """
ALTER TABLE deadlines ADD COLUMN complaint_id UUID;
ALTER TABLE deadlines ADD CONSTRAINT deadlines_complaint_id_fkey
    FOREIGN KEY(complaint_id) REFERENCES complaints (id);
CREATE INDEX deadlines_complaint_id_idx ON deadlines (complaint_id) WHERE complaint_id IS NOT NULL;
"""
# What people told in their own words is not repeated in the log.
HIDDEN = {
    "complaints": "{text,answer}",
    "complaint_points": "{text}",
    "complaint_contacts": "{note}",
    "reassessments": "{reason}",
    "board_outcomes": "{comment}",
}
KEPT = (
    *("complaint_causes", "criticism_grades", "learning_steps", *HIDDEN),
    *("learning_records", "learning_steps_taken", "effect_checks"),
)
FACT_TABLES = ("decision_facts", "complaint_facts", "pattern_data")


def upgrade() -> None:
    for statements in (WORDS, COMPLAINTS, LEARNING, FACTS):
        op.execute(statements)
    for table in KEPT:
        hidden = HIDDEN.get(table, "{}")
        op.execute(f"SELECT keep_domain_table('{table}', false, '{hidden}')")
    op.execute(STEPS)
    op.execute(REASSESSED)


def downgrade() -> None:
    op.execute("ALTER TABLE deadlines DROP COLUMN complaint_id")
    for table in (*FACT_TABLES, *reversed(KEPT)):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP SEQUENCE complaint_numbers")
