"""The interview: what to ask next so that the fewest answers settle the most. Pure: nothing is read or printed.

There is no list of questions. What is asked is computed from the findings that are still *unknown*: the fields that would
settle them, asked by the kind of requirement that reads them. An answer that makes other questions pointless takes them
away; what decides most comes first, and what nobody can change (age, lived experience, recovery) before the rest.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from peercert.evaluation import Report, evaluate
from peercert.judging.asking import from_record
from peercert.judging.requirement import Requirement, Rule
from peercert.model import Credential, Pathway
from peercert.questions import Choice, Data, Put, Question, When, steps, value_at
from peercert.record import Record
from peercert.verdicts import MISSING, UNKNOWN, Finding, Says

_FIRST = ("age", "lived_experience", "recovery_time", "residency", "credential_held", "overdue", "period", "education")
_LAST = {"agreements": 1, "documents": 1, "paid": 2}
_OF_CREDENTIAL = ("expires", "issued", "status", "renewals")
_SETTLES_ITS_OWN = {"recovery_periods": "recovery_since"}
"""A field that is asked for by way of another one."""


class Target(NamedTuple):
    """One way to one credential, about which is asked."""

    credential: Credential
    pathway: Pathway


class Asked(NamedTuple):
    """A question with its reasons."""

    key: str
    """What makes it this question: its field, and for a further entry of a list its number."""
    question: Question
    reasons: tuple[tuple[Target, Requirement], ...]
    """Who asks: requirements that are open on account of it."""
    left: int
    """How many questions are open now, this one with them; answers may add some or take some away."""


class _Point(NamedTuple):
    """A field that would settle a finding."""

    target: Target
    requirement: Requirement
    position: int
    field: str
    rules: tuple[Rule, ...]


class Interview:
    """Asks about one or several targets, beginning with what is known already (plain data of a record).

    Ask `next`, say its `question.text`, and give the `answer` in the form that `question.form` describes, until there is
    no next one; `data` is then the record.

    >>> from datetime import date
    >>> from peercert import Interview, Target, load_rulebook, say
    >>> credential = load_rulebook().credential("sc-cpss-share")
    >>> interview = Interview([Target(credential, credential.pathways["initial"])], {}, date(2026, 11, 22))
    >>> asked = interview.next()
    >>> say(asked.question.text)
    'When were you born? The month or the year alone will often do.'
    >>> interview.answer(asked, "1990")
    >>> interview.data
    {'born': '1990'}
    """

    def __init__(
        self,
        targets: Iterable[Target],
        data: Data,
        as_of: date,
        lookup: Callable[[str], Credential | None] | None = None,
    ) -> None:
        self.targets = tuple(targets)
        self.data = data
        self.as_of, self._lookup = as_of, lookup
        self._aside: frozenset[str] = frozenset()
        self._later: tuple[str, ...] = ()
        self._open_lists: frozenset[str] = frozenset()
        self._topic = ""
        self._past: list[tuple[Data, frozenset[str], tuple[str, ...], frozenset[str], str]] = []

    @property
    def record(self) -> Record:
        """The record as far as it is known now."""
        return Record.parse(self.data)

    def reports(self) -> list[Report]:
        """A report for each target, on what is known now."""
        record = self.record
        return [
            evaluate(t.pathway, record, self.as_of, credential=t.credential, lookup=self._lookup) for t in self.targets
        ]

    def next(self) -> Asked | None:
        """What to ask now; None where nothing that could be asked would change an answer."""
        asked = self._candidates(self._aside | set(self._later))
        if not asked and self._later:
            self._later = ()
            asked = self._candidates(self._aside)
        return min(asked, key=self._rank)._replace(left=len(asked)) if asked else None

    def answer(self, asked: Asked, answer: object) -> None:
        """Put an answer into the record. Raises ShapeError where it contradicts the shape of a record."""
        data = asked.question.answered(self.data, answer)
        Record.parse(data)
        self._remember()
        self.data = data
        self._aside |= {asked.key}
        whole = asked.question.field
        self._topic = str(steps(whole)[0])
        if "#" in asked.key:
            listed = bool(value_at(data, whole)) and value_at(data, whole) != value_at(self._past[-1][0], whole)
            self._open_lists = self._open_lists | {whole} if listed else self._open_lists - {whole}

    def set_aside(self, asked: Asked, *, later: bool = False) -> None:
        """Leave a question open: for good, or until all others are done (`later`)."""
        self._remember()
        if later:
            self._later = (*self._later, asked.key)
        else:
            self._aside |= {asked.key}
        self._topic = ""

    def back(self) -> bool:
        """Take back the last answer; False at the beginning."""
        if not self._past:
            return False
        self.data, self._aside, self._later, self._open_lists, self._topic = self._past.pop()
        return True

    @property
    def answers(self) -> int:
        """How many questions were answered or set aside so far."""
        return len(self._past)

    def _remember(self) -> None:
        self._past.append((self.data, self._aside, self._later, self._open_lists, self._topic))

    def _candidates(self, done: frozenset[str] | set[str]) -> list[Asked]:
        """Every question that is open now and not done."""
        found: dict[str, Asked] = {}
        positions: dict[str, int] = {}
        for point in self._points():
            made = self._question(point)
            if made is None:
                continue
            key = made.field
            entries = value_at(self.data, key)
            if _is_list(key, point.rules):
                key = f"{key}#{len(entries or ())}"
            elif isinstance(made.form, When) and value_at(self.data, made.field) is not None:
                made = made._replace(
                    hint=Says("You said {said}; the exact day decides.", {"said": str(value_at(self.data, made.field))})
                )
                key = f"{key}!"
            if key in done:
                continue
            known = found.get(key)
            reasons = (*(known.reasons if known else ()), (point.target, point.requirement))
            chosen = known.question if known and not _names(made) else made
            found[key] = Asked(key, chosen, reasons, 0)
            positions.setdefault(key, len(positions))
        self._positions = positions
        return [self._merged(a) for a in found.values()]

    def _rank(self, asked: Asked) -> tuple[int, int, int, int, int]:
        """Stay with the subject; then what nobody can change, then what settles most, money and papers last."""
        field = asked.question.field
        top = str(steps(field)[0])
        kinds = {r.rule.kind for _, r in asked.reasons}
        first = min((_FIRST.index(k) for k in kinds if k in _FIRST), default=len(_FIRST))
        further = "#" in asked.key
        stays = self._topic == top and (further or len(steps(field)) > 1)
        return (
            1 + further if stays else 3,
            _LAST.get(top, 0),
            first,
            -len(asked.reasons),
            self._positions[asked.key],
        )

    def _points(self) -> Iterator[_Point]:
        """Every field that would settle something, in the order of the rules."""
        for target, report in zip(self.targets, self.reports(), strict=True):
            told_by_others = {f"milestones.{f.id}" for f in report.findings if f.verdict is UNKNOWN and not _is_step(f)}
            for position, finding in enumerate(report.findings):
                for leaf in self._open(finding):
                    rules = tuple(_rules(leaf.requirement))
                    for field in dict.fromkeys(self._fields(leaf, target)):
                        if field in told_by_others:
                            continue  # when the training was comes out when training is asked about
                        yield _Point(target, finding.requirement, position, field, rules)

    def _open(self, finding: Finding) -> Iterator[Finding]:
        """The leaves that are open, the nearest branch of an *any of* first; sums whose list is not told to its end."""
        if finding.verdict is MISSING and not finding.findings:
            if getattr(finding.requirement.rule, "record_field", "") in self._open_lists:
                yield finding
            return
        if finding.verdict not in (UNKNOWN, MISSING):
            return
        if finding.verdict is UNKNOWN and (not finding.findings or finding.requirement.when is not None):
            yield finding
        order = list(finding.findings)
        if finding.best is not None:
            order.insert(0, order.pop(finding.best))
        for member in order:
            yield from self._open(member)

    def _fields(self, leaf: Finding, target: Target) -> Iterator[str]:
        listed: str = getattr(leaf.requirement.rule, "record_field", "")
        for field in leaf.judgement.fields:
            name = field.rpartition(".")[2]
            if name in _SETTLES_ITS_OWN:
                field = field.removesuffix(name) + _SETTLES_ITS_OWN[name]
            if field == "credentials" and self.data.get("credentials") is not None:
                yield from self._of_credential(target.credential.id)
            elif field != listed or self.data.get(listed) is None:
                yield field
        if listed in self._open_lists:
            yield listed

    def _of_credential(self, wanted: str) -> Iterator[str]:
        """What is not said yet of the credential that a renewal is for."""
        for i, held in enumerate(self.data["credentials"]):
            if held.get("id") == wanted:
                yield from (f"credentials[{i}].{name}" for name in _OF_CREDENTIAL if name not in held)

    def _question(self, point: _Point) -> Question | None:
        for rule in point.rules:
            made = rule.ask(point.field, self.data)
            if made is not None:
                return made
        return from_record(point.field, self.data)

    def _merged(self, asked: Asked) -> Asked:
        """A choice of several things with the options of every rule that asks for the same list."""
        form = asked.question.form
        if not isinstance(form, Choice) or not form.several:
            return asked
        field = asked.question.field
        alike: list[Question] = []
        for target in self.targets:
            for requirement in target.pathway.requirements:
                if requirement.in_force(self.as_of):
                    for rule in _rules(requirement):
                        made = rule.ask(field, self.data)
                        if made is not None and isinstance(made.form, Choice):
                            alike.append(made)
        options = {value: said for q in alike if isinstance(q.form, Choice) for value, said in q.form.options}
        question = asked.question._replace(form=form._replace(options=tuple(options.items())), put=_together(alike))
        return asked._replace(question=question)


def _names(question: Question) -> bool:
    """Does it ask for things by name? Then it also takes in what others would ask by number."""
    return isinstance(question.form, Choice) and question.form.several


def _is_step(finding: Finding) -> bool:
    """Is it about a step, of which the record keeps the day itself?"""
    return finding.requirement.rule.kind in ("application", "milestone")


def _is_list(field: str, rules: tuple[Rule, ...]) -> bool:
    """Is it a list of entries of which further ones may follow?"""
    return any(getattr(rule, "record_field", "") == field for rule in rules)


def _rules(requirement: Requirement) -> Iterator[Rule]:
    """The rules that look at the record for a requirement: its condition, itself, those inside it."""
    if requirement.when is not None:
        yield from _rules(requirement.when)
    yield requirement.rule
    for member in requirement.rule.members():
        yield from _rules(member)


def _together(questions: list[Question]) -> Put:
    """Give each of several like questions those of the chosen that are its own options; the first also what was typed."""

    def put(data: Data, answer: object) -> None:
        assert isinstance(answer, list)
        own = [[v for v, _ in q.form.options] for q in questions if isinstance(q.form, Choice)]
        known = {v for options in own for v in options}
        typed = [a for a in answer if a not in known]
        for i, (question, options) in enumerate(zip(questions, own, strict=True)):
            question.put(data, [a for a in answer if a in options] + (typed if i == 0 else []))

    return put
