"""Keys of identities: what they hide, how they change, and where development keeps them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from api.citizens import keys
from api.citizens.keys import cpr_index, cpr_indexes, decrypted, encrypted, is_of_newest_key
from api.errors import RuleBroken
from tests.api.citizens.makers import NEW, NEW_INDEX, OLD, OLD_INDEX, UseKeys


def test_what_was_encrypted_is_read_back() -> None:
    token = encrypted("Åse Ærlig Øst")

    assert decrypted(token) == "Åse Ærlig Øst"
    assert b"rlig" not in token


def test_the_same_text_encrypted_twice_is_not_the_same() -> None:
    assert encrypted("2512489996") != encrypted("2512489996")


def test_the_newest_key_encrypts_and_all_decrypt(use: UseKeys) -> None:
    use(OLD, OLD_INDEX)
    before = encrypted("2512489996")
    use(f"{NEW}, {OLD}", OLD_INDEX)
    after = encrypted("2512489996")

    assert decrypted(before) == decrypted(after) == "2512489996"
    assert (is_of_newest_key(before), is_of_newest_key(after)) == (False, True)
    use(NEW, OLD_INDEX)
    assert decrypted(after) == "2512489996"


def test_without_its_key_an_identity_is_refused_with_a_sentence(use: UseKeys) -> None:
    use(OLD, OLD_INDEX)
    token = encrypted("2512489996")
    use(NEW, OLD_INDEX)

    with pytest.raises(RuleBroken, match="not among RETTIDIG_CITIZEN_KEYS"):
        decrypted(token)


def test_an_index_is_the_same_each_time_and_another_for_another_number() -> None:
    assert cpr_index("2512489996") == cpr_index("2512489996")
    assert len({cpr_index("2512489996"), cpr_index("2512489997"), cpr_index("251248999")}) == 3
    assert len(cpr_index("2512489996")) == 32


def test_an_index_depends_on_its_own_key_alone(use: UseKeys) -> None:
    use(OLD, OLD_INDEX)
    before = cpr_index("2512489996")
    use(NEW, OLD_INDEX)
    assert cpr_index("2512489996") == before
    use(NEW, f"{NEW_INDEX},{OLD_INDEX}")
    assert cpr_index("2512489996") != before
    assert cpr_indexes("2512489996") == [cpr_index("2512489996"), before]


def test_keys_do_not_show_where_values_are_printed() -> None:
    assert "tests" not in repr(keys.keys())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: UseKeys) -> Path:
    monkeypatch.setenv("RETTIDIG_DATA", str(tmp_path / "data"))
    use("", "")
    return tmp_path / "data"


def test_development_makes_its_keys_once_for_the_owners_eyes(folder: Path) -> None:
    token = encrypted("2512489996")
    kept = folder / keys.FILE
    written = kept.read_text()
    keys.kept_in.cache_clear()

    assert decrypted(token) == "2512489996"
    assert kept.read_text() == written
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == [folder / keys.FILE]


def test_of_several_who_make_keys_at_once_all_use_the_first(folder: Path) -> None:
    file = folder / keys.FILE

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: keys.make(file), range(8)))
        made = set(pool.map(keys.kept_in.__wrapped__, [file] * 8))

    assert len(made) == 1
    assert list(folder.iterdir()) == [folder / keys.FILE]


def test_a_key_that_is_set_goes_before_the_one_in_the_file(folder: Path, use: UseKeys) -> None:
    before = cpr_index("2512489996")
    use(NEW, "")

    assert is_of_newest_key(Fernet(NEW).encrypt(b"2512489996"))
    assert cpr_index("2512489996") == before
