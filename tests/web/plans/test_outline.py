"""Correcting, creating and deleting plans, tracks and initiatives, and who did."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role
from api.plans.outline.tables import Initiative, Plan, Track
from tests.factories import make_person, make_status, make_unit
from tests.web.page import HTMX, page_of, part_of
from tests.web.plans.conftest import SignIn
from tests.web.plans.forms import form_of, send, values_of


@pytest.fixture(autouse=True)
def signed_in(staff: None) -> None:
    """Everybody here may change plans, unless a test signs in somebody else."""


def test_corrects_a_plan_and_tells_who_did(web: TestClient, session: Session, plan: Plan) -> None:
    owner = make_person(session, "ejer")
    form = form_of(page_of(web.get(f"/plans/{plan.id}/edit")), "/plans")
    assert values_of(form)["title"] == plan.title

    answer = send(web, form, title="Genopretning", owner_id=str(owner.id), aliases="Et\n\nTo")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/plans/{plan.id}")
    page = page_of(web.get(f"/plans/{plan.id}"))
    assert page.h1 is not None
    assert page.h1.text == "Genopretning"
    assert "Et · To" in page.text
    changes = page_of(web.get(f"/plans/{plan.id}/changes"))
    newest = " ".join(changes.select(".told")[0].text.split())
    assert "rettede" in newest
    assert "Titel Iværksatte initiativer → Genopretning" in newest
    assert "Ansvarlig Prøve Ejer" in newest
    assert "Staff_Unit" in newest


def test_lays_a_stale_correction_beside_what_is_there(
    web: TestClient, session: Session, plan: Plan, track: Track
) -> None:
    other = make_unit(session, name="Staben", parent_id=plan.unit_id)
    form = form_of(page_of(web.get(f"/tracks/{track.id}/edit")), "/tracks")
    track.title, track.unit_id = "Deres titel", other.id
    session.flush()

    shown = page_of(send(web, form, title="Min titel"), 412)

    assert "Deres titel" in shown.text
    assert "Staben" in shown.text, "units are called by name"
    again = form_of(shown, f"/tracks/{track.id}/edit")
    assert send(web, again).status_code == 303
    session.expire_all()
    assert track.title == "Min titel"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"number": "½"}, "number"),
        ({"unit_id": "nonsense"}, "unit_id"),
        ({"purpose": "a\x00b"}, "purpose"),
    ],
)
def test_says_what_is_wrong_with_a_track(
    web: TestClient, track: Track, typed: dict[str, str], field: str
) -> None:
    form = form_of(page_of(web.get(f"/tracks/{track.id}/edit")), "/tracks")
    shown = page_of(send(web, form, **typed), 422)
    assert [str(link["href"]) for link in shown.select(".error-summary a")] == [
        f"#track-{track.id}-{field}"
    ]


def test_a_track_can_not_be_moved_to_a_unit_outside_ones_rights(
    web: TestClient, session: Session, track: Track
) -> None:
    outside = make_unit(session, name="Fremmed")
    form = form_of(page_of(web.get(f"/tracks/{track.id}/edit")), "/tracks")
    answer = send(web, form, unit_id=str(outside.id))
    assert "Det må du ikke" in page_of(answer, 403).text


def test_creates_a_plan_a_track_and_an_initiative(
    web: TestClient, session: Session, unit: Unit
) -> None:
    form = form_of(page_of(web.get("/plans/new")), "/plans/new")
    plan_at = send(web, form, title="Ny plan", unit_id=str(unit.id)).headers["Location"]

    track_form = form_of(page_of(web.get(f"{plan_at}/tracks/new")), plan_at)
    assert values_of(track_form)["number"] == "1"
    track_at = send(web, track_form, title="Første spor").headers["Location"]

    work = form_of(page_of(web.get(f"{track_at}/initiatives/new")), track_at)
    assert send(web, work, title="Arbejde", finishes="4. kvartal 2017").status_code == 303
    across = form_of(page_of(web.get(f"{plan_at}/initiatives/new")), plan_at)
    assert send(web, across, title="På tværs").headers["Location"] == plan_at

    assert "4. kvartal 2017" in page_of(web.get(track_at)).text
    made = session.exec(select(Initiative).order_by(Initiative.position)).all()  # type: ignore[arg-type]  # a column
    assert [(each.title, each.position) for each in made] == [("Arbejde", 1), ("På tværs", 2)]


def test_a_second_track_of_the_same_number_is_refused_in_the_form(
    web: TestClient, plan: Plan, track: Track
) -> None:
    form = form_of(page_of(web.get(f"/plans/{plan.id}/tracks/new")), "/plans")
    shown = page_of(send(web, form, title="To", number=str(track.number)), 422)
    assert "Det findes allerede." in shown.text


def test_deletes_what_was_made_by_mistake(web: TestClient, plan: Plan) -> None:
    form = form_of(page_of(web.get(f"/plans/{plan.id}/delete")), "/plans")
    assert send(web, form).headers["Location"] == "/plans"
    page_of(web.get(f"/plans/{plan.id}"), 404)


def test_says_why_what_has_history_stays(
    web: TestClient, session: Session, plan: Plan, track: Track
) -> None:
    make_status(session, track)
    form = form_of(page_of(web.get(f"/tracks/{track.id}/delete")), "/tracks")
    shown = page_of(send(web, form), 409)
    assert "kan ikke slettes" in shown.text
    page_of(web.get(f"/plans/{plan.id}"))


def test_an_initiative_is_corrected_in_its_row(
    web: TestClient, session: Session, initiative: Initiative
) -> None:
    path = f"/initiatives/{initiative.id}"
    row = part_of(web.get(f"{path}/row/edit", headers=HTMX))
    assert row.select_one(f"tr#initiative-{initiative.id} form")

    answer = send(
        web, form_of(row, path), headers=HTMX, title="Ny titel", finishes="i 2018", state="running"
    )

    shown = part_of(answer).select_one(f"tr#initiative-{initiative.id}")
    assert shown is not None
    assert "Ny titel" in shown.text
    assert "i 2018" in shown.text
    assert "i gang" in shown.text
    assert shown.select("a[autofocus]")
    session.expire_all()
    assert (initiative.title, initiative.status_updates) == ("Ny titel", 1)
    changes = page_of(web.get(f"{path}/changes"))
    assert "Slut i 2018" in " ".join(changes.text.split())
    assert "gav status" in changes.text


def test_an_initiative_s_row_works_without_javascript(
    web: TestClient, initiative: Initiative
) -> None:
    path = f"/initiatives/{initiative.id}"
    form = form_of(page_of(web.get(f"{path}/row/edit")), path)

    wrong = page_of(send(web, form, finishes="engang"), 422)
    assert values_of(form_of(wrong, path))["finishes"] == "engang"

    saved = send(web, form, title="Ny titel")
    assert saved.headers["Location"] == f"/tracks/{initiative.track_id}#initiative-{initiative.id}"
    assert "Ny titel" in page_of(web.get(saved.headers["Location"])).text


def test_a_stale_row_is_laid_beside_what_is_there(
    web: TestClient, session: Session, initiative: Initiative
) -> None:
    path = f"/initiatives/{initiative.id}"
    form = form_of(page_of(web.get(f"{path}/row/edit")), path)
    initiative.title = "Deres titel"
    session.flush()

    shown = page_of(send(web, form, title="Min titel", state="running"), 412)

    assert "Deres titel" in shown.text
    assert "uoplyst" in shown.text, "states are called by name"
    assert send(web, form_of(shown, path), title="Deres titel").status_code == 303
    session.expire_all()
    assert (initiative.title, initiative.status_updates) == ("Deres titel", 1)


def test_who_only_gives_status_changes_only_the_state(
    web: TestClient, session: Session, sign_in: SignIn, unit: Unit, initiative: Initiative
) -> None:
    sign_in(Role.DEPARTMENT_LEADER, unit)
    path = f"/initiatives/{initiative.id}"
    assert not page_of(web.get(path)).select(f'a[href="{path}/edit"]')
    assert "Det må du ikke" in page_of(web.get(f"{path}/edit"), 403).text

    form = form_of(page_of(web.get(f"{path}/row/edit")), path)
    assert "title" not in values_of(form)
    assert send(web, form, state="completed", title="Snyd").status_code == 303

    session.expire_all()
    assert (initiative.title, initiative.status_updates) == ("Ajour med opfølgninger", 1)
