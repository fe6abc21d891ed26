"""Sample data that the examples of the document speak of, made when one speaks of it.

Most of it is made by the examples themselves: a plan is what the example of `create_plan` makes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.catalogue.learning_steps.tables import LearningStep
from api.openapi.examples import Example, examples_for
from api.organisation.rules import UnitKind
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.casework.makers import make_arrivals, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type, make_cause, make_legal_basis
from tests.api.citizens.makers import BODIL, make_citizen
from tests.api.openapi.walking import Document, Entry, entries
from tests.factories import (
    PASSWORD,
    Actors,
    Headers,
    make_complaint,
    make_person,
    make_unit,
)

# A Monday. The examples tell of the weeks before it.
DAY_OF_EXAMPLES = date(2026, 11, 23)
SINCE = date(2015, 1, 1)
TERMS: tuple[dict[str, Any], ...] = (
    {},
    {"kind": "acknowledgement", "start_event": "application_received", "amount": 7, "unit": "days"},
    {"kind": "appeal", "start_event": "decision_available", "amount": 4},
    {"kind": "party_hearing", "start_event": "hearing_available", "amount": 2},
    {"kind": "access_to_documents", "start_event": "access_requested", "amount": 2},
    {"kind": "remittal", "start_event": "remittal_received", "amount": 8},
    {"kind": "follow_up", "start_event": "grant_started", "amount": 3, "unit": "months"},
    {"kind": "follow_up", "start_event": "followed_up", "amount": 6, "unit": "months"},
)
# What an address is about, where its words are not simply the plural.
THINGS = {
    "people": "person",
    "legal-bases": "legal_basis",
    "extensions": "extension",
    "follow-ups": "follow_up",
    "pattern-watches": "pattern_watch",
}
# What is made by an act, and where the answer has its id.
MADE_BY: dict[str, tuple[str, Callable[[Any], str]]] = {
    "case": ("open_case", lambda it: str(it["id"])),
    "waiting_period": ("begin_waiting", lambda it: str(it["id"])),
    "decision": ("decide_case", lambda it: str(it["id"])),
    "notice_id": ("add_decision_notice", lambda it: str(it["notices"][-1]["id"])),
    "party_hearing": ("hear_party", lambda it: str(it["id"])),
    "access_request": ("request_access", lambda it: str(it["id"])),
    "reassessment": ("reassess_decision", lambda it: str(it["id"])),
    "board_outcome": ("note_board_outcome", lambda it: str(it["id"])),
    "complaint": ("register_complaint", lambda it: str(it["id"])),
    "complaint_point": ("add_complaint_point", lambda it: str(it["id"])),
    "complaint_contact": ("add_complaint_contact", lambda it: str(it["id"])),
    "follow_up": ("plan_follow_up", lambda it: str(it["follow_up"]["id"])),
    "calendar_correction": ("correct_calendar", lambda it: str(it["correction"]["id"])),
    "client_secret": ("renew_client_secret", lambda it: str(it["secret"])),
    "token": ("issue_token", lambda it: str(it["access_token"])),
}
# Where the first example only tries.
SECOND = {"correct_calendar"}
# What must have been done to a thing before an act.
BEFORE = {
    "reopen_complaint": "close_complaint",
    "reopen_deadline": "complete_deadline",
    "forward_complaint": "reassess_decision",
    "note_board_outcome": "forward_complaint",
}
# What is done only to such a thing.
DONE_TO = {
    "reassess_decision": "complaint_over_decision",
    "forward_complaint": "complaint_over_decision",
    "note_board_outcome": "complaint_over_decision",
}


@dataclass
class World:
    """What there is, by the names that examples call it by."""

    api: TestClient
    session: Session
    headers: Headers
    document: Document
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.operations = {entry.name: entry for entry in entries(self.document)}

    def place(self, name: str) -> str:
        """Return the id of a thing, making it if nobody spoke of it before."""
        if name not in self.known:
            self.known[name] = self.make(name)
        return self.known[name]

    def make(self, name: str) -> str:
        if maker := getattr(self, f"make_{name}", None):
            return str(maker())
        operation, id_in = MADE_BY.get(name, (f"create_{name}", lambda it: str(it["id"])))
        entry = self.operations[operation]
        example = self.examples(entry)[1 if operation in SECOND else 0]
        answer = self.send(entry, example)
        assert answer.is_success, f"{operation}: {answer.text}"
        return id_in(answer.json())

    def examples(self, entry: Entry) -> list[Example]:
        """Return the examples of an operation that are kept beside the document."""
        content = entry.body.get("requestBody", {}).get("content", {})
        return [
            example
            for media, body in content.items()
            for example in examples_for(entry.name, body["schema"])
            if example.media == media
        ]

    def send(self, entry: Entry, example: Example) -> Any:
        """Send an example to an operation, on things that there are."""
        if entry.name == "sign_in":
            make_person(self.session, "anna.holm", password=PASSWORD)
        if entry.name in BEFORE:
            before = self.operations[BEFORE[entry.name]]
            assert self.send(before, self.examples(before)[0]).is_success
        address = self.address(entry)
        headers = self.headers | {"Content-Type": example.media}
        if entry.parameters("header").get("If-Match", {}).get("required"):
            headers |= {"If-Match": self.tag_of(address)}
        body = example.filled(self.place)
        if example.media == "application/json":
            return self.api.request(entry.method, address, json=body, headers=headers)
        if example.media == "application/x-www-form-urlencoded":
            return self.api.request(entry.method, address, data=body)
        return self.api.request(
            entry.method, address, content=body.strip().encode(), headers=headers
        )

    def tag_of(self, address: str) -> str:
        """Return the ETag of what an address lies under: /v1/citizens/{id} of its identity."""
        whole = "/".join(address.split("/")[:4])
        return str(self.api.get(whole, headers=self.headers).headers["ETag"])

    def address(self, entry: Entry) -> str:
        """Return the address of an operation, with the ids of things that there are."""
        names = entry.parameters("path")
        values = {name: self.place(self.thing(entry) if name == "id" else name) for name in names}
        return entry.path.format(**values)

    def thing(self, entry: Entry) -> str:
        """Return what an address is about: /v1/role-grants/{id} is about a role_grant."""
        words = entry.path.split("/")[2]
        if entry.name in DONE_TO:
            return DONE_TO[entry.name]
        return THINGS.get(words) or words.replace("-", "_").replace("ties", "tys").removesuffix("s")

    def make_unit(self) -> object:
        return make_unit(self.session, name="Børnefamilier", kind=UnitKind.DEPARTMENT).id

    def make_centre(self) -> object:
        return make_unit(self.session, name="Borgercenter Handicap").id

    def make_other_unit(self) -> object:
        return make_unit(self.session, name="Voksne Vest", kind=UnitKind.DEPARTMENT).id

    def make_caseworker(self) -> object:
        return make_person(self.session, "anna").id

    def make_colleague(self) -> object:
        return make_person(self.session, "carla").id

    def make_legal_basis(self) -> object:
        return make_legal_basis(self.session).id

    def make_cause_group(self) -> object:
        return make_cause(self.session, "TID").id

    def make_learning_step(self) -> object:
        return self.session.exec(select(LearningStep.id).where(LearningStep.step == 1)).one()

    def make_complaint_over_decision(self) -> object:
        unit = self.session.get_one(Unit, UUID(self.place("unit")))
        received_on = date(2026, 10, 5)
        return make_complaint(self.session, unit, kind="substantive", received_on=received_on).id

    def make_citizen(self) -> object:
        return make_citizen(self.session, BODIL).id

    def make_case_type(self) -> object:
        """Make a case type, with a term in force for each kind of its deadlines."""
        catalogue = make_own_catalogue(self.session)
        for term in TERMS:
            make_term(self.session, catalogue, **term)
        make_arrivals(self.session, valid_from=SINCE)
        return make_case_type(self.session, "merudgifter").id

    def make_deadline(self) -> str:
        """Return the deadline to decide of the case."""
        query = {"case": self.place("case"), "kind": "decision"}
        listed = self.api.get("/v1/deadlines", params=query, headers=self.headers)
        return str(listed.json()["items"][0]["id"])

    def make_extension(self) -> str:
        extend = self.operations["extend_deadline"]
        assert self.send(extend, self.examples(extend)[0]).is_success
        address = f"/v1/deadlines/{self.place('deadline')}/extensions"
        return str(self.api.get(address, headers=self.headers).json()["items"][0]["id"])


def make_world(api: TestClient, session: Session, actors: Actors, document: Document) -> World:
    """Return an empty world, and somebody who may do everything in it."""
    return World(api, session, actors.headers(Role.ADMIN), document)
