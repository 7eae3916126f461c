"""What is tried: each sort of input is one function that makes an input from a random source and puts it through the tool.

A function returns normally where the tool took the input or refused it as it should; whatever else it raises is a fault.
`note` keeps what was made, so that a fault can be shown.
"""

import contextlib
import gc
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import faults
import hostile
import inputs
from faults import Fault

from peercert import cli, schema, yamlfile
from peercert.answers import UnclearError, read
from peercert.cli import dialogue
from peercert.compare import compare
from peercert.doubts import doubts
from peercert.evaluation import Report, evaluate_all
from peercert.interview import Interview, Target
from peercert.model import Jurisdiction
from peercert.plan import make_plan
from peercert.plan.deadlines import find_deadlines
from peercert.plan.ways import compare_ways
from peercert.present import formats
from peercert.present.as_json import report_json
from peercert.present.calendar import calendar
from peercert.present.html import html
from peercert.present.markdown import markdown
from peercert.present.page import report_page
from peercert.present.plan_calendar import plan_events
from peercert.present.plan_json import plan_json
from peercert.present.plan_page import plan_page
from peercert.present.renewal_days import events
from peercert.present.renewal_json import renewals_json
from peercert.present.renewal_page import renewal_page
from peercert.present.rules_page import rules_page
from peercert.present.sections import Page
from peercert.present.terminal import page_lines, print_lines
from peercert.present.transfer_json import transfer_json
from peercert.present.transfer_page import Standings, transfer_page
from peercert.present.where_page import Asked, where_json, where_page
from peercert.questions import Amount, Choice, Place, When, Words, YesNo
from peercert.record import Record
from peercert.recordfile import changed_text, record_from, record_text
from peercert.renewal import renewals
from peercert.rulebook import Rulebook, build
from peercert.sayings import Name, Says
from peercert.transfer import standing, taken_as_held, transfer
from peercert.verdicts import MET, Finding
from peercert.where import rank
from peercert.yamlfile import FileError

DAY = date(2026, 11, 22)
RULES = Rulebook()
CREDENTIALS = tuple(RULES.credentials())
WAYS = tuple((c, name) for c in CREDENTIALS for name in c.pathways)
NOTED: list[Any] = []
"""What was made of the input that is tried now."""


def note(made: Any) -> Any:
    """Keep what was made; returns it."""
    NOTED.append(made)
    return made


@cache
def _records() -> tuple[Any, ...]:
    whole = yamlfile.parse_text(schema.example_record().encode(), "example").data
    return (*(yamlfile.read(p).data for p in inputs.RECORD_FILES), whole, whole)


@cache
def _rules(path: Path) -> Any:
    return yamlfile.read(path).data


# -- text in


def documents(rng: Random) -> None:
    """Bytes, random or changed from real files, through the reader and both builders."""
    how = rng.random()
    if how < 0.4:
        raw = inputs.random_bytes(rng)
    elif how < 0.95:
        raw = inputs.changed_bytes(rng, rng.choice(inputs.RECORD_FILES).read_bytes())
    else:
        raw = inputs.changed_bytes(rng, rng.choice(_small_rule_files()).read_bytes())
    note(raw)
    try:
        document = yamlfile.parse_text(raw, "x.yaml")
    except FileError as error:
        _refused(error)
        return
    json.dumps(document.data)
    with _refusals():
        record_from(document, today=DAY)
    with _refusals():
        build(document, Jurisdiction, "jurisdiction")


@cache
def _small_rule_files() -> list[Path]:
    return sorted(inputs.RULE_FILES, key=lambda p: p.stat().st_size)[:16]


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except FileError as error:
        _refused(error)


def _refused(error: FileError) -> None:
    """A refusal has a place and a sentence that names what is wrong, in one line once it is printed."""
    from peercert.present.terminal import inert

    said = str(error)
    if not said or "Error(" in said:
        raise Fault(f"refusal: {said[:200]!r}")
    if len(said) > 2_000:
        raise Fault(f"refusal of {len(said)} characters: {said[:100]!r}")
    faults.plain_text(inert(said), "refusal")


# -- records


def records(rng: Random) -> None:
    """A real record with a few values changed, through the library, on a pathway or a few, in every format."""
    raw = note(inputs.written(rng, inputs.changed_data(rng, rng.choice(_records()))))
    with _refusals():
        person = record_from(yamlfile.parse_text(raw, "x.yaml"), today=DAY)
        _all_of(rng, person)


def _all_of(rng: Random, person: Record) -> None:
    day = note(rng.choice((DAY, DAY, DAY, date(1, 1, 1), date(2200, 12, 31), date(9999, 12, 31), date(2024, 2, 29))))
    for credential, name in note(rng.sample(WAYS, 2)):
        report = evaluate_all(credential, person, day, pathway=name, lookup=RULES.credential)
        place = RULES.of_credential(credential)
        _page(rng, report_page(report, place, all_=rng.random() < 0.5))
        _json(report_json(report, place))
        if rng.random() < 0.5:
            _planned(rng, report, person, place)
    if rng.random() < 0.5:
        _renewed(rng, person, day)
    if rng.random() < 0.3:
        _moved(rng, person, day)
    if rng.random() < 0.2:
        wanted = rng.sample(CREDENTIALS, 5)
        ranked = rank(wanted, person, day, RULES.credential)
        _page(rng, where_page(ranked, Asked(day, top=rng.choice((None, 3)), details=True), {}))
        _json(where_json(ranked, day, {}))
    for doubt in doubts(person, day):
        yamlfile.word(doubt.says)


def _page(rng: Random, page: Page) -> None:
    """One of the formats, looked at."""
    how = rng.randrange(3)
    if how == 0:
        faults.inert_html(html([page]))
    elif how == 1:
        faults.inert_markdown(markdown(page))
    else:
        out = io.StringIO()
        print_lines(page_lines(page), out)
        faults.plain_text(out.getvalue(), "terminal")


def _json(data: Any) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        formats.put_json(data)
    faults.sound_json(out.getvalue())


def _planned(rng: Random, report: Report, person: Record, place: Jurisdiction) -> None:
    plan = make_plan(report, rng.choice((None, 0.001, 5, 168)))
    choice, deadlines = compare_ways(plan, person, RULES.credential), find_deadlines(plan, person, RULES.credential)
    _page(rng, plan_page(plan, place, choice, deadlines))
    _json(plan_json(plan, choice, deadlines))
    faults.sound_calendar(calendar(plan_events(plan, deadlines), report.as_of))


def _renewed(rng: Random, person: Record, day: date) -> None:
    made = renewals(person, day, RULES.credential)
    for one in made:
        _page(rng, renewal_page(one, RULES.of_credential(one.credential)))
    _json(renewals_json([(r, RULES.of_credential(r.credential)) for r in made], day, {}))
    faults.sound_calendar(calendar(events(made, day), day))


def _moved(rng: Random, person: Record, day: date) -> None:
    source, target = rng.sample(CREDENTIALS, 2)
    held = taken_as_held(person, source.id)
    one = transfer(source, target, held, day, RULES.credential)
    about = Standings(standing(person, source.id, day), True, person.credentials is not None)
    _page(rng, transfer_page(one, RULES.of_credential(target), RULES.of_credential(source), about))
    _json(transfer_json(source.id, "x", day, standing(person, source.id, day), [one], left_out=[], none_found=None))


# -- rules


def rule_files(rng: Random) -> None:
    """A real rule file cut down to one credential, with a few values changed: built, shown, held against a record; linted."""
    data = _rules(rng.choice(inputs.RULE_FILES))
    credentials = data.get("credentials") or []
    chosen = [rng.choice(credentials)] if credentials else []
    small = dict(data) | ({"credentials": chosen} if chosen else {})
    target = rng.choice(("whole", "credential", "requirements", "texts"))
    if chosen and target != "whole":
        new = inputs.changed_data(rng, chosen[0], 2) if target != "texts" else _retexted(rng, chosen[0])
        small["credentials"] = [new]
    else:
        small = inputs.changed_data(rng, small, 2)
    raw = note(inputs.written(rng, small))
    try:
        place = build(yamlfile.parse_text(raw, "x.yaml"), Jurisdiction, "jurisdiction")
    except FileError as error:
        _refused(error)
        return
    _shown(rng, place)


def _retexted(rng: Random, data: Any) -> Any:
    """The same with hostile texts wherever it is likely that any text may stand."""
    if isinstance(data, dict):
        free = (
            "name",
            "title",
            "note",
            "says",
            "publisher",
            "what",
            "text",
            "provider",
            "who",
            "statement",
            "acronym",
            "content",
            "locator",
        )
        return {k: inputs.text(rng) if k in free and isinstance(v, str) else _retexted(rng, v) for k, v in data.items()}
    return [_retexted(rng, v) for v in data] if isinstance(data, list) else data


def _leaves(findings: Sequence[Finding]) -> Iterator[Finding]:
    for found in findings:
        if found.findings:
            yield from _leaves(found.findings)
        else:
            yield found


_NEEDS_NO_RECORD = ("criminal_history", "fee")
"""Kinds whose rule may be that nothing is asked of the person."""


def _shown(rng: Random, place: Jurisdiction) -> None:
    person = build(yamlfile.parse_text(json.dumps(rng.choice(_records())).encode(), "r"), Record, "record")
    for credential in place.credentials:
        _page(rng, rules_page(credential, place))
        for name in credential.pathways:
            silent = evaluate_all(credential, Record(), DAY, pathway=name, lookup=RULES.credential)
            met = [
                f
                for f in _leaves(silent.findings)
                if f.verdict is MET
                and f.requirement.rule.kind not in _NEEDS_NO_RECORD
                and f.judgement.need not in (0, "0 months", "0 days", "0 years", "0 weeks")
            ]
            if met:
                raise Fault(f"met by a record that says nothing: {[f.id for f in met]}")
            report = evaluate_all(credential, person, DAY, pathway=name, lookup=RULES.credential)
            _page(rng, report_page(report, place, all_=True))
            _json(report_json(report, place))
            if rng.random() < 0.5:
                _planned(rng, report, person, place)
    if len(place.credentials) > 1:
        compare(place.credentials, DAY)


def linted(rng: Random) -> None:
    """A changed rule file on the disk, through lint (and so through the schema's own words)."""
    data = _rules(rng.choice(_small_rule_files()))
    raw = note(
        inputs.written(rng, inputs.changed_data(rng, data))
        if rng.random() < 0.7
        else inputs.changed_bytes(rng, rng.choice(_small_rule_files()).read_bytes())
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "xx.yaml"
        path.write_bytes(raw)
        code, out, _ = _call(["lint", str(path), *rng.choice(([], ["--format", "json"]))])
        if out.startswith("["):
            faults.sound_json(out)
        if code not in (0, 1, 2):
            raise Fault(f"exit {code}")


# -- answers


def _forms() -> tuple[Any, ...]:
    several = tuple((v, Name(v)) for v in ("ethics", "law_and_ethics", "{x}", "a.b", "1"))
    none = Says("never")
    return (
        YesNo(), When(), When(none), Amount("hours"), Amount("references", whole=True), Choice(several), Choice(several, several=True),
        Choice(several, several=True, other=Says("a topic")), Choice(()), Place(), Place(none), Words(),
    )  # fmt: skip


FORMS = _forms()


def answers(rng: Random) -> None:
    """A line typed, read as each form in turn."""
    line = note(inputs.typed(rng))
    for form in rng.sample(FORMS, 4):
        try:
            answer = read(form, line, DAY, lambda: {"south carolina": "sc"})
        except UnclearError as error:
            if len(str(error)) > 2_000:
                raise Fault(f"an answer of {len(str(error))} characters is said back") from None
            continue
        json.dumps(answer, allow_nan=False)
        if isinstance(form, Amount) and not 0 <= answer <= 100_000:
            raise Fault(f"amount {answer!r}")


def interviews(rng: Random) -> None:
    """A whole interview on a pathway, answered by whatever; its record is saved as text and read again."""
    credential, name = note(rng.choice(WAYS))
    known = {} if rng.random() < 0.8 else _known(rng)
    interview = Interview([Target(credential, credential.pathways[name])], known, DAY, RULES.credential)
    said: list[str] = note([])

    def line(_words: list[str]) -> str | None:
        said.append(_line(rng))
        return said[-1] if len(said) < 25 else None

    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        dialogue.questions_and_answers(
            interview,
            line,
            DAY,
            lambda *_: "them",
            lambda: {"texas": "tx"},
            lambda: [yamlfile.word(d.says) for d in doubts(interview.record, DAY)],
        )
    faults.plain_text(err.getvalue(), "interview")
    if not interview.data:
        return
    text = record_text(interview.data, "heading")
    back = record_from(yamlfile.parse_text(text.encode(), "x"), today=DAY)
    if back != interview.record:
        raise Fault("saved record differs from what was answered")
    if known:
        old = record_text(known, "# {x}")
        after = record_from(yamlfile.parse_text(changed_text(old, interview.data).encode(), "x"), today=DAY)
        if after != interview.record:
            raise Fault("changed record file differs from what was answered")


def _known(rng: Random) -> dict[str, Any]:
    data: dict[str, Any] = dict(_records()[rng.randrange(len(_records()))])
    return {k: data[k] for k in rng.sample(sorted(data), min(3, len(data)))}


def _line(rng: Random) -> str:
    usual = ("yes", "no", "1", "2", "40", "none", "2024-03-14", "2 years ago", "back", "skip", "why", "SC", "")
    return rng.choice(usual) if rng.random() < 0.8 else " ".join(inputs.typed(rng).splitlines())


# -- calls


def calls(rng: Random) -> None:
    """Arguments of commands: right ones mixed with hostile ones, the records on standard input."""
    names = [*cli.COMMANDS, "nope", *hostile.NAMES]
    words = (
        "SC", "sc-cpss-share", "TX", "us", "guam", *hostile.NAMES, *hostile.TEXTS, "--record", "-", "--pathway", "initial", "--as-of", "2026-11-22",
        *hostile.DATES, "--format", "json", "html", "markdown", "table", "--no-ask", "--all", "--lang", "es", "en", "xx", "--rules", "/", "/dev/null",
        "--output", "-o", "/dev/full", "/nope/x", "/", "--ics", "--from", "--to", "--in", "--top", "5", "--live-in", "--hours-per-week", "nan", "1e9", "--region",
    )  # fmt: skip
    arguments = [rng.choice(names) if rng.random() < 0.3 else rng.choice(list(cli.COMMANDS))]
    if arguments[0] in cli.COMMANDS and rng.random() < 0.6:
        arguments += _usual(rng, arguments[0])
    arguments += [rng.choice(words) for _ in range(rng.choice((0, 1, 1, 2, 4)))]
    note([a[:200] for a in arguments])
    stdin = b"" if rng.random() < 0.5 else inputs.written(rng, inputs.changed_data(rng, rng.choice(_records())))
    _call([a.replace("\x00", "") for a in arguments], stdin)


def _usual(rng: Random, command: str) -> list[str]:
    record = str(rng.choice(inputs.RECORD_FILES))
    return {
        "check": ["SC", "--record", record], "plan": ["sc-cpss-share", "--record", record], "renew": ["--record", record], "where": ["--record", record, "--in", "SC"],
        "transfer": ["--from", "nc-cpss", "--to", "VA"], "show": ["SC"], "list": ["SC"], "compare": ["sc-cpss-share", "nc-cpss"], "explain": ["ethics"],
        "lint": [str(_small_rule_files()[0])], "coverage": [], "schema": ["record"],
    }.get(command, [])  # fmt: skip


def interviews_by_pipe(rng: Random) -> None:
    """`check` of a state, answered line by line through a pipe to the last question, which is whether to keep it."""
    lines = note(
        [" ".join(_line(rng).splitlines()) for _ in range(15)]
        + ["stop", rng.choice(["no", "kept.yaml", "/", "x" * 300, "a/b", "\x1b]0;x\x07"]), "no", "no"]
    )
    arguments = note(
        [
            "check",
            rng.choice(("TX", "SC", "GU", "sc-cpss-share")),
            *rng.choice(([], ["--format", "json"], ["--lang", "es"])),
        ]
    )
    _call(arguments, "\n".join(lines).encode("utf-8", "surrogateescape"))


def _call(arguments: list[str], stdin: bytes = b"") -> tuple[int, str, str]:
    """A command in this process, in an empty folder of its own; looked at as a person sees it."""
    streams = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="strict", write_through=True) for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(stdin), "utf-8", errors="replace"), out, err
    before, folder = os.getcwd(), tempfile.mkdtemp()
    os.chdir(folder)
    old = list(sys.argv)
    sys.argv = ["peercert", *arguments]
    code: Any = 0
    try:
        cli.main()
    except SystemExit as stopped:
        code = stopped.code or 0
    finally:
        from peercert.words import Language, speak

        sys.argv[:] = old
        sys.stdin, sys.stdout, sys.stderr = streams
        speak(Language())
        gc.enable()
        os.chdir(before)
        left = sorted(os.listdir(folder))
        shutil.rmtree(folder)
    if code not in (0, 1, 2):
        raise Fault(f"exit {code!r}")
    hidden = [name for name in left if name.startswith(".") and name not in arguments]
    if hidden:
        raise Fault(f"left behind: {hidden}")
    said, told = (s.buffer.getvalue().decode("utf-8") for s in (out, err))
    faults.plain_text(said, "stdout")
    faults.plain_text(told, "stderr")
    return int(code), said, told


SORTS: dict[str, tuple[Callable[[Random], None], int]] = {
    "documents": (documents, 60), "records": (records, 32), "rule files": (rule_files, 7), "linted": (linted, 2), "answers": (answers, 50),
    "interviews": (interviews, 4), "calls": (calls, 2), "interviews by pipe": (interviews_by_pipe, 1),
}  # fmt: skip
"""Every sort of input but rosters (`cohorts.SORTS`), and how often it is tried among all."""
