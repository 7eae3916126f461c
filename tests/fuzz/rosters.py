"""Rosters made after the columns of a pathway: plausible people first, then headings, cells and structure gone wrong."""

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import hostile
import inputs

from peercert.judging.table import Column

SECRETS = ("qwzi", "vanterp", "77413")
"""What each name, id and e-mail address has in it, so that it can be found wherever it comes out."""
_WHO = ("name", "id", "email", "first_name", "last_name")
_HEADINGS = {
    "name": ("Name", "Participant Name", "nombre", "Full name"),
    "id": ("ID", "#", "Student ID"),
    "email": ("E-mail", "correo electrónico", "Email Address"),
    "first_name": ("First Name", "Given name"),
    "last_name": ("Last Name", "Apellido", "Surname"),
    "born": ("DOB", "Date of Birth", "D.O.B.", "fecha de nacimiento"),
    "training_hours": ("Training Hrs", "Trng hours", "horas de capacitación"),
    "experience_hours": ("Work Hours", "Peer work hrs"),
    "what": ("Type", "Activity", "tipo"),
}
_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%d/%m/%y", "%B %d, %Y", "%b %Y", "%Y", "%Y-%m", "%d-%b-%y", "%Y%m%d", "%Y-%m-%d 00:00:00", "%Y-%m-%dT10:30:00Z")  # fmt: skip
_NUMBERS = (
    "1,200", "37.5", "37 1/2", "37,5", "1.200,5", "40 hrs", "$75", "37:30", "½", "1e309", "1e5", "NaN", "inf", "-inf", "-5", "99999", "100000", "100001", "0", "-0", "0.0",
    "1" * 20, "1" * 400, "0x10", "1_000", "٤٠", "4 0", "+40", "40%", "0.8", "80 percent", "1/0", "forty", "none", "1e-320", "00040", "40.", ".5", "1,2,3", "2.5",
)  # fmt: skip
_DATES = (
    "31234", "43525", "45000.75", "1", "60", "73050", "73051", "99999", "2958465", "2/29/2023", "2/29/2024", "31/31/2024", "0/0/0000", "12/31/1899", "3/4/24", "3/4/2024",
    "13/4/2024", "4/13/2024", "March", "Mar 5", "5 Mar", "Sept 9, 1992", "9 de marzo de 2020", "2024-W10", "20240230", "2019-00-01", "1899-12-31", "2200-12-31", "2201-01-01",
    "9999-12-31", "2024-03-14 25:61", "today", "n/a", "no", "yes", "'24", "3-4-'24", "Mon, 3/4/2024", "1/1/0001", "00/00/00", "10000-01-01",
)  # fmt: skip
_WORDS = ("yes", "Y", "no", "x", "✓", "☐", "n/a", "?", "-", "maybe", "TRUE", "0", "1", "sí", "pass", "not yet", "None", "null", "", " ", "both", "SC", "zz", "Texas", "GED", "a; b; c", ";", "; ;", "a;;b", "|")  # fmt: skip
_TYPED: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 40, 37.5, 1e308, 1e309, -1e309, float("nan"), 10**30, 2**63, -0.0, [], {}, ["yes"], [1, [2, {"a": None}]], {"a": {"b": [1]}}, "\ud800", "a\udfffb", "\x00", "",
    43525, 43525.5, 99_999_999,
)  # fmt: skip
_TOTALS = ("TOTAL", "Total:", "Grand total", "sum", "Promedio", "average")


class Made(NamedTuple):
    """A table, and what is known of it."""

    headings: list[str]
    rows: list[list[Any]]
    plain: bool
    """Every row is as long as the headings, and each cell of somebody's name, id and address is under its own heading."""
    named: bool
    """Somebody's name, id or address stands in it."""


def roster(rng: Random, columns: Sequence[Column], most: int = 6) -> Made:
    """A roster, tidy or not."""
    kept = [c for c in columns if rng.random() < rng.choice((0.2, 0.7, 1.0))] or [rng.choice(list(columns))]
    who = [n for n in _WHO if rng.random() < 0.4]
    return _table(rng, kept, who, rng.randint(0 if rng.random() < 0.1 else 1, most))


def activities(rng: Random, columns: Sequence[Column], people: Made) -> Made:
    """A table of activities, mostly of people of a roster."""
    kept = [c for c in columns if c.name == "what" or rng.random() < 0.6]
    made = _table(rng, kept, ["name"] if rng.random() < 0.9 else ["email"], rng.randint(0, 6))
    for row in made.rows:
        if people.rows and row and rng.random() < 0.7:
            row[0] = (rng.choice(people.rows) or [""])[0]
    return made


def _table(rng: Random, columns: Sequence[Column], who: Sequence[str], count: int) -> Made:
    bad = rng.choice((0.0, 0.05, 0.3, 0.9))
    headings = [*who, *(c.name for c in columns)]
    rows: list[list[Any]] = [
        [*(_person(rng, n, i) for n in who), *(cell(rng, c, bad) for c in columns)] for i in range(count)
    ]
    for row in rows:
        for place in range(len(who)):
            if rng.random() < bad / 4:
                row[place] = rng.choice((inputs.text(rng)[:3000], "", f"=Qwzi {SECRETS[1]}", f"Qwzi,{SECRETS[1]}\r=1"))
    odd = rng.random() < 0.4
    if odd:
        headings = [heading(rng, h) if rng.random() < 0.3 else h for h in headings]
    elif rng.random() < 0.5:
        headings = [
            rng.choice(_HEADINGS.get(h, (h, h.upper(), h.replace("_", " ").replace(".", " ")))) for h in headings
        ]
    if rng.random() < 0.3:
        for _ in range(rng.choice((1, 3, 40))):
            at = rng.randint(0, len(headings))
            headings.insert(at, rng.choice((inputs.text(rng)[:500], "Notes", "Phone", "", "Notes 2", *headings[:3])))
            for row in rows:
                row.insert(at, rng.choice(_WORDS))
            odd = True
    made = Made(headings, rows, not odd, bool(who))
    return _broken(rng, made) if rng.random() < 0.25 else made


def _person(rng: Random, kind: str, number: int) -> str:
    first, last = rng.choice(("Qwzi", "Qwzia", "Éqwzi")), rng.choice(("Vanterpool", "Vanterpé", "O'Vanterp-Cole"))
    return {
        "name": f"{first} {last}" if rng.random() < 0.7 else f"{last}, {first}",
        "id": f"{SECRETS[2]}{number if rng.random() < 0.9 else 1}",
        "email": f"qwzi{number}@vanterp.example",
        "first_name": first, "last_name": last,
    }[kind]  # fmt: skip


def heading(rng: Random, name: str) -> str:
    """A heading changed as people, or nobody, would."""
    how: tuple[Callable[[], str], ...] = (
        lambda: name.upper(), lambda: name.replace("_", " ").title(), lambda: f"  {name}\n", lambda: rng.choice(_HEADINGS.get(name, (name,))),
        lambda: "", lambda: inputs.text(rng), lambda: name + rng.choice(hostile.TEXTS), lambda: rng.choice(hostile.FORMULAS), lambda: "training hours",
        lambda: "born", lambda: "=" + name, lambda: name[: rng.randint(0, len(name))], lambda: rng.choice(_WORDS), lambda: "x" * rng.choice((300, 5_000, 70_000)),
        lambda: "hours " * rng.choice((2, 2_000)), lambda: "sep=;", lambda: rng.choice(("row", "outcome", "still_missing", "c0", "name.verdict", "missing")),
    )  # fmt: skip
    return rng.choice(how)()


def cell(rng: Random, column: Column, bad: float) -> Any:
    """A plausible value; with the chance `bad` something else."""
    if rng.random() < bad:
        how = rng.random()
        if how < 0.3:
            return rng.choice(_NUMBERS)
        if how < 0.6:
            return rng.choice(_DATES)
        if how < 0.75:
            return rng.choice(_WORDS)
        return rng.choice(_TYPED) if how < 0.85 else inputs.typed(rng)[: rng.choice((50, 50, 40_000))]
    if rng.random() < 0.1:
        return ""
    if column.type in ("date", "date_or_no"):
        day = date(1960, 1, 1) + timedelta(days=rng.randint(0, 26_000))
        return (
            day.strftime(rng.choice(_FORMS)) if rng.random() < 0.5 else day if rng.random() < 0.2 else day.isoformat()
        )
    if column.type == "number":
        return rng.choice((0, 1, 3, 20, 40, 46, 100, 500, 2000, 37.5, "40", "40 hrs", "1,200"))
    if column.type == "yes_no":
        return rng.choice(("yes", "no", "Y", "n", True, False, 1, 0))
    if column.type in ("choice", "choices"):
        several = column.type == "choices" and rng.random() < 0.3
        return (
            "; ".join(rng.sample(column.values, min(2, len(column.values)))) if several else rng.choice(column.values)
        )
    return rng.choice((*column.values, "SC", "NC", "something else", "no"))


def _broken(rng: Random, made: Made) -> Made:
    """Rows too short, too long, empty, headings again, totals, titles above the headings, columns by the thousand."""
    headings, rows = list(made.headings), [list(r) for r in made.rows]
    for _ in range(rng.choice((1, 2, 5))):
        how, at = rng.randrange(9), rng.randint(0, len(rows))
        if how == 0 and rows:
            rows[at % len(rows)] = rows[at % len(rows)][: rng.randint(0, len(headings))]
        elif how == 1 and rows:
            rows[at % len(rows)] += [rng.choice(_WORDS)] * rng.choice((1, 2, 100))
        elif how == 2:
            rows.insert(at, [])
        elif how == 3:
            rows.insert(at, list(headings))
        elif how == 4:
            rows.insert(at, [rng.choice(_TOTALS), *[rng.choice((40, "", 100.5)) for _ in headings[1:]]])
        elif how == 5:
            rows.insert(at, [inputs.text(rng)])
        elif how == 6:
            rows.insert(0, headings)
            headings = rng.choice(([inputs.text(rng)[:200]], ["Roster 2026"], [""], ["", "x"]))
        elif how == 7 and rows:
            row = rng.choice(rows)
            rows += [list(row) for _ in range(rng.choice((1, 2, 30)))]
        elif how == 8 and rng.random() < 0.2:
            headings += [
                rng.choice(("c{n}", "", "Notes {n}", "Hours {n}")).format(n=n) for n in range(rng.choice((300, 3_000)))
            ]
    return Made(headings, rows, False, made.named)


def texts(row: Sequence[Any]) -> list[str]:
    """Cells as somebody would type them."""
    return [
        "" if c is None else c if isinstance(c, str) else json.dumps(c) if isinstance(c, (list, dict)) else str(c)
        for c in row
    ]


def filled(made: Made) -> int:
    """How many rows have something in them."""
    return sum(any(c.strip() for c in texts(r)) for r in made.rows)


def mapping(rng: Random, made: Made, columns: Sequence[Column]) -> bytes:
    """A mapping file, right or not."""
    told = {
        (rng.choice(made.headings) if made.headings and rng.random() < 0.8 else inputs.text(rng)[:100]): rng.choice(
            (
                rng.choice(list(columns)).name,
                rng.choice(list(columns)).name,
                "ignore",
                "name",
                "-",
                "",
                "nope",
                None,
                3,
                inputs.text(rng)[:100],
            )
        )
        for _ in range(rng.randint(0, 3))
    }
    raw = inputs.written(rng, {"headings": told} if rng.random() < 0.9 else rng.choice((told, [], {"headings": []})))
    return inputs.changed_bytes(rng, raw) if rng.random() < 0.2 else raw
