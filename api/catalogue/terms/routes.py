"""Term catalogues and published terms over HTTP."""

from api.catalogue.terms import queries, reading, schemas, services
from api.nouns import Noun, add_routes
from api.people.access import CatalogueReader, CatalogueWriter
from api.routing import feature

router = feature("/v1", "catalogue")

TERM_CATALOGUE = Noun(
    name="term_catalogue",
    plural="term_catalogues",
    about="The list of terms that one municipality publishes. At most one is our own.",
    body=schemas.TermCatalogueIn,
    out=schemas.TermCatalogueOut,
    query=schemas.TermCataloguesQuery,
    reader=CatalogueReader,
    writer=CatalogueWriter,
    find=queries.find_catalogues,
    one=queries.catalogue,
    show=reading.show_catalogues,
    create=services.create_catalogue,
    replace=services.replace_catalogue,
    delete=services.delete_catalogue,
)
PUBLISHED_TERM = Noun(
    name="published_term",
    plural="published_terms",
    about="How long something may take, as published, how that is counted, and since when.",
    body=schemas.PublishedTermIn,
    out=schemas.PublishedTermOut,
    query=schemas.PublishedTermsQuery,
    reader=CatalogueReader,
    writer=CatalogueWriter,
    find=queries.find_published_terms,
    one=queries.published_term,
    show=reading.show_terms,
    create=services.create_term,
    replace=services.replace_term,
    delete=services.delete_term,
)
for noun in (TERM_CATALOGUE, PUBLISHED_TERM):
    add_routes(router, noun)
