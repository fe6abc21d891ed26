"""The scale of criticism over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.criticism_grades import queries, schemas, services
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.nouns import Noun, add_routes
from api.people.access import CatalogueReader, ComplaintWordsWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "catalogue")


def show_criticism_grades(
    _: Session, actor: Actor, rows: Sequence[CriticismGrade], __: date
) -> list[schemas.CriticismGradeOut]:
    return [schemas.CriticismGradeOut.of(row, actor) for row in rows]


CRITICISM_GRADE = Noun(
    name="criticism_grade",
    plural="criticism_grades",
    about="A step of the scale of criticism; the mildest comes first.",
    body=schemas.CriticismGradeIn,
    out=schemas.CriticismGradeOut,
    query=schemas.CriticismGradesQuery,
    reader=CatalogueReader,
    writer=ComplaintWordsWriter,
    find=queries.find_criticism_grades,
    one=queries.criticism_grade,
    show=show_criticism_grades,
    create=services.create_criticism_grade,
    replace=services.replace_criticism_grade,
    delete=services.delete_criticism_grade,
)
add_routes(router, CRITICISM_GRADE)
