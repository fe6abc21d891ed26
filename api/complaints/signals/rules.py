"""What counts as a signal, and how large and how sure it must be: pure.

The method and the sizes that are found with it stand in docs/decisions/0025-signals.md.
"""

from enum import StrEnum

FALSE_DISCOVERIES = 0.05  # the share of false signals among all, kept under control in each run
LEAST_COMPLAINTS = 5  # had, or to be expected
LEAST_RATIO = 1.3  # a rise of less, or a fall to more than 1 / 1.3, is told to nobody
LEAST_IN_ALL = 8  # complaints in all periods together; cells with fewer are not tested
FEWEST_PERIODS_BEFORE = 4
PERIODS_BEFORE = 8
LEAST_DECISIONS_A_PERIOD = 10
LEAST_OF_THE_REST = 20  # complaints in what a cell is compared with, before and now together
LARGEST_PART = 0.5  # of its margin's complaints; a larger cell has no rest to be compared with
LEAST_LATE = 20  # decisions late in a spot
SILENT_RATIO = 0.5  # complaints for each late decision, against the rest's


class SignalKind(StrEnum):
    """What a signal says of its cell."""

    ROSE = "rose"
    FELL = "fell"
    ROSE_AGAINST_REST = "rose_against_rest"
    FELL_AGAINST_REST = "fell_against_rest"
    SILENT_SPOT = "silent_spot"
    EXCESS_AFTER_CASEWORKER_CHANGE = "excess_after_caseworker_change"
    EXCESS_AFTER_MISSING_NOTICE = "excess_after_missing_notice"


class ExposureBasis(StrEnum):
    """What complaints were measured against: decisions of the cell, all decisions, or only time."""

    OWN_DECISIONS = "own_decisions"
    ALL_DECISIONS = "all_decisions"
    TIME = "time"


class EffectWord(StrEnum):
    """What followed upon what was learnt."""

    FEWER = "fewer"
    MORE = "more"
    NO_DIFFERENCE_SEEN = "no_difference_seen"
    TOO_LITTLE_TO_TELL = "too_little_to_tell"


RISES = frozenset(
    {
        SignalKind.ROSE,
        SignalKind.ROSE_AGAINST_REST,
        SignalKind.EXCESS_AFTER_CASEWORKER_CHANGE,
        SignalKind.EXCESS_AFTER_MISSING_NOTICE,
    }
)
CHANGES = frozenset(
    {
        SignalKind.ROSE,
        SignalKind.FELL,
        SignalKind.ROSE_AGAINST_REST,
        SignalKind.FELL_AGAINST_REST,
    }
)
