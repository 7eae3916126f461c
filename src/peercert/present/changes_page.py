"""What changed in the rules, as a page: for the terminal, and for the text of a pull request."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peercert.maintain.changes import About, Change, Diff
from peercert.maintain.impact import OUTCOMES, Effect, names
from peercert.present.sections import Item, Page, Section
from peercert.words import capital, tell, tell_many


def changes_page(found: Diff, effects: Sequence[Effect] | None, people: int, days: Sequence[date]) -> Page:
    """The page of a diff; `effects` where records were held against both sides (`people` of them, on `days`)."""
    sections = [_section(about) for about in found.about]
    if found.relaid:
        lines = (tell("Nothing in it changed, it is only written otherwise: {files}.", files=", ".join(found.relaid)),)
        sections.append(Section(tell("Layout only"), lines=lines))
    if effects is not None:
        sections.append(_touched(effects, people, days))
    return Page(
        tell("What changes in the rules"),
        tell("{old} against {new}.", old=found.old.name, new=found.new.name),
        _answer(found, effects, people),
        "",
        tuple(sections),
        (),
        tell("Made by `peercert diff` from the rule files themselves; whoever reads it still looks at the sources."),
    )


def _answer(found: Diff, effects: Sequence[Effect] | None, people: int) -> str:
    inside = sum(len(about.changes) for about in found.about if about.credential is not None)
    beside = sum(len(about.changes) for about in found.about if about.credential is None)
    if not inside and not beside:
        return tell("Nothing changes.")
    said = tell("Nothing changes in a credential.")
    if inside:
        where = tell_many("{count} credential", "{count} credentials", len(found.credentials))
        changes = tell_many("{count} change", "{count} changes", inside)
        said = tell("{changes} in {where}.", changes=changes, where=where)
    if beside:
        more = tell_many(
            "{count} change beside them, in sources and notes.", "{count} changes beside them, in sources and notes.", beside
        )  # fmt: skip
        said = tell("{first} {second}", first=said, second=more)
    if effects is None:
        return said
    touched = len(names(effects))
    more = tell_many(
        "The answer changes for {count} of {people}.", "The answer changes for {count} of {people}.", touched,
        people=tell_many("{count} record", "{count} records", people),
    )  # fmt: skip
    return f"{said} {more}"


def _section(about: About) -> Section:
    """The changes of one credential, or of a file beside its credentials."""
    if about.credential is None:
        title = tell("{place}: the file itself ({path})", place=about.place_name, path=about.path)
    else:
        title = f"{about.place_name}: {about.credential.id}, {about.credential.name}"
    return Section(title, tuple(_item(change) for change in about.changes))


def _item(change: Change, *, within: bool = False) -> Item:
    way = "" if within or not change.pathway or change.what == "pathway" else change.pathway
    says = tell("{pathway}: {change}", pathway=way, change=change.says) if way else change.says
    lines = tuple(capital(detail.says) for detail in change.details)
    return Item(capital(says) if not way else says, lines, tuple(_item(inner, within=True) for inner in change.inside))


def _touched(effects: Sequence[Effect], people: int, days: Sequence[date]) -> Section:
    title = tell("Whom it touches")
    looked = tell(
        "Held against both: {people}, on {days}.",
        people=tell_many("{count} record", "{count} records", people),
        days=_listed(days),
    )
    if not effects:
        return Section(title, lines=(looked, tell("Nobody's answer changes.")))
    return Section(title, tuple(_effect(effect) for effect in effects), (looked,))


def _listed(days: Sequence[date]) -> str:
    from peercert.verdicts import All
    from peercert.words import word

    return word(All(tuple(days)))


def _effect(effect: Effect) -> Item:
    values: dict[str, Any] = {
        "who": effect.who,
        "credential": effect.credential,
        "pathway": effect.pathway,
        "day": effect.day,
    }
    before, after = (tell(OUTCOMES[o.value if o is not None else None]) for o in (effect.before, effect.after))
    if effect.before == effect.after:
        head = tell("{who}, {credential} ({pathway}), on {day}: {outcome} as before", outcome=after, **values)
    else:
        head = tell(
            "{who}, {credential} ({pathway}), on {day}: {before}, now {after}", before=before, after=after, **values
        )
    return Item(head, tuple(f"{turn.title}: {turn.says}. {turn.reason}" for turn in effect.turns))


def as_data(found: Diff, effects: Sequence[Effect] | None) -> dict[str, Any]:
    """The same as plain data for JSON."""
    made: dict[str, Any] = {
        "old": found.old.name,
        "new": found.new.name,
        "changes": [
            {"jurisdiction": about.place, "credential": about.credential.id if about.credential else None, **_plain(change)}
            for about in found.about
            for change in about.changes
        ],
        "layout_only": list(found.relaid),
    }  # fmt: skip
    if effects is not None:
        made["impact"] = [
            {
                "who": e.who, "credential": e.credential, "pathway": e.pathway, "as_of": e.day.isoformat(), "before": e.before, "after": e.after,
                "requirements": [t._asdict() for t in e.turns],
            }
            for e in effects
        ]  # fmt: skip
    return made


def _plain(change: Change) -> dict[str, Any]:
    made = change._asdict() | {"days": [day.isoformat() for day in change.days]}
    made["pathway"], made["kind"] = change.pathway or None, change.kind or None
    made["details"] = [detail._asdict() for detail in change.details]
    return made | {"inside": [_plain(inner) for inner in change.inside]}
