"""What can't be said of a case, whoever says it."""

from datetime import date

from api.cases.rules import check_not_before_receipt, check_not_in_future
from api.cases.schemas import CaseIn


def check_days(body: CaseIn, today: date, *, acknowledged_on: date | None = None) -> None:
    """Refuse days that have not come, and days before the case was received."""
    check_not_in_future(body.received_on, today, "/received_on")
    for name, day in (
        ("/opened_under_act_on", body.opened_under_act_on),
        ("/acknowledged_on", acknowledged_on),
    ):
        check_not_in_future(day, today, name)
        check_not_before_receipt(day, body.received_on, name)
