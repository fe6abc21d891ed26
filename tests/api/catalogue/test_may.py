"""What `may` names is kept: who may replace an entry can send its own content back, others not."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.schemas import CaseTypeIn
from api.catalogue.closing_days.schemas import ArrivalRuleIn
from api.catalogue.legal_bases.schemas import LegalBasisIn
from api.catalogue.terms.schemas import PublishedTermIn, TermCatalogueIn
from api.people.rules import Role
from api.values import Body
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.makers import (
    make_arrival_rule,
    make_case_type,
    make_legal_basis,
    make_type_basis,
)
from tests.factories import Actors

BODIES: dict[str, type[Body]] = {
    "case-types": CaseTypeIn,
    "legal-bases": LegalBasisIn,
    "term-catalogues": TermCatalogueIn,
    "published-terms": PublishedTermIn,
    "arrival-rules": ArrivalRuleIn,
}


@pytest.fixture
def entries(session: Session) -> None:
    new = make_legal_basis(session, "§ 86", valid_from=date(2024, 1, 1))
    old = make_legal_basis(session, valid_from=date(1998, 7, 1), successor_id=new.id)
    aids = make_case_type(session, "merudgifter", kle_number="32.18.04")
    make_type_basis(session, make_case_type(session, "børn", parent_id=aids.id), old)
    make_term(session, make_own_catalogue(session), aids, legal_basis_id=old.id)
    make_arrival_rule(session)


@pytest.mark.usefixtures("entries")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_who_may_replace_an_entry_can_send_it_back(
    api: TestClient, actors: Actors, role: Role
) -> None:
    headers = actors.headers(role)
    keeper = role in {Role.STAFF_UNIT, Role.ADMIN}
    for noun, fields in BODIES.items():
        items = api.get(f"/v1/{noun}", headers=headers).json()["items"]
        assert items, noun
        for item in items:
            body = {name: item[name] for name in fields.model_fields}
            address = f"/v1/{noun}/{item['id']}"
            answer = api.put(address, json=body, headers=headers | {"If-Match": "*"})
            assert ("replace" in item["may"]) is keeper
            assert answer.status_code == (200 if keeper else 403), answer.text
            if keeper:
                assert answer.json() == item
