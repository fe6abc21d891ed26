"""A signal's evidence in a sentence, and where to see it."""

from collections.abc import Sequence
from typing import Final

from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.period_words import period_words
from api.complaints.patterns.places import Places
from api.complaints.patterns.telling import count, decimal
from api.complaints.patterns.words import dimension_name, value_name
from api.complaints.signals.finding import Cell, Finding
from api.complaints.signals.rules import SignalKind
from api.complaints.signals.schemas import LabelOut, SignalOut
from api.language import Language
from api.words.enumerations import Both, catalogue, said

EVERYWHERE: Final[Both] = ("hele området", "all of it")
NO_LIMIT: Final[Both] = ("ingen øvre grænse", "no upper limit")
OF_DECISIONS: Final[Both] = (", af {n} afgørelser", ", of {n} decisions")
SENTENCES: Final[dict[SignalKind, Both]] = {
    SignalKind.ROSE: (
        "{cell}: steget til {observed} klager i {period} mod ventet {expected} efter egen fortid "
        "({ratio} gange, 95 %: {low}-{high}){of}.",
        "{cell}: rose to {observed} complaints in {period} against {expected} expected by its own "
        "past ({ratio} times, 95 %: {low}-{high}){of}.",
    ),
    SignalKind.FELL: (
        "{cell}: faldet til {observed} klager i {period} mod ventet {expected} efter egen fortid "
        "({ratio} gange, 95 %: {low}-{high}){of}.",
        "{cell}: fell to {observed} complaints in {period} against {expected} expected by its own "
        "past ({ratio} times, 95 %: {low}-{high}){of}.",
    ),
    SignalKind.ROSE_AGAINST_REST: (
        "{cell}: {observed} klager i {period} mod ventet {expected}, hvis udviklingen var som hos "
        "de andre ({ratio} gange, 95 %: {low}-{high}){of}.",
        "{cell}: {observed} complaints in {period} against {expected} expected had it gone as "
        "elsewhere ({ratio} times, 95 %: {low}-{high}){of}.",
    ),
    SignalKind.FELL_AGAINST_REST: (
        "{cell}: kun {observed} klager i {period} mod ventet {expected}, hvis udviklingen var som "
        "hos de andre ({ratio} gange, 95 %: {low}-{high}){of}.",
        "{cell}: only {observed} complaints in {period} against {expected} expected had it gone as "
        "elsewhere ({ratio} times, 95 %: {low}-{high}){of}.",
    ),
    SignalKind.SILENT_SPOT: (
        "{cell}: {late} forsinkede afgørelser, men kun {observed} klager mod ventet {expected}, "
        "hvis der blev klaget som andre steder ({ratio} gange, 95 %: {low}-{high}){of}.",
        "{cell}: {late} late decisions but only {observed} complaints against {expected} expected "
        "were it complained of as elsewhere ({ratio} times, 95 %: {low}-{high}){of}.",
    ),
    SignalKind.EXCESS_AFTER_CASEWORKER_CHANGE: (
        "{cell}: {observed} sager med sagsbehandlerskift de seneste 6 måneder førte til klage mod "
        "ventet {expected}, hvis skift ingen betydning havde ({ratio} gange, 95 %: "
        "{low}-{high}){of}.",
        "{cell}: {observed} cases that changed caseworker within 6 months were complained of, "
        "against {expected} expected if changes did not matter ({ratio} times, 95 %: "
        "{low}-{high}){of}.",
    ),
    SignalKind.EXCESS_AFTER_MISSING_NOTICE: (
        "{cell}: {observed} forsinkede sager uden underretning førte til klage mod ventet "
        "{expected}, hvis underretning ingen betydning havde ({ratio} gange, 95 %: "
        "{low}-{high}){of}.",
        "{cell}: {observed} late cases without notice were complained of, against {expected} "
        "expected if notice did not matter ({ratio} times, 95 %: {low}-{high}){of}.",
    ),
}
FOUND: Final[Both] = (
    "{number} signaler, der er mere end tilfældigheder, blandt {tests} afprøvede.",
    "{number} signals that are more than chance, among {tests} tested.",
)
ONE_FOUND: Final[Both] = (
    "1 signal, der er mere end en tilfældighed, blandt {tests} afprøvede.",
    "1 signal that is more than chance, among {tests} tested.",
)
NONE_FOUND: Final[Both] = (
    "Intet skiller sig ud fra det tilfældige blandt {tests} afprøvede.",
    "Nothing stands out from chance among {tests} tested.",
)
METHOD: Final[Both] = (
    "Hver gruppe er sammenlignet med sin egen fortid og med resten. Falske signaler holdes nede "
    "med Benjamini-Yekutielis metode: højst 5 % i gennemsnit. Uroen i tallene fra før er regnet "
    "med.",
    "Each group is compared with its own past and with the rest. False signals are held down by "
    "Benjamini and Yekutieli's method: 5 % on average at most. How restless the figures were "
    "before is reckoned with.",
)


def sentence(finding: Finding, places: Places, language: Language) -> str:
    def number(value: float | None) -> str:
        return said(NO_LIMIT, language) if value is None else decimal(value, language)

    of = said(OF_DECISIONS, language).format(n=count(finding.decisions or 0, language))
    return said(SENTENCES[finding.kind], language).format(
        cell=cell_name(finding.cell, places, language),
        observed=count(finding.observed, language),
        expected=number(finding.expected),
        ratio=number(finding.ratio),
        low=number(finding.low),
        high=number(finding.high),
        late=count(finding.late or 0, language),
        period=period_words(finding.period or "", language),
        of=of if finding.decisions else "",
    )


def cell_name(cell: Cell, places: Places, language: Language) -> str:
    names = (value_name(places, Dimension(d), value, language) for d, value in cell)
    return ", ".join(names) or said(EVERYWHERE, language)


def labels(cell: Cell, places: Places, language: Language) -> list[LabelOut]:
    return [
        LabelOut(
            dimension=dimension,
            dimension_name=dimension_name(Dimension(dimension), language),
            key=value,
            name=value_name(places, Dimension(dimension), value, language),
        )
        for dimension, value in cell
    ]


def shown(finding: Finding, link: str, places: Places, language: Language) -> SignalOut:
    return SignalOut(
        kind=finding.kind,
        name=said(catalogue()["SignalKind"][finding.kind], language),
        cell=labels(finding.cell, places, language),
        sentence=sentence(finding, places, language),
        link=link,
        periods=list(finding.periods),
        **{
            name: getattr(finding, name)
            for name in (
                *("observed", "expected", "ratio", "low", "high", "decisions", "late"),
                *("p", "adjusted_p", "period", "basis", "also_seen_in"),
            )
        },
    )


def told(found: Sequence[Finding], tests: int, language: Language) -> str:
    words = (ONE_FOUND if len(found) == 1 else FOUND) if found else NONE_FOUND
    return said(words, language).format(
        number=count(len(found), language), tests=count(tests, language)
    )
