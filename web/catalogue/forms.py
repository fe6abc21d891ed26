"""The forms of catalogues, terms, case types, sections of law and arrival rules."""

from typing import Any, Final

from web.calculator.asking import ROLLS, UNITS
from web.clock import today
from web.deadlines.words import CHANNELS, DAY_KINDS, KINDS, START_EVENTS, in_words
from web.language import N_, Language
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record

KEEP: Final = "catalogue:write"
CLOCKS: Final = {
    "runs": N_("løber, også mens sagen venter"),
    "stops_while_waiting": N_("står stille, mens sagen venter"),
}
ALL_TYPES: Final = N_("alle sagstyper")
LAST_DAY: Final = N_("den første dag, den ikke længere gælder")
SOURCE: Final = Field("source", N_("Kilde"), optional=True)
COUNTED: Final = (
    Field(
        "as_published",
        N_("Som offentliggjort"),
        hint=N_("kommunens egne ord, for eksempel 60 arbejdsdage"),
    ),
    Field("amount", N_("Hvor mange"), Kind.WHOLE, hint=N_("0 for straks"), least=0),
    Field("unit", N_("Talt i"), Kind.CHOICE, words=UNITS, beside=True),
    Field(
        "at_least",
        N_("Mindst"),
        Kind.WHOLE,
        optional=True,
        beside=True,
        least=0,
        hint=N_("den lave ende af et spænd, for eksempel 0 i 0-4 uger"),
    ),
    Field("roll", N_("En frist, der ender på en lukket dag,"), Kind.CHOICE, words=ROLLS),
    Field("clock", N_("Uret"), Kind.CHOICE, words=CLOCKS),
    Field(
        "closed",
        N_("Lukkede dage"),
        Kind.CHOICES,
        words=DAY_KINDS,
        optional=True,
        hint=N_("springes over, når der tælles i arbejdsdage, og når fristen rykker"),
    ),
    Field("condition", N_("Forbehold"), Kind.LONG, optional=True),
    Field(
        "legal_basis_id",
        N_("Fristens eget lovgrundlag"),
        Kind.PICK,
        optional=True,
        empty=N_("sagstypens"),
    ),
)
FROM: Final = Field(
    "valid_from",
    N_("Gælder fra"),
    Kind.DAY,
    hint=N_("for sager, hvis frist begynder den dag eller senere"),
)
ADOPTED: Final = (
    Field("adopted_by", N_("Vedtaget af"), optional=True, hint=N_("for eksempel Byrådet")),
    Field("adopted_on", N_("Vedtaget den"), Kind.DAY, optional=True, beside=True),
    SOURCE,
)
REVISION_FIELDS: Final = (FROM, *COUNTED, *ADOPTED)
TERM_FIELDS: Final = (
    Field("case_type_id", N_("Sagstype"), Kind.PICK, optional=True, empty=ALL_TYPES),
    Field(
        "variant",
        N_("Variant"),
        optional=True,
        beside=True,
        hint=N_("for eksempel gentagelse"),
        blank="",
    ),
    Field("kind", N_("Hvad skal ske"), Kind.CHOICE, words=KINDS),
    Field("start_event", N_("Begynder, når"), Kind.CHOICE, words=START_EVENTS, beside=True),
    *COUNTED,
    FROM,
    Field("valid_until", N_("Gælder til"), Kind.DAY, optional=True, beside=True, hint=LAST_DAY),
    *ADOPTED,
)
CATALOGUE_FIELDS: Final = (
    Field("name", N_("Kommunens navn")),
    Field(
        "own",
        N_("Det er vores egne frister"),
        Kind.CHECK,
        hint=N_("Nye sager får frister herfra. Mærket tages fra den, der havde det."),
    ),
    Field("note", N_("Bemærkning"), Kind.LONG, optional=True),
    SOURCE,
)
TYPE_FIELDS: Final = (
    Field("name_da", N_("Navn på dansk")),
    Field("name_en", N_("Navn på engelsk"), beside=True),
    Field("code", N_("Kode"), hint=N_("bruges, når sager indlæses")),
    Field("parent_id", N_("Ligger under"), Kind.PICK, optional=True, beside=True),
    Field(
        "legal_text",
        N_("Paragraffen, som papirer skriver den"),
        optional=True,
        hint=N_("for eksempel §§ 41 og 42"),
    ),
    Field("kle_number", N_("KLE-nummer"), optional=True, hint=N_("for eksempel 32.18.04")),
    Field("kle_version", N_("KLE-udgave"), optional=True, beside=True),
    Field("legal_basis_ids", N_("Afgøres eller blev afgjort efter"), Kind.PICKS, optional=True),
)
BASIS_FIELDS: Final = (
    Field("act", N_("Loven"), hint=N_("for eksempel Lov om social service")),
    Field("act_short", N_("Forkortet"), beside=True, hint=N_("for eksempel SEL")),
    Field("section", N_("Paragraf"), hint=N_("for eksempel § 41")),
    Field("subject_da", N_("Handler om, på dansk")),
    Field("subject_en", N_("Handler om, på engelsk"), beside=True),
    Field(
        "valid_from",
        N_("Gælder fra"),
        Kind.DAY,
        optional=True,
        hint=N_("Lad feltet stå tomt, hvis dagen er uoplyst."),
    ),
    Field("valid_until", N_("Gælder til"), Kind.DAY, optional=True, beside=True, hint=LAST_DAY),
    Field("successor_id", N_("Afløst af"), Kind.PICK, optional=True, empty=N_("ingen")),
    SOURCE,
)
RULE_FIELDS: Final = (
    Field("channel", N_("Sendt med"), Kind.CHOICE, words=CHANNELS),
    Field("amount", N_("Hvor mange"), Kind.WHOLE, hint=N_("0 for straks"), least=0),
    Field("unit", N_("Talt i"), Kind.CHOICE, words=UNITS, beside=True),
    Field(
        "closed",
        N_("Lukkede dage"),
        Kind.CHOICES,
        words=DAY_KINDS,
        optional=True,
        hint=N_("dage, et brev ikke er undervejs"),
    ),
    Field("valid_from", N_("Gælder fra"), Kind.DAY, hint=N_("for det, der sendes fra den dag")),
    Field("valid_until", N_("Gælder til"), Kind.DAY, optional=True, beside=True, hint=LAST_DAY),
    Field("source", N_("Kilde")),
)


def type_options(language: Language, types: list[Any]) -> list[tuple[str, str]]:
    """Return case types to choose from, each set in as far as it lies down the tree."""
    name = f"name_{language.code}"
    in_tree = sorted(types, key=lambda each: each["path"])
    return [
        (each["id"], "\N{NO-BREAK SPACE}" * 3 * (len(each["path"]) - 1) + each[name])
        for each in in_tree
    ]


def basis_options(bases: list[Any], *, but: str | None = None) -> list[tuple[str, str]]:
    found = [(each["id"], each["text"]) for each in bases if each["id"] != but]
    return sorted(found, key=lambda each: each[1])


async def options_of_term(asking: Asking) -> dict[str, list[tuple[str, str]]]:
    types = await asking.api.get_all("/v1/case-types")
    bases = await asking.api.get_all("/v1/legal-bases")
    return {
        "case_type_id": type_options(asking.language, types),
        "legal_basis_id": basis_options(bases),
    }


async def in_catalogue(asking: Asking, item: Json) -> Place:
    """Return the page of a catalogue's terms, and what a term of it may choose from."""
    catalogue = await asking.one("term-catalogues", item["catalogue_id"])
    back = f"/terms?catalogue={catalogue['id']}"
    crumbs = [("/terms", asking.language.gettext("Sagsbehandlingsfrister"))]
    if not catalogue["own"]:
        crumbs.append((back, catalogue["name"]))
    return Place(back, crumbs, await options_of_term(asking), name=term_name(asking, item))


def term_name(asking: Asking, item: Json) -> str:
    """Say what a term is for: "Hjælpemidler, gentagelse: afgørelse"."""
    language = asking.language
    own = item.get(f"case_type_name_{language.code}") or language.gettext(ALL_TYPES)
    of = ", ".join(filter(None, [own, item.get("variant")]))
    return f"{of}: {in_words(language, KINDS, item.get('kind') or '')}"


async def among_catalogues(asking: Asking, _: Json) -> Place:
    return Place("/terms", [("/terms", asking.language.gettext("Sagsbehandlingsfrister"))])


async def among_types(asking: Asking, item: Json) -> Place:
    types = await asking.api.get_all("/v1/case-types")
    bases = await asking.api.get_all("/v1/legal-bases")
    options = {
        "parent_id": type_options(asking.language, types),
        "legal_basis_ids": basis_options(bases),
    }
    crumbs = [("/case-types", asking.language.gettext("Sagstyper"))]
    name = item.get(f"name_{asking.language.code}", "")
    return Place("/case-types", crumbs, options, name=name)


async def among_bases(asking: Asking, item: Json) -> Place:
    bases = await asking.api.get_all("/v1/legal-bases")
    options = {"successor_id": basis_options(bases, but=item.get("id"))}
    return Place(
        "/legal-bases", [("/legal-bases", asking.language.gettext("Lovgrundlag"))], options
    )


async def among_rules(asking: Asking, item: Json) -> Place:
    language = asking.language
    crumbs = [("/arrival-rules", language.gettext("Hvornår er et brev fremme?"))]
    return Place(
        "/arrival-rules", crumbs, name=in_words(language, CHANNELS, item.get("channel", ""))
    )


def begun_term(_: Asking, given: Json) -> Json:
    """Begin a term as most are: it runs, stays where it ends, and holds from today."""
    usual = {"roll": "none", "clock": "runs", "valid_from": today().isoformat()}
    return {**usual, **given}


CATALOGUE: Final = Record(
    "term-catalogues",
    N_("Ny kommune"),
    N_("Ret kommunens oplysninger"),
    CATALOGUE_FIELDS,
    among_catalogues,
    lambda item: str(item["name"]),
    KEEP,
    kept=(),
    home=lambda item: f"/terms?catalogue={item['id']}",
)
TERM: Final = Record(
    "published-terms",
    N_("Ny sagsbehandlingsfrist"),
    N_("Ret sagsbehandlingsfrist"),
    TERM_FIELDS,
    in_catalogue,
    lambda _: "",
    KEEP,
    given=("catalogue_id",),
    kept=("meeting_id",),
    begins=begun_term,
    home=lambda item: f"/terms/{item['id']}",
)
CASE_TYPE: Final = Record(
    "case-types",
    N_("Ny sagstype"),
    N_("Ret sagstype"),
    TYPE_FIELDS,
    among_types,
    lambda _: "",
    KEEP,
    kept=("kle_uuid",),
)
LEGAL_BASIS: Final = Record(
    "legal-bases",
    N_("Ny paragraf"),
    N_("Ret paragraf"),
    BASIS_FIELDS,
    among_bases,
    lambda item: str(item["text"]),
    KEEP,
    kept=(),
)
ARRIVAL_RULE: Final = Record(
    "arrival-rules",
    N_("Ny regel"),
    N_("Ret regel"),
    RULE_FIELDS,
    among_rules,
    lambda _: "",
    KEEP,
    kept=(),
)
RECORDS: Final = (CATALOGUE, TERM, CASE_TYPE, LEGAL_BASIS, ARRIVAL_RULE)
