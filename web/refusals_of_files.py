"""Why a file of cases, or a line of it, was refused: the api's codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "body_cut": "Filen slutter midt i en linje eller kom ikke helt frem. Intet er ændret; send den "
    "hel.",
    "case_ended_otherwise": "Sagen er allerede afsluttet på en anden dag eller måde.",
    "case_number_other": "Referencen hører til en sag med et andet sagsnummer; "
    "et sagsnummer ændres aldrig.",
    "case_number_taken": "En anden sag har sagsnummeret. Er det den samme sag, så giv den denne "
    "reference.",
    "case_type_unknown": "Der er ingen sagstype med den kode.",
    "caseworker_unknown": "Ingen har det brugernavn.",
    "cell_error": "Cellen viser en fejl i regnearket.",
    "cells_other": "Rækken har et andet antal celler, end der er kolonner.",
    "closed_before_decision": "Sagen kan ikke være afsluttet, før den blev afgjort.",
    "column_nameless": "Der står noget i en kolonne uden navn.",
    "column_twice": "Det samme er oplyst to gange.",
    "column_unknown": "Der er ingen kolonne med det navn.",
    "columns_missing": "Filen mangler kolonner, der skal være der. Se dem nedenfor.",
    "columns_twice": "Filen har den samme kolonne to gange.",
    "columns_unknown": "Filen har kolonner, der ikke kendes. Ret deres navne, eller tag dem ud.",
    "content_digest_missing": "Forespørgslen mangler filens kontrolsum.",
    "content_digest_other": "Filen er ændret undervejs. Intet er ændret; prøv igen.",
    "content_digest_unknown": "Filens kontrolsum kan ikke læses.",
    "cpr_missing": "En fødselsdag alene peger ikke på en borger; oplys CPR-nummeret.",
    "cpr_shown": "Her står sagens CPR-nummer. Det må kun stå i sin egen kolonne.",
    "letter_type_retired": "Brevtypen bruges ikke mere. Vælg en anden.",
    "letter_type_unknown": "Der er ingen brevtype med den kode i brug.",
    "csv_invalid": "Rækken kan ikke læses. Se efter anførselstegn.",
    "day_expected": "Det er ingen dato. Skriv den som 20-09-2017 eller 2017-09-20.",
    "day_unknown": "Den dag findes ikke i kalenderen.",
    "decided_on_missing": "Oplys dagen, sagen blev afgjort.",
    "decision_other": "Sagen er allerede afgjort på en anden måde. Ret afgørelsen, eller genåbn "
    "sagen.",
    "extension_by_halves": "En besked om senere afgørelse skal have den nye dag, dagen, den blev "
    "sendt, og årsagen.",
    "format_contradicted": "Filen er af en anden slags, end den er sendt som.",
    "format_missing": "Oplys, om filen er CSV, Excel eller NDJSON.",
    "format_other": "Filen er ingen tekstfil. Gem den som CSV i UTF-8, eller send den som xlsx.",
    "header_unreadable": "Den første linje skal være kolonnernes navne.",
    "import_overtaken": "En anden gemte en af sagerne imens. Intet er ændret; prøv igen.",
    "json_invalid": "Linjen er ikke gyldig JSON.",
    "line_too_long": "En linje er så lang, at filen ikke kan være rigtig.",
    "no_deadline_to_extend": "Sagen venter ingen afgørelse, så der er ingen frist at forlænge.",
    "not_utf8": "Filen er ikke gemt som UTF-8, men måske som Latin-1 (ANSI). Gem den i Excel som "
    "„CSV UTF-8“, og send den igen.",
    "notice_after_decision": "Sagen var allerede afgjort; en besked om senere afgørelse kan ikke "
    "være sendt efter det.",
    "object_expected": "En linje skal være ét JSON-objekt: en sag.",
    "outcome_missing": "Oplys afgørelsens udfald.",
    "rows_swallowed": "Et anførselstegn er for meget eller mangler, så flere linjer læses som én.",
    "state_contradicted": "Linjens datoer siger noget andet om, hvor langt sagen er.",
    "text_expected": "Her skal stå tekst.",
    "text_too_long": "Teksten er for lang.",
    "text_unreadable": "Her står et tegn, der ikke kan gemmes.",
    "too_many_rows": "Arket har flere rækker, end et ark kan have.",
    "unit_ambiguous": "Flere enheder hedder sådan. Brug enhedens id.",
    "unit_unknown": "Der er ingen enhed med det navn, som du må oprette sager i.",
    "digits_lost": (
        "Regnearket har rundet tallet og mistet cifre. Gem kolonnen som tekst, og indlæs igen."
    ),
    "value_unknown": "Det kan feltet ikke være. De ord, det kan være, står ved filens kolonner.",
    "withdrawn_and_decided": "En sag er enten trukket tilbage eller afgjort, ikke begge dele.",
    "withdrawn_on_missing": "Oplys dagen, ansøgningen blev trukket tilbage.",
    "workbook_too_large": "Regnearket fylder for meget, når det pakkes ud.",
    "workbook_unreadable": "Filen er intet regneark (xlsx).",
    "year_out_of_range": "Årstallet kan ikke være rigtigt.",
    "yes_or_no_expected": "Skriv ja eller nej.",
}
