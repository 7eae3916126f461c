"""Rosters through `peercert cohort`, in this process: the call, what it prints, every file that it writes."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import faults
import hostile
import roster_faults
import roster_files
import rosters
import targets
from faults import Fault
from rosters import Made

from peercert import rulebook
from peercert.cohort.activities import activity_columns
from peercert.cohort.columns import columns_of
from peercert.cohort.template import activity_lists, approvers_of, topics_of
from peercert.judging.table import Column
from peercert.model import Credential

FEW = ("sc-cpss-share", "nc-cpss", "tx-mhps", "wa-cpss", "us-icrc-pr")
"""Credentials that are tried most often, so that what is made for each is made once."""


class Tried(NamedTuple):
    """A call that is tried, and what is known of its roster."""

    arguments: list[str]
    source: str
    made: Made | None = None
    filled: int | None = None
    """Rows with something in them, where that is known for certain."""


@cache
def _ways() -> tuple[tuple[Credential, str, tuple[Column, ...]], ...]:
    found = ((c, name, tuple(columns_of(c.pathways[name], c))) for c, name in targets.WAYS)
    return tuple(way for way in found if way[2])


@cache
def _few() -> tuple[tuple[Credential, str, tuple[Column, ...]], ...]:
    return tuple(way for way in _ways() if way[0].id in FEW)


def text_rosters(rng: Random) -> None:
    """Rosters as CSV, TSV and JSON Lines, tidy and untidy."""
    credential, name, columns = rng.choice(_few() if rng.random() < 0.8 else _ways())
    made = rosters.roster(rng, columns)
    ending = rng.choice((".csv", ".csv", ".tsv", ".txt", ".jsonl"))
    filled = None
    if ending == ".jsonl":
        raw = roster_files.json_lines(rng, made)
    elif rng.random() < 0.7:
        raw = roster_files.delimited(rng, made, ending)
        filled = rosters.filled(made) if made.plain else None
    else:
        raw = roster_files.unruly(rng, made, ending)
        made = made._replace(plain=False)
    with _places() as place:
        source = place / f"r{ending}"
        source.write_bytes(targets.note(raw))
        _through(rng, place, source, credential, name, columns, made, filled)


def binary_rosters(rng: Random) -> None:
    """Rosters as workbooks, Parquet, folders and records in lines, sound and damaged."""
    credential, name, columns = rng.choice(_few() if rng.random() < 0.8 else _ways())
    made = rosters.roster(rng, columns)
    kind = rng.choice(
        (".xlsx", ".xlsx", ".ods", ".parquet", ".parquet", "records", "record lines", "parquets", "other")
    )
    with _places() as place:
        source = place / ("r" + (kind if kind.startswith(".") else ".jsonl" if kind == "record lines" else ""))
        if kind == "records":
            roster_files.folder(rng, source, targets._records())
        elif kind == "record lines":
            people = rng.sample(targets._records(), rng.randint(0, 3))
            source.write_bytes(targets.note(roster_files.record_lines(rng, people)))
        elif kind == "parquets":
            source.mkdir()
            for number in range(rng.choice((1, 1, 2))):
                (source / f"{number}.parquet").write_bytes(targets.note(roster_files.parquet(rng, made)))
        elif kind == "other":
            source = place / rng.choice(
                ("r.xls", "r.xlsb", "r.xlsx", "r.csv", "r.parquet", "r.docx", "r.json", "r.jsonl", "r.ods")
            )
            source.write_bytes(targets.note(_other(rng, made)))
        else:
            other = (
                rosters.activities(rng, _activity_columns(credential, name, columns), made)
                if rng.random() < 0.3
                else None
            )
            how = {
                ".xlsx": lambda: roster_files.workbook(rng, made, other), ".ods": lambda: roster_files.calc_sheet(rng, made),
                ".parquet": lambda: roster_files.parquet(rng, made),
            }[kind]  # fmt: skip
            source.write_bytes(targets.note(how()))
        _through(rng, place, source, credential, name, columns, made._replace(plain=False), None)


def _other(rng: Random, made: Made) -> bytes:
    """A file that is not what its name says."""
    return rng.choice(
        (
            lambda: b"", lambda: rng.randbytes(200), lambda: b"PK\x03\x04" + rng.randbytes(100), lambda: b"PAR1" + rng.randbytes(100) + b"PAR1", lambda: rng.choice(hostile.DOCUMENTS),
            lambda: bytes.fromhex("d0cf11e0a1b11ae1") + rng.randbytes(600), lambda: roster_files.workbook(rng, made, None), lambda: roster_files.parquet(rng, made),
            lambda: roster_files.delimited(rng, made, ".csv"), lambda: b"\xff\xfe", lambda: b"\xef\xbb\xbf", lambda: b"\n" * 1000, lambda: b"," * 50_000, lambda: b'"' * 999,
        )
    )()  # fmt: skip


@contextlib.contextmanager
def _places() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _activity_columns(credential: Credential, name: str, columns: tuple[Column, ...]) -> list[Column]:
    lists = activity_lists(columns) or ("training",)
    return activity_columns(lists, topics_of(credential.pathways[name]), approvers_of(columns))


def _through(rng: Random, place: Path, source: Path, credential: Credential, name: str, columns: tuple[Column, ...], made: Made, filled: int | None) -> None:  # fmt: skip
    """A call on a roster with options that fit together, mostly."""
    format_ = rng.choice(("table", "json", "json", "markdown", "html"))
    call = [str(source), "--as-of", str(targets.DAY), "--format", format_]
    everything = rng.random() < 0.03 and len(made.rows) < 10 and len(made.headings) < 200  # each takes its time
    call += ["--all"] if everything else ["-c", credential.id, "-p", name]
    written: dict[str, Path] = {}
    for option, file, often in (("-o", f"out{rng.choice(('.csv', '.csv', '.tsv', '.jsonl', '.parquet', '.xlsx'))}", 0.5), ("--html", "page.html", 0.15), ("--unread", "unread.csv", 0.3), ("--save-map", "map.yaml", 0.15), ("--letters", "letters", 0.1)):  # fmt: skip
        if rng.random() < often and not (everything and option in ("--letters", "--save-map")):
            written[option] = place / file
            call += [option, str(written[option])]
    call += [o for o, often in (("--strict", 0.1), ("--anonymous", 0.3)) if rng.random() < often]
    call += ["--dates", rng.choice(("month", "day"))] if rng.random() < 0.1 else []
    call += ["--lang", "es"] if rng.random() < 0.15 else []
    call += ["--letter-format", "html"] if "--letters" in written and rng.random() < 0.5 else []
    call += (
        ["--sheet", rng.choice(("Roster", "Activities", *hostile.TEXTS)).replace("\x00", "")]
        if rng.random() < 0.04
        else []
    )
    if rng.random() < 0.1:
        there = rng.choice(made.headings)[:200] if made.headings and rng.random() < 0.8 else rng.choice(hostile.TEXTS)
        made = made._replace(plain=False)
        call += ["--map", f"{there}={rng.choice((rng.choice(columns).name, 'ignore', 'nope', ''))}".replace("\x00", "")]
    if rng.random() < 0.1:
        (place / "told.yaml").write_bytes(targets.note(rosters.mapping(rng, made, columns)))
        made = made._replace(plain=False)
        call += ["--map-file", str(place / "told.yaml")]
    if rng.random() < 0.15:
        other = rosters.activities(rng, _activity_columns(credential, name, columns), made)
        (place / "a.csv").write_bytes(targets.note(roster_files.delimited(rng, other, ".csv")))
        call += ["--activities", str(place / "a.csv")]
        made = made._replace(plain=made.plain and other.plain)
    _look(rng, call, source, made, filled, written)


def _look(rng: Random, call: list[str], source: Path, made: Made, filled: int | None, written: dict[str, Path]) -> None:
    """Make the call, look at all that comes of it, and hold one engine against the other."""
    code, said, told = _cohort(call)
    everything = "--all" in call
    if code == 2:
        _refused(told, source, written)
    format_ = call[call.index("--format") + 1]
    data: Any = None
    if code == 2 and said:
        raise Fault(f"printed although it was refused: {said[:200]!r}")
    if code != 2 and format_ == "json":
        data = faults.sound_json(said)
        if not everything:
            roster_faults.adds_up(data, filled)
    elif code != 2:
        {"html": faults.inert_html, "markdown": faults.inert_markdown}.get(format_, lambda _: None)(said)
    if code != 2:
        _files(written, data if not everything else None)
    if "--anonymous" in call and made.plain and made.named:
        roster_faults.nameless(said + (told if code != 2 or "--strict" in told else ""), rosters.SECRETS, "printed")
        for path in (p for w in written.values() for p in (w, *(w.iterdir() if w.is_dir() else ()))):
            roster_faults.nameless(
                path.name + (path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""),
                rosters.SECRETS,
                path.name,
            )
    if code != 2 and not everything and rng.random() < 0.35:
        _agrees(call, code, said, written)


def _refused(told: str, source: Path, written: dict[str, Path]) -> None:
    """A refusal says why, names a file or an option, and leaves nothing behind."""
    if not told.startswith("peercert: ") or len(told) > 2_500:
        raise Fault(f"refused in {len(told)} characters: {told[:300]!r}")
    joined = "".join(told.split())
    named = (
        str(source),
        *(str(source.parent / n) for n in ("a.csv", "told.yaml")),
        "--",
        "options",
        "opciones",
        "people decide",
        "deciden",
    )
    if not any("".join(n.split()) in joined for n in named):
        raise Fault(f"refused without a name: {told[:300]!r}")
    there = [o for o, path in written.items() if path.exists() and (path.is_file() or any(path.iterdir()))]
    if there:
        raise Fault(f"refused ({told[:200]!r}), and yet there is {there}")


def _files(written: dict[str, Path], data: Any) -> None:
    """Every file that was asked for is there, whole and harmless."""
    for option, path in written.items():
        if not path.exists():
            raise Fault(f"{option} is not there")
        if option == "-o":
            people = roster_faults.people_in(path)
            if data is not None and people != data["people"]:
                raise Fault(f"{people} people written of {data['people']}")
        elif option == "--html":
            faults.inert_html(path.read_text("utf-8"))
        elif option == "--unread":
            rows = roster_faults.delimited(path.read_bytes(), ",", path.name)
            if data is not None and len(rows) - 1 != len(data["remarks"]):
                raise Fault(f"{len(rows) - 1} lines of {len(data['remarks'])} remarks")
        elif option == "--letters":
            for letter in path.iterdir():
                text = letter.read_text("utf-8")
                faults.plain_text(letter.name, "the name of a letter")
                (faults.inert_html if letter.suffix == ".html" else faults.inert_markdown)(text)
        elif option == "--save-map":
            faults.plain_text(path.read_text("utf-8"), "mapping")


def _agrees(call: list[str], code: int, said: str, written: dict[str, Path]) -> None:
    """Row by row the same comes out as by columns."""
    before = {o: p.read_bytes() for o, p in written.items() if o in ("-o", "--unread") and p.suffix != ".xlsx"}
    again = [*call, "--engine", "rows", "--force"]
    other, says, told = _cohort(again)
    if (other, says) != (code, said):
        at = next((i for i, (a, b) in enumerate(zip(said, says, strict=False)) if a != b), 0)
        raise Fault(
            f"engines differ: exit {code} and {other}; {said[at - 60 : at + 60]!r} and {says[at - 60 : at + 60]!r}; {told[:200]!r}"
        )
    for option, raw in before.items():
        if (new := written[option].read_bytes()) != raw and written[option].suffix != ".parquet":
            at = next((i for i, (a, b) in enumerate(zip(raw, new, strict=False)) if a != b), 0)
            raise Fault(f"engines differ: {option}: {raw[at - 60 : at + 60]!r} and {new[at - 60 : at + 60]!r}")


_DAMAGED = re.compile(r"panicked at \S*crates/polars-[a-z]+/")
"""How Polars gives up on a Parquet file whose bytes are damaged: in a line of its own, which nothing here can keep back."""


def _cohort(call: list[str]) -> tuple[int, str, str]:
    """The call, with the rule book that is open already; what native code says on stderr by itself is a fault as well."""
    opened = rulebook.open_rulebook
    rulebook.open_rulebook = lambda path=None: targets.RULES if path is None else opened(path)
    targets.note(call[1:])
    kept = os.dup(2)
    try:
        with tempfile.TemporaryFile() as native:
            os.dup2(native.fileno(), 2)
            try:
                made = targets._call(["cohort", *call])
            finally:
                os.dup2(kept, 2)
                native.seek(0)
                said = native.read().decode("utf-8", "replace")
        given_up = made[0] == 2 and _DAMAGED.search(said)  # which a library says before the file is refused by name
        if said and not given_up:
            raise Fault(f"native code said: {said[:600]}")
        return made
    finally:
        os.close(kept)
        rulebook.open_rulebook = opened


SORTS = {"text rosters": (text_rosters, 8), "binary rosters": (binary_rosters, 5)}
"""Every sort of roster, and how often it is tried among all."""
