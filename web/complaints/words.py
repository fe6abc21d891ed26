"""What the api's codes about complaints are called."""

from typing import Final

from web.language import N_

KINDS: Final = {
    "procedural": N_("over sagsbehandlingen"),
    "substantive": N_("over afgørelsen"),
    "both": N_("over begge dele"),
}
CHANNELS: Final = {
    "phone": N_("telefon"),
    "email": N_("e-mail"),
    "letter": N_("brev"),
    "digital": N_("digitalt"),
    "in_person": N_("personligt"),
    "via_advisor": N_("gennem Borgerrådgiveren"),
    "via_councils": N_("gennem et råd"),
}
# How it is said in a sentence that a complaint came.
CAME_BY: Final = {
    "phone": N_("på telefon"),
    "email": N_("med e-mail"),
    "letter": N_("med brev"),
    "digital": N_("digitalt"),
    "in_person": N_("ved personligt fremmøde"),
    "via_advisor": N_("gennem Borgerrådgiveren"),
    "via_councils": N_("gennem et råd"),
}
CONTACT_CHANNELS: Final = {
    "phone": N_("telefon"),
    "meeting": N_("møde"),
    "email": N_("e-mail"),
    "letter": N_("brev"),
    "digital": N_("digitalt"),
}
FINDINGS: Final = {
    "upheld": N_("medhold"),
    "partly_upheld": N_("delvist medhold"),
    "not_upheld": N_("ikke medhold"),
    "not_considered": N_("ikke taget stilling"),
}
CLOSINGS: Final = {
    "answered": N_("besvaret"),
    "resolved_by_dialogue": N_("løst ved samtale"),
    "withdrawn": N_("trukket tilbage"),
    "passed_on": N_("sendt videre"),
}
REASSESSMENTS: Final = {
    "upheld": N_("fastholdt"),
    "partly_changed": N_("ændret delvist"),
    "fully_changed": N_("ændret helt"),
    "dismissed": N_("afvist"),
    "withdrawn": N_("trukket tilbage"),
    "not_owed": N_("genvurderes ikke, klages direkte til Ankestyrelsen"),
}
BOARD_RESULTS: Final = {
    "affirmed": N_("stadfæstet"),
    "changed": N_("ændret"),
    "annulled": N_("ophævet"),
    "remitted": N_("hjemvist"),
    "dismissed": N_("afvist"),
    "referred": N_("henvist"),
}
# The Citizens' Advisor's five marks, in the words of the annual report.
MARKS: Final = {
    "affects_legality": N_("kan påvirke lovligheden"),
    "affects_legal_position": N_("kan svække borgerens retsstilling"),
    "bound_by_law": N_("angår pligter bundet ved lov"),
    "shows_inefficiency": N_("tyder på ineffektiv forvaltning"),
    "affects_credibility": N_("kan svække kommunens troværdighed"),
}
