"""Sums of resource lines and whether they reconcile, by rows."""

from decimal import Decimal
from uuid import UUID

import pytest

from api.errors import DomainError
from api.plans.resources import rules
from api.plans.resources.rules import Line

PLAN = UUID(int=1)
WHOLE, FIRST, SECOND = UUID(int=11), UUID(int=12), UUID(int=13)


def line(
    line_id: UUID, million: str | None, fte: str | None = None, *, within: UUID | None = None
) -> Line:
    return Line(
        id=line_id,
        part_of_id=within,
        plan_id=PLAN,
        standing="requested",
        duration="permanent",
        million_dkk=Decimal(million) if million else None,
        fte=Decimal(fte) if fte else None,
    )


def number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize(
    ("stated", "first", "second", "parts", "unstated", "difference"),
    [
        ("12.25", "6.60", "5.65", "12.25", 0, "0.00"),
        ("12.25", "6.60", "5.60", "12.20", 0, "0.05"),
        ("12.25", "6.60", "5.75", "12.35", 0, "-0.10"),
        ("0.3", "0.1", "0.2", "0.30", 0, "0.00"),
        ("1", "0.333", "0.333", "0.666", 0, "0.334"),
        ("12.25", "6.60", None, "6.60", 1, None),
        (None, "12.8", "10.9", "23.70", 0, None),
        ("12.25", None, None, None, 2, None),
    ],
)
def test_compares_what_is_stated_with_the_parts(
    stated: str | None,
    first: str | None,
    second: str | None,
    parts: str | None,
    unstated: int,
    difference: str | None,
) -> None:
    whole = line(WHOLE, stated)
    family = rules.parts_of([line(FIRST, first, within=WHOLE), line(SECOND, second, within=WHOLE)])

    said = rules.compare(whole, rules.million_dkk, family)

    assert (said.stated, said.parts) == (number(stated), number(parts))
    assert (said.parts_unstated, said.difference) == (unstated, number(difference))
    assert difference is None or str(said.difference) == difference


def test_counts_a_part_within_its_whole_and_what_the_whole_leaves_out() -> None:
    lines = [
        line(WHOLE, "12.25"),
        line(FIRST, "6.60", "12.8", within=WHOLE),
        line(SECOND, "5.65", "10.9", within=WHOLE),
        line(UUID(int=14), "4.30", "8.6"),
        line(UUID(int=15), "1.00"),
    ]

    said = rules.total(lines, rules.parts_of(lines))

    assert said == rules.Sum(lines=3, million_dkk=Decimal("17.55"), fte=Decimal("32.30"))


def test_reaches_the_parts_of_parts() -> None:
    lines = [
        line(WHOLE, None),
        line(FIRST, None, within=WHOLE),
        line(SECOND, "0.125", within=FIRST),
    ]

    assert rules.total(lines, rules.parts_of(lines)).million_dkk == Decimal("0.125")


def test_reaches_parts_at_any_depth() -> None:
    depth = 2000
    chain = [line(UUID(int=100), None)]
    chain += [line(UUID(int=100 + n), None, within=UUID(int=99 + n)) for n in range(1, depth)]
    lines = [*chain, line(WHOLE, "0.125", within=chain[-1].id)]

    assert rules.total(lines, rules.parts_of(lines)).million_dkk == Decimal("0.125")


def test_what_nobody_states_is_unknown_and_not_nothing() -> None:
    lines = [line(WHOLE, "1.00"), line(FIRST, "0.00")]

    assert rules.total(lines, {}) == rules.Sum(2, Decimal("1.00"), None)
    assert rules.total([], {}) == rules.Sum(0, None, None)


@pytest.mark.parametrize(
    ("amount", "written"),
    [("6.600", "6.60"), ("12.8", "12.80"), ("0.125", "0.125"), ("-1", "-1.00")],
)
def test_writes_two_decimals_or_three(amount: str, written: str) -> None:
    assert str(rules.exact(Decimal(amount))) == written


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (line(WHOLE, "1", within=WHOLE), "line_in_itself"),
        (line(WHOLE, "1", within=SECOND), "line_in_itself"),
        (line(UUID(int=9), "1", within=UUID(int=8)), "line_of_another_plan"),
    ],
)
def test_refuses_a_line_within_itself_or_elsewhere(part: Line, code: str) -> None:
    known = [
        line(WHOLE, "3"),
        line(FIRST, "2", within=WHOLE),
        line(SECOND, "1", within=FIRST),
    ]

    with pytest.raises(DomainError) as refused:
        rules.check_part(part, {each.id: each for each in known})

    assert refused.value.code == code
