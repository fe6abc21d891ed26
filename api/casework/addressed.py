"""The case in a request's address, locked: the dependency of every route that acts on a case."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path

from api.cases import queries
from api.cases.reading import show_cases
from api.cases.tables import Case
from api.casework.acts import check_writer
from api.clock import Today
from api.db import SessionDep
from api.people.access import CasesWriter
from api.resource import IfMatchSent, check_current

Key = Annotated[UUID, Path(alias="id")]


def case_to_act_on(
    key: Key, session: SessionDep, actor: CasesWriter, today: Today, wanted: IfMatchSent
) -> Case:
    """Lock the case; refuse who may not write it, and with If-Match who knows an older one."""
    case = queries.case(session, actor, key, lock=True)
    check_writer(actor, case)
    check_current(case, wanted, "case", show_cases(session, actor, [case], today)[0])
    return case


CaseToActOn = Annotated[Case, Depends(case_to_act_on)]
