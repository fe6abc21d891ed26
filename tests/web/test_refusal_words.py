"""Every reason for which the api says no has its Danish sentence, and no other has one."""

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from tests.web.test_language import WEB
from web import refusals_of_catalogue, refusals_of_files, refusals_of_writes
from web.language import language
from web.refusal_words import ENDINGS, WORDS, in_words

API: Final = WEB.parent / "api"
# How the api says no: a refusal, a line of a file at fault, a problem document.
REFUSING: Final = frozenset(
    {
        "Busy",
        "DomainError",
        "Fault",
        "Gone",
        "InvalidInput",
        "KeyReused",
        "NotAcceptable",
        "NotAllowed",
        "NotSignedIn",
        "Overloaded",
        "PreconditionFailed",
        "PreconditionMissing",
        "RuleBroken",
        "TooManyAttempts",
        "problem",
        "unreadable",
    }
)


@pytest.fixture(scope="module")
def sources() -> list[ast.Module]:
    return [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(API.rglob("*.py"))]


def constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def refusals(tree: ast.AST) -> Iterator[str]:
    """Yield the codes in a module: the word with an underscore that a refusal begins with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func) in REFUSING:
            given = (arg.value for arg in node.args[:3] if isinstance(arg, ast.Constant))
            codes = [each for each in given if isinstance(each, str) and is_code(each)]
            yield from codes[:1]


def name_of(called: ast.expr) -> str:
    return getattr(called, "id", getattr(called, "attr", ""))


def is_code(text: str) -> bool:
    return text.isidentifier() and text.islower() and "_" in text


@pytest.fixture(scope="module")
def codes(sources: list[ast.Module]) -> set[str]:
    return {code for tree in sources for code in refusals(tree)}


def test_the_walk_finds_the_codes_of_every_corner(codes: set[str]) -> None:
    assert {"state_cannot_follow", "not_utf8", "case_number_taken", "cells_other"} <= codes
    assert len(codes) > 200


def test_every_refusal_has_its_danish_words(codes: set[str]) -> None:
    danish = language("da")
    assert sorted(code for code in codes if in_words(danish, code, "") == "") == []


def test_no_words_are_left_over(sources: list[ast.Module]) -> None:
    said = {text for tree in sources for text in constants(tree)}
    of_features = {
        **refusals_of_files.WORDS,
        **refusals_of_catalogue.WORDS,
        **refusals_of_writes.WORDS,
    }
    assert sorted(of_features.keys() - said) == []


def test_english_is_the_api_s_own() -> None:
    detail = "A weekly limit of 3 was reached."
    assert in_words(language("en"), "not_allowed", detail) == detail
    assert in_words(language("da"), "not_allowed", detail) == WORDS["not_allowed"]
    assert in_words(language("da"), "plan_unknown", detail) == ENDINGS["_unknown"]
