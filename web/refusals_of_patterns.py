"""Why a question about complaints can't be answered: the api's codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "analysis_list_too_large": "Der er flere klager, end listen kan rumme. Vælg et andet år.",
    "cell_incomplete": "Adressen siger ikke helt, hvilket felt i tabellen det er. Gå tilbage til "
    "tabellen, og vælg tallet igen.",
    "comparison_by_period": "En sammenligning stiller én periode op mod en anden. Fordel efter "
    "noget andet end uge, måned, kvartal eller år.",
    "comparison_day_missing": "Skriv den dag, der deler før fra efter. Den skal ligge senest der, "
    "hvor perioden begynder.",
    "comparison_day_unused": "Dagen bruges kun, når der sammenlignes med tiden før en bestemt dag.",
    "comparison_not_begun": "Perioden er ikke begyndt: der er intet at sammenligne. Vælg en "
    "periode, der er begyndt.",
    "comparison_without_period": "Vælg først en periode at sammenligne: et år, et kvartal, eller "
    "både en første dag og en dag, den slutter før.",
    "data_unknown": "Den tilstand af data findes ikke. Se de nyeste tal.",
    "dimension_twice": "Fordel kun én gang efter det samme.",
    "pattern_watch_name_taken": "Du følger allerede noget under det navn.",
    "not_for_public": "Det fortæller om enkelte klager og kan ikke vises for offentligheden.",
    "period_twice": "Vælg enten en periode, eller skriv dage fra og før; ikke begge.",
    "period_unreadable": "Skriv perioden som 2017, 2017-Q3, 2017-09 eller 2017-W38.",
    "points_not_parted": "En andel af klagepunkterne er af dem med et mærke, et medhold, en årsag "
    "eller en årsagsgruppe. Fordel efter en af dem.",
    "protected_period": "Når små tal er skjult, vises kun hele år og kvartaler. Vælg et af dem.",
    "protected_year_untold": "Når små tal er skjult, vises et år først, når det er opgjort: fra "
    "1. februar året efter. Vælg et af de år, der vises.",
    "protected_question": "Det kan ikke bruges, når små tal er skjult. Tag det bort.",
    "quarter_not_ended": "Kvartalet er ikke slut i disse data. Det, der kommer efter dem, kan "
    "ikke bedømmes.",
    "signals_of_a_quarter": "Signaler er af et helt kvartal. Vælg et kvartal.",
    "too_little_past": "Der er for lidt fortid at sammenligne med: der skal være fire hele "
    "perioder før den, der bedømmes. Tallene kan ses, men ingen kan sige, hvad der er usædvanligt.",
    "too_many_cells": "Det giver flere felter, end nogen kan overskue. Vælg en kortere periode, "
    "eller fordel efter færre ting.",
    "too_many_dimensions": "Fordel efter højst tre ting: med flere står der én klage i "
    "næsten hvert felt.",
    "trend_by_period": "En udvikling er pr. måned, kvartal eller år.",
    "watch_known_later": "Det er først kendt et stykke tid efter perioden og kan ikke følges. Vælg "
    "et andet tal.",
    "watch_of_settled_years": "Små antal er skjult, og tallene fortælles først, når deres år er "
    "opgjort. Gem spørgsmålet uden en periode.",
    "watch_of_signals": "Signaler har ingen grænse: hvert nyt bliver fortalt.",
    "watch_query_invalid": "Det kan ikke følges, som det er spurgt. Gå tilbage, og stil "
    "spørgsmålet igen.",
    "watch_threshold_incomplete": "Vælg tal, retning og grænse; alle tre skal være der.",
    "two_periods": "Fordel efter én slags periode: den korteste fortæller mest.",
    "week_53_missing": "Året før har ingen uge 53. Sammenlign med perioden før, eller vælg andre "
    "uger.",
}
