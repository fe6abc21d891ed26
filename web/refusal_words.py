"""The api's refusals in Danish; in English the api's own sentence is shown.

A feature adds its codes here. A code that is not here is shown in the api's words.
"""

from collections.abc import Mapping
from typing import Final

from web import refusals_of_catalogue, refusals_of_files
from web.language import Language

WORDS: Final[Mapping[str, str]] = {
    **refusals_of_catalogue.WORDS,
    **refusals_of_files.WORDS,
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
    "deadline_met_by_decision": "Fristen sluttede med afgørelsen. Ret afgørelsen i stedet.",
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
    "case_closed": "Fristen endte med sagen. Genåbn sagen i stedet.",
    "reason_is_code": "Skriv med egne ord, hvorfor der ikke skyldes noget.",
    "received_after_act": "Der er gjort noget i sagen før den dag, så den kan ikke være modtaget "
    "senere.",
    "birth_in_future": "Fødselsdagen er ikke kommet endnu.",
    "citizen_key_missing": "Identiteten er krypteret med en nøgle, der ikke er her. "
    "Giv driften besked.",
    "clients_are_kept": "Et system slettes ikke, for det, det har gjort, henviser til det. "
    "Sæt det ud af brug i stedet.",
    "people_are_kept": "En person slettes ikke, for det, personen har gjort, henviser til den. "
    "Fjern fluebenet ved „Kan logge ind“ i stedet.",
    "person_beyond_reach": "Kontoen har en rolle, der rækker længere end din.",
    "role_beyond_reach": "Rollen rækker længere end din egen.",
    "role_not_for_people": "Rollen er for systemer, ikke for personer.",
    "scope_beyond_reach": "Et system kan kun få det, du selv må i dets enhed.",
    "old_password_missing": "Skriv også den gamle adgangskode.",
    "not_signed_in": "Du er ikke logget ind.",
    "token_not_valid": "Din adgang gælder ikke længere. Log ind igen.",
    "sign_in_refused": "Brugernavn eller adgangskode er forkert.",
    "delivered_on_missing": "Skriv, hvilken dag det blev indfriet, når der er et papir på det.",
    "moved_from_missing": "Skriv, hvilken dag mødet blev flyttet fra, når der er en årsag.",
    "paper_due_after_meeting": "Papiret kan ikke have frist efter mødet.",
    "plan_missing": "Vælg den plan, sporet hører til.",
    "rule_broken": "Oplysningerne passer ikke sammen.",
    "invalid_input": "Noget i det, der blev sendt, kan ikke bruges.",
    "internal_error": "Der er en fejl i Rettidig. Intet er ændret.",
    "database_unavailable": "Databasen svarer ikke. Intet er ændret; prøv igen om lidt.",
    "migrations_missing": "Databasen er ikke klar endnu. Giv driften besked.",
    "invalid_client": "Systemet kendes ikke, eller dets hemmelighed er forkert.",
    "invalid_scope": "Systemet har ikke fået lov til det.",
    "idempotency_key_invalid": "Formularens nummer kan ikke læses. Hent siden igen, og gem så.",
    "unknown_parameter": "Adressen indeholder et ord, siden ikke kender.",
    "not_a_person": "Visninger hører til personer.",
    "view_query_has_cursor": "Gem visningen fra listens første side.",
    "view_query_invalid": "Visningens adresse kan ikke læses.",
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
    "access_request_answered": "Anmodningen er allerede besvaret.",
    "answered_before_received": "Svaret kan ikke være givet, før anmodningen kom.",
    "access_request_already_there": "Det er allerede noteret, at parten bad om aktindsigt den dag.",
    "case_acknowledged": "Det er allerede noteret, at borgeren har fået kvittering.",
    "case_is_over": "Sagen er lukket eller trukket tilbage. Genoptag den først.",
    "available_before_sent": "Det kan ikke have været fremme, før det blev sendt.",
    "decided_again": "En senere afgørelse har afsluttet sagen; den kan ikke gøres uafgjort af "
    "denne.",
    "channel_missing": "Vælg, hvordan den blev sendt.",
    "dispatch_missing": "Skriv den dag, den blev sendt.",
    "dispatched_before_made": "Afgørelsen kan ikke være sendt, før den blev truffet.",
    "made_before_start": "Fristen for denne afgørelse begyndte senere end den dag.",
    "made_after_dispatch": "Afgørelsen blev sendt eller hjemvist før den dag.",
    "notice_already_there": "Det er allerede noteret, at den blev sendt til parten den dag.",
    "done_before_start": "Fristen for opfølgningen begyndte senere end den dag.",
    "follow_up_planned": "Der er allerede planlagt en opfølgning fra den dag.",
    "before_last_event": "Der er sket noget i sagen senere end det. Vælg den dag eller en senere.",
    "reply_before_available": "Parten kan ikke svare, før høringen er fremme.",
    "reply_too_late": "Så lang en frist kan en part ikke få.",
    "party_hearing_replied": "Parten har allerede svaret.",
    "replied_before_sent": "Parten kan ikke have svaret, før høringen blev sendt.",
    "party_hearing_already_there": "Det er allerede noteret, at parten blev hørt om det den dag.",
    "reason_missing": "Skriv hvorfor.",
    "case_has_open_deadlines": "Sagen kan ikke lukkes: der er stadig frister, kommunen skal nå i "
    "den.",
    "case_reference_taken": "Nummeret hører allerede til en anden sag.",
    "remitted_before_made": "Afgørelsen kan ikke være kommet tilbage, før den blev truffet.",
    "board_day_out_of_order": "Ankestyrelsen afgjorde efter vores afgørelse, og før sagen kom "
    "tilbage.",
    "decision_remitted": "Afgørelsen er hjemvist før; kun en senere kan komme tilbage.",
    "case_there_already": "Sagen er allerede i den enhed.",
    "unit_not_valid": "Enheden fandtes ikke den dag.",
    "waiting_ended": "Ventetiden er allerede slut.",
    "waiting_ends_before_start": "Ventetiden kan ikke være slut, før den begyndte.",
    "case_move_not_allowed": "Det kan ikke gøres med sagen, som den står nu.",
    "case_act_is_recorded": "Det noteres på sin egen måde, ikke som en bevægelse.",
    "case_number_unreadable": (
        "Et sagsnummer har bogstaver, tal, punktum og bindestreg. Gem andre numre som reference."
    ),
    "before_receipt": "Dagen ligger før den dag, sagen blev modtaget.",
    "citizen_already_there": "Borgeren er her allerede. Gem igen, så bruges den borger.",
    "cpr_invalid": "Et CPR-nummer har ti cifre og begynder med en dag, der findes, som ddmmåå.",
    "replacement_number_invalid": "Et erstatningsnummer har 4 til 30 bogstaver og tal.",
    "replacement_number_is_cpr": "Det er et CPR-nummer. Skriv det i feltet for CPR-nummer.",
    "two_numbers": "Skriv enten et CPR-nummer eller et erstatningsnummer, ikke begge.",
    "number_missing": "Skriv et CPR-nummer eller et erstatningsnummer.",
    "identity_missing": "Skriv et CPR-nummer, et erstatningsnummer eller et navn.",
    "purpose_names_cpr": "Skriv formålet uden CPR-nummer.",
}
ENDINGS: Final[Mapping[str, str]] = {
    "_not_found": "Siden findes ikke, eller også er den ikke for dig.",
    "_unknown": "Det, der er valgt, findes ikke længere. Vælg igen.",
    "_has_history": "Det kan ikke slettes, for andet henviser til det. Afslut det i stedet, "
    "så det, der er sagt, bliver stående.",
    "_missing": "Det her skal også oplyses.",
    "_stale": "En anden har gemt imens. Det, du ser, er ikke længere det nyeste.",
}


def in_words(language: Language, code: str, detail: str) -> str:
    """Return what a refusal says to the reader."""
    if language.code != "da":
        return detail
    by_ending = (words for ending, words in ENDINGS.items() if code.endswith(ending))
    return WORDS.get(code) or next(by_ending, detail)
