"""Why a subscription was refused: the codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "client_beyond_reach": "Systemet må mere, end du selv må.",
    "client_without_right": "Systemet mangler retten til at rette abonnementer.",
    "delivery_waiting": "Den er stadig på vej.",
    "entity_in_no_unit": "En af hændelserne handler om noget, der ikke ligger i en enhed. "
    "Lav et abonnement for sig til den.",
    "event_type_unknown": "En af hændelserne findes ikke, eller ejeren må ikke se det, den handler "
    "om. Skriv for eksempel deadlines.* eller cases.created.",
    "owner_fixed": "Et abonnement bliver hos sin ejer.",
    "subscription_disabled": "Slå abonnementet til først.",
    "url_invalid": "Skriv hele adressen, for eksempel https://modtager.example.dk/rettidig, uden "
    "adgangskode og uden #.",
    "url_not_https": "Adressen skal begynde med https.",
    "url_not_public": "Adressen ligger i et internt net, og dertil sendes der ikke.",
}
