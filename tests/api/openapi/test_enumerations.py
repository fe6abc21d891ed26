"""Every code says what it is called, in Danish and in English, and everywhere the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.people.rules import Role
from api.words.enumerations import catalogue
from tests.api.openapi.walking import Document
from tests.factories import Actors
from web.cases import words as case_words
from web.committee import forms as committee_forms
from web.deadlines import words as deadline_words
from web.findings import forms as finding_forms
from web.language import language
from web.organisation import forms as organisation_forms
from web.resources import forms as resource_forms
from web.states import STATES

PAGES = {
    "AssignmentReason": deadline_words.ASSIGNMENT_REASONS,
    "CaseState": case_words.STATES,
    "Channel": deadline_words.CHANNELS,
    "DayKind": deadline_words.DAY_KINDS,
    "DeadlineKind": deadline_words.KINDS,
    "DecisionOutcome": case_words.OUTCOMES,
    "FindingSource": finding_forms.FOUND_BY,
    "Frequency": committee_forms.FREQUENCIES,
    "Party": case_words.PARTIES,
    "Duration": resource_forms.DURATIONS,
    "Role": organisation_forms.ROLES,
    "State": {code: state.word for code, state in STATES.items()},
    "UnitKind": organisation_forms.UNIT_KINDS,
    "WaitingFor": deadline_words.WAITING_FOR,
}


def enumerations(part: Any) -> Iterator[Document]:
    """Yield every schema with codes, wherever it stands."""
    if isinstance(part, dict):
        if "enum" in part and "x-enum-descriptions" in part:
            yield part
        for each in part.values():
            yield from enumerations(each)
    elif isinstance(part, list):
        for each in part:
            yield from enumerations(each)


def test_no_code_lacks_its_words_in_either_language(application: FastAPI) -> None:
    schemas = application.openapi()["components"]["schemas"]

    lacking = {
        f"{name}.{code}"
        for name, schema in schemas.items()
        for holder in [schema, *schema.get("properties", {}).values()]
        for code in holder.get("enum", [])
        if not all(holder["x-enum-descriptions"].get(code, {}).get(each) for each in ("da", "en"))
    }
    assert lacking == set(), "say what they are called in api/words/enumerations.toml"
    assert len(list(enumerations(schemas))) > 50


def test_words_stand_only_for_codes_that_there_are(application: FastAPI) -> None:
    schemas = application.openapi()["components"]["schemas"]

    for name, words in catalogue().items():
        if name in schemas:
            assert list(words) == schemas[name]["enum"], name


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_call_codes_the_same(name: str) -> None:
    english = language("en")
    for code, (danish, in_english) in catalogue()[name].items():
        word = PAGES[name][code]
        assert (danish, in_english) == (word, english.gettext(word)), f"{name}.{code}"


def test_codes_with_words_are_given_in_the_language_that_is_asked_for(
    api: TestClient, actors: Actors
) -> None:
    caseworker = actors.headers(Role.CASEWORKER)

    danish = api.get("/v1/enumerations", headers=caseworker)
    english = api.get("/v1/enumerations", headers=caseworker | {"Accept-Language": "en-GB, da"})

    assert (danish.json()["language"], english.json()["language"]) == ("da", "en")
    assert (danish.headers["Content-Language"], danish.headers["Vary"]) == ("da", "Accept-Language")
    assert label(danish.json(), "Status", "met_late") == "fuldført for sent"
    assert label(english.json(), "Status", "met_late") == "met late"


def label(body: Document, name: str, code: str) -> str:
    [found] = [each for each in body["enumerations"] if each["name"] == name]
    return next(str(each["label"]) for each in found["codes"] if each["code"] == code)
