"""People with their roles, and systems: who may do what, where."""

import pytest

from tests.web.page import page_of
from tests.web.papers import Pages, key, text

SECRET = "et-langt-kodeord"


def test_roles_are_said_with_their_unit(pages: Pages) -> None:
    page = pages.open("/organisation/people")
    row = text(page.select_one(f"#person-{key('P-leder')}"))
    assert "Lone Kjærgaard" in row
    assert "afdelingsleder · Børnefamilier, afdeling 1 fra 01.01.2011" in row
    assert "borgerrådgiver · overalt" in text(page.select_one("#people"))


def test_adds_a_person_with_a_role(pages: Pages) -> None:
    typed = {"username": "ny", "full_name": "Ny Person", "password": SECRET}
    page = pages.sent("/people/new", **typed)
    assert SECRET not in page.text
    [row] = [each for each in page.select("#people tbody tr") if "Ny Person" in each.text]
    assert "ingen roller" in text(row)
    page = pages.sent(
        "/role-grants/new",
        person_id=str(row["id"]).removeprefix("person-"),
        role="caseworker",
        unit_id=str(key("U-boern-2")),
    )
    assert "sagsbehandler · Børnefamilier, afdeling 2" in text(page.select_one(f"#{row['id']}"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"password": "kort"}, "password"), ({"username": "leder"}, "username")],
)
def test_what_is_wrong_is_said_at_its_field(
    pages: Pages, typed: dict[str, str], field: str
) -> None:
    start = {"username": "ny", "full_name": "Ny Person", "password": SECRET}
    page = page_of(pages.send("/people/new", **start | typed), 422)
    assert page.select_one(f"#{field}-error")
    assert page.select("input[name=password]")[0]["value"] == ""


def test_who_leaves_can_no_longer_sign_in(pages: Pages) -> None:
    edit = f"/people/{key('P-omraade')}/edit"
    form = pages.filled(edit)
    assert form.pop("active") == "on"
    assert pages.post(edit, form).status_code == 303
    row = pages.open("/organisation/people").select_one(f"#person-{key('P-omraade')}")
    assert "kan ikke logge ind" in text(row)


def test_changes_a_password(pages: Pages) -> None:
    path = f"/people/{key('P-leder')}/password"
    assert "mindst 10 tegn" in text(page_of(pages.send(path, password="kort"), 422).main)
    page = pages.sent(path, password=SECRET)
    assert "Adgangskoden er skiftet for Lone Kjærgaard." in text(page.select_one("#notices"))
    typed = {"username": "leder", "password": SECRET}
    assert pages.post("/sign-in", typed).status_code == 303


def test_one_s_own_password_needs_the_old_one(pages: Pages) -> None:
    path = f"/people/{key('P-leder')}/password"
    pages.sign_in("leder")
    page = page_of(pages.send(path, old_password="forkert", password=SECRET), 422)
    assert page.select_one("#old_password-error")
    assert pages.open(f"/people/{key('P-stab')}/password", 403)


def test_a_system_s_secret_is_shown_once(pages: Pages) -> None:
    scopes = ["plans:read", "units:read"]
    typed = {"name": "Fagsystem", "purpose": "Viser planer", "scopes": scopes}
    page = page_of(pages.send("/clients/new", **typed))
    secret = text(page.select(".secret code")[1])
    listed = pages.open("/organisation/people")
    assert "se enheder" in text(listed.select_one("#clients"))
    assert secret not in listed.text
    renew = str(listed.select("a[href$='/secret']")[0]["href"])
    again = page_of(pages.send(renew, old_valid_hours="0"))
    assert text(again.select(".secret code")[1]) != secret


def test_systems_are_for_those_who_keep_them(pages: Pages) -> None:
    page = pages.sign_in("leder").open("/organisation/people")
    assert not page.select("#clients-heading, main a[href*='new'], main a[href*='edit']")
    assert page.select(f"a[href='/people/{key('P-leder')}/password']")
    assert pages.open("/clients/new", 403)


def test_a_system_s_secrets_are_listed_and_ended(pages: Pages) -> None:
    made = {"name": "Fagsystem", "purpose": "Viser planer", "scopes": ["plans:read"]}
    pages.send("/clients/new", **made, search_per_minute="600")
    [row] = pages.open("/organisation/people").select("#clients tbody tr")
    assert "Viser planer" in text(row)
    assert "aldrig" in text(row)
    client = pages.open(str(row.select("a[href$='/secrets']")[0]["href"]))
    [secret] = client.select("#kept-secrets tbody tr")
    assert "den skiftes" in text(secret)
    [form] = secret.select("form")
    hidden = {str(field["name"]): str(field["value"]) for field in form.select("input")}

    answer = pages.post(str(form["action"]), hidden)

    assert answer.status_code == 303
    page = pages.open(answer.headers["Location"])
    assert "gælder ikke mere" in text(page.select_one("#kept-secrets tbody tr"))
    assert not page.select("#kept-secrets form")
    assert "Hemmeligheden er afsluttet." in text(page.select_one("#notices"))


def test_a_system_is_signed_out_with_all_its_secrets(pages: Pages) -> None:
    made = {"name": "Fagsystem", "purpose": "Viser planer", "scopes": ["plans:read"]}
    pages.send("/clients/new", **made)
    [row] = pages.open("/organisation/people").select("#clients tbody tr")
    path = str(row.select("a[href$='/secrets']")[0]["href"])
    form = pages.filled(path)
    assert "secrets" not in form

    sent = pages.post(path.replace("/secrets", "/revocation"), form | {"secrets": "on"})

    page = pages.open(sent.headers["Location"])
    assert "Systemet er logget ud." in text(page.select_one("#notices"))
    assert "gælder ikke mere" in text(page.select_one("#kept-secrets"))


def test_a_system_needs_a_purpose(pages: Pages) -> None:
    page = page_of(pages.send("/clients/new", name="Fagsystem", scopes=["plans:read"]), 422)
    assert page.select_one("#purpose-error")
