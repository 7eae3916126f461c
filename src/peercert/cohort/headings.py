"""Which column a heading stands for, however it is written: case, spaces, hyphens, accents, order and common other words.

A heading is taken where it fits one column and no other; one that fits several, or none, is listed with the columns
that come closest, and is not guessed at.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from peercert.cohort.addresses import addresses, bare, places
from peercert.cohort.cellvalues import folded, words_of
from peercert.cohort.heading_kinds import is_denied, is_in_units, is_numbered, kinds_of
from peercert.cohort.heading_words import FILLERS, NAMES, PHRASES, WORDS
from peercert.judging.table import Column
from peercert.shapes import short
from peercert.words import tell
from peercert.yamlfile import FileError

Identity = Literal["id", "name", "first_name", "last_name", "email"]
IDENTITY: tuple[Identity, ...] = ("id", "name", "first_name", "last_name", "email")
"""What tells people apart: kept as it is, and never needed."""
IGNORED = ("", "-", "ignore", "none")
"""What a heading is mapped to where its column is to be left out."""
_NEAR = 0.75
"""How near a column is, from 0 to 1.8, that is named as one that comes close."""
_LONGEST = 200
"""Characters of a heading that are looked at."""
_COMPARED = 300
"""Of so many headings that stand for no column the closest ones are looked for."""
_SHOWN = 80
"""Characters of a heading that are said in a message."""
_NAMED = 12
"""Headings that are said in a message."""


class Unmatched(NamedTuple):
    """A heading that stands for no column, and the columns that come closest."""

    heading: str
    closest: tuple[str, ...]


class Matched(NamedTuple):
    """What the headings of a table stand for."""

    places: dict[str, int]
    """Where each column stands, by its name; those that tell people apart among them."""
    headings: dict[str, str]
    """How each of them is written in the table."""
    unmatched: tuple[Unmatched, ...]
    addresses: dict[str, str] = {}
    """How each is named among headings that are alike: Hours#2."""
    ignored: tuple[str, ...] = ()
    """The headings that are left out because somebody said so."""

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that tell people apart."""
        return tuple(n for n in IDENTITY if n in self.places)


@lru_cache(maxsize=50_000)
def key(text: str) -> frozenset[str]:
    """The telling words of a heading, each in one form: ``Trng Hrs (Ethics)`` and ``training_hours.ethics`` are the same."""
    found = _words(text)
    return (found - FILLERS) or found


def _words(text: str) -> frozenset[str]:
    """All words of a heading, each in one form."""
    said = f" {' '.join(words_of(text[:_LONGEST]))} "
    for phrase, word in PHRASES:
        said = said.replace(f" {phrase} ", f" {word} ")
    return frozenset(WORDS.get(word, word) for word in said.split())


class Vocabulary:
    """The columns that a table may have, with the ways in which they may be written."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = {c.name: c for c in columns}
        self._exact = {bare(n): c.name for c in columns for n in (c.name, *c.also)} | {bare(n): n for n in IDENTITY}
        self._full: dict[frozenset[str], set[str]] = {}
        self._short: dict[frozenset[str], set[str]] = {}
        for name, others in NAMES.items():
            if name in self.columns or name in IDENTITY:
                for other in others:
                    self._full.setdefault(key(other), set()).add(name)
        for column in columns:
            for written in (column.name, *column.also):
                words = key(written)
                self._full.setdefault(words, set()).add(column.name)
                for fewer in _shorter(words, column):
                    self._short.setdefault(fewer, set()).add(column.name)

    def find(self, heading: str) -> tuple[str | None, int]:
        """The column that a heading stands for, and how sure that is (0 is surest); None where it is none, or several."""
        found, sure = self._candidates(heading)
        if len(found) == 1 and found[0].startswith("continuing_education_hours") and is_in_units(heading):
            return None, sure
        return (found[0], sure) if len(found) == 1 and (not sure or key(heading) not in _UNCLEAR) else (None, sure)

    def _candidates(self, heading: str) -> tuple[tuple[str, ...], int]:
        """The columns that a heading may stand for, and how sure that is."""
        exact = self._exact.get(bare(heading))
        if exact is not None and (heading.strip() == exact or self._fits(exact, heading)):
            return (exact,), 0
        words = key(heading)
        if words in _UNCLEAR:
            return tuple(n for n in _UNCLEAR[words] if n in self.columns), 1
        if is_in_units(heading) and (of_units := self._full.get(words - _OF_UNITS | {"credits"})):
            return tuple(sorted(of_units)), 1
        if folded(heading).strip(" .:?") in _SHORT_FOR_SEVERAL:
            return (), 3
        for sure, table in enumerate((self._full, self._short), 1):
            found = {n for n in table.get(words, set()) if self._fits(n, heading)}
            if found == {"name"} and is_numbered(heading):  # Student # is no name
                found = {"id"} if "name" not in words else set()
            if len(found) > 1:  # of several, the one that also has the same small words
                found = {n for n in found if _words(n) == _words(heading)} or found
            if found:
                return tuple(sorted(found)), sure
        return (), 3

    def _fits(self, name: str, heading: str) -> bool:
        """Can a heading that speaks of a number, of yes or no, or of what is not so, stand for this column?"""
        if is_denied(heading) and not {"no", "not"} & _words(name):
            return False
        kinds = kinds_of(heading)
        if kinds is None or name in ("id", "name"):
            return True
        return name in self.columns and self.columns[name].type in kinds

    def closest(self, heading: str, number: int = 3) -> tuple[str, ...]:
        """The columns whose names come closest to a heading, closest first; those that have all its words before others."""
        likely, _ = self._candidates(heading)
        words, said, kinds = key(heading), bare(heading[:_LONGEST]), kinds_of(heading)
        ranked = []
        for name, mine, matcher in self._matchers:
            if kinds is not None and self.columns[name].type not in kinds:
                continue
            shared = sum(max((_alike(m, w) for w in words), default=0.0) for m in mine) / max(1, len(mine))
            matcher.set_seq1(said)
            whole, least = len(words) > 1 and words <= mine, _NEAR - 0.8 * shared
            if whole or (matcher.real_quick_ratio() > least and matcher.quick_ratio() > least):
                ranked.append((whole, 0.8 * shared + matcher.ratio(), name))
        ranked.sort(reverse=True)
        near = (n for whole, near, n in ranked[:number] if whole or near > _NEAR)
        return tuple(dict.fromkeys((*likely, *near)))[:number]

    @cached_property
    def _matchers(self) -> list[tuple[str, frozenset[str], SequenceMatcher[str]]]:
        """Each column with its words, and what compares its name with a heading."""
        return [(n, key(n), SequenceMatcher(None, "", bare(n))) for n in self.columns]

    def __contains__(self, name: str) -> bool:
        return name in self.columns or name in IDENTITY


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1; words that are not kindred are not alike at all."""
    near = 1.0 if one == other else SequenceMatcher(None, one, other).ratio()
    return near if near > 0.65 else 0.0


def match(headings: Sequence[str], vocabulary: Vocabulary, given: Mapping[str, str], source: str) -> Matched:
    """What each heading stands for; `given` tells it of some, by heading.

    Raises FileError where `given` names what is not there, or two headings stand for one column.
    """
    told = _given(headings, vocabulary, given, source)
    found: dict[str, tuple[int, int]] = {}
    unmatched: list[Unmatched] = []
    ignored: list[str] = []
    names = addresses(headings)
    _first_name(headings, vocabulary, told)
    for place, heading in enumerate(headings):
        if not heading.strip():
            continue
        name, sure = (told[place], -1) if place in told else vocabulary.find(heading)
        if name in IGNORED:
            ignored.append(names[place])
        elif name is None:
            close = vocabulary.closest(heading) if len(unmatched) < _COMPARED else ()
            unmatched.append(Unmatched(names[place], close))
        elif name not in found:
            found[name] = (place, sure)
        elif sure == found[name][1]:
            raise _twice(name, names[found[name][0]], names[place], source)
        else:
            keep, drop = sorted((found[name], (place, sure)), key=lambda f: f[1])
            found[name] = keep
            unmatched.append(Unmatched(names[drop[0]], (name,)))
    at = {name: place for name, (place, _) in found.items()}
    written = {name: headings[place] for name, place in at.items()}
    called = {name: names[place] for name, place in at.items()}
    return Matched(at, written, tuple(unmatched), called, tuple(ignored))


def _given(headings: Sequence[str], vocabulary: Vocabulary, given: Mapping[str, str], source: str) -> dict[int, str]:
    """What was said of some headings, by their places."""
    told: dict[int, str] = {}
    for heading, name in given.items():
        meant = places(heading, headings)
        if not meant:
            raise FileError(source, tell("there is no column called {heading}; there are {headings}", heading=short(heading, _SHOWN), headings=named(headings)))  # fmt: skip
        if name not in vocabulary and name.casefold() not in IGNORED:
            near = vocabulary.closest(name) or tuple(vocabulary.columns)[:5]
            raise FileError(source, tell("{heading} cannot stand for {name}, which nothing here reads; did you mean {closest}?", heading=short(heading, _SHOWN), name=short(name, _SHOWN), closest=", ".join(near)))  # fmt: skip
        told |= dict.fromkeys(meant, name.casefold() if name.casefold() in IGNORED else name)
    return told


def _first_name(headings: Sequence[str], vocabulary: Vocabulary, told: dict[int, str]) -> None:
    """Beside a column for the family name, a column called name (nombre) is the given one."""
    names = [vocabulary.find(h)[0] for h in headings]
    if "last_name" in names and "first_name" not in names and "name" in names:
        told.setdefault(names.index("name"), "first_name")


def _twice(name: str, one: str, other: str, source: str) -> FileError:
    return FileError(
        source,
        tell(
            'the columns {one} and {other} both stand for {name}; leave one out with --map "{other}=ignore"',
            one=short(one, _SHOWN), other=short(other, _SHOWN), name=name,
        ),
    )  # fmt: skip


def named(headings: Iterable[str]) -> str:
    """Headings as a message names them: not too many, and none too long."""
    there = [h for h in headings if h.strip()]
    return ", ".join(short(h, _SHOWN) for h in there[:_NAMED]) + (", ..." if len(there) > _NAMED else "")


_SHORT_FOR_SEVERAL = frozenset({"exp", "cert", "certificate", "certification", "certificacion", "certificado"})
"""Words that may stand for a date, a number or a yes, and so for nothing: experience or expiry, the day or the paper."""
_UNCLEAR = {
    frozenset({"continuing_education", "completed"}): ("continuing_education_hours", "continuing_education_completed")
}
"""Words that are not enough, and what they may mean: *CE completed* may be hours, or a date."""
_OF_UNITS = frozenset({"unit", "units", "earned"})
"""Words beside *CEUs* that are not in the name of the column of credits."""
_OPTIONAL: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("exam_passed", "yes_no", frozenset({"passed"})),
    ("exam_passed", "yes_no", frozenset({"exam"})),
    ("exam_taken", "date", frozenset({"taken"})),
    ("signed.", "yes_no", frozenset({"signed"})),
    ("document.", "yes_no", frozenset({"document"})),
    ("paid.", "yes_no", frozenset({"fee"})),
    ("member.", "yes_no", frozenset({"member"})),
    ("statement.", "yes_no", frozenset({"statement"})),
    ("step.", "date_or_no", frozenset({"step"})),
    ("event.", "date_or_no", frozenset({"event"})),
    ("holds.", "yes_no", frozenset({"holds"})),
    ("course.", "yes_no", frozenset({"course"})),
    ("background_check_done", "yes_no", frozenset({"done"})),
    ("employment_", "choice", frozenset({"status"})),
    ("lived_experience_", "choice", frozenset({"lived"})),
    ("training_", "number", frozenset({"hours"})),
    ("training_hours.", "number", frozenset({"training"})),
    ("experience_", "number", frozenset({"hours"})),
    ("supervision_", "number", frozenset({"hours"})),
    ("continuing_education_", "number", frozenset({"hours"})),
    ("continuing_education_hours.", "number", frozenset({"continuing_education"})),
)
"""Columns by the beginning of their names and their type, with the words of them that may be left out."""


def _shorter(words: frozenset[str], column: Column) -> Iterable[frozenset[str]]:
    """Other ways to say the same: words that may be left out, and *date* with a date."""
    made = {words}
    for start, type_, optional in _OPTIONAL:
        if column.name.startswith(start) and column.type == type_:
            made |= {short for w in made if (short := w - optional)}
    made -= {frozenset({"passed"}), frozenset({"exam", "passed"}) if "." in column.name else frozenset()}
    if column.type in ("date", "date_or_no"):
        made |= {w | {"date"} for w in made}
        made |= {w - {"completed", "taken"} | {"date"} for w in made}
    if column.name.endswith("_done"):
        made |= {w - {"done"} | {"completed"} for w in made}
    if column.name.startswith(("step.", "document.")):
        made |= {w | {"submitted"} for w in made}
    if column.name.startswith("paid.") and "late" in words:
        made |= {frozenset({"late", "paid"})}
    if column.name.startswith("paid."):
        made |= {(w - {"paid"}) | more for w in made for more in ({"fee"}, {"fee", "paid"})}
    return made - {words}


__all__ = ["IDENTITY", "IGNORED", "Matched", "Unmatched", "Vocabulary", "key", "match", "named"]
