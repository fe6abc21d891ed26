"""Acting on what is learnt: a step is taken, its effect is looked at."""

from typing import Final

from web.acts.act import Act, Situation, Values, day_field, on_today
from web.acts.acting import Acting, Doing, key_of
from web.api_client import ApiClient
from web.language import N_
from web.learning.client import LearningClient, LearningRecord
from web.records.fields import Field, Json, Kind

SAVED: Final = N_("%(what)s: gemt.")


def next_step(values: Values, situation: Situation[LearningRecord]) -> Values:
    return values | {"step": situation.thing.step + 1}


def as_agreed(situation: Situation[LearningRecord]) -> Values:
    return {"months_before": situation.thing.check_after_months}


ACTS: Final[tuple[Act[LearningRecord], ...]] = (
    Act(
        "step",
        "take_step",
        "step",
        N_("Notér næste trin"),
        N_("Trinnet er taget"),
        (
            day_field("taken_on", N_("Taget den")),
            Field("text", N_("Hvad der blev gjort"), Kind.LONG, optional=True),
        ),
        "/v1/learning-records/{thing}/steps",
        begins=on_today("taken_on"),
        body=next_step,
    ),
    Act(
        "effect",
        "check_effect",
        "effect",
        N_("Se på effekten nu"),
        N_("Effekttjek"),
        (
            Field(
                "months_before",
                N_("Måneder på hver side"),
                Kind.WHOLE,
                optional=True,
                hint=N_("ellers som aftalt"),
                least=1,
            ),
            Field("remark", N_("Bemærkning"), Kind.LONG, optional=True),
        ),
        "/v1/learning-records/{thing}/effect-checks",
        about=N_(
            "Klager af samme slags i lige mange måneder før og efter ændringen tælles op "
            "pr. 100 afgørelser. Tallene gemmes, som de er i dag."
        ),
        begins=as_agreed,
    ),
)


class ActingOnLearning(Acting[LearningRecord]):
    """The acts on what is learnt."""

    name, one = "learning", "record"
    changed = N_("Læringen er ændret imens. Se, hvordan den står nu, og gem igen.")
    on_thing = {act.path: act for act in ACTS}

    async def find(self, api: ApiClient, name: str) -> LearningRecord:
        return await LearningClient(api).record(key_of(name))

    def notice(self, doing: Doing[LearningRecord], _: Json) -> str:
        return doing.language.gettext(SAVED, what=doing.language.gettext(doing.act.title))


ACTING: Final = ActingOnLearning()
