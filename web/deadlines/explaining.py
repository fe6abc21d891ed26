"""Why a deadline falls when it does, in sentences.

    explained = explain(language, await deadlines.explanation(key))

`templates/deadlines/_explanation.html` shows it; the case page shows the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from web import formats
from web.deadlines.explanation import Explanation, Law, Notice, Published, Waited
from web.deadlines.steps import day, listed, say, sentences
from web.deadlines.words import (
    CHANNELS,
    DAY_KINDS,
    REASONS,
    START_EVENTS,
    WAITING_FOR,
    days_text,
    in_words,
    term_text,
)
from web.language import N_, Language

JUDGED: Final = {
    "not_due_yet": N_("Dagen er ikke kommet endnu."),
    "last_day": N_("Det er den sidste dag. Hele dagen er til tiden."),
    "stands_still": N_("Uret står stille, mens sagen venter, så fristen er ikke overskredet."),
    "day_passed": N_("Dagen er gået, og fristen er ikke fuldført: den er overskredet."),
    "day_passed_later_day_promised": N_(
        "Lovens dag er gået. En senere dag er lovet, og fristen er overskredet alligevel."
    ),
    "met_by_the_day": N_("Fristen blev fuldført %(met_on)s, til tiden."),
    "met_after_the_day": N_("Fristen blev fuldført %(met_on)s, efter lovens dag."),
    "met_after_the_day_as_promised": N_(
        "Fristen blev fuldført %(met_on)s, efter lovens dag og inden den dag, der var lovet."
    ),
    "cancelled": N_("Fristen bortfaldt %(cancelled_on)s."),
    "counted_from_a_wrong_fact": N_(
        "Fristen var regnet fra en forkert oplysning og har aldrig gældt. "
        "En anden er trådt i stedet."
    ),
}
RAN_OUT: Final = N_("Dagen er gået: borgerens frist er udløbet.")
DIFFERS: Final = {
    "calendar_corrected_after_end": N_(
        "Kalenderen er rettet, efter at fristen sluttede, og trinene fører nu til %(counted)s. "
        "Fristen følger fortsat %(legal)s."
    ),
    "recorded_otherwise": N_(
        "Trinene fører til %(counted)s, men fristen er registreret til %(legal)s, og den gælder."
    ),
}


@dataclass(frozen=True)
class Explained:
    """The sum in one line, and the sentences under their headings."""

    sum: Markup
    parts: list[tuple[str, list[Markup]]]


def explain(language: Language, told: Explanation) -> Explained:
    parts = [
        (language.gettext("Sådan er dagen regnet"), list(count_of(language, told))),
        (language.gettext("Fristen og loven"), list(ground_of(language, told))),
        (language.gettext("Hvad der skete undervejs"), list(events_of(language, told))),
        (language.gettext("Sådan står den"), list(standing_of(language, told))),
    ]
    return Explained(sum_of(language, told), [part for part in parts if part[1]])


def sum_of(language: Language, told: Explanation) -> Markup:
    """Return the count in one line: 16.08.2026 + 12 uger = 08.11.2026 → ma. 09.11.2026."""
    start, term = formats.day(language, told.started_on), term_of(language, told)
    end = day(language, told.raw_end_on)
    line = Markup("{} + {} = {}").format(start, term, end)
    if told.counted_due_on != told.raw_end_on:
        line += Markup(" → {}").format(day(language, told.counted_due_on))
    return line


def term_of(language: Language, told: Explanation) -> str:
    return term_text(language, told.term.unit, told.term.amount, told.term.at_least)


def count_of(language: Language, told: Explanation) -> Iterator[Markup]:
    if told.received_on != told.started_on:
        text = N_("Sagen blev modtaget %(day)s.")
        yield say(language, text, day=day(language, told.received_on))
    yield say(
        language,
        N_("%(event)s %(day)s. Den dag tælles ikke med."),
        event=in_words(language, START_EVENTS, told.start_event),
        day=day(language, told.started_on),
    )
    yield from sentences(language, told.steps, told.term.unit)
    if told.earliest_on:
        text = N_("Fristen er et spænd; dens korte ende er %(day)s.")
        yield say(language, text, day=day(language, told.earliest_on))
    if told.differs_because in DIFFERS:
        days = {"counted": told.counted_due_on, "legal": told.legal_due_on}
        yield with_days(language, DIFFERS[told.differs_because], days)
    else:
        yield say(language, N_("Lovens dag er %(day)s."), day=day(language, told.legal_due_on))
    yield calendar_of(language, told)


def calendar_of(language: Language, told: Explanation) -> Markup:
    if not told.calendar_version_now:
        return say(language, N_("Regnet i kalenderen, som aldrig er rettet."))
    if told.calendar_version == told.calendar_version_now:
        return say(
            language, N_("Regnet i kalenderens udgave %(number)s."), number=told.calendar_version
        )
    return say(
        language,
        N_("Regnet i kalenderens udgave %(number)s; den nyeste er %(newest)s."),
        number=told.calendar_version,
        newest=told.calendar_version_now,
    )


def ground_of(language: Language, told: Explanation) -> Iterator[Markup]:
    if told.published:
        yield from published_of(language, told.published)
    else:
        text = N_("Fristen på %(term)s følger ikke en offentliggjort frist; den er sat i sagen.")
        yield say(language, text, term=term_of(language, told))
    if told.term.roll == "forward" and told.term.closed:
        kinds = [Markup.escape(in_words(language, DAY_KINDS, kind)) for kind in told.term.closed]
        text = N_("Ender den på %(kinds)s, rykker den til den næste åbne dag.")
        yield say(language, text, kinds=listed(language, kinds))
    if told.law:
        yield law_of(language, told.law)
    elif told.term.legal_basis:
        yield say(language, N_("Lovgrundlag: %(law)s."), law=told.term.legal_basis)


def published_of(language: Language, term: Published) -> Iterator[Markup]:
    yield say(
        language,
        N_("Offentliggjort af %(name)s som „%(words)s“, gældende fra %(day)s."),
        name=term.catalogue_name,
        words=term.as_published,
        day=formats.day(language, term.valid_from),
    )
    if term.valid_until:
        text = N_("Den gælder ikke for det, der begynder %(day)s eller senere.")
        yield say(language, text, day=formats.day(language, term.valid_until))
    if term.condition:
        yield say(language, N_("Betingelse: %(words)s."), words=term.condition.rstrip("."))
    if term.adopted_on and term.adopted_by:
        text = N_("Vedtaget af %(who)s den %(day)s.")
        adopted = formats.day(language, term.adopted_on)
        yield say(language, text, who=term.adopted_by, day=adopted)
    elif term.adopted_on:
        yield say(language, N_("Vedtaget %(day)s."), day=formats.day(language, term.adopted_on))
    else:
        yield say(language, N_("Hvem der vedtog den, og hvornår, er uoplyst."))


def law_of(language: Language, law: Law) -> Markup:
    told = say(language, N_("Lovgrundlag: %(law)s."), law=law.text)
    if law.valid_until and law.successor:
        return (
            told
            + " "
            + say(
                language,
                N_("Fra %(day)s er den afløst af %(law)s."),
                day=formats.day(language, law.valid_until),
                law=law.successor.text,
            )
        )
    if law.valid_until:
        until = formats.day(language, law.valid_until)
        return told + " " + say(language, N_("Den gjaldt til %(day)s."), day=until)
    if law.valid_from:
        since = formats.day(language, law.valid_from)
        return told + " " + say(language, N_("I kraft fra %(day)s."), day=since)
    return told


def events_of(language: Language, told: Explanation) -> Iterator[Markup]:
    for wait in told.waits:
        yield wait_of(language, wait)
    for notice in told.extensions:
        yield notice_of(language, notice)
    for move in told.moves:
        days = {"before": move.legal_due_before_on, "after": move.legal_due_after_on}
        text = N_(
            "Kalenderens udgave %(number)s flyttede dagen fra %(before)s til %(after)s: %(why)s."
        )
        why = move.reason.rstrip(".")
        yield with_days(language, text, days, number=move.calendar_version, why=why)
    if told.moves:
        first = day(language, told.original_due_on)
        yield say(language, N_("Den første dag, der blev regnet ud, var %(day)s."), day=first)
    if told.reopened_on:
        yield say(
            language,
            N_("Genåbnet %(day)s: %(why)s."),
            day=day(language, told.reopened_on),
            why=(told.reopen_reason or "").rstrip("."),
        )


def wait_of(language: Language, wait: Waited) -> Markup:
    values = {
        "what": wait.what,
        "whom": in_words(language, WAITING_FOR, wait.waiting_for),
        "since": day(language, wait.since_on),
        "days": days_text(language, wait.days),
    }
    if wait.until_on:
        text = N_("Sagen ventede på %(what)s (%(whom)s) fra %(since)s til %(until)s, %(days)s.")
        values["until"] = day(language, wait.until_on)
    else:
        text = N_("Sagen har ventet på %(what)s (%(whom)s) siden %(since)s, %(days)s.")
    told = say(language, text, **values)
    effect = (
        N_("Imens stod uret stille.") if wait.subtracted else N_("Det trækkes ikke fra fristen.")
    )
    return told + " " + say(language, effect)


def notice_of(language: Language, notice: Notice) -> Markup:
    told = say(
        language,
        N_("Borgeren fik besked %(sent)s (%(channel)s) om svar senest %(due)s: %(why)s."),
        sent=day(language, notice.notice_sent_on),
        channel=in_words(language, CHANNELS, notice.channel),
        due=day(language, notice.due_on),
        why=notice.reason.rstrip("."),
    )
    timely = N_("Beskeden kom i tide.") if notice.in_time else N_("Beskeden kom for sent.")
    told += " " + say(language, timely)
    if notice.undone_on:
        text = N_("Den blev taget tilbage %(day)s: %(why)s.")
        why = (notice.undone_reason or "").rstrip(".")
        told += " " + say(language, text, day=day(language, notice.undone_on), why=why)
    return told


def standing_of(language: Language, told: Explanation) -> Iterator[Markup]:
    because = told.judged_because
    citizens = told.owed_by == "citizen" and because.startswith("day_passed")
    text = RAN_OUT if citizens else JUDGED.get(because, because)
    yield with_days(language, text, {"met_on": told.met_on, "cancelled_on": told.cancelled_on})
    if because == "cancelled" and told.cancel_reason:
        why = in_words(language, REASONS, told.cancel_reason).rstrip(".")
        yield say(language, N_("Begrundelse: %(why)s."), why=why)


def with_days(
    language: Language, text: str, days: Mapping[str, date | None], **values: object
) -> Markup:
    """Say a text, with those of its days that are known."""
    known = {name: day(language, on) for name, on in days.items() if on}
    return say(language, text, **known, **values)
