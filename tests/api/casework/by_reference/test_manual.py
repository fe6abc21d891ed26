"""What the manual and the document show is what is read, and what is answered."""

import json
import re
from typing import Any

import pytest
from fastapi import FastAPI

from api.casework.by_reference.examples import BATCHES, CASES
from api.casework.by_reference.schemas import CaseBatchIn, CaseBatchOut, CaseTold
from tests.database import ROOT

MANUAL = (ROOT / "docs" / "writing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", CASES.values(), ids=CASES)
def test_an_example_of_a_case_is_of_the_form(example: Any) -> None:
    assert CaseTold.model_validate(example["value"])


@pytest.mark.parametrize("example", BATCHES.values(), ids=BATCHES)
def test_an_example_of_a_batch_is_of_the_form(example: Any) -> None:
    assert CaseBatchIn.model_validate(example["value"])


def test_what_the_manual_sends_is_of_the_form() -> None:
    one, many = re.findall(r"-d '\n(.*?)'\n\n", MANUAL, re.DOTALL)

    assert CaseTold.model_validate_json(one).unit == "Borgercenter Handicap"
    assert len(CaseBatchIn.model_validate_json(many).items) == 2


def test_what_the_manual_shows_is_what_is_answered() -> None:
    [answer] = re.findall(r"```json\n(.*?)```", MANUAL, re.DOTALL)
    shown = json.loads(answer)
    shown["results"][0]["case_id"] = "00000000-0000-4000-8000-000000000000"

    answered = CaseBatchOut.model_validate(shown)

    assert answered.model_dump(mode="json") == shown


def test_the_document_tells_both_answers_of_a_write(application: FastAPI) -> None:
    paths = application.openapi()["paths"]
    written = paths["/v1/cases/by-reference/{system}/{reference}"]["put"]

    assert {"200", "201", "409", "412", "422"} <= written["responses"].keys()
    assert written["requestBody"]["content"]["application/json"]["examples"].keys() == CASES.keys()
    headers = {each["name"]: each for each in written["parameters"] if each["in"] == "header"}
    assert not any(headers[name]["required"] for name in ("If-Match", "If-None-Match"))
