"""Made-up complaints as rows: what was told, what was done, what was found and learnt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.complaints.appeals.rules import end_of
from api.complaints.register.rules import number_of
from api.complaints.rules import ClosingWay, ComplaintKind
from api.complaints.tables import NUMBERS
from api.deadlines.rules import COMPLAINT_WITHDRAWN
from api.deadlines.starting import Starter
from api.demo.city.complaining import courses, habits, texts
from api.demo.city.complaining.courses import Answered, Attempt, Closed, Reassessed
from api.demo.city.complaining.findings import found_in, learnt
from api.demo.city.complaining.passing import Transfers
from api.demo.city.complaining.reasons import Grievance, Story, grievances
from api.demo.city.complaining.vocabulary import Vocabulary
from api.demo.city.lives import between
from api.demo.city.pages import Pages, Rows

FOUR_WEEKS: Final = timedelta(weeks=4)


@dataclass(frozen=True)
class Course:
    """What became of a complaint."""

    attempts: Sequence[Attempt]
    closed: Closed | None
    again: Reassessed | None = None
    board: Answered | None = None


class Complaints(Pages):
    """Writes what people complain of, with a chance of its own: the cases stay as they were."""

    def __init__(
        self, session: Session, rng: Random, starter: Starter, transfers: Transfers, today: date
    ) -> None:
        super().__init__(rng, starter, today)
        self.session = session
        self.transfers = transfers
        self.words = Vocabulary(session)

    def write(self, rows: Rows, story: Story, citizens: Sequence[UUID]) -> None:
        """Write the complaints of a case, and those that repeat them."""
        self.rows = self.transfers.rows = rows
        for grievance in grievances(self.rng, story, self.today):
            key, course = self.complaint(story, grievance, citizens)
            if again := self.repeated(grievance, key, course):
                self.complaint(story, again, citizens)

    def repeated(self, first: Grievance, key: UUID, course: Course) -> Grievance | None:
        """Draw a second complaint: over a reassessment that is late, or that nothing happened."""
        rng, day = self.rng, first.received_on
        late_on = course.again.made_on if course.again else self.today
        causes = ["TID-SVAR", *(cause for cause in first.causes if cause.startswith("TID"))]
        if first.over and late_on - day > FOUR_WEEKS + courses.DAY:
            happens = rng.random() < habits.LATE_REASSESSMENT_REPEATED
            on, causes = between(rng, day + FOUR_WEEKS + courses.DAY, late_on), ["TID-GENV"]
        else:
            happens = rng.random() < habits.REPEATED
            on = day + timedelta(days=rng.randint(21, 90))
        if not happens or on > self.today:
            return None
        return Grievance(on, ComplaintKind.PROCEDURAL, list(dict.fromkeys(causes)), repeat_of=key)

    def complaint(
        self, story: Story, grievance: Grievance, citizens: Sequence[UUID]
    ) -> tuple[UUID, Course]:
        rng, day = self.rng, grievance.received_on
        channel = courses.channel_on(rng, day)
        received_at = courses.moment_of(rng, channel, day, self.today)
        course = self.course(grievance, courses.attempts(rng, day, received_at, self.today))
        handler = rng.choice(story.home.caseworkers)
        closed = course.closed
        key = self.add(
            "complaints",
            day,
            number=number_of(day, self.session.scalar(NUMBERS.next_value()) or 0),
            received_on=day,
            received_at=received_at,
            channel=channel,
            kind=grievance.kind,
            text=self.text(story, grievance),
            unit_id=story.made.unit_id,
            **self.about(story, grievance),
            representative_id=self.representative(story, citizens),
            repeat_of_id=grievance.repeat_of,
            handler_id=handler if closed or day < self.today - courses.DAY else None,
            closed_on=closed.on if closed else None,
            closed_how=closed.how if closed else None,
            answer=rng.choice(texts.ANSWERS)
            if closed and closed.how is ClosingWay.ANSWERED
            else None,
        )
        self.transfers.write(key, story.made.unit_id, day, closed.on if closed else None)
        self.points(key, grievance, course, story, handler)
        self.contacts(key, course.attempts, handler)
        if grievance.over:
            self.appeal(key, story, grievance, course)
        return key, course

    def course(self, grievance: Grievance, spoken: list[Attempt]) -> Course:
        rng, day, over = self.rng, grievance.received_on, grievance.over
        if over is None:
            return Course(*courses.treated(rng, day, spoken, self.today))
        again = courses.reassessed(rng, day, over, self.today)
        board = courses.answered_by_board(rng, again, over, self.today)
        closed = courses.closing(again)
        before = [each for each in spoken if not closed or each.at.date() <= closed.on]
        return Course(before, closed, again, board)

    def text(self, story: Story, grievance: Grievance) -> str:
        day = grievance.received_on
        return texts.complaint_text(
            self.rng,
            grievance.causes,
            about=self.words.names[story.made.case_type_id],
            weeks=(day - story.life.received_on).days // 7,
            after=bool(story.decided) and day >= story.decided[0].answer.made_on,
        )

    def about(self, story: Story, grievance: Grievance) -> dict[str, Any]:
        """Return what a complaint is linked to: a few stand alone, as somebody noted them."""
        made, on = story.made, grievance.received_on
        alone = self.rng.random() < habits.UNLINKED
        linked = bool(grievance.over or grievance.repeat_of) or not alone
        return {
            "case_type_id": made.case_type_id,
            "legal_basis_id": self.words.basis_on(made.case_type_id, on),
            "case_id": made.id if linked else None,
            "decision_id": grievance.over.id if grievance.over else None,
            "complainant_id": story.citizen_id,
        }

    def representative(self, story: Story, citizens: Sequence[UUID]) -> UUID | None:
        other = self.rng.choice(citizens)
        represented = self.rng.random() < habits.REPRESENTED
        return other if represented and other != story.citizen_id else None

    def points(
        self, key: UUID, grievance: Grievance, course: Course, story: Story, handler: UUID
    ) -> None:
        """Write the points; a few complaints have none, as nobody has sorted them yet."""
        unsorted = self.rng.random() < habits.WITHOUT_CAUSE
        if unsorted and not grievance.over:
            return
        of_decision = courses.found_of_decision(course.again, course.board)
        upheld: list[str] = []
        for cause in grievance.causes:
            group = self.words.groups[cause]
            judged = found_in(self.rng, group, course.closed, of_decision, over=grievance.over)
            self.add(
                "complaint_points",
                grievance.received_on,
                complaint_id=key,
                cause_id=self.words.causes[cause],
                **judged.columns(),
            )
            upheld += [group] if judged.upheld else []
        if course.closed and upheld and not grievance.over:
            learnt(self, key, story.made.unit_id, handler, upheld[0], course.closed.on)

    def contacts(self, key: UUID, attempts: Sequence[Attempt], handler: UUID) -> None:
        for each in attempts:
            self.add(
                "complaint_contacts",
                each.at.date(),
                complaint_id=key,
                attempted_at=each.at,
                channel=each.channel,
                reached=each.reached,
                resolved_by_dialogue=each.resolved,
                written_answer_wanted=each.wants_writing,
                note=self.rng.choice(texts.NOTES) if each.noted else None,
                person_id=handler,
            )

    def appeal(self, key: UUID, story: Story, grievance: Grievance, course: Course) -> None:
        """Write the second look at a decision, its clock, and what the appeals board answered."""
        again, board = course.again, course.board
        self.clock(key, story, grievance, again)
        if again:
            self.add(
                "reassessments",
                again.made_on,
                complaint_id=key,
                outcome=again.outcome,
                made_on=again.made_on,
                reason=self.rng.choice(texts.REASONS),
                forwarded_on=again.forwarded_on,
            )
        if board:
            self.add(
                "board_outcomes",
                board.received_on,
                complaint_id=key,
                result=board.result,
                decided_on=board.decided_on,
                received_on=board.received_on,
                remittal_id=grievance.over.remittal_id if grievance.over else None,
            )

    def clock(
        self, key: UUID, story: Story, grievance: Grievance, again: Reassessed | None
    ) -> None:
        starts = {StartEvent.COMPLAINT_RECEIVED: grievance.received_on}
        columns = self.starter.values(story.made, DeadlineKind.REASSESSMENT, starts)
        if columns is None:
            return
        told = (again.outcome, again.made_on, again.forwarded_on) if again else (None, None, None)
        end = end_of(*told)
        self.deadline(
            columns,
            complaint_id=key,
            met_on=end.met_on,
            cancelled_on=end.cancelled_on,
            cancel_reason=COMPLAINT_WITHDRAWN if end.cancelled_on else None,
        )
