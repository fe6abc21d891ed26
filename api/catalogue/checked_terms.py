"""A term as somebody asks for it, checked, with the field at fault named: pure."""

from collections.abc import Collection

from api.calendar.days import DayKind
from api.calendar.terms import Roll, Term, TermUnit
from api.errors import InvalidInput


def checked_term(
    amount: int,
    unit: TermUnit,
    closed: Collection[DayKind],
    *,
    at_least: int | None = None,
    roll: Roll = Roll.NONE,
    at: str = "/",
) -> Term:
    """Return the term, or refuse it: `at` and the field's name make the pointer."""
    try:
        term = Term(amount, unit, at_least=at_least, roll=roll, closed=frozenset(closed))
    except InvalidInput as error:
        lower = error.code == "term_range_reversed"
        lower = lower or (error.code == "term_amount_negative" and amount >= 0)
        pointer = at + ("at_least" if lower else "amount")
        raise InvalidInput(error.code, error.detail, pointer=pointer) from error
    if roll is Roll.FORWARD and not closed:
        raise InvalidInput(
            "term_rolls_over_nothing",
            "A term that rolls forward must say which days are closed.",
            pointer=f"{at}closed",
        )
    return term
