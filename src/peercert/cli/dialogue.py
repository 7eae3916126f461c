"""The interview on a terminal, or line by line through a pipe: asks, reads, and knows back, skip, why and stop."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from peercert.answers import Names, UnclearError, folded, read
from peercert.present.terminal import Line, inert, print_lines
from peercert.questions import NONE, Amount, Choice, Place, Question, When, YesNo
from peercert.shapes import ShapeError
from peercert.verdicts import All, Name, Says
from peercert.words import N_, say, tell, tell_many, word

if TYPE_CHECKING:
    from peercert.interview import Asked, Interview, Target
    from peercert.judging.requirement import Requirement
    from peercert.model import Credential, Jurisdiction

Reader = Callable[[list[str]], str | None]
"""Reads one line (given words that may complete it); None at the end."""
WhoSays = Callable[["Target", "Requirement"], str]
"""Names the sources of a rule."""

_COMMANDS = N_({"back": "back", "skip": "skip", "why": "why", "stop": "stop"})


_NOT_KNOWN = frozenset({"", "don't know", "dont know", "i don't know", "idk", "no se", "no lo se"})


def questions_and_answers(
    interview: "Interview",
    read_line: Reader,
    today: date,
    who_says: WhoSays,
    names: Names,
    doubts: Callable[[], list[str]],
) -> bool:
    """Ask until nothing open is left; False where the person stopped before. Everything is said on stderr.

    `doubts` gives, in sentences, what contradicts itself in the record so far.
    """
    known = set(doubts())
    while (asked := interview.next()) is not None:
        _ask(asked, interview.answers + 1, who_says)
        while True:
            line = read_line(_completions(asked.question))
            if line is None:
                tell_person("")
                return False
            command = _command(line)
            if command == "stop":
                return False
            if command == "why":
                _why(asked, who_says)
                continue
            if command == "back":
                if not interview.back():
                    tell_person(tell("This is the first question."), 2)
                    continue
                known = set(doubts())
                break
            if command == "skip" or folded(line) in _NOT_KNOWN:
                interview.set_aside(asked, later=command == "skip")
                break
            if _answered(interview, asked, line, today, names):
                new = [d for d in doubts() if d not in known]
                if new:
                    for says in new:
                        tell_person(says, 2)
                    tell_person(tell("One of the two cannot be right. Please answer again, or go back."), 2)
                    interview.back()
                    continue
                break
    return True


def _answered(interview: "Interview", asked: "Asked", line: str, today: date, names: Names) -> bool:
    """Read an answer and put it in; False, with a word why, where it cannot be read or cannot be right."""
    try:
        answer = read(asked.question.form, line, today, names)
        _check_day(asked.question, answer, today)
        interview.answer(asked, answer)
    except UnclearError as unclear:
        tell_person(str(unclear), 2)
        return False
    except ShapeError as error:
        tell_person(tell("That does not fit: {problem}.", problem=error.says), 2)
        return False
    if isinstance(asked.question.form, When) and answer != NONE:
        from peercert.dates import DateSpan

        tell_person(tell("Put down: {date}.", date=DateSpan.parse(answer)), 2)
    return True


def _check_day(question: Question, answer: object, today: date) -> None:
    """What has happened cannot lie ahead; only an end of validity may."""
    from peercert.dates import DateSpan

    if isinstance(question.form, When) and answer != NONE and not question.field.endswith((".expires", ".to")):
        when = DateSpan.parse(answer)
        if when.lo > today:
            raise UnclearError(tell("{date} is still to come; is the year right?", date=when))


def _command(line: str) -> str | None:
    """back, skip, why or stop, in English or in the language that is spoken."""
    typed = folded(line)
    if typed == "?":
        return "why"
    if typed in ("quit", "exit", "q", "salir"):
        return "stop"
    return next((c for c, said in _COMMANDS.items() if typed in (c, folded(tell(said)))), None)


def choose(
    chosen: "Sequence[tuple[Credential, Jurisdiction]]", read_line: Reader
) -> "list[tuple[Credential, Jurisdiction]]":
    """Where a place has several credentials: which one it is about; all of them where that is not known."""
    if len(chosen) < 2:
        return list(chosen)
    tell_person(tell("There are {count} credentials here. Which one is it about?", count=len(chosen)), style="head")
    options = []
    for i, (credential, _) in enumerate(chosen, 1):
        fields = All(tuple(Name(p) for p in credential.populations))
        says = tell("{name} ({id}): {fields}", name=credential.name, id=credential.id, fields=fields)
        tell_person(f"{i}. {says}", 4, hang=3)
        options.append((credential.id, credential.id))
    tell_person(tell("(a number; just Enter asks about all of them)"), 2)
    while True:
        line = (read_line([v for v, _ in options]) or "").strip()
        if not line:
            return list(chosen)
        try:
            wanted = read(Choice(tuple(options)), line, date.min)
        except UnclearError as unclear:
            tell_person(str(unclear), 2)
            continue
        return [(c, j) for c, j in chosen if c.id == wanted]


def close(*, whole: bool, answers: int) -> None:
    """The last word before the report."""
    tell_person("")
    if whole:
        tell_person(tell_many("That is all; thank you. You answered {count} question.", "That is all; thank you. You answered {count} questions.", answers))  # fmt: skip
    else:
        tell_person(tell("Stopped. This is where you are, as far as you said:"))
    tell_person("")


def introduce(what: str) -> None:
    """What this is, and what may be typed."""
    tell_person(tell("I will ask only what {what} needs, and only what can still change the answer.", what=what))
    tell_person(tell("Not sure? Just press Enter. A rough answer is fine: March 2024, 2 years ago, about 40."))
    tell_person(
        tell(
            "You can also type: back (the question before), skip (ask me later), why (who asks this), stop (see where I am)."
        )
    )
    tell_person(tell("Nothing leaves this computer, and nothing is kept unless you save it at the end."))
    tell_person("")


def _ask(asked: "Asked", number: int, who_says: WhoSays) -> None:
    question = asked.question
    tell_person("")
    if asked.left > 1:
        count = tell("Question {number} of about {all}", number=number, all=number + asked.left - 1)
    else:
        count = tell("Question {number}, perhaps the last", number=number)
    tell_person(count, style="dim")
    tell_person(say(question.text), style="head")
    target, requirement = asked.reasons[0]
    needs = tell("Why: {rule} ({source}).", rule=say(requirement.rule.need()), source=who_says(target, requirement))
    more = len({(t.credential.id, r.id) for t, r in asked.reasons}) - 1
    if more:
        needs = tell_many(
            "{why} It settles {count} more thing.", "{why} It settles {count} more things.", more, why=needs
        )
    tell_person(needs, 2)
    if question.hint:
        tell_person(say(question.hint), 2)
    form = question.form
    if isinstance(form, Choice):
        for i, (_, said) in enumerate(form.options, 1):
            tell_person(f"{i}. {word(said)}", 4, hang=3)
    how = _how(question)
    if how:
        tell_person(how, 2)


def _how(question: Question) -> str:
    """How the question may be answered."""
    form = question.form
    if isinstance(form, YesNo):
        return tell("(yes or no)")
    if isinstance(form, Amount):
        return tell(_AMOUNTS.get(form.unit, _AMOUNTS["others"]))
    if isinstance(form, Choice):
        if form.several:
            if form.other is not None:
                return tell("(numbers, such as 1, 2; or type {what}; none if there is none)", what=say(form.other))
            return tell("(numbers, such as 1, 2; none if there is none)")
        return tell("(a number)")
    none = getattr(form, "or_none", None)
    if isinstance(form, (When, Place)) and isinstance(none, Says):
        return tell("(none: {meaning})", meaning=say(none))
    return ""


_AMOUNTS = N_(
    {"hours": "(hours; none if there are none)", "percent": "(percent)", "others": "(a number; none if there is none)"}
)


def _why(asked: "Asked", who_says: WhoSays) -> None:
    """Every rule that asks, with who says so."""
    for target, requirement in dict.fromkeys((t, r) for t, r in asked.reasons):
        rule = say(requirement.rule.need())
        tell_person(f"- {target.credential.id}: {rule}. {who_says(target, requirement)}", 2, hang=2)


def _completions(question: Question) -> list[str]:
    options = [word(said) for _, said in question.form.options] if isinstance(question.form, Choice) else []
    return [*options, *(tell(said) for said in _COMMANDS.values())]


def tell_person(text: str, indent: int = 0, *, hang: int = 0, style: str = "") -> None:
    """One paragraph to the person who is asked, on stderr."""
    print_lines([Line(text, indent, hang, style)], sys.stderr)


def reader() -> Reader | None:
    """Reads lines: with editing on a terminal, plainly from a pipe; None where there is nothing to read."""
    if sys.stdin.isatty():
        return _on_terminal()
    first = sys.stdin.readline()
    return _from_pipe(first) if first else None


def _from_pipe(first: str) -> Reader:
    waiting = [first]

    def ask(_words: list[str]) -> str | None:
        line = waiting.pop() if waiting else sys.stdin.readline()
        if line:
            print(f"> {inert(line.rstrip())}", file=sys.stderr)
        return line.rstrip("\n") if line else None

    return ask


def _on_terminal() -> Reader:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.output import create_output

    session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))

    def ask(words: list[str]) -> str | None:
        try:
            return session.prompt(
                "> ", completer=WordCompleter(words, ignore_case=True, sentence=True), complete_while_typing=False
            )
        except (EOFError, KeyboardInterrupt):
            return None

    return ask
