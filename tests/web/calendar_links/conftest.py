"""A department with a leader who reads its deadlines, and makers of cases with one deadline."""

from tests.web.deadlines.conftest import case_type, leader, made, pages, unit

__all__ = ["case_type", "leader", "made", "pages", "unit"]
