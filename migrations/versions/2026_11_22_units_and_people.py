"""Units, people, machine clients and their credentials."""

from alembic import op

revision = "units_and_people"
down_revision = "change_log"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE units (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR,
    kind VARCHAR(40) NOT NULL,
    parent_id UUID,
    valid_from DATE,
    valid_until DATE,
    outside BOOLEAN NOT NULL,
    note VARCHAR,
    CONSTRAINT units_pkey PRIMARY KEY (id),
    CONSTRAINT units_valid_range_check CHECK (valid_until IS NULL OR valid_until > valid_from),
    CONSTRAINT units_unitkind_check CHECK (kind IN (
        'administration', 'centre', 'area', 'department', 'staff_unit'
    )),
    CONSTRAINT units_parent_id_fkey FOREIGN KEY(parent_id) REFERENCES units (id)
);
CREATE INDEX units_parent_id_idx ON units (parent_id);

CREATE TABLE unit_successions (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    predecessor_id UUID NOT NULL,
    successor_id UUID NOT NULL,
    succeeded_on DATE,
    kind VARCHAR(40) NOT NULL,
    note VARCHAR,
    CONSTRAINT unit_successions_pkey PRIMARY KEY (id),
    CONSTRAINT unit_successions_two_units_check CHECK (predecessor_id <> successor_id),
    CONSTRAINT unit_successions_predecessor_id_fkey
        FOREIGN KEY(predecessor_id) REFERENCES units (id),
    CONSTRAINT unit_successions_successor_id_fkey
        FOREIGN KEY(successor_id) REFERENCES units (id),
    CONSTRAINT unit_successions_successionkind_check CHECK (kind IN (
        'renamed', 'merged', 'split', 'moved'
    ))
);
CREATE INDEX unit_successions_predecessor_id_idx ON unit_successions (predecessor_id);
CREATE INDEX unit_successions_successor_id_idx ON unit_successions (successor_id);

CREATE TABLE people (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    username VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL,
    title VARCHAR,
    active BOOLEAN NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id),
    CONSTRAINT people_username_key UNIQUE (username)
);

CREATE TABLE clients (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    name VARCHAR NOT NULL,
    purpose VARCHAR,
    scopes VARCHAR[] NOT NULL,
    unit_id UUID,
    active BOOLEAN NOT NULL,
    CONSTRAINT clients_pkey PRIMARY KEY (id),
    CONSTRAINT clients_name_key UNIQUE (name),
    CONSTRAINT clients_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
);
CREATE INDEX clients_unit_id_idx ON clients (unit_id);

CREATE TABLE role_grants (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    person_id UUID NOT NULL,
    role VARCHAR(40) NOT NULL,
    unit_id UUID,
    valid_from DATE NOT NULL,
    valid_until DATE,
    CONSTRAINT role_grants_pkey PRIMARY KEY (id),
    CONSTRAINT role_grants_valid_range_check
        CHECK (valid_until IS NULL OR valid_until > valid_from),
    CONSTRAINT role_grants_person_id_fkey FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT role_grants_role_check CHECK (role IN (
        'caseworker', 'department_leader', 'area_manager', 'centre_manager', 'staff_unit',
        'citizens_advisor', 'committee_secretary', 'system', 'admin'
    )),
    CONSTRAINT role_grants_unit_id_fkey FOREIGN KEY(unit_id) REFERENCES units (id)
);
CREATE INDEX role_grants_person_id_idx ON role_grants (person_id);
CREATE INDEX role_grants_unit_id_idx ON role_grants (unit_id);

CREATE TABLE passwords (
    person_id UUID NOT NULL,
    hash VARCHAR NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT passwords_pkey PRIMARY KEY (person_id),
    CONSTRAINT passwords_person_id_fkey FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE client_secrets (
    id UUID NOT NULL,
    client_id UUID NOT NULL,
    hash BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT client_secrets_pkey PRIMARY KEY (id),
    CONSTRAINT client_secrets_client_id_fkey FOREIGN KEY(client_id) REFERENCES clients (id),
    CONSTRAINT client_secrets_hash_key UNIQUE (hash)
);
CREATE INDEX client_secrets_client_id_idx ON client_secrets (client_id);

CREATE TABLE sign_in_sessions (
    token_hash BYTEA NOT NULL,
    person_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sign_in_sessions_pkey PRIMARY KEY (token_hash),
    CONSTRAINT sign_in_sessions_person_id_fkey FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE INDEX sign_in_sessions_person_id_idx ON sign_in_sessions (person_id);

CREATE TABLE access_tokens (
    token_hash BYTEA NOT NULL,
    client_id UUID NOT NULL,
    scopes VARCHAR[] NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT access_tokens_pkey PRIMARY KEY (token_hash),
    CONSTRAINT access_tokens_client_id_fkey FOREIGN KEY(client_id) REFERENCES clients (id)
);
CREATE INDEX access_tokens_client_id_idx ON access_tokens (client_id);

CREATE TABLE sign_in_attempts (
    id UUID NOT NULL,
    key_hash BYTEA NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_attempts_at_idx ON sign_in_attempts (at);
CREATE INDEX sign_in_attempts_key_hash_idx ON sign_in_attempts (key_hash);
"""
DOMAIN = ("units", "unit_successions", "people", "clients", "role_grants")
# Credentials: not in the change log, which holds whole rows.
PLAIN = ("passwords", "client_secrets", "sign_in_sessions", "access_tokens", "sign_in_attempts")


def upgrade() -> None:
    op.execute(TABLES)
    for table in DOMAIN:
        op.execute(f"SELECT keep_domain_table('{table}')")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(PLAIN)} TO rettidig_app")


def downgrade() -> None:
    op.execute(f"DROP TABLE {', '.join(DOMAIN + PLAIN)}")
