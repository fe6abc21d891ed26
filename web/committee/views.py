"""Meetings with what was put before them, what was promised there, and what fell due. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from web.committee.client import AgendaItem, Meeting, Promise


@dataclass(frozen=True)
class PaperLine:
    """A paper with the promises made in it, and those it kept."""

    item: AgendaItem
    promised: list[Promise]
    delivered: list[Promise]


@dataclass(frozen=True)
class MeetingLine:
    meeting: Meeting
    papers: list[PaperLine]
    due: list[Promise]


def meeting_line(
    meeting: Meeting, items: Sequence[AgendaItem], promises: Sequence[Promise]
) -> MeetingLine:
    papers = [paper_line(each, promises) for each in items if each.meeting_id == meeting.id]
    due = [each for each in promises if each.due_meeting_id == meeting.id]
    return MeetingLine(meeting, papers, due)


def paper_line(item: AgendaItem, promises: Sequence[Promise]) -> PaperLine:
    return PaperLine(
        item,
        promised=[each for each in promises if each.agenda_item_id == item.id],
        delivered=[each for each in promises if each.delivered_item_id == item.id],
    )


def by_committee(lines: Sequence[MeetingLine]) -> list[tuple[str, UUID, list[MeetingLine]]]:
    """Return the meetings of each committee, the latest first."""
    latest_first = sorted(lines, key=lambda line: line.meeting.held["from"], reverse=True)
    groups: dict[UUID, list[MeetingLine]] = {}
    for line in latest_first:
        groups.setdefault(line.meeting.committee_id, []).append(line)
    named = [(found[0].meeting.committee_name, key, found) for key, found in groups.items()]
    return sorted(named, key=lambda group: (-len(group[2]), group[0]))
