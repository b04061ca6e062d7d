"""The drawings: is every place named, closed, mirrored, and nowhere under another?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.guidance import body, check
from decisions.guidance.outlines import HIGH, SHAPE, WIDE, corners, holds, middle, mirrored, numbers
from decisions.guidance.reading import HERE
from decisions.marking.figures import in_years, of_age
from decisions.marking.words import joined, parted

DRAWINGS = [drawing for figure in body.FIGURES for drawing in body.sides_of(figure)]
each_drawing = pytest.mark.parametrize(
    "drawing", DRAWINGS, ids=[f"{each.figure}-{each.side}" for each in DRAWINGS]
)


@each_drawing
def test_every_place_has_a_name_and_a_closed_shape_on_the_paper(drawing: body.Drawing) -> None:
    parts = {part.key for part in body.body().parts}
    for place in drawing.places:
        assert place.name
        assert "{" not in place.name
        assert place.part in parts
        assert SHAPE.fullmatch(place.path)
        assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in numbers(place.path))


@each_drawing
def test_left_and_right_are_mirror_images(drawing: body.Drawing) -> None:
    shapes = {place.key: place.path for place in drawing.places}
    pairs = [key for key in shapes if key.startswith("left-")]
    assert pairs
    for key in pairs:
        right = shapes[key.replace("left-", "right-", 1)]
        assert mirrored(shapes[key]) == right
        # From the front, a person's right hand is on our left.
        is_on_our_left = middle(right)[0] < WIDE / 2
        assert is_on_our_left == (drawing.side == "front")


@each_drawing
def test_no_place_lies_over_another(drawing: body.Drawing) -> None:
    for place in drawing.places:
        assert holds(place.path, middle(place.path))
        others = [each.key for each in drawing.places if holds(each.path, middle(place.path))]
        assert others == [place.key]


@each_drawing
def test_the_drawing_goes_from_head_to_feet_in_the_middle_of_the_paper(
    drawing: body.Drawing,
) -> None:
    found = [point for place in drawing.places for point in corners(place.path)]
    down = [y for _x, y in found]
    across = [x for x, _y in found]
    assert min(down) < HIGH * 0.05
    assert max(down) > HIGH * 0.95
    assert min(across) + max(across) == pytest.approx(WIDE, abs=2)
    assert 45 <= len(drawing.places) <= 60


def test_every_place_of_a_figure_has_a_name_and_a_number_of_its_own() -> None:
    for figure in body.FIGURES:
        places = [place for drawing in body.sides_of(figure) for place in drawing.places]
        assert len({place.name for place in places}) == len(places)
        assert len({place.number for place in places}) == len(places)
        for place in places:
            found = body.numbered(figure, place.number)
            assert found
            assert found[1] is place


def test_only_a_baby_has_a_nappy_and_every_figure_has_its_private_parts() -> None:
    keys = {
        figure: {place.key for drawing in body.sides_of(figure) for place in drawing.places}
        for figure in body.FIGURES
    }
    nappies = {figure: any("nappy" in key for key in found) for figure, found in keys.items()}
    assert nappies == {"infant": True, "child": False, "adult": False}
    assert all({"genital-area", "anal-area"} <= found for found in keys.values())
    shares = [
        max(y for _x, y in corners(place.path)) / HIGH
        for figure in body.FIGURES
        if (place := body.place(figure, "front", "chin"))
    ]
    assert shares == sorted(shares, reverse=True)  # the younger, the larger the head


@given(
    st.sampled_from(DRAWINGS),
    st.integers(0, 59),
    st.floats(0, WIDE, width=16),
    st.floats(0, HIGH, width=16),
)
@settings(max_examples=200, deadline=None)
def test_a_point_lies_in_a_shape_as_its_image_lies_in_the_mirror(
    drawing: body.Drawing, which: int, x: float, y: float
) -> None:
    path = drawing.places[which % len(drawing.places)].path
    assert mirrored(mirrored(path)) == path
    # A point on the edge itself is on neither side of it.
    if all(abs(y - b) > 0.01 for _a, b in corners(path)):
        assert holds(path, (x + 0.003, y)) == holds(mirrored(path), (WIDE - x - 0.003, y))


@given(st.sampled_from(["", "bruise", "scar"]), st.text("abc.: ", max_size=12).map(str.strip))
@settings(max_examples=100, deadline=None)
def test_a_kind_and_what_was_seen_are_one_text_and_two_answers(code: str, seen: str) -> None:
    kinds = body.body().kinds
    assert parted(joined(code, seen, kinds, ". "), kinds, ". ") == (code, seen)


@pytest.mark.parametrize(
    ("age", "figure"),
    [
        ("4 months", "infant"), ("3 weeks", "infant"), ("10 days", "infant"), ("1", "infant"),
        ("23 months", "infant"), ("2", "child"), ("7 years", "child"), ("12", "child"),
        ("about 13", "adult"), ("87", "adult"), ("18m", "infant"), ("unknown", None),
    ],
)  # fmt: skip
def test_an_age_suggests_an_outline(age: str, figure: str | None) -> None:
    years = in_years(age)
    assert (None if years is None else of_age(years)) == figure


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        ("body.toml", 'part = "head"', 'part = "tail"', "must be one of head, trunk"),
        ("body.toml", 'name = "{side} cheek"', 'name = "cheek"', "{side}"),
        ("body.toml", 'source = "OWN"', 'source = "HEARSAY"', "not in sources.toml"),
        ("drawings/child.toml", 'nose = "M', 'nase = "M', "“nose” is missing"),
        ("drawings/child.toml", 'nose = "M 500', 'nose = "M 1500', "leaves the paper"),
        ("drawings/child.toml", 'nose = "M', 'nose = "Q', "must be M, then L or C"),
    ],
)
def test_a_fault_in_the_data_is_named_with_its_file(
    tmp_path: Path, file: str, before: str, after: str, problem: str
) -> None:
    folder = tmp_path / "guidance"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1))
    found = [each for each in check(folder) if problem in each]
    assert found
    assert all(each.startswith(Path(file).name) for each in found)


def test_the_data_are_whole() -> None:
    assert not [each for each in check() if "body" in each or "drawings" in each]
