"""The clocks of a made-up case: each deadline that a fact starts, ended where one ended it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from api.calendar.arrival import PUBLISHED_ARRIVALS, Channel, available_on
from api.cases.rules import Party
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.demo.city.lives import Answer, Life
from api.demo.city.made import Decided, Made
from api.demo.city.pages import Pages

# Letters of the years before the guidance of 2018 take as long as since then.
ARRIVALS: Final = [replace(each, valid_from=date(2000, 1, 1)) for each in PUBLISHED_ARRIVALS]


class Clocks:
    """Writes the deadlines of one life, with the facts that start and end them."""

    def __init__(self, pages: Pages, made: Made, life: Life) -> None:
        self.pages = pages
        self.made = made
        self.life = life
        self.decided: list[Decided] = []

    def write(self) -> None:
        life = self.life
        received = {StartEvent.APPLICATION_RECEIVED: life.received_on}
        # Who was never told that the application came learnt it from the decision.
        told_on = life.acknowledged_on or (life.answers[0].dispatched_on if life.answers else None)
        self.deadline(DeadlineKind.ACKNOWLEDGEMENT, received, told_on)
        first = life.answers[0].made_on if life.answers else None
        decision = self.deadline(DeadlineKind.DECISION, received, first)
        if decision:
            self.notices(decision)
        self.hearing()
        self.access()
        for before, answer in zip([None, *life.answers], life.answers, strict=False):
            self.answer(before, answer)
        if life.answers and (back_on := life.answers[-1].remitted_on):
            self.remittal(back_on, None)
        event = StartEvent.GRANT_STARTED
        for start, done in life.follow_ups:
            self.deadline(DeadlineKind.FOLLOW_UP, {event: start}, done)
            event = StartEvent.FOLLOWED_UP

    def deadline(
        self,
        kind: DeadlineKind,
        starts: Mapping[StartEvent, date],
        met_on: date | None,
        **about: Any,
    ) -> dict[str, Any] | None:
        """Add a deadline's row; the withdrawal of the case cancels what was open."""
        columns = self.pages.starter.values(self.made, kind, starts)
        if columns is None:
            return None
        asked_for = kind is not DeadlineKind.ACCESS_TO_DOCUMENTS
        withdrawn = self.life.withdrawn_on if met_on is None and asked_for else None
        return self.pages.deadline(
            columns,
            met_on=met_on,
            cancelled_on=max(withdrawn, columns["started_on"]) if withdrawn else None,
            cancel_reason="withdrawn" if withdrawn else None,
            **about,
        )

    def notices(self, deadline: dict[str, Any]) -> None:
        """Write the notices of delay; the last one says what is expected now."""
        for notice in self.life.notices:
            if notice.due_on <= deadline["due_on"]:
                continue
            self.pages.add(
                "extensions",
                notice.sent_on,
                deadline_id=deadline["id"],
                due_on=notice.due_on,
                before_due_on=deadline["due_on"],
                reason=notice.reason,
                notice_sent_on=notice.sent_on,
                channel=Channel.DIGITAL_POST,
            )
            deadline["due_on"] = notice.due_on
            deadline["extensions"] += 1
            deadline["notified_on"] = notice.sent_on

    def hearing(self) -> None:
        if self.life.heard_on is None:
            return
        key = self.pages.add(
            "party_hearings",
            self.life.heard_on,
            case_id=self.made.id,
            party=Party.CITIZEN,
            about="Oplysninger i sagen",
            channel=Channel.DIGITAL_POST,
            sent_on=self.life.heard_on,
            available_on=self.life.heard_on,
            replied_on=self.life.hearing_replied_on,
        )
        starts = {StartEvent.HEARING_AVAILABLE: self.life.heard_on}
        about = {"party": Party.CITIZEN, "party_hearing_id": key}
        self.deadline(DeadlineKind.PARTY_HEARING, starts, self.life.hearing_replied_on, **about)

    def access(self) -> None:
        if self.life.access_asked_on is None:
            return
        key = self.pages.add(
            "access_requests",
            self.life.access_asked_on,
            case_id=self.made.id,
            party=Party.CITIZEN,
            received_on=self.life.access_asked_on,
            answered_on=self.life.access_answered_on,
            granted=True if self.life.access_answered_on else None,
        )
        starts = {StartEvent.ACCESS_REQUESTED: self.life.access_asked_on}
        about = {"party": Party.CITIZEN, "access_request_id": key}
        answered = self.life.access_answered_on
        self.deadline(DeadlineKind.ACCESS_TO_DOCUMENTS, starts, answered, **about)

    def answer(self, before: Answer | None, answer: Answer) -> None:
        """Write a decision, how it was sent, and the deadline to appeal it."""
        if before and before.remitted_on:
            self.remittal(before.remitted_on, answer.made_on)
        key = self.pages.add(
            "decisions",
            answer.made_on,
            case_id=self.made.id,
            subject="Ansøgningen",
            made_on=answer.made_on,
            outcome=answer.outcome,
            reasons_given=answer.reasons_given,
            appeal_guidance_given=answer.guidance_given,
            concludes=True,
        )
        self.decided.append(Decided(key, answer))
        if answer.dispatched_on:
            self.sent(answer, key, answer.dispatched_on)

    def sent(self, answer: Answer, decision_id: UUID, sent_on: date) -> None:
        channel = Channel(answer.channel)
        arrived = available_on(channel, sent_on, ARRIVALS, self.pages.starter.calendar)
        key = self.pages.add(
            "decision_notices",
            sent_on,
            decision_id=decision_id,
            party=Party.CITIZEN,
            channel=channel,
            dispatched_on=sent_on,
            available_on=arrived,
            documented=False,
            guidance_given=answer.guidance_given,
        )
        self.decided[-1] = replace(self.decided[-1], arrived_on=arrived)
        if answer.full_grant or not answer.guidance_given:
            return
        appealed = self.appealed_on(arrived) if answer.appealed else None
        self.decided[-1] = replace(self.decided[-1], appealed_on=appealed)
        starts = {StartEvent.DECISION_AVAILABLE: arrived}
        about = {"party": Party.CITIZEN, "decision_notice_id": key}
        self.deadline(DeadlineKind.APPEAL, starts, appealed, **about)

    def appealed_on(self, arrived: date) -> date | None:
        """Draw the day of an appeal in time, unless it has not come yet."""
        day = arrived + timedelta(days=self.pages.rng.randint(1, 26))
        return day if day <= self.pages.today else None

    def remittal(self, back_on: date, decided_on: date | None) -> None:
        key = self.pages.add(
            "remittals",
            back_on,
            case_id=self.made.id,
            decision_id=self.decided[-1].id,
            received_on=back_on,
        )
        self.decided[-1] = replace(self.decided[-1], remittal_id=key)
        starts = {StartEvent.REMITTAL_RECEIVED: back_on}
        self.deadline(DeadlineKind.REMITTAL, starts, decided_on, remittal_id=key)
