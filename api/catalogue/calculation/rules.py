"""What a calculation is asked: exactly one term, from exactly one start. Pure."""

from collections.abc import Set

from api.errors import InvalidInput

PUBLISHED = ("kind", "case_type", "variant", "catalogue", "start_event")
"""Parameters that ask for a term which somebody has published."""

ASKED = ("amount", "unit", "at_least", "roll", "closed")
"""Parameters that give a term of the asker's own."""

STARTED = ("started_on", "started_at")
DISPATCHED = ("dispatched_on", "channel")


def check_one_term(given: Set[str]) -> None:
    """Refuse to ask for a published term and a term of one's own at once, or for none."""
    published, asked = given & set(PUBLISHED), [name for name in ASKED if name in given]
    if published and asked:
        raise InvalidInput(
            "two_terms_asked",
            "Ask for a published term (kind and case_type), or give one (amount and unit).",
            pointer=asked[0],
        )
    if not published and not asked:
        raise InvalidInput(
            "term_missing",
            "Ask for a published term (kind and case_type), or give one (amount and unit).",
            pointer="kind",
        )
    needed = ("kind",) if published else ("unit",)
    check_given(needed, given)


def check_one_start(given: Set[str]) -> None:
    """Refuse a start that is told in two ways, in half, or not at all."""
    started, dispatched = given & set(STARTED), [name for name in DISPATCHED if name in given]
    if started and dispatched:
        raise InvalidInput(
            "two_starts_asked",
            "Give the day it starts, or the day and channel of dispatch; not both.",
            pointer=dispatched[0],
        )
    if dispatched:
        check_given(DISPATCHED, given)
    elif not started:
        check_given(("started_on",), given)


def check_given(names: tuple[str, ...], given: Set[str]) -> None:
    for name in names:
        if name not in given:
            raise InvalidInput(f"{name}_missing", f"This needs {name} as well.", pointer=name)
