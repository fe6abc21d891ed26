"""How a deadline is said on a page: how it stands, what was told of it, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from web.acts.act import Act
from web.deadlines.acts import ACTS, COMPLETION, EXTENSION
from web.deadlines.client import Deadline, Waiting
from web.deadlines.words import KINDS, WAITING_FOR, days_text, in_words
from web.language import Language

NEAR_DAYS: Final = 7
"""A deadline that falls within so many days is marked as near."""


@dataclass(frozen=True)
class Said:
    """A mark with its words, and the day that stands beside it."""

    state: str
    words: str
    on: date | None = None


@dataclass(frozen=True)
class Wait:
    """What a case waits for, from whom, and how long by now."""

    what: str
    whom: str
    how_long: str


@dataclass(frozen=True)
class Line:
    """A deadline as a row says it."""

    deadline: Deadline
    standing: Said
    notice: Said | None
    waits: list[Wait]
    type_name: str
    kind: str
    next_act: Act[Deadline] | None
    acts: list[Act[Deadline]]

    @property
    def beside(self) -> list[Act[Deadline]]:
        """Return the acts that stand in the row: the next one, and that it is done."""
        return [act for act in self.acts if act in (self.next_act, COMPLETION)]

    @property
    def behind(self) -> list[Act[Deadline]]:
        """Return the acts that are seldom needed."""
        return [act for act in self.acts if act not in self.beside]


def line_of(language: Language, deadline: Deadline, type_names: Mapping[str, str]) -> Line:
    type_id = str(deadline.case_type.id)
    return Line(
        deadline,
        standing(language, deadline),
        notice(language, deadline),
        [wait(language, each, deadline.as_of_on) for each in deadline.waiting],
        type_names.get(type_id, deadline.case_type.name),
        in_words(language, KINDS, deadline.kind),
        next_act(deadline),
        [act for act in ACTS.values() if act.may in deadline.may],
    )


def standing(language: Language, deadline: Deadline) -> Said:
    """Say how a deadline stands, by the legal day."""
    due_on = deadline.legal_due_on
    match deadline.status:
        case "met":
            return Said("deadline_met", language.gettext("fuldført"), deadline.met_on)
        case "met_late":
            late = (deadline.met_on - due_on).days if deadline.met_on else 0
            words = language.ngettext(
                "fuldført %(num)s dag for sent", "fuldført %(num)s dage for sent", late
            )
            return Said("deadline_met_late", words, deadline.met_on)
        case "cancelled":
            return Said("deadline_cancelled", language.gettext("bortfaldet"), deadline.cancelled_on)
        case "overdue":
            return passed(language, deadline, (deadline.as_of_on - due_on).days)
    if deadline.as_of_on > due_on:
        return Said("deadline_still", language.gettext("uret står stille"), due_on)
    left = (due_on - deadline.as_of_on).days
    return Said(
        "deadline_near" if left <= NEAR_DAYS else "deadline_open", ahead(language, left), due_on
    )


def passed(language: Language, deadline: Deadline, days: int) -> Said:
    """Say how long a day has passed: a citizen's own has run out, nobody broke it."""
    if deadline.owed_by == "citizen":
        words = language.ngettext(
            "udløbet for %(num)s dag siden", "udløbet for %(num)s dage siden", days
        )
        return Said("deadline_expired", words, deadline.legal_due_on)
    words = language.ngettext("overskredet %(num)s dag", "overskredet %(num)s dage", days)
    return Said("deadline_overdue", words, deadline.legal_due_on)


def ahead(language: Language, days: int) -> str:
    if days == 0:
        return language.gettext("i dag")
    if days == 1:
        return language.gettext("i morgen")
    return language.ngettext("om %(num)s dag", "om %(num)s dage", days)


def notice(language: Language, deadline: Deadline) -> Said | None:
    """Say whether the citizen was told of the delay; None where no notice is owed."""
    if deadline.extensions:
        return told(language, deadline)
    if not deadline.notice_owed:
        return None
    if deadline.status == "overdue":
        return Said("notice_missing", language.gettext("mangler"))
    if deadline.status == "met_late":
        return Said("notice_none", language.gettext("blev ikke sendt"))
    if is_near(deadline):
        return Said("notice_none", language.gettext("ikke sendt"))
    return None


def told(language: Language, deadline: Deadline) -> Said:
    if promise_broken(deadline):
        return Said("notice_missing", language.gettext("ny besked mangler"), deadline.notified_on)
    if deadline.notified_in_time:
        return Said("notice_in_time", language.gettext("i tide"), deadline.notified_on)
    return Said("notice_late", language.gettext("for sent"), deadline.notified_on)


def next_act(deadline: Deadline) -> Act[Deadline] | None:
    """Return the act that is due: a notice to who waits without one."""
    if EXTENSION.may not in deadline.may or not deadline.notice_owed:
        return None
    if not is_near(deadline) and deadline.status != "overdue":
        return None
    untold = not deadline.extensions or promise_broken(deadline)
    return EXTENSION if untold else None


def is_near(deadline: Deadline) -> bool:
    return deadline.status == "open" and deadline.days_left <= NEAR_DAYS


def promise_broken(deadline: Deadline) -> bool:
    """Say whether the day that was promised last has passed as well."""
    return deadline.status == "overdue" and deadline.days_left < 0


def wait(language: Language, waiting: Waiting, as_of: date) -> Wait:
    return Wait(
        waiting.what,
        in_words(language, WAITING_FOR, waiting.waiting_for),
        days_text(language, (as_of - waiting.since_on).days),
    )
