"""How each state looks: a shape, a word and a tone, so that none of them stands alone."""

from dataclasses import dataclass
from typing import Final

from web.language import N_


@dataclass(frozen=True)
class State:
    shape: str
    word: str
    tone: str


STATES: Final = {
    "on_track": State("●", N_("følger planen"), "good"),
    "stable": State("●", N_("stabil"), "good"),
    "running": State("●", N_("i gang"), "moving"),
    "delayed": State("▲", N_("forsinket"), "warning"),
    "at_risk": State("▲", N_("i risiko"), "warning"),
    "completed": State("✓", N_("gennemført"), "done"),
    "planned": State("○", N_("planlagt"), "quiet"),
    "not_started": State("○", N_("ikke startet"), "quiet"),
    "cancelled": State("✕", N_("udgået"), "quiet"),
    "unknown": State("○", N_("uoplyst"), "unknown"),
}
# What is no state of a plan and is shown in the same way: dates, promises, decisions, case types.
MARKS: Final = {
    "met": State("✓", N_("nået"), "done"),
    "missed": State("✕", N_("ikke nået"), "bad"),
    "moved": State("▲", N_("rykket"), "warning"),
    "overdue": State("▲", N_("over dagen, ikke meldt"), "warning"),
    "due": State("○", N_("forestår"), "quiet"),
    "kept": State("✓", N_("indfriet"), "done"),
    "kept_late": State("▲", N_("indfriet for sent"), "warning"),
    "open": State("○", N_("åbent"), "quiet"),
    "coming": State("○", N_("forestår"), "quiet"),
    "noted": State("●", N_("taget til efterretning"), "quiet"),
    "approved": State("✓", N_("godkendt"), "good"),
    "funded": State("✓", N_("bevilget"), "good"),
    "discussed": State("●", N_("drøftet"), "quiet"),
    "rejected": State("✕", N_("forkastet"), "bad"),
    "postponed": State("▲", N_("udsat"), "warning"),
    "past": State("○", N_("har været udfordret"), "quiet"),
    "current": State("▲", N_("er delvist udfordret"), "warning"),
    "deadline_open": State("●", N_("til tiden"), "good"),
    "deadline_near": State("▲", N_("nær frist"), "warning"),
    "deadline_overdue": State("■", N_("overskredet"), "bad"),
    "deadline_expired": State("○", N_("udløbet"), "quiet"),
    "deadline_still": State("○", N_("uret står stille"), "quiet"),
    "deadline_met": State("✓", N_("fuldført"), "done"),
    "deadline_met_late": State("▲", N_("for sent"), "warning"),
    "deadline_cancelled": State("✕", N_("bortfaldet"), "quiet"),
    "notice_in_time": State("✓", N_("i tide"), "good"),
    "notice_late": State("▲", N_("for sent"), "warning"),
    "notice_missing": State("■", N_("mangler"), "bad"),
    "notice_none": State("○", N_("ikke sendt"), "quiet"),
    "batch_can": State("●", N_("kan gøres"), "moving"),
    "batch_done": State("✓", N_("gjort"), "good"),
    "batch_unchanged": State("○", N_("sådan i forvejen"), "quiet"),
    "batch_held_back": State("○", N_("venter"), "quiet"),
    "batch_refused": State("✕", N_("kan ikke"), "warning"),
    "case_received": State("○", N_("modtaget"), "quiet"),
    "case_investigating": State("●", N_("under oplysning"), "moving"),
    "case_informed": State("●", N_("oplyst"), "moving"),
    "case_decided": State("✓", N_("afgjort"), "done"),
    "case_ordered": State("✓", N_("bestilt"), "done"),
    "case_delivered": State("✓", N_("leveret"), "done"),
    "case_closed": State("✓", N_("lukket"), "quiet"),
    "case_withdrawn": State("✕", N_("trukket tilbage"), "quiet"),
    "import_imported": State("✓", N_("indlæst"), "done"),
    "import_checked": State("○", N_("prøvet, intet gemt"), "quiet"),
    "import_stopped": State("■", N_("standset, intet gemt"), "bad"),
    "webhook_on": State("●", N_("sender"), "good"),
    "webhook_failing": State("▲", N_("modtageren fejler"), "warning"),
    "webhook_off": State("○", N_("slået fra"), "quiet"),
    "webhook_stopped": State("■", N_("standset"), "bad"),
    "delivery_waiting": State("○", N_("på vej"), "quiet"),
    "delivery_delivered": State("✓", N_("leveret"), "good"),
    "delivery_failed": State("✕", N_("opgivet"), "bad"),
    "complaint_open": State("●", N_("åben"), "moving"),
    "complaint_closed": State("✓", N_("lukket"), "done"),
    "complaint_late": State("▲", N_("kom efter klagefristen, afvises ikke"), "quiet"),
    "complaint_repeat": State("↺", N_("gentager en klage"), "quiet"),
    "contact_reached": State("✓", N_("nået"), "good"),
    "contact_waiting": State("○", N_("ikke nået endnu"), "quiet"),
    "contact_late": State("▲", N_("venter på kontakt"), "warning"),
    "contact_none": State("○", N_("aldrig nået"), "quiet"),
    "contact_resolved": State("✓", N_("løst ved samtale"), "good"),
    "contact_unnoted": State("○", N_("intet notat"), "quiet"),
    "point_upheld": State("●", N_("medhold"), "moving"),
    "point_partly_upheld": State("◐", N_("delvist medhold"), "moving"),
    "point_not_upheld": State("○", N_("ikke medhold"), "quiet"),
    "point_not_considered": State("–", N_("ikke taget stilling"), "quiet"),
    "watch_passed": State("▲", N_("passeret"), "warning"),
    "watch_within": State("●", N_("inden for grænsen"), "good"),
    "signal_rose": State("▲", N_("steget"), "warning"),
    "signal_fell": State("▼", N_("faldet"), "moving"),
    "signal_silent": State("◌", N_("tavst sted"), "warning"),
    "signal_excess": State("◆", N_("flere klager"), "warning"),
    "case_remitted": State("▲", N_("hjemvist"), "warning"),
}


def state_of(code: str | None) -> State:
    """Return how a state looks; one that the pages do not know is shown by its code."""
    found = STATES.get(code or "unknown") or MARKS.get(code or "")
    return found or State("○", code or "", "unknown")
