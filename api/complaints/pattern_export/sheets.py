"""A pattern's answer as sheets: made of its JSON and of nothing else, so that it tells no more."""

from collections.abc import Iterator
from typing import Any, Final

from api.complaints.files import Cell, Sheet
from api.language import Language
from api.words.enumerations import Both, said

Answer = dict[str, Any]
HIDDEN: Final[Both] = ("færre end 5 eller skjult", "fewer than 5 or hidden")
UNTOLD: Final[Both] = ("kan ikke opgøres", "can't be told")
FIGURES: Final[Both] = ("Tal", "Figures")
ABOUT: Final[Both] = ("Om tallene", "About the figures")
PARTS: Final[dict[str, Both]] = {
    "n": ("Antal bag (n)", "Made of (n)"),
    "numerator": ("Tæller", "Numerator"),
    "denominator": ("Nævner", "Denominator"),
    "low": ("95 % fra", "95 % from"),
    "high": ("95 % til", "95 % to"),
}
BEFORE: Final[dict[str, Both]] = {
    "value": ("Før: værdi", "Before: value"),
    "n": ("Før: antal bag", "Before: made of"),
    "low": ("Før: 95 % fra", "Before: 95 % from"),
    "high": ("Før: 95 % til", "Before: 95 % to"),
}
MEASURE: Final[Both] = ("Mål", "Measure")
UNIT: Final[Both] = ("Enhed for tallet", "Unit of the figure")
VALUE: Final[Both] = ("Værdi", "Value")
DEFINITION: Final[Both] = ("Definition", "Definition")
DATA: Final[tuple[Both, Both]] = (("Datanummer", "Data number"), ("Data fra", "Data as of"))
TOLD: Final[dict[str, Both]] = {
    "compared_note": ("Sammenligning", "Comparison"),
    "sentence": ("Sammenfatning", "Summary"),
    "from": ("Fra og med", "From"),
    "before": ("Før", "Before"),
    "number": ("Datanummer", "Data number"),
    "at": ("Data fra", "Data as of"),
    "checked_at": ("Sidst efterset", "Last checked"),
    "link": ("Fast adresse", "Permanent link"),
}


def sheets_of(answer: Answer, language: Language) -> list[Sheet]:
    """Return the cells, a row for each measure, and what the measures mean."""
    return [figures_sheet(answer, language), about_sheet(answer, language)]


def figures_sheet(answer: Answer, language: Language) -> Sheet:
    axes = [axis["name"] for axis in answer["by"]]
    compared = BEFORE.values() if answer["compared_period"] else ()
    words = (MEASURE, UNIT, VALUE, *PARTS.values(), *compared, DEFINITION, *DATA)
    rows = list(rows_of(answer, language))
    return Sheet(said(FIGURES, language), [*axes, *(said(each, language) for each in words)], rows)


def rows_of(answer: Answer, language: Language) -> Iterator[list[Cell]]:
    data = answer["data"]
    for cell in answer["cells"]:
        at = zip(answer["by"], cell["at"], strict=True)
        names = [axis["values"][place]["name"] for axis, place in at]
        for measure in answer["measures"]:
            figure = cell[measure["measure"]]
            before = cell["before"][measure["measure"]] if answer["compared_period"] else None
            yield [
                *names,
                measure["name"],
                measure["unit"],
                value_of(figure, language),
                *(figure[part] for part in PARTS),
                *((before[part] for part in BEFORE) if before else ()),
                measure["definition"],
                data["number"],
                data["at"],
            ]


def value_of(figure: dict[str, Any], language: Language) -> Cell:
    """Return a figure, or in words why it is not told."""
    if figure["hidden"]:
        return said(HIDDEN, language)
    value: float | None = figure["value"]
    return said(UNTOLD, language) if value is None else value


def about_sheet(answer: Answer, language: Language) -> Sheet:
    measures = [
        [measure["name"], measure["definition"], measure["means"], measure["interval"]]
        for measure in answer["measures"]
    ]
    told = answer | answer["period"] | answer["data"]
    facts = [[said(words, language), told[name]] for name, words in TOLD.items() if told[name]]
    headings = [said(MEASURE, language), said(DEFINITION, language), "", ""]
    return Sheet(said(ABOUT, language), headings, [*measures, [], *facts], (24, 36, 70))
