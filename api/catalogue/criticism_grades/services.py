"""What is done to the scale of criticism. The caller owns the transaction."""

from sqlmodel import Session

from api.catalogue.criticism_grades.schemas import CriticismGradeIn
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.catalogue.rights import check_word_keeper
from api.people.rules import Actor
from api.resource import add, change, remove


def create_criticism_grade(
    session: Session, actor: Actor, body: CriticismGradeIn
) -> CriticismGrade:
    check_word_keeper(actor)
    return add(session, CriticismGrade(**dict(body)))


def replace_criticism_grade(
    session: Session, actor: Actor, grade: CriticismGrade, body: CriticismGradeIn
) -> CriticismGrade:
    check_word_keeper(actor)
    return change(session, grade, dict(body))


def delete_criticism_grade(session: Session, actor: Actor, grade: CriticismGrade) -> None:
    check_word_keeper(actor)
    remove(session, grade, "criticism_grade")
