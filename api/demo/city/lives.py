"""One made-up case from its first day to the present: facts only, drawn by chance."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from api.demo.city import habits
from api.demo.city.habits import Office, drawn


@dataclass(frozen=True)
class Wait:
    waiting_for: str
    what: str
    since_on: date
    until_on: date | None


@dataclass(frozen=True)
class Notice:
    """A notice of delay: sent on a day, promising another."""

    sent_on: date
    due_on: date
    reason: str


@dataclass(frozen=True)
class Answer:
    """A decision, and how it left the house."""

    made_on: date
    outcome: str
    reasons_given: bool
    guidance_given: bool
    dispatched_on: date | None
    channel: str
    appealed: bool
    remitted_on: date | None = None

    @property
    def full_grant(self) -> bool:
        return self.outcome == "granted"


@dataclass
class Life:
    """What happened in a case. Days lie between its receipt and the present."""

    received_on: date
    acknowledged_on: date | None = None
    withdrawn_on: date | None = None
    investigated_on: date | None = None
    closed_on: date | None = None
    heard_on: date | None = None
    hearing_replied_on: date | None = None
    access_asked_on: date | None = None
    access_answered_on: date | None = None
    transferred_on: date | None = None
    waits: list[Wait] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    handovers: list[date] = field(default_factory=list)
    covered: tuple[date, date | None] | None = None
    follow_ups: list[tuple[date, date | None]] = field(default_factory=list)


def lived(rng: Random, received_on: date, due_on: date, office: Office, today: date) -> Life:
    """Draw the life of a case whose decision is due on a day."""
    life = Life(received_on)
    term = max((due_on - received_on).days, 1)
    share = rng.lognormvariate(0, habits.SPREAD) * habits.MIDDLE_SHARE * office.pace
    decided_on = received_on + timedelta(days=max(1, round(term * share)))
    acknowledge(rng, life, today)
    begin(rng, life, decided_on, today)
    if rng.random() < habits.WITHDRAWN:
        first = life.investigated_on or received_on
        life.withdrawn_on = until(between(rng, first, decided_on), decided_on, today)
    end = life.withdrawn_on or decided_on
    wait(rng, life, end, today)
    hear_and_show(rng, life, end, today)
    if not life.withdrawn_on:
        tell_of_delay(rng, life, due_on, end, office, today)
    change_hands(rng, life, end, today)
    if not life.withdrawn_on and decided_on <= today:
        answer(rng, life, decided_on, term, office, today)
    return life


def begin(rng: Random, life: Life, decided_on: date, today: date) -> None:
    """Draw when work began, and whether the case came to another department first."""
    first = life.received_on
    if rng.random() < habits.TRANSFERRED:
        first = min(first + timedelta(days=rng.randint(1, 6)), decided_on)
        life.transferred_on = first if first <= today else None
    life.investigated_on = until(first + timedelta(days=rng.randint(0, 9)), decided_on, today)


def until(day: date, last: date, today: date) -> date | None:
    """Return a day that is no later than a last one, unless it has not come yet."""
    found = min(day, last)
    return found if found <= today else None


def between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, max((last - first).days, 0)))


def acknowledge(rng: Random, life: Life, today: date) -> None:
    day = life.received_on + timedelta(days=round(rng.expovariate(1 / 5)))
    if rng.random() < habits.ACKNOWLEDGED and day <= today:
        life.acknowledged_on = day


def wait(rng: Random, life: Life, end: date, today: date) -> None:
    if rng.random() >= habits.WAITS:
        return
    since_on = between(rng, life.received_on, min(end, today))
    over = since_on + timedelta(days=rng.randint(5, 40))
    what = drawn(rng, {name: share for name, (_, share) in habits.WAITING_FOR.items()})
    text = habits.WAITING_FOR[what][0]
    life.waits.append(Wait(what, text, since_on, until(over, end, today)))


def hear_and_show(rng: Random, life: Life, end: date, today: date) -> None:
    """Draw a hearing of the party and a request to see the documents."""
    if rng.random() < habits.HEARD and (
        day := until(between(rng, life.received_on, end), end, today)
    ):
        life.heard_on = day
        life.hearing_replied_on = until(day + timedelta(days=rng.randint(3, 18)), end, today)
    if rng.random() < habits.ACCESS_ASKED and (
        day := until(between(rng, life.received_on, end), end, today)
    ):
        life.access_asked_on = day
        answered = day + timedelta(days=round(rng.triangular(1, 25, 8)))
        life.access_answered_on = answered if answered <= today else None


def tell_of_delay(
    rng: Random, life: Life, due_on: date, end: date, office: Office, today: date
) -> None:
    """Draw the notices to a citizen whose case is not decided in time."""
    expected = due_on
    while end > expected and today >= expected - timedelta(days=3):
        chance = rng.random() / office.notices
        if chance < habits.NOTICE_IN_TIME:
            sent_on = expected - timedelta(days=rng.randint(0, 6))
        elif chance < habits.NOTICE_IN_TIME + habits.NOTICE_LATE:
            sent_on = expected + timedelta(days=rng.randint(1, 25))
        else:
            return
        sent_on = max(sent_on, life.received_on)
        if sent_on > min(end, today):
            return
        promised = max(expected, sent_on) + timedelta(days=7 * rng.randint(3, 9))
        life.notices.append(Notice(sent_on, promised, rng.choice(habits.DELAY_REASONS)))
        expected = promised


def change_hands(rng: Random, life: Life, end: date, today: date) -> None:
    last = min(end, today)
    years = (last - life.received_on).days / 365
    if rng.random() < habits.CHANGED_HANDS_A_YEAR * years:
        life.handovers.append(between(rng, life.received_on, last))
    summer = date(life.received_on.year, 7, 8)
    back = date(life.received_on.year, 7, 29)
    covered = rng.random() < habits.COVERED_IN_SUMMER
    begun_on = life.investigated_on or last
    if covered and not life.handovers and begun_on < summer < last:
        life.covered = (summer, back if back <= last else None)


def answer(rng: Random, life: Life, made_on: date, term: int, office: Office, today: date) -> None:
    """Draw a decision, and what came of it: an appeal, a remittal, a yearly follow-up."""
    made = decision(rng, made_on, office, today)
    back_on = made_on + timedelta(days=rng.randint(150, 320))
    if made.appealed and back_on <= today and rng.random() < habits.REMITTED:
        again = back_on + timedelta(days=max(1, round(term * rng.lognormvariate(0, 0.4) * 0.8)))
        life.answers.append(Answer(**{**vars(made), "remitted_on": back_on}))
        if again <= today:
            life.answers.append(decision(rng, again, office, today))
    else:
        life.answers.append(made)
    last = life.answers[-1]
    if last.remitted_on is None and last.dispatched_on:
        if last.full_grant and rng.random() < habits.FOLLOWED_UP:
            follow_up(rng, life, last.dispatched_on, today)
            return
        closed_on = last.dispatched_on + timedelta(days=30)
        life.closed_on = closed_on if closed_on <= today else None


def decision(rng: Random, made_on: date, office: Office, today: date) -> Answer:
    outcome = drawn(rng, habits.OUTCOMES)
    slow = rng.random() < habits.SLOW_DISPATCH
    sent = made_on + timedelta(days=rng.randint(4, 16) if slow else rng.randint(0, 2))
    return Answer(
        made_on=made_on,
        outcome=outcome,
        reasons_given=rng.random() < habits.REASONED,
        guidance_given=rng.random() < habits.GUIDED,
        dispatched_on=sent if sent <= today else None,
        channel="letter" if rng.random() < habits.LETTER else "digital_post",
        appealed=outcome != "granted" and rng.random() < habits.APPEALED * office.voice,
    )


def follow_up(rng: Random, life: Life, granted_on: date, today: date) -> None:
    """Draw the yearly follow-ups of a running grant: most in time, the last one still to come."""
    start = granted_on
    while start <= today:
        done = start + timedelta(days=round(rng.gauss(355, 25)))
        life.follow_ups.append((start, done if done <= today else None))
        start = done
