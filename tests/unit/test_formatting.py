"""The canonical layout: what it does to texts, keys, blanks and, above all, comments."""

import pytest
from conftest import ROOT

from peercert.maintain.formatting import formatted
from peercert.yamlfile import FileError, parse_text


def laid_out(text: str) -> str:
    done = formatted(parse_text(text.encode(), "x.yaml"))
    assert formatted(parse_text(done.encode(), "x.yaml")) == done, "laid out again, it stays the same"
    return done


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.yaml")), ids=lambda p: p.name)
def test_every_rule_file_is_laid_out(path) -> None:  # type: ignore[no-untyped-def]
    text = path.read_text("utf-8")
    assert formatted(parse_text(text.encode(), path.name)) == text, f"run: peercert fmt {path.relative_to(ROOT)}"


def test_indents_spaces_and_quotes() -> None:
    assert laid_out("""\
a:
-   {b:   1,c: [ 2,3 ]}
-   'one'
- 'with "quotes"'
-   "two\\tparts"
- plain words\x20\x20
b:
      c:    >-
         two
         lines

      d: |+
            kept

""") == """\
a:
  - {b: 1, c: [2, 3]}
  - "one"
  - 'with "quotes"'
  - "two\\tparts"
  - plain words

b:
  c: >-
    two
    lines

  d: |+
    kept

"""  # fmt: skip


def test_values_of_several_lines_become_one() -> None:
    assert laid_out("a: some\n  words\nb: [1,\n  2]\nc: 'x\n  y'\nd:\n  - \n    e: 1\n") == (
        'a: some words\nb: [1, 2]\nc: "x y"\n\nd:\n  - e: 1\n'
    )


def test_keys_of_a_requirement_stand_in_their_order() -> None:
    head = "jurisdiction: xx\nname: X\nsummary: X\n\nsources: {}\n\ncredentials:\n  - id: xx-x\n    pathways:\n      initial:\n        requirements:\n"
    assert laid_out(
        head
        + "          - cite: board\n            stage: training\n            training: {within: 2 years, hours: 40}\n"
    ).removeprefix(head) == (
        "          - training: {hours: 40, within: 2 years}\n            stage: training\n            cite: board\n"
    )


def test_sections_are_parted_by_one_blank_line() -> None:
    assert laid_out(
        "jurisdiction: xx\n\n\nname: X\nsources:\n\n  a: {title: A}\ncredentials:\n  - id: a\n  - id: b\n"
    ) == ("jurisdiction: xx\n\nname: X\n\nsources:\n  a: {title: A}\n\ncredentials:\n  - id: a\n\n  - id: b\n")


def test_comments_go_with_what_they_stand_beside() -> None:
    head = "jurisdiction: xx\nname: X\nsummary: X\n\ncredentials:\n"
    text = (
        head
        + """\
  - id: xx-x
    # about the role
    role: person   # behind the role
    # about the name
    # in two lines
    name: X # behind the name
"""
    )
    assert (
        laid_out(text)
        == head
        + """\
  - id: xx-x
    # about the name
    # in two lines
    name: X  # behind the name
    # about the role
    role: person  # behind the role
"""
    )


def test_comments_in_odd_places_are_kept() -> None:
    assert laid_out("""\
a: [1, # first
  2] # second
b:
  # before its value
  3
c: # behind a key
- # behind a dash
  d: 4
 # a little too far left
- 5
    # below the last
# at the end
""") == """\
# first
a: [1, 2]  # second
# before its value
b: 3

c:  # behind a key
  - d: 4  # behind a dash
  # a little too far left
  - 5
  # below the last
# at the end
"""  # fmt: skip


def test_a_comment_stays_in_its_block() -> None:
    """A key that is switched off by a # at the end of a block must not slip into the next one."""
    text = """\
a:
  b:
    c: 1
    #d: 2
  # e: 3
# f: 4

g:
  - h: 1
    #i: 2
  #- j: 3
"""
    assert laid_out(text) == text


def test_a_hash_inside_a_text_is_no_comment() -> None:
    text = 'a: "x # y"\nb: x#y\nc: >-\n  x # y\n  # z\nd: http://example.org/#top\n'
    assert laid_out(text) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1}\n', "only files that are keys and values, line by line, are laid out"),
        ("just words\n", "only files that are keys and values, line by line, are laid out"),
        ("a: &x {b: 1}\nc: *x\n", "write the value out instead of an alias"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(text: str, says: str) -> None:
    with pytest.raises(FileError, match=says):
        laid_out(text)
