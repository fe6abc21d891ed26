"""The api's refusals in Danish; in English the api's own sentence is shown.

A feature adds its codes here. A code that is not here is shown in the api's words.
"""

from collections.abc import Mapping
from typing import Final

from web.language import Language

WORDS: Final[Mapping[str, str]] = {
    "not_allowed": "Din rolle giver ikke adgang til at se eller gøre dette.",
    "body_too_large": "Der er mere tekst, end Rettidig tager imod.",
    "idempotency_key_reused": "Formularen er allerede sendt med et andet indhold. "
    "Hent siden igen, og gem så.",
    "already_there": "Det findes allerede.",
    "username_taken": "Brugernavnet er optaget.",
    "reference_unknown": "Det, der er valgt, findes ikke længere. Vælg igen.",
    "state_cannot_follow": "Den tilstand kan ikke følge efter den nuværende.",
    "cut_off_in_future": "Dagen er ikke kommet endnu. Vælg i dag eller en tidligere dag.",
    "status_older_than_latest": "Der er en nyere status. Vælg dens dag eller en senere.",
    "no_status_yet": "Der er endnu ingen status at lade uændret. Skriv, hvordan det står til.",
    "track_of_another_plan": "Sporet hører ikke til denne plan.",
    "initiative_of_another_plan": "Initiativet hører ikke til denne plan.",
    "initiative_of_another_track": "Initiativet hører til et andet spor i planen.",
    "period_is_not_met": "En periode går; den kan hverken nås eller overskrides.",
    "met_in_time_and_missed": "Den er nået til tiden og kan derfor ikke være overskredet.",
    "plan_is_fixed": "Det hører til sin plan og kan ikke flyttes til en anden.",
    "initiative_has_parts": "Initiativet har dele i sporet. Flyt delene først.",
    "initiative_within_itself": "Et initiativ kan ikke være en del af sig selv.",
    "line_too_deep": "Linjer kan højst ligge ti niveauer inde i hinanden.",
    "met_in_future": "Dagen er ikke kommet endnu. Det kan først meldes nået, når det er sket.",
    "delivered_in_future": "Dagen er ikke kommet endnu. Det kan først meldes indfriet bagefter.",
    "own_role": "En anden skal ændre dine egne roller.",
    "busy": "En anden er ved at gemme det samme. Prøv igen om lidt.",
    "value_out_of_range": "En værdi er større, end der kan gemmes.",
    "line_in_itself": "En linje kan ikke være en del af sig selv.",
    "line_has_parts": "Andre linjer er en del af denne; det, de deler, kan ikke ændres.",
    "line_of_another_plan": "Linjen hører ikke til denne plan.",
    "part_of_other_standing": "Delen og helheden skal begge være bevilget eller begge være ønsket.",
    "day_already_counted": "Der er allerede en optælling den dag. Ret den, hvis den er forkert.",
    "reviewed_more_than_total": "Der kan ikke være gennemgået flere, end der er i alt.",
    "unit_under_itself": "En enhed kan ikke ligge under sig selv.",
    "case_type_under_itself": "En sagstype kan ikke ligge under sig selv.",
    "deadline_met": "Fristen er allerede fuldført.",
    "deadline_cancelled": "Fristen er bortfaldet.",
    "deadline_open": "Fristen løber allerede.",
    "deadline_is_citizens": "Det er borgerens egen frist; den følger loven og kan ikke forlænges.",
    "deadline_corrected": "Fristen var regnet fra en forkert oplysning; en anden gælder i stedet.",
    "deadline_met_by_decision": "Fristen sluttede med afgørelsen. Genåbn sagen i stedet.",
    "case_withdrawn": "Sagen er trukket tilbage. Genåbn sagen i stedet.",
    "in_future": "Dagen er ikke kommet endnu. Vælg i dag eller en tidligere dag.",
    "notice_before_start": "Dagen ligger før fristen begyndte; da var der ingen besked at sende.",
    "extension_not_later": "Vælg en dag, der er senere end den dag, svaret ventes nu, og senere "
    "end beskeden.",
    "met_before_start": "Dagen ligger før fristen begyndte.",
    "cancelled_before_start": "Dagen ligger før fristen begyndte.",
    "extension_undone": "Beskeden er allerede taget tilbage.",
    "undone_before_notice": "Dagen ligger før beskeden blev sendt.",
    "selection_changed": "Der passer ikke længere lige så mange frister, som du så. "
    "Se listen igen, og vælg så.",
    "export_too_large": "Der er flere frister, end en fil kan rumme. Vælg nogle af dem: en enhed, "
    "en sagstype eller nogle dage.",
    "caseworker_not_active": "Den, der er valgt, arbejder her ikke længere.",
    "caseworker_has_case": "Sagen ligger allerede hos den, der er valgt.",
    "case_has_no_caseworker": "Sagen har ingen ansvarlig i forvejen.",
    "before_last_assignment": "Sagen har skiftet hænder senere end den dag.",
    "assignment_not_first": "Sagen har haft en ansvarlig før; vælg en anden grund.",
    "never_had_case": "En sag kan kun komme tilbage til en, der har haft den.",
    "cursor_invalid": "Listen er ændret imens. Begynd forfra.",
    "if_match_missing": "Siden ved ikke, hvilken udgave du har rettet i. Hent den igen.",
    "too_many_attempts": "Der er prøvet for mange gange. Vent et kvarter, og prøv igen.",
    "password_too_short": "Adgangskoden er for kort.",
    "missing": "Feltet skal udfyldes.",
    "string_too_short": "Feltet skal udfyldes.",
    "string_too_long": "Teksten er for lang. Kort den af.",
    "enum": "Vælg en af mulighederne.",
    "date_parsing": "Skriv datoen som dag.måned.år, for eksempel 31.12.2026.",
    "date_from_datetime_parsing": "Skriv datoen som dag.måned.år, for eksempel 31.12.2026.",
    "int_parsing": "Skriv et helt tal, for eksempel 1.600.",
    "decimal_parsing": "Skriv et tal, for eksempel 1.600 eller 12,25.",
    "greater_than": "Tallet er for lille.",
    "greater_than_equal": "Tallet er for lille.",
    "less_than": "Tallet er for stort.",
    "less_than_equal": "Tallet er for stort.",
    "uuid_parsing": "Vælg en af mulighederne.",
}
ENDINGS: Final[Mapping[str, str]] = {
    "_not_found": "Siden findes ikke, eller også er den ikke for dig.",
    "_unknown": "Det, der er valgt, findes ikke længere. Vælg igen.",
    "_has_history": "Det kan ikke slettes, for andet henviser til det. Afslut det i stedet, "
    "så det, der er sagt, bliver stående.",
    "_stale": "En anden har gemt imens. Det, du ser, er ikke længere det nyeste.",
}


def in_words(language: Language, code: str, detail: str) -> str:
    """Return what a refusal says to the reader."""
    if language.code != "da":
        return detail
    by_ending = (words for ending, words in ENDINGS.items() if code.endswith(ending))
    return WORDS.get(code) or next(by_ending, detail)
