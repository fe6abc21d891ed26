"""What may be asked of patterns of complaints, in words: each code as the api writes it."""

from collections.abc import Mapping
from typing import Final

from web.complaints.words import CHANNELS, FINDINGS, KINDS, MARKS
from web.language import N_

DIMENSIONS: Final = {
    "cause_group": N_("årsagsgruppe"),
    "cause": N_("årsag"),
    "unit": N_("enhed"),
    "case_type": N_("sagstype"),
    "legal_basis": N_("paragraf"),
    "letter_type": N_("brevtype"),
    "kind": N_("hvad der klages over"),
    "channel": N_("hvordan klagen kom"),
    "outcome": N_("udfald"),
    "finding": N_("medhold i punktet"),
    "mark": N_("tværgående mærke"),
    "year": N_("år"),
    "quarter": N_("kvartal"),
    "month": N_("måned"),
    "week": N_("uge"),
    "caseworker_changes": N_("sagsbehandlerskift før klagen"),
    "deadline_state": N_("hvordan fristen stod"),
    "repeated": N_("om borgeren har klaget før"),
}
PERIODS: Final = ("year", "quarter", "month", "week")
# What has an order of its own; everything else is shown with the largest first.
ORDERED: Final = frozenset({*PERIODS, "caseworker_changes", "deadline_state", "repeated"})
MEASURES: Final = {
    "complaints": N_("Antal klager"),
    "points": N_("Antal klagepunkter"),
    "points_share": N_("Andel af klagepunkterne"),
    "per_100_decisions": N_("Klager pr. 100 afgørelser"),
    "upheld_share": N_("Andel med medhold"),
    "returned_share": N_("Andel af erkendte fejl, der kom igen"),
    "days_to_first_contact": N_("Dage til første kontakt"),
    "days_to_answer": N_("Dage til svar"),
    "contacted_share": N_("Andel kontaktet"),
    "noted_share": N_("Andel med notat"),
    "reversal_rate": N_("Omgørelsesprocent"),
    "decided_after_share": N_("Andel afgjort lige efter klagen"),
    "days_to_decision": N_("Dage fra klage til afgørelse"),
    "caseworker_changed_share": N_("Andel efter sagsbehandlerskift"),
    "caseworker_changed_share_uncomplained": N_("Andel efter sagsbehandlerskift uden klage"),
}
# What is known only some time after a period, so that nobody can follow it.
KNOWN_LATER: Final = frozenset({"decided_after_share", "returned_share"})
WATCHED: Final = {name: words for name, words in MEASURES.items() if name not in KNOWN_LATER}
PER_100: Final = "per_100_decisions"
# What decisions are grouped by too, so that a group may have none.
OF_DECISIONS: Final = frozenset(
    {*PERIODS, "unit", "case_type", "legal_basis", "letter_type"}
    | {"caseworker_changes", "deadline_state"}
)
COUNTS: Final = frozenset({"complaints", "points"})
POINTS_SHARE: Final = "points_share"
# What is told of decisions alone, so that no complaints lie behind it.
WITHOUT_COMPLAINTS: Final = frozenset({"caseworker_changed_share_uncomplained"})
SHARES: Final = frozenset(
    {
        *("upheld_share", "contacted_share", "noted_share", "reversal_rate", POINTS_SHARE),
        *("decided_after_share", "returned_share", "caseworker_changed_share"),
        *WITHOUT_COMPLAINTS,
    }
)
OUTCOMES: Final = {
    "open": N_("åben"),
    "answered": N_("besvaret"),
    "resolved_by_dialogue": N_("løst ved dialog"),
    "withdrawn": N_("trukket tilbage"),
    "passed_on": N_("sendt videre"),
    "reassessed_upheld": N_("genvurderet: fastholdt"),
    "reassessed_partly_changed": N_("genvurderet: ændret delvist"),
    "reassessed_fully_changed": N_("genvurderet: ændret helt"),
    "reassessed_dismissed": N_("genvurderet: afvist"),
    "reassessed_withdrawn": N_("genvurderet: trukket tilbage"),
    "board_affirmed": N_("Ankestyrelsen: stadfæstet"),
    "board_changed": N_("Ankestyrelsen: ændret"),
    "board_annulled": N_("Ankestyrelsen: ophævet"),
    "board_remitted": N_("Ankestyrelsen: hjemvist"),
    "board_dismissed": N_("Ankestyrelsen: afvist"),
    "board_referred": N_("Ankestyrelsen: henvist"),
}
CASEWORKER_CHANGES: Final = {
    "0": N_("ingen skift"),
    "1": N_("ét skift"),
    "2_or_more": N_("to skift eller flere"),
}
DEADLINE_STATES: Final = {
    "none": N_("ingen frist"),
    "within": N_("inden for fristen"),
    "overdue": N_("overskredet, borgeren underrettet"),
    "overdue_not_notified": N_("overskredet uden underretning"),
}
REPEATED: Final = {"true": N_("har klaget før"), "false": N_("første klage")}
COMPARISONS: Final = {
    "previous_period": N_("perioden før"),
    "year_before": N_("samme tid året før"),
    "before_day": N_("lige lang tid før en dag"),
}
LEVELS: Final = {"1": N_("øverste niveau"), "2": N_("andet niveau")}
FOLLOWED: Final = {"true": N_("følg omlægninger: som de enheder, der har overtaget")}
AUDIENCES: Final = {"public": N_("til offentligheden: små tal skjult")}
NOT_KNOWN: Final = {
    "cause": N_("årsag"),
    "finding": N_("medhold i punktet"),
    "case": N_("sag"),
    "case_type": N_("sagstype"),
    "legal_basis": N_("paragraf"),
    "letter_type": N_("brevtype"),
}
# Filters with fixed values; the others are things of the catalogue and the organisation.
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KINDS,
    "channel": CHANNELS,
    "outcome": OUTCOMES,
    "finding": FINDINGS,
    "mark": MARKS,
    "caseworker_changes": CASEWORKER_CHANGES,
    "deadline_state": DEADLINE_STATES,
    "repeated": REPEATED,
    "compare": COMPARISONS,
    "case_type_level": LEVELS,
    "follow_units": FOLLOWED,
    "audience": AUDIENCES,
    "without": NOT_KNOWN,
}
LABELS: Final = {
    "measure": N_("Tal"),
    "by": N_("Fordelt efter"),
    "period": N_("Periode"),
    "unit": N_("Enhed"),
    "case_type": N_("Sagstype"),
    "cause": N_("Årsag"),
    "kind": N_("Klage over"),
    "q": N_("Ord i klagen"),
    "received_from": N_("Modtaget fra"),
    "received_before": N_("Modtaget før"),
    "legal_basis": N_("Paragraf"),
    "letter_type": N_("Brevtype"),
    "channel": N_("Kom med"),
    "outcome": N_("Udfald"),
    "finding": N_("Medhold i punktet"),
    "mark": N_("Mærke"),
    "caseworker_changes": N_("Sagsbehandlerskift"),
    "deadline_state": N_("Fristen ved klagen"),
    "repeated": N_("Klaget før"),
    "without": N_("Uden oplyst"),
    "case_type_level": N_("Sagstyper samlet på"),
    "follow_units": N_("Omlægninger"),
    "compare": N_("Sammenlign med"),
    "compare_day": N_("Dagen, der deler"),
    "decided_within": N_("Afgjort inden (dage)"),
    "audience": N_("Vis"),
    "data": N_("Data fastfrosset"),
}
