"""Saved views over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.nouns import Noun, add_routes
from api.people.access import DeadlinesReader
from api.people.rules import Actor
from api.routing import feature
from api.saved_views import queries, schemas, services
from api.saved_views.tables import SavedView

router = feature("/v1", "deadlines")


def show_saved_views(
    session: Session, actor: Actor, rows: Sequence[SavedView], _: date
) -> list[schemas.SavedViewOut]:
    names = queries.names_of(session, rows)
    return [
        schemas.SavedViewOut.of(
            row,
            names[row.person_id],
            names[row.shared_with_unit_id] if row.shared_with_unit_id else None,
            actor,
        )
        for row in rows
    ]


SAVED_VIEW = Noun(
    name="saved_view",
    plural="saved_views",
    about="A page as somebody likes to see it, kept under a name and shared if they wish.",
    body=schemas.SavedViewIn,
    out=schemas.SavedViewOut,
    query=schemas.SavedViewsQuery,
    reader=DeadlinesReader,
    writer=DeadlinesReader,
    find=queries.find_saved_views,
    one=queries.saved_view,
    show=show_saved_views,
    create=services.create_saved_view,
    replace=services.replace_saved_view,
    delete=services.delete_saved_view,
)
add_routes(router, SAVED_VIEW)
