"""What tells the same is told once, under the stronger."""

from dataclasses import replace

from api.complaints.signals.finding import Finding, Label
from api.complaints.signals.overlap import tell_once
from api.complaints.signals.rules import SignalKind

NOTICE, TONE = Label("cause", "no_notice"), Label("cause", "tone")
TIME = Label("cause_group", "time")
NORTH, SOUTH = Label("unit", "north"), Label("unit", "south")
PARENTS = {NOTICE: TIME}


def rose(*cell: Label, p: float, kind: SignalKind = SignalKind.ROSE) -> Finding:
    return Finding(kind, cell, 40, 20.0, 2.0, 1.4, 2.8, 300, p, p * 10)


def told(*findings: Finding) -> list[int | None]:
    return [found.also_seen_in for found in tell_once(findings, PARENTS)]


def test_a_pair_and_its_margins_are_told_under_the_strongest() -> None:
    pair, cause, unit = rose(NOTICE, NORTH, p=1e-9), rose(NOTICE, p=1e-8), rose(NORTH, p=1e-7)
    found = tell_once([unit, cause, pair], PARENTS)
    assert [each.cell for each in found] == [(NOTICE, NORTH), (NOTICE,), (NORTH,)]
    assert [each.also_seen_in for each in found] == [None, 0, 0]


def test_a_group_and_its_cause_tell_the_same() -> None:
    assert told(rose(TIME, p=1e-8), rose(NOTICE, p=1e-7), rose(TONE, p=1e-6)) == [None, 0, None]


def test_two_units_with_one_cause_are_told_apart_unless_the_cause_itself_leads() -> None:
    north, south = rose(NOTICE, NORTH, p=1e-9), rose(NOTICE, SOUTH, p=1e-8)
    assert told(north, south) == [None, None]
    assert told(north, south, rose(NOTICE, p=1e-12)) == [None, 0, 0]


def test_one_cell_against_its_past_and_the_rest_is_told_once() -> None:
    own = rose(NOTICE, p=1e-8)
    rest = rose(NOTICE, p=1e-7, kind=SignalKind.ROSE_AGAINST_REST)
    assert told(own, rest) == [None, 0]


def test_what_rose_and_what_fell_are_told_apart() -> None:
    fell = rose(NOTICE, NORTH, p=1e-7, kind=SignalKind.FELL)
    assert told(rose(NOTICE, p=1e-8), fell) == [None, None]


def test_silence_and_excess_stand_alone() -> None:
    silent = rose(NOTICE, NORTH, p=1e-7, kind=SignalKind.SILENT_SPOT)
    assert told(rose(NOTICE, p=1e-8), silent, replace(silent, p=1e-6)) == [None, None, None]


def test_of_two_as_sure_the_larger_then_the_more_general_comes_first() -> None:
    large = replace(rose(NORTH, p=0.0), observed=90)
    found = tell_once([rose(NOTICE, SOUTH, p=0.0), rose(TONE, p=0.0), large], {})
    assert [each.cell for each in found] == [(NORTH,), (TONE,), (NOTICE, SOUTH)]
