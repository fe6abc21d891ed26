"""Why a complaint, a point or a contact can't be so: the api's codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "anonymous_and_named": "Klagen er anonym, eller den siger, hvem den kommer fra; ikke begge.",
    "cause_is_group": "Det er en gruppe af årsager. Vælg en af årsagerne i den.",
    "cause_retired": "Årsagen bruges ikke mere. Vælg en anden.",
    "closed_before_receipt": "Klagen kan ikke være lukket, før den kom.",
    "closed_before_reopening": "Klagen kan ikke være lukket, før den blev genåbnet.",
    "closed_before_transfer": "Klagen kan ikke være lukket, før den blev sendt videre.",
    "complained_before_decision": "Afgørelsen var ikke truffet endnu den dag, klagen kom.",
    "complaint_closed": "Klagen er lukket. Genåbn den først.",
    "complaint_open": "Klagen er ikke lukket.",
    "complaint_there_already": "Klagen er der i forvejen.",
    "contact_closes_nothing": "En kontakt lukker klagen, når den er løst ved samtalen, og borgeren "
    "ikke ønsker et skriftligt svar.",
    "contacted_before_receipt": "Klagen var ikke kommet endnu på det tidspunkt.",
    "criticism_grade_retired": "Trinnet på kritikskalaen bruges ikke mere. Vælg et andet.",
    "criticism_without_finding": "Kritik kræver, at borgeren har fået helt eller delvist medhold.",
    "day_without_finding": "Skriv, hvad der blev fundet den dag.",
    "decision_without_case": "Skriv også nummeret på den sag, afgørelsen er truffet i.",
    "finding_without_day": "Skriv, hvilken dag det blev fundet.",
    "found_before_receipt": "Punktet kan ikke være vurderet, før klagen kom.",
    "handler_not_active": "Behandleren er ikke aktiv mere. Vælg en anden.",
    "named_twice": "Vælg den, der er kendt i forvejen, eller skriv nummer eller navn; ikke begge.",
    "protected_dimension": "Det kan ikke vælges, når små tal er skjult: det kunne røbe enkelte "
    "klager.",
    "protected_dimension_twice": "Gruppér efter ét niveau ad gangen, og afgræns med det andet.",
    "protected_dimensions_too_many": "Gruppér efter højst tre ting ad gangen.",
    "protected_measure": "Når små tal er skjult, vises kun antal klager og klager pr. 100 "
    "afgørelser.",
    "moment_in_future": "Klokkeslættet den dag er ikke kommet endnu. Ret det eller dagen.",
    "received_after_contact": "Borgeren blev kontaktet før det tidspunkt, så klagen kom tidligere.",
    "received_on_other_day": "Tidspunktet ligger på en anden dag end den, klagen kom.",
    "reopened_before_closed": "Klagen kan ikke være genåbnet, før den blev lukket.",
    "repeat_before_first": "Den klage, der skulle være gentaget, kom senere end denne.",
    "repeats_itself": "En klage kan ikke gentage sig selv eller en, der gentager den.",
    "resolved_without_contact": "En klage løses ved samtale med en, der blev nået.",
    "search_names_cpr": "Der søges ikke på CPR-numre i klagernes ord. Find borgeren i stedet.",
    "search_of_common_words": "De ord står i næsten alle klager. Skriv et, der siger mere.",
    "search_of_too_many_words": "Der er for mange ord i søgningen. Tag de vigtigste.",
    "search_only_excludes": "Søgningen siger kun, hvad der ikke må stå. Skriv også et ord, der "
    "skal stå der.",
    "search_prefix_too_short": "Skriv flere bogstaver foran stjernen.",
    "search_too_long": "Søgningen er for lang. Tag de vigtigste ord.",
    "search_without_words": "Der er intet ord i søgningen. Skriv mindst ét.",
    "text_names_cpr": "Der står et CPR-nummer i teksten. Tag det ud: hvem klagen kommer fra, har "
    "sit eget felt.",
    "transfer_to_one": "Vælg den enhed, eller skriv den anden myndighed, der overtager klagen; "
    "ikke begge.",
    "transferred_too_early": "Klagen var ikke kommet til den, der har den, eller var lukket den "
    "dag.",
    "unit_by_transfer": "Send klagen videre til den anden enhed. Så bliver det stående, hvem der "
    "havde den og hvor længe. Var den aldrig denne enheds, sendes den videre den dag, den kom.",
    "wish_without_contact": "Kun en, der blev nået, kan have sagt, om der ønskes et skriftligt "
    "svar.",
}
