"""One act on many deadlines, over HTTP."""

from typing import Annotated

from fastapi import Body

from api.casework.batches.schemas import Batch, BatchOut
from api.casework.batches.services import carry_out
from api.clock import Today
from api.db import SessionDep
from api.people.access import DeadlinesWriter
from api.routing import feature

router = feature("/v1", "deadlines")


@router.post("/deadline-batches")
def act_on_deadlines(
    body: Annotated[Batch, Body()], session: SessionDep, actor: DeadlinesWriter, today: Today
) -> BatchOut:
    """Extend, complete or reassign up to 1,000 deadlines in one transaction.

    The answer is 200 with a result for each, also when the batch `stopped` because one was
    refused: then nothing was done. With `skip` the others are done. What is as wanted already is
    `unchanged`, so a batch may be sent again. To reassign takes the right to write cases.
    """
    return carry_out(session, actor, body, today)
