"""The complaint in a request's address, locked: the dependency of every route that acts on one."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path

from api.clock import Today
from api.complaints import queries
from api.complaints.acts import check_writer
from api.complaints.register.reading import show_complaints
from api.complaints.tables import Complaint
from api.db import SessionDep
from api.people.access import ComplaintsWriter
from api.resource import IfMatchSent, check_current

Key = Annotated[UUID, Path(alias="id")]


def complaint_to_act_on(
    key: Key, session: SessionDep, actor: ComplaintsWriter, today: Today, wanted: IfMatchSent
) -> Complaint:
    """Lock the complaint; refuse who may not write it, and with If-Match who knows an older one."""
    complaint = queries.complaint(session, actor, key, lock=True)
    check_writer(actor, complaint)
    if wanted.version is not None:
        [now] = show_complaints(session, actor, [complaint], today)
        check_current(complaint, wanted, "complaint", now)
    return complaint


ComplaintToActOn = Annotated[Complaint, Depends(complaint_to_act_on)]
