"""The kinds of unit, and what a succession between units means."""

from enum import StrEnum


class UnitKind(StrEnum):
    ADMINISTRATION = "administration"
    CENTRE = "centre"
    AREA = "area"
    DEPARTMENT = "department"
    STAFF_UNIT = "staff_unit"


class SuccessionKind(StrEnum):
    """How tasks passed from one unit to another."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
