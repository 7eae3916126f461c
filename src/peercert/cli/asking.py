"""What a command does when it has to ask: who is asked what, and what becomes of the answers."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from peercert.cli.options import stop
from peercert.words import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peercert.cli.dialogue import Reader
    from peercert.interview import Target
    from peercert.judging.requirement import Requirement
    from peercert.model import Credential, Jurisdiction
    from peercert.record import Record
    from peercert.rulebook import Rulebook

SAVED_AS = "my-record.yaml"


def interviewed(
    chosen: "Sequence[tuple[Credential, Jurisdiction]]",
    pathway: str | None,
    day: date,
    rulebook: "Rulebook",
    record: str | None,
) -> "Answers | None":
    """Ask what the ways to these credentials need; None where there is nobody to ask (nothing on standard input).

    `record` is a file whose gaps are to be filled, or None. Raises FileError.
    """
    from peercert import yamlfile
    from peercert.cli import dialogue
    from peercert.doubts import doubts
    from peercert.interview import Interview, Target
    from peercert.recordfile import record_from
    from peercert.words import say

    if not chosen:
        return None
    known: dict[str, Any] = {}
    text = ""
    if record == "-":
        raise stop(tell("--ask needs standard input for the answers; give --record a file."))
    if record is not None:
        document = yamlfile.read(record)
        record_from(document, today=max(day, date.today()))
        known, text = document.data, document.text
    read_line = dialogue.reader()
    if read_line is None:
        return None
    chosen = dialogue.choose(chosen, read_line)
    held = {h.get("id") for h in known.get("credentials") or ()}
    ways = [(c, c.pathways.get(pathway) if pathway else c.default_pathway(c.id in held)) for c, _ in chosen]
    targets = [Target(c, way) for c, way in ways if way is not None]
    if not targets:
        return None
    interview = Interview(targets, known, day, rulebook.credential)
    dialogue.introduce(", ".join(c.id for c, _ in chosen))
    places = {c.id: j for c, j in chosen}

    def who_says(target: "Target", requirement: "Requirement") -> str:
        sources = places[target.credential.id].sources
        cited = [sources[c.source] for c in requirement.cite if c.source in sources]
        best = next((s for s in cited if s.official), next(iter(cited), None))
        return f"{best.publisher}: {best.title}" if best else target.credential.certifier.name

    whole = dialogue.questions_and_answers(
        interview,
        read_line,
        max(day, date.today()),
        who_says,
        lambda: {j.name.casefold(): j.jurisdiction for j in rulebook.jurisdictions() if j.jurisdiction != "us"},
        lambda: [say(d.says) for d in doubts(interview.record, day)],
    )
    dialogue.close(whole=whole, answers=interview.answers)
    return Answers(interview.record, list(chosen), interview.data, known, text, record, read_line)


class Answers(NamedTuple):
    """What was answered, and the offer to keep it."""

    record: "Record"
    chosen: "list[tuple[Credential, Jurisdiction]]"
    """What it was about."""
    data: dict[str, Any]
    known: dict[str, Any]
    """What was known before."""
    text: str
    """Of the file whose gaps were filled."""
    path: str | None
    read_line: "Reader"

    def offer_to_save(self) -> None:
        """Ask whether and where to keep the answers; a file that is there is replaced only when that is said."""
        from peercert.answers import UnclearError, read
        from peercert.cli.dialogue import tell_person
        from peercert.questions import YesNo
        from peercert.writing import write_file
        from peercert.yamlfile import FileError

        if self.data == self.known:
            return
        usual = self.path or SAVED_AS
        tell_person("")
        tell_person(tell("Keep your answers in a file, so that you need not type them again?"))
        tell_person(tell("(a name such as {name}; just Enter does not keep them)", name=usual), 2)
        while True:
            name = (self.read_line([usual]) or "").strip()
            if not name or name.casefold() in ("no", "n", tell("no")):
                tell_person(tell("Nothing was kept."))
                return
            name = usual if name.casefold() in ("yes", "y", tell("yes"), "si") else name
            over = False
            if os.path.exists(name):  # unlike Path.exists, it takes any name, also one too long for a file
                tell_person(tell("{name} is there already. Replace it? (yes or no)", name=name))
                try:
                    over = read(YesNo(), self.read_line([]) or "no", date.today())
                except UnclearError:
                    over = False
                if not over:
                    tell_person(tell("It stays as it is. Another name? (just Enter does not keep your answers)"))
                    continue
            try:
                write_file(name, self._as_text(name), over=over, private=True)
            except FileError as error:
                tell_person(str(error))
                tell_person(tell("Another name? (just Enter does not keep your answers)"))
                continue
            tell_person(
                tell("Kept in {name}; only you can read it. Next time: peercert check ... --record {name}", name=name)
            )
            return

    def _as_text(self, name: str) -> str:
        """The file: the one that was read, with what is new; else a new one, explained."""
        from peercert.recordfile import changed_text, record_text

        if self.path is not None and Path(name) == Path(self.path):
            return changed_text(self.text, self.data)
        heading = tell(
            "Your record. Every line may be left out: that means you do not say.\n"
            "An empty list, such as training: [], means you have none.\n"
            "Names, addresses and diagnoses are not needed."
        )
        return record_text(self.data, heading)
