"""A case that was taken up again is not decided on a day before that."""

import pytest
from starlette.testclient import TestClient

from tests.api.casework.deciding import REFUSAL, correct, decide
from tests.factories import Headers

pytestmark = pytest.mark.usefixtures("terms")


def test_a_reopened_case_is_decided_after_it_was_reopened(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    first = decide(api, leader, case_key, made_on="2017-09-11")
    again = {"act": "reopen", "happened_on": "2017-09-20", "reason": "Nye oplysninger"}
    api.post(f"/v1/cases/{case_key}/moves", json=again, headers=leader)

    before = REFUSAL | {"made_on": "2017-09-19"}
    refused = api.post(f"/v1/cases/{case_key}/decisions", json=before, headers=leader)

    assert (refused.status_code, refused.json()["code"]) == (422, "made_before_start")
    assert refused.json()["errors"][0]["pointer"] == "/made_on"
    decide(api, leader, case_key, made_on="2017-09-20")
    correct(api, leader, first, made_on="2017-09-12")


def test_a_decision_that_was_no_answer_to_all_is_followed_by_one_of_any_day(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    partial = decide(api, leader, case_key)
    correct(api, leader, partial, concludes=False)

    assert decide(api, leader, case_key, subject="Lift", made_on="2017-09-19")["concludes"] is True
