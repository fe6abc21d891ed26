"""All tables, so that migrations and checks see every one of them."""

import api.calendar_links.tables
import api.cases.tables
import api.casework.imports.tables
import api.catalogue.case_types.tables
import api.catalogue.causes.tables
import api.catalogue.closing_days.tables
import api.catalogue.criticism_grades.tables
import api.catalogue.learning_steps.tables
import api.catalogue.legal_bases.tables
import api.catalogue.letter_types.tables
import api.catalogue.terms.tables
import api.changes.tables
import api.citizens.tables
import api.committee.tables
import api.complaints.facts.tables
import api.complaints.lookups.tables
import api.complaints.search.tables
import api.complaints.tables
import api.complaints.watches.tables
import api.deadlines.tables
import api.organisation.tables
import api.people.tables
import api.plans.findings.tables
import api.plans.outline.tables
import api.plans.parties.tables
import api.plans.resources.tables
import api.plans.status.tables
import api.plans.timeline.tables
import api.recovery.tables
import api.saved_views.tables
import api.subscriptions.tables  # noqa: F401
from api.table import Table

METADATA = Table.metadata
