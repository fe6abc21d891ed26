"""Loading the plans: safe to repeat, respectful of edits, and without sign-ins in production."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from api.changes.tables import Change
from api.demo import records
from api.demo.load import load
from api.demo.records import Record, id_of
from api.demo.sign_ins import sign_ins
from api.people.passwords import password_fits
from api.people.rules import Role
from api.people.tables import Password, Person, RoleGrant
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.tables import StatusUpdate
from api.settings import get_settings


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RETTIDIG_ENVIRONMENT", "production")
    monkeypatch.setenv("RETTIDIG_DATABASE_URL", "postgresql://db.example/rettidig")
    monkeypatch.setenv("RETTIDIG_SECRET_KEY", "a-secret-for-this-test")
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_adds_every_record_once(session: Session) -> None:
    added = load(session)

    counted = {
        name: session.scalar(select(func.count()).select_from(model))
        for name, model in records.MODEL_OF.items()
    }
    assert added.pop("passwords") == len(sign_ins())
    assert added == counted
    assert sum(added.values()) == len(records.read().records)


def test_a_second_load_adds_nothing(session: Session) -> None:
    load(session)
    before = session.scalar(select(func.count()).select_from(Change))

    again = load(session)

    assert set(again.values()) == {0}
    assert session.scalar(select(func.count()).select_from(Change)) == before


def test_an_edit_survives_a_second_load(session: Session) -> None:
    load(session)
    plan = session.get_one(Plan, id_of("plan-2017"))
    plan.title = "Genopretningsplanen"
    session.flush()

    load(session)
    session.expire_all()

    assert session.get_one(Plan, id_of("plan-2017")).title == "Genopretningsplanen"


def test_what_was_deleted_comes_back(session: Session) -> None:
    load(session)
    session.delete(session.get_one(Initiative, id_of("I17-4.4")))
    session.flush()

    assert load(session)["initiatives"] == 1


def test_tells_the_change_log_who_acted(session: Session) -> None:
    load(session)

    about_plan = col(Change.entity_id) == id_of("plan-2017")
    first = session.exec(select(Change).where(about_plan).order_by(col(Change.sequence))).first()

    assert first is not None
    assert (first.actor_kind, first.actor_name, first.act) == ("program", "demo load", "demo_load")


@pytest.mark.parametrize(
    ("subject", "reference"),
    [
        (Plan, StatusUpdate.plan_id),
        (Track, StatusUpdate.track_id),
        (Initiative, StatusUpdate.initiative_id),
    ],
)
def test_counts_the_status_updates_of_each_subject(
    session: Session, subject: type[Plan] | type[Track] | type[Initiative], reference: UUID
) -> None:
    load(session)

    given = select(col(reference), func.count()).group_by(col(reference))
    counts = dict(session.exec(given.where(col(reference).is_not(None))).all())
    kept = dict(session.exec(select(col(subject.id), col(subject.status_updates))).all())
    assert {key: count for key, count in kept.items() if count} == counts


def test_each_role_has_a_sign_in_whose_password_fits(session: Session) -> None:
    load(session)

    assert {role for role, _, _ in sign_ins()} == set(Role) - {Role.SYSTEM}
    for role, username, password in sign_ins():
        person = session.exec(select(Person).where(Person.username == username)).one()
        grant = session.exec(select(RoleGrant).where(RoleGrant.person_id == person.id)).one()
        assert grant.role == role
        assert password_fits(session.get_one(Password, person.id).hash, password)


def test_a_changed_password_survives_a_second_load(session: Session) -> None:
    load(session)
    session.get_one(Password, id_of("P-leder")).hash = "changed"
    session.flush()

    assert load(session)["passwords"] == 0
    assert session.get_one(Password, id_of("P-leder")).hash == "changed"


def test_the_department_leader_owns_a_track_of_each_plan(session: Session) -> None:
    load(session)

    owned = session.exec(select(Track).where(Track.owner_id == id_of("P-leder"))).all()

    assert {track.title for track in owned} == {
        "Bunkeafvikling",
        "Løsning af aktuelle sagsbehandlingsudfordringer",
    }


@pytest.mark.usefixtures("production")
def test_production_gets_the_plans_without_sign_ins(session: Session) -> None:
    added = load(session)

    assert added["plans"] == 2
    assert added["published_terms"]
    assert not {"people", "role_grants", "passwords"} & added.keys()
    assert session.exec(select(Person)).all() == []
    assert {plan.owner_id for plan in session.exec(select(Plan))} == {None}
    assert sign_ins() == []


def record_of(table: str, **values: object) -> Record:
    return Record("2017/outline.toml", table, "T17-9", {"key": "T17-9", **values})


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        pytest.param(
            record_of("tracks", plan="plan-1999"),
            "plan refers to plan-1999, which is no record of plans",
            id="an unknown key",
        ),
        pytest.param(
            record_of("tracks", unit="T17-9"),
            "unit refers to T17-9, which is no record of units",
            id="a key of another table",
        ),
        pytest.param(record_of("units", colour="red"), "units has no field colour", id="a field"),
        pytest.param(record_of("units", name="x", kind="castle"), "kind", id="a value"),
        pytest.param(
            record_of("meetings", held={"from": "2017-02-31"}), "from", id="a day that is none"
        ),
    ],
)
def test_a_wrong_record_is_refused_with_its_file_and_key(wrong: Record, problem: str) -> None:
    with pytest.raises(records.DataError) as refusal:
        records.rows([wrong])

    assert str(refusal.value).startswith("2017/outline.toml: T17-9: ")
    assert problem in str(refusal.value)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        pytest.param([record_of("units")] * 2, "the key is taken by 2017/outline.toml", id="twice"),
        pytest.param([record_of("castles")], "there is no table castles", id="no table"),
        pytest.param(
            [Record("a.toml", "units", "?", {})], "a record of units has no key", id="no key"
        ),
    ],
)
def test_keys_are_there_once(wrong: list[Record], problem: str) -> None:
    with pytest.raises(records.DataError, match=problem):
        records.check_keys(wrong)
