"""The pages of a leader's unit, with a complaint to learn from."""

from tests.web.cases.conftest import case_type, catalogue, place, stranger, terms, unit
from tests.web.complaints.conftest import cause, reader

__all__ = ["case_type", "catalogue", "cause", "place", "reader", "stranger", "terms", "unit"]
