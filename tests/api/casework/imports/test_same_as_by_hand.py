"""What an import writes at once is what the acts write one by one, and the same in every format."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import DecisionOutcome
from api.casework.imports.formats.reading import READERS
from api.casework.imports.rules import Format
from api.casework.imports.services import Asked, import_cases
from api.catalogue.case_types.tables import CaseType
from api.commands.accounts import OPERATOR
from api.organisation.tables import Unit
from tests.api.casework.imports.makers import WRITERS, line, ndjson, send
from tests.api.casework.imports.snapshots import Told, snapshot
from tests.api.casework.imports.test_importing import counts
from tests.api.casework.makers import make_arrivals
from tests.api.catalogue.makers import make_closing_day, make_legal_basis, make_type_basis
from tests.conftest import TODAY
from tests.factories import Headers, make_person

ACKNOWLEDGED = {"acknowledged_on": "2017-08-18"}
EXTENDED = {
    "extended_to": "2017-12-01",
    "notice_sent_on": "2017-08-30",
    "notice_channel": "letter",
    "extension_reason": "Vi venter på en lægeerklæring.",
}
DECIDED = {"decided_on": "2017-09-01", "outcome": "refused"}
SENT = DECIDED | {"dispatched_on": "2017-09-04", "channel": "letter"}
DOCUMENTED = SENT | {"available_on": "2017-09-05"}
UNGUIDED = SENT | {"appeal_guidance_given": "no", "reasons_given": "no"}


@pytest.fixture
def surroundings(session: Session, case_type: CaseType, terms: None) -> None:
    """Arrival rules of the time, a closing day on a due day, a law, and somebody."""
    make_arrivals(session, valid_from=date(2015, 1, 1))
    make_closing_day(session, date(2017, 11, 8))
    make_type_basis(session, case_type, make_legal_basis(session))
    make_person(session, "anna")


class ByHand:
    """Opens a case and does to it what a line tells, act by act, as the pages do."""

    def __init__(self, api: TestClient, headers: Headers, told: Mapping[str, Any]) -> None:
        self.api, self.headers, self.told = api, headers, told

    def post(self, address: str, body: Mapping[str, Any]) -> dict[str, Any]:
        sent = {name: value for name, value in body.items() if value is not None}
        answer = self.api.post(f"/v1{address}", json=sent, headers=self.headers)
        assert answer.status_code in {200, 201}, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def some(self, *names: str, **others: str) -> dict[str, Any]:
        named = {name: name for name in names} | others
        return {name: self.told.get(column) for name, column in named.items()}

    def carry_out(self, unit: Unit, case_type: CaseType, caseworker: str | None) -> None:
        facts = self.some("origin", "received_on", "variant", "acknowledged_on")
        reference = {"system": "by-hand", "reference": self.told["reference"]}
        places = {"unit_id": str(unit.id), "case_type_id": str(case_type.id)}
        more = {"caseworker_id": caseworker, "references": [reference]}
        key = self.post("/cases", facts | places | more)["id"]
        if "extended_to" in self.told:
            self.extend(key)
        if "decided_on" in self.told:
            self.decide(key)
        for act, day in (("withdraw", "withdrawn_on"), ("close", "closed_on")):
            if day in self.told:
                move = {"act": act, "happened_on": self.told[day], "reason": "import"}
                self.post(f"/cases/{key}/moves", move)
        if "state" in self.told:
            move = {"act": self.told["state"], "happened_on": self.told["last"], "reason": "import"}
            self.post(f"/cases/{key}/moves", move)

    def extend(self, key: str) -> None:
        listed = {"case": key, "kind": "decision"}
        answer = self.api.get("/v1/deadlines", params=listed, headers=self.headers)
        [running] = answer.json()["items"]
        names = {"due_on": "extended_to", "reason": "extension_reason", "channel": "notice_channel"}
        self.post(f"/deadlines/{running['id']}/extension", self.some("notice_sent_on", **names))

    def decide(self, key: str) -> None:
        body = self.some(
            "outcome", "dispatched_on", "channel", "available_on", made_on="decided_on"
        )
        given_or_not = {
            name: self.told.get(name) != "no" for name in ("reasons_given", "appeal_guidance_given")
        }
        self.post(f"/cases/{key}/decisions", body | given_or_not | {"subject": "Merudgifter"})


@pytest.mark.usefixtures("surroundings")
@pytest.mark.parametrize(
    "told",
    [
        {},
        {"caseworker": "anna", "variant": "gentagelse"},
        {"origin": "authority"},
        ACKNOWLEDGED,
        EXTENDED,
        DECIDED,
        SENT,
        DOCUMENTED,
        UNGUIDED,
        SENT | {"outcome": "granted"},
        ACKNOWLEDGED | EXTENDED | SENT | {"caseworker": "anna"},
        ACKNOWLEDGED | SENT | {"closed_on": "2017-09-20"},
        {"withdrawn_on": "2017-09-20"},
        ACKNOWLEDGED | EXTENDED | {"withdrawn_on": "2017-09-20"},
    ],
    ids=lambda told: "-".join(map(str, told.values())) or "plain",
)
def test_a_line_comes_to_the_same_as_the_acts_by_hand(
    api: TestClient,
    importer: Headers,
    session: Session,
    unit: Unit,
    case_type: CaseType,
    told: dict[str, Any],
) -> None:
    anna = make_person(session, "anna-by-hand") if "caseworker" in told else None
    by_hand = line(1, **told)

    ByHand(api, importer, by_hand).carry_out(unit, case_type, str(anna.id) if anna else None)
    imported = line(2, **told) | ({"caseworker": "anna-by-hand"} if anna else {})
    answer = send(api, importer, ndjson([imported]))

    assert counts(answer) == {"lines": 1, "created": 1}
    assert snapshot(session, "S2017-2") == snapshot(session, "S2017-1")


@pytest.mark.usefixtures("surroundings")
@pytest.mark.parametrize(
    ("told", "act", "last"),
    [
        ({"state": "investigating"}, "investigate", "2017-08-16"),
        (ACKNOWLEDGED | {"state": "informed"}, "inform", "2017-08-18"),
        (SENT | {"state": "ordered"}, "order", "2017-09-04"),
        (ACKNOWLEDGED | SENT | {"state": "closed"}, "close", "2017-09-04"),
    ],
)
def test_a_state_without_a_day_is_noted_on_the_last_day_told(
    api: TestClient,
    importer: Headers,
    session: Session,
    unit: Unit,
    case_type: CaseType,
    told: dict[str, Any],
    act: str,
    last: str,
) -> None:
    by_hand = line(1, **told) | {"state": act, "last": last}

    ByHand(api, importer, by_hand).carry_out(unit, case_type, None)
    answer = send(api, importer, ndjson([line(2, **told)]))

    assert counts(answer) == {"lines": 1, "created": 1}
    assert snapshot(session, "S2017-2") == snapshot(session, "S2017-1")


days = st.dates(date(2017, 1, 2), date(2017, 8, 31)).map(date.isoformat)
later_days = st.dates(date(2017, 9, 1), TODAY).map(date.isoformat)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda text: text.strip() == text and text == text.replace("_x", ""))


def told_by(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


endings: st.SearchStrategy[dict[str, Any]] = st.one_of(
    told_by(state=st.sampled_from(["informed", "under oplysning"])),
    st.fixed_dictionaries({"withdrawn_on": later_days}),
    st.fixed_dictionaries(
        {
            "decided_on": days.map(lambda _: "2017-09-01"),
            "outcome": st.sampled_from([each.value for each in DecisionOutcome]),
            "dispatched_on": later_days,
            "channel": st.sampled_from(["brev", "digital_post", "Personligt"]),
        }
    ),
)
beginnings: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"reference": texts, "received_on": days, "origin": st.sampled_from(["borger", "authority"])},
    optional={
        "acknowledged_on": later_days,
        "variant": texts,
        "caseworker": st.just("anna"),
        "cpr": st.sampled_from(["010180-1234", "0202801234", "311290-4321"]),
    },
)
files = st.lists(
    st.builds(lambda begun, ended: begun | ended, beginnings, endings),
    min_size=1,
    max_size=4,
    unique_by=lambda told: told["reference"],
)


def kept_by(session: Session, kind: str, told: list[dict[str, Any]]) -> list[Told]:
    """Import a file and return what it came to; then it never happened."""
    pieces: Callable[[bytes], Any] = lambda body: iter([body[:100], body[100:]])  # noqa: E731 - one use
    body = WRITERS[kind]([line(1, **each) for each in told])
    with session.begin_nested() as attempt:
        rows = READERS[Format(kind)](pieces(body))
        done = import_cases(session, OPERATOR, rows, Asked(Format(kind)), TODAY)
        assert (done.created, done.refused) == (len(told), 0)
        kept = [snapshot(session, each["reference"]) for each in told]
        attempt.rollback()
    return kept


@pytest.mark.usefixtures("surroundings", "unit")
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(told=files)
def test_the_same_cases_come_from_every_format(
    session: Session, told: list[dict[str, Any]]
) -> None:
    first, *others = (kept_by(session, kind, told) for kind in WRITERS)

    assert all(other == first for other in others)
