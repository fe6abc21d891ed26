"""Views of the list, kept under a name, for oneself or for the unit."""

from sqlmodel import Session

from api.organisation.tables import Unit
from api.people.rules import Role
from tests.factories import Actors, make_person
from tests.web.papers import Pages, text

VIEW = "/deadlines?state=overdue&notice=missing"
NEW = "/saved-views/new?page=deadlines&query=state%3Doverdue%26notice%3Dmissing"


def test_the_list_offers_to_keep_what_it_shows(pages: Pages) -> None:
    links = pages.open(VIEW).select(".saved a")
    assert [(text(link), link["href"]) for link in links] == [
        ("Denne uge og næste", "/deadlines"),
        ("Gem denne visning", NEW),
    ]


def test_a_view_is_kept_renamed_and_deleted(pages: Pages) -> None:
    page = pages.sent(NEW, name="Uden besked")
    [chosen] = page.select(".saved a[aria-current=page]")
    assert (text(chosen), chosen["href"]) == ("Uden besked", VIEW)
    assert "Gem denne visning" not in text(page.select_one(".saved"))
    assert not pages.open("/deadlines?state=done").select(".saved a[aria-current]")

    edit = str(page.select(".saved a[data-edit]")[0]["href"])
    page = pages.sent(edit, name="Mangler besked")
    assert "Mangler besked" in text(page.select_one(".saved"))

    page = pages.sent(edit.replace("/edit", "/delete"))
    assert "Mangler besked" not in text(page.select_one(".saved"))


def test_a_view_is_shared_with_the_unit_and_not_with_others(
    pages: Pages, unit: Unit, session: Session, actors: Actors
) -> None:
    pages.sent(NEW, name="Fælles", shared_with_unit_id=str(unit.id))
    colleague = make_person(session, "dahl")
    actors.grant(colleague, Role.CASEWORKER, unit)
    stranger = make_person(session, "fremmed")
    actors.grant(stranger, Role.CASEWORKER)

    saved = pages.sign_in("dahl").open(VIEW).select_one(".saved")
    assert "Fælles Prøve Holm" in text(saved)
    assert saved is not None
    assert not saved.select("a[data-edit]")


def test_a_unit_to_share_with_is_one_where_one_reads(pages: Pages, unit: Unit) -> None:
    [own] = pages.open(NEW).select("select[name=shared_with_unit_id] option[value]:not([value=''])")
    assert (text(own), own["value"]) == ("Børnefamilier, afdeling 2", str(unit.id))


def test_one_who_reads_everywhere_may_share_with_any_unit(
    pages: Pages, unit: Unit, session: Session, actors: Actors
) -> None:
    staff = make_person(session, "stab")
    actors.grant(staff, Role.STAFF_UNIT)
    options = pages.sign_in("stab").open(NEW).select("select[name=shared_with_unit_id] option")
    assert "Børnefamilier, afdeling 2" in [text(option) for option in options]


def test_a_name_is_asked_for(pages: Pages) -> None:
    answer = pages.send(NEW, name="")
    assert answer.status_code == 422
