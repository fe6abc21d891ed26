"""What the acts on a complaint share: who may. The caller has locked the complaint."""

from api.complaints.tables import Complaint
from api.people.rules import Actor, Scope


def check_writer(actor: Actor, complaint: Complaint) -> None:
    """Refuse who treats no complaints in the complaint's unit and is not its handler."""
    actor.check(Scope.COMPLAINTS_WRITE, complaint.unit_id, owners=[complaint.handler_id])


def may_write(actor: Actor, complaint: Complaint) -> bool:
    return actor.may(Scope.COMPLAINTS_WRITE, complaint.unit_id, owners=[complaint.handler_id])
