"""The tree of case types, by rows."""

from uuid import UUID

import pytest

from api.catalogue.case_types.rules import Place, check_no_circle, path_to
from api.errors import RuleBroken

ROOT, CHILD, LEAF = (UUID(int=number) for number in (1, 2, 3))
TREE = {
    ROOT: Place("Hjælpemidler", None),
    CHILD: Place("Tekniske", ROOT),
    LEAF: Place("Kørestole", CHILD),
}


@pytest.mark.parametrize(
    ("type_id", "path"),
    [
        (ROOT, ["Hjælpemidler"]),
        (LEAF, ["Hjælpemidler", "Tekniske", "Kørestole"]),
    ],
)
def test_names_the_path_from_the_root(type_id: UUID, path: list[str]) -> None:
    assert path_to(type_id, TREE) == path


def test_a_path_ends_even_in_a_circle() -> None:
    circle = TREE | {ROOT: Place("Hjælpemidler", LEAF)}

    assert path_to(LEAF, circle) == ["Hjælpemidler", "Tekniske", "Kørestole"]


def test_refuses_a_circle() -> None:
    check_no_circle(LEAF, [CHILD, ROOT])
    with pytest.raises(RuleBroken, match="under itself"):
        check_no_circle(ROOT, [LEAF, CHILD, ROOT])
