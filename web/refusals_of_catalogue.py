"""Why a term, a section, a rule or the calendar can't be so: the api's codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "arrival_rule_missing": "Der er ingen regel for, hvornår en besked sendt sådan er fremme den "
    "dag.",
    "arrival_rule_overlaps": "En anden regel gælder for det samme i den tid. Afslut den først.",
    "calendar_correction_empty": "Vælg en dag, der skal lukkes, eller en, der skal åbnes igen.",
    "calendar_correction_undone": "Rettelsen er allerede taget tilbage.",
    "calendar_day_closed": "Dagen er allerede en lukkedag.",
    "calendar_day_corrected_later": "Dagen er rettet igen siden. Tag den seneste rettelse tilbage "
    "først.",
    "calendar_day_is_holiday": "Dagen er en helligdag og lukket i forvejen.",
    "calendar_day_not_closed": "Dagen er ikke en lukkedag.",
    "calendar_day_twice": "Den samme dag er nævnt to gange.",
    "cause_group_has_causes": "Gruppen har årsager. Flyt dem til en anden gruppe først.",
    "cause_complained_of": "Der er klager med denne årsag, og tal for dens gruppe er fortalt. "
    "Lad den udgå, og opret en anden i den anden gruppe.",
    "cause_group_is_cause": "En årsag ligger i en gruppe, ikke under sig selv eller en anden "
    "årsag.",
    "cause_needs_group": "En årsag bliver i en gruppe. Opret en ny gruppe, og flyt årsagen dertil.",
    "day_outside_calendar": "Så langt rækker kalenderen ikke.",
    "days_reversed": "Den første dag ligger efter den sidste.",
    "days_too_many": "Spørg om højst tre år ad gangen.",
    "legal_basis_follows_itself": "En paragraf kan ikke være afløst af sig selv.",
    "moment_on_other_day": "Klokkeslættet ligger på en anden dag end den, fristen begynder.",
    "moment_without_zone": "Klokkeslættet mangler sin tidszone.",
    "no_term_in_force": "Der er ingen offentliggjort frist for det den dag.",
    "own_catalogue_exists": "Der er allerede en kommune, der er jeres egen. Opret denne og dens "
    "frister først, og gør den så til jeres egen.",
    "own_catalogue_needed": "Nye sager får frister herfra. Gør i stedet en anden til jeres egen.",
    "revision_not_later": "Den nye frist skal begynde senere end den, den afløser.",
    "start_event_not_of_kind": "En frist af den art kan ikke begynde med det.",
    "successor_begins_earlier": "Det, der afløser, kan ikke være trådt i kraft før det, der "
    "afløses.",
    "term_already_used_after": "Fristen har allerede startet sager den dag eller senere, og de "
    "beholder den. Vælg en senere dag.",
    "term_amount_negative": "En frist kan ikke være kortere end ingenting.",
    "term_amount_too_large": "Så lang en frist er næppe rigtig: der er plads til ti år.",
    "term_ended": "Fristen gælder ikke længere den dag. Opret en ny.",
    "term_immediately_has_amount": "Straks har intet tal: skriv 0.",
    "term_in_use": "Sager har fået frister herfra og beholder dem. Revidér den i stedet: så ender "
    "den en dag, og en ny begynder.",
    "term_missing": "Vælg en offentliggjort frist, eller angiv selv en.",
    "term_overlaps": "En anden frist gælder for det samme i den tid. Afslut den først, eller "
    "revidér den.",
    "term_range_reversed": "Det laveste tal kan ikke være større end det højeste.",
    "term_rolls_over_nothing": "Vælg, hvilke dage der er lukkede, når fristen skal rykke.",
    "two_starts_asked": "Angiv den dag, fristen begynder, eller hvornår og hvordan brevet blev "
    "sendt; ikke begge dele.",
    "two_terms_asked": "Vælg en offentliggjort frist, eller angiv selv en; ikke begge dele.",
    "year_outside_calendar": "Så langt rækker kalenderen ikke.",
}
