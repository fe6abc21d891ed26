"""The outline of plans over HTTP: plans, tracks, initiatives."""

from api.nouns import Noun, add_routes
from api.people.access import PlansReader, PlansWriter
from api.plans.outline import queries, reading, schemas, services
from api.routing import feature

router = feature("/v1", "plans")

PLAN = Noun(
    name="plan",
    plural="plans",
    about="A recovery plan of a unit, with how it stands as of a day.",
    body=schemas.PlanIn,
    out=schemas.PlanOut,
    query=schemas.PlansQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=reading.find_plans,
    one=queries.plan,
    show=reading.show_plans,
    create=services.create_plan,
    replace=services.replace_plan,
    delete=services.delete_plan,
    judged=True,
)
TRACK = Noun(
    name="track",
    plural="tracks",
    about="A strand of a plan (spor, indsatsområde) with its latest status as of a day.",
    body=schemas.TrackIn,
    out=schemas.TrackOut,
    query=schemas.TracksQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=reading.find_tracks,
    one=queries.track,
    show=reading.show_tracks,
    create=services.create_track,
    replace=services.replace_track,
    delete=services.delete_track,
    judged=True,
)
INITIATIVE = Noun(
    name="initiative",
    plural="initiatives",
    about="A piece of work within a track, or across the whole plan.",
    body=schemas.InitiativeIn,
    out=schemas.InitiativeOut,
    query=schemas.InitiativesQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=reading.find_initiatives,
    one=queries.initiative_in_plan,
    show=reading.show_initiatives,
    create=services.create_initiative,
    replace=services.replace_initiative,
    delete=services.delete_initiative,
    judged=True,
)
for noun in (PLAN, TRACK, INITIATIVE):
    add_routes(router, noun)
