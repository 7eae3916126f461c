"""Many people at once: a roster from file to file, beside a plain copy, a rule engine row by row, and OpenFisca.

    python benchmarks/cohort.py [PEOPLE] [--growth 4 7] [--each 100000]

PEOPLE (2000 where left out) are held against South Carolina's rules, file to file, beside Polars copying that file; then
ten common rules in memory beside the same rules in GoRules `zen-engine` and in `openfisca-core`, where these are installed
(extra `benchmarks`; peercert needs neither). `--growth A B`: 10^A to 10^B people, each in a process of its own, with time
and peak memory. `--each N`: N people against the first pathway of every place. Design targets: at most 2 times the copy, at
least 100 times as fast as row by row, memory bounded.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import polars as pl

import peercert
from peercert.cohort.columns import columns_of
from peercert.cohort.compiling import compile_pathway
from peercert.cohort.engine import evaluate_frame
from peercert.cohort.files import evaluate_file
from peercert.judging.table import Column

DAY = date(2026, 11, 22)
_AT_ONCE = 200_000
"""People who are made up at a time."""


class Took(NamedTuple):
    """Seconds by the clock, and of computing on all cores."""

    clock: float
    computing: float


def took(call: Callable[[], object], rounds: int = 3) -> Took:
    """The best of some rounds."""
    found = []
    for _ in range(rounds):
        clock, computing = time.perf_counter(), _computing()
        call()
        found.append(Took(time.perf_counter() - clock, _computing() - computing))
    return min(found)


def _computing() -> float:
    """Seconds of computing so far, of this process and those that it started and waited for."""
    others = os.times()
    return time.process_time() + others.children_user + others.children_system


def cell(column: Column, chance: Random) -> Any:
    """One made-up cell, empty in one of ten."""
    if chance.random() < 0.1:
        return None
    if column.type in ("date", "date_or_no"):
        first, days = (date(1960, 1, 1), 20_000) if column.name == "born" else (date(2016, 1, 1), 4_000)
        return first + timedelta(days=chance.randrange(days))
    if column.type == "number":
        most = 2000 if column.name.startswith("experience") else 60 if "hours" in column.name else 4
        return float(chance.randrange(most))
    if column.type == "yes_no":
        return chance.random() < 0.7
    return chance.choice(column.values[:6] or ("SC", "NC", "none"))


_TYPES = {"date": pl.Date, "date_or_no": pl.Date, "number": pl.Float64, "yes_no": pl.Boolean}


def made_up(columns: list[Column], people: int, seed: int = 1) -> pl.DataFrame:
    """So many people, whose cells are drawn from a few hundred of each column."""
    chance = Random(seed)
    drawn = {"person": pl.Series(range(seed * _AT_ONCE, seed * _AT_ONCE + people))}
    for i, column in enumerate(columns):
        some = pl.Series(
            [cell(column, chance) for _ in range(min(people, 400))], dtype=_TYPES.get(column.type, pl.String)
        )
        drawn[column.name] = some.sample(people, with_replacement=True, seed=seed * 1000 + i)
    table = pl.DataFrame(drawn)
    ends = [(n, n.removesuffix("from") + "to") for n in table.columns if n.endswith("from")]
    in_order = [
        made
        for first, last in ends
        for made in (pl.min_horizontal(first, last).alias(first), pl.max_horizontal(first, last).alias(last))
    ]
    return table.with_columns(in_order)


def roster(path: Path, columns: list[Column], people: int) -> None:
    """A CSV file of made-up people."""
    with path.open("wb") as stream:
        for seed, start in enumerate(range(0, people, _AT_ONCE)):
            part = made_up(columns, min(_AT_ONCE, people - start), seed)
            yes_no = [pl.col(c.name).replace_strict({True: "yes", False: "no"}, return_dtype=pl.String) for c in columns if c.type == "yes_no"]  # fmt: skip
            part.with_columns(yes_no).write_csv(stream, include_header=seed == 0)


def state() -> tuple[Any, Any, Any]:
    """South Carolina's credential, the way in, and the rule book."""
    rules = peercert.load_rulebook()
    credential = rules.credential("sc-cpss-share")
    assert credential is not None
    return credential, credential.pathways["initial"], rules


def copied(source: Path, target: Path) -> None:
    """What Polars takes to read a file and write it again."""
    pl.scan_csv(source).sink_csv(target)


def files(people: int, folder: Path) -> None:
    """File to file, beside Polars copying the file."""
    credential, pathway, rules = state()
    source, target = folder / "people.csv", folder / "out.csv"
    roster(source, columns_of(pathway, credential), people)
    copy = took(lambda: copied(source, target))
    keys: dict[str, Any] = {"credential": credential, "lookup": rules.credential, "over": True}
    print(f"{len(pathway.requirements)} requirements, {people:,} people, {source.stat().st_size / 1e6:.0f} MB of CSV")
    print(f"  {'':46} {'clock':>8} {'':>7} {'computing':>10}")
    print(f"  {'Polars copies the file':46} {copy.clock:7.2f}s {'1.0 x':>7} {copy.computing:9.2f}s {'1.0 x':>7}")
    for name, ending, more in (
        ("verdict and gap of each requirement, CSV", "csv", {"parts": ("verdict", "gap"), "keep": ["person"]}),
        ("verdict, have, need and gap, CSV", "csv", {"keep": ["person"]}),
        ("the same with the whole roster beside it, CSV", "csv", {}),
        ("verdict, have, need and gap, Parquet", "parquet", {"keep": ["person"]}),
    ):
        out = folder / f"out.{ending}"
        found = took(lambda out=out, more=more: evaluate_file(pathway, source, out, DAY, **keys, **more))  # type: ignore[misc]
        _compared(name, found, copy)
    command = [sys.executable, "-m", "peercert", "cohort", str(source), credential.id, "--as-of", DAY.isoformat(), "-o", str(target), "--force"]  # fmt: skip
    _compared("`peercert cohort`, start to end, CSV", took(lambda: _run(command), 2), copy)
    print("  (the command reads every cell as people write it, reports what it cannot read, and adds everything up)")


def _compared(name: str, found: Took, copy: Took) -> None:
    ratios = found.clock / copy.clock, found.computing / copy.computing
    print(f"  {name:46} {found.clock:7.2f}s {ratios[0]:5.1f} x {found.computing:9.2f}s {ratios[1]:5.1f} x")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr  # something is missing for somebody


COMMON: list[dict[str, Any]] = [
    {"age": {"at_least": 18}},
    {"education": {"at_least": "high_school"}},
    {"training": {"hours": 40}},
    {"work_experience": {"hours": 500}},
    {"supervision": {"hours": 25}},
    {"references": {"count": 3}},
    {"agreement": {"of": "code_of_ethics"}},
    {"document": {"name": "diploma"}},
    {"exam": {"name": "final"}},
    {"fee": {"for": "application", "usd": 75}},
]
"""Rules that all three can say: unknown where nothing is said, the gap where it is a number."""
NUMBERS = {"training": ("training_hours", 40), "work_experience": ("experience_hours", 500), "supervision": ("supervision_hours", 25), "references": ("references", 3)}  # fmt: skip
YES_NO = {"agreement-code-of-ethics": ("signed.code_of_ethics", 1), "document-diploma": ("document.diploma", 1), "exam": ("exam_passed", 1), "fee-application": ("paid.application", 75)}  # fmt: skip
ENOUGH = ("high_school", "some_college", "associate", "bachelor", "master", "doctorate")
ADULT = date(2008, 11, 22)


def common() -> Any:
    """A made-up credential with the common rules."""
    way = {"requirements": COMMON}
    return peercert.Credential.parse(
        {
            "id": "xx", "name": "Example", "certifier": {"name": "Board"}, "populations": "other", "role": "person",
            "status": "active", "pathways": {"initial": way},
        }
    )  # fmt: skip


def expressions() -> dict[str, str]:
    """The common rules in the words of zen-engine; columns stand in `row`, for their names have dots."""
    made = {
        "age": f'row["born"] == null ? "unknown" : date(row["born"]) <= date("{ADULT}") ? "met" : "missing"',
        "education": f'row["education"] == null ? "unknown" : row["education"] in {json.dumps(ENOUGH)} ? "met" : "missing"',
    }
    for id_, (name, need) in NUMBERS.items():
        value = f'row["{name}"]'
        made[id_] = f'{value} == null ? "unknown" : {value} >= {need} ? "met" : "missing"'
        made[f"{id_} gap"] = f"{value} == null ? null : max([0, {need} - {value}])"
    for id_, (name, gap) in YES_NO.items():
        value = f'row["{name}"]'
        made[id_] = f'{value} == null ? "unknown" : {value} ? "met" : "missing"'
        made[f"{id_} gap"] = f"{value} == false ? {gap} : null"
    return made


def decision() -> str:
    """The common rules as a decision of zen-engine."""
    said = [{"id": f"e{i}", "key": f"out{i}", "value": value} for i, value in enumerate(expressions().values())]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "content": {}},
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": said}},
        {"id": "out", "type": "outputNode", "name": "out", "content": {}},
    ]
    edges = [
        {"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in (("in", "rules"), ("rules", "out"))
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def others(people: int) -> None:
    """The common rules in memory, beside other engines."""
    credential = common()
    pathway = credential.pathways["initial"]
    table = made_up(columns_of(pathway, credential), people)
    keys: dict[str, Any] = {"credential": credential, "parts": ("verdict", "gap"), "keep": ()}
    found: list[pl.DataFrame] = []
    mine = took(lambda: found.append(evaluate_frame(pathway, table, DAY, **keys)))
    verdicts = found[0].select(pl.col(f"{r.id}.verdict").cast(pl.String) for r in pathway.requirements)
    met = {r.id: int((verdicts[f"{r.id}.verdict"] == "met").sum()) for r in pathway.requirements}
    print(f"{len(COMMON)} common rules in memory, {people:,} people, microseconds a person (by the clock)")
    print(f"  {'peercert, by columns':52} {mine.clock / people * 1e6:10.2f} {'1 x':>8}")
    for name, other in (("GoRules zen-engine", beside_zen), ("openfisca-core", beside_openfisca)):
        try:
            for how, seconds in other(table, met):
                print(f"  {how:52} {seconds * 1e6:10.2f} {seconds / (mine.clock / people):6.0f} x")
        except ImportError:
            print(f"  {name} is not installed")


def beside_zen(table: pl.DataFrame, met: dict[str, int]) -> list[tuple[str, float]]:
    """Seconds a person in zen-engine: the whole decision, and its expressions compiled one by one."""
    import zen

    rows = [{"row": r} for r in table.head(5000).with_columns(pl.col("born").cast(pl.String)).to_dicts()]
    made = zen.ZenEngine().create_decision(zen.ZenDecisionContent(decision()))
    by_decision = took(lambda: [made.evaluate(row) for row in rows], 2)
    compiled = {name: zen.compile_expression(value) for name, value in expressions().items()}
    answers: list[list[dict[str, Any]]] = []
    by_expression = took(lambda: answers.append([{n: e.evaluate(row) for n, e in compiled.items()} for row in rows]), 2)
    if table.height <= len(rows):
        assert {id_: sum(a[id_] == "met" for a in answers[0]) for id_ in met} == met
    return [
        ("GoRules zen-engine, decision row by row", by_decision.clock / len(rows)),
        ("GoRules zen-engine, compiled expressions row by row", by_expression.clock / len(rows)),
    ]


def beside_openfisca(table: pl.DataFrame, met: dict[str, int]) -> list[tuple[str, float]]:
    """Seconds a person in OpenFisca, which also works by columns."""
    import numpy as np
    from openfisca_core import entities, periods
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = entities.Entity("person", "persons", "Somebody", "")
    month = periods.period("2026-11")
    inputs = {
        "education": pl.Series([e in ENOUGH if e is not None else None for e in table["education"]], dtype=pl.Float64)
    }
    inputs |= {name: table[name].cast(pl.Float64) for name, _ in (*NUMBERS.values(), *YES_NO.values())}
    inputs["age"] = (table["born"] <= ADULT).cast(pl.Float64)
    needs = (
        {"age": ("age", 1), "education": ("education", 1)} | NUMBERS | {id_: (n, 1) for id_, (n, _) in YES_NO.items()}
    )

    def variable(name: str, formula: Any = None) -> Any:
        body = {
            "value_type": float,
            "entity": person,
            "definition_period": periods.DateUnit.MONTH,
            "label": name,
            "default_value": -1.0,
        }
        return type(name, (Variable,), body | ({"formula": formula} if formula else {}))

    def verdict(column: str, need: int) -> Any:
        def formula(people: Any, period: Any) -> Any:
            value = people(column, period)
            return np.select([value < 0, value >= need], [3.0, 1.0], 4.0)

        return formula

    def gap(column: str, need: int) -> Any:
        def formula(people: Any, period: Any) -> Any:
            value = people(column, period)
            return np.where(value < 0, np.nan, np.maximum(0.0, need - value))

        return formula

    plain = {name: "in_" + name.replace(".", "_") for name in inputs}
    made = [variable(n) for n in plain.values()]
    asked = [f"{what}_{i}" for i in range(len(needs)) for what in ("verdict", "gap")]
    for i, (column, need) in enumerate(needs.values()):
        made += [variable(f"verdict_{i}", verdict(plain[column], need)), variable(f"gap_{i}", gap(plain[column], need))]
    system = TaxBenefitSystem([person])
    system.add_variables(*made)
    arrays = {plain[n]: s.fill_null(-1.0).to_numpy() for n, s in inputs.items()}
    found: list[dict[str, Any]] = []

    def work() -> None:
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("person", np.arange(table.height))
        simulation = builder.build(system)
        for name, values in arrays.items():
            simulation.set_input(name, month, values)
        found.append({name: simulation.calculate(name, month) for name in asked})

    seconds = took(work)
    assert {id_: int((found[0][f"verdict_{i}"] == 1).sum()) for i, id_ in enumerate(needs)} == met
    return [("openfisca-core, by columns (values given as numbers)", seconds.clock / table.height)]


def growth(first: int, last: int, folder: Path) -> None:
    """How time and memory grow with the number of people."""
    credential, pathway, _ = state()
    print("file to file, verdict and gap, each in a process of its own")
    print(
        f"  {'people':>12} {'CSV':>9} {'seconds':>9} {'a second':>12} {'peak memory':>12} {'copy':>9} {'its peak':>9}"
    )
    for power in range(first, last + 1):
        source = folder / f"people{power}.csv"
        roster(source, columns_of(pathway, credential), 10**power)
        found = [_alone(what, source, folder / "out.csv") for what in ("--one", "--copy")]
        (seconds, memory), (copy, its) = found
        size = f"{source.stat().st_size / 1e6:.0f} MB"
        print(f"  {10**power:12,} {size:>9} {seconds:8.2f}s {10**power / seconds:12,.0f} {memory:9.0f} MB {copy:8.2f}s {its:6.0f} MB")  # fmt: skip
        source.unlink()


def _alone(what: str, source: Path, target: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one run in a process of its own."""
    done = subprocess.run([sys.executable, __file__, what, source, target], capture_output=True, text=True, check=True)
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def one(source: Path, target: Path, *, copy: bool) -> None:
    """Hold one roster against the rules, or copy it; prints seconds and peak megabytes."""
    credential, pathway, rules = state()
    start = time.perf_counter()
    if copy:
        copied(source, target)
    else:
        evaluate_file(
            pathway, source, target, DAY, credential=credential, lookup=rules.credential, over=True,
            parts=("verdict", "gap"), keep=["person"],
        )  # fmt: skip
    print(time.perf_counter() - start, _peak())


def _peak() -> float:
    """Megabytes that this process held at most (its own: what `resource` says counts the parent before the start)."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024  # type: ignore[index]
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def everywhere(people: int) -> None:
    """So many people against the first pathway of every state, territory and national body."""
    rules = peercert.load_rulebook()
    spent: dict[bool, list[float]] = {True: [], False: []}
    compiling = requirements = 0.0
    for jurisdiction in rules.jurisdictions():
        credential = next((c for c in jurisdiction.credentials if c.pathways), None)
        if credential is None:
            continue
        pathway = credential.default_pathway(holds=False)
        assert pathway is not None
        columns = columns_of(pathway, credential)
        table, nobody = (made_up(columns, n) for n in (people, 1))
        keys: dict[str, Any] = {"credential": credential, "lookup": rules.credential}
        plan = compile_pathway(pathway, DAY, {c.name: True for c in columns}, **keys)
        compiling += took(lambda p=pathway, t=nobody, k=keys: evaluate_frame(p, t, DAY, keep=(), **k), 1).clock  # type: ignore[misc]
        clock = took(lambda p=pathway, t=table, k=keys: evaluate_frame(p, t, DAY, keep=(), **k), 1).clock  # type: ignore[misc]
        spent[not plan.one_by_one].append(clock)
        requirements += len(pathway.requirements)
    both = spent[True] + spent[False]
    print(
        f"{len(both)} states, territories and national bodies x {people:,} people, {requirements:,.0f} requirements, in memory"
    )
    for name, clocks in (("all of them", both), ("those wholly in columns", spent[True]), ("those with a rule judged row by row", spent[False])):  # fmt: skip
        if clocks:
            print(f"  {name:36} {len(clocks):3}  {sum(clocks):7.1f} s  {len(clocks) * people / sum(clocks):10,.0f} people a second")  # fmt: skip
    print(f"  {compiling / len(both) * 1000:.0f} ms of each is for making the formulas")


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("people", nargs="?", type=int, default=2000)
    parser.add_argument("--growth", nargs=2, type=int, default=(3, 4), metavar=("A", "B"))
    parser.add_argument("--each", type=int, default=200)
    for what in ("--one", "--copy"):
        parser.add_argument(what, nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one or asked.copy:
        one(*(asked.one or asked.copy), copy=bool(asked.copy))
        return
    versions = ", ".join(
        f"{n} {metadata.version(n)}" for n in ("polars", "zen-engine", "openfisca-core") if _installed(n)
    )
    print(f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as folder:
        files(asked.people, Path(folder))
        print()
        others(asked.people)
        print()
        growth(asked.growth[0], asked.growth[1], Path(folder))
    print()
    everywhere(asked.each)


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


if __name__ == "__main__":
    main()
