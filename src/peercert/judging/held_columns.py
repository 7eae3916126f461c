"""The column form of holding a credential: which of those that a row names count, and since when."""

from typing import TYPE_CHECKING

from peercert.judging.column_forms import NO, OPEN, YES, Cell, Form, NoColumnForm, Tri, cases, cell, chosen, sure
from peercert.judging.day_formulas import UNKNOWN_DAY, Span, elapsed, exact, passed
from peercert.judging.formula import FALSE, TRUE, Formula, any_true, count, formula, where
from peercert.judging.sheet import NEVER_SPAN, Sheet
from peercert.judging.sheet_period import Credentials, HeldForm, credentials, lowered, matches
from peercert.judging.table import ELSEWHERE
from peercert.record import Held
from peercert.verdicts import MET, MISSING, REVIEW, UNKNOWN

if TYPE_CHECKING:
    from peercert.requirements.credential_held import CredentialHeld

_GONE = ("expired", "inactive", "lapsed", "retired", "revoked", "suspended")


def held_form(rule: "CredentialHeld", sheet: Sheet) -> Form:
    """The verdict on the credentials that a row names."""
    known = credentials(sheet)
    counted = [(h.there & _named(rule, h, sheet), h, _holds(rule, h, sheet)) for h in known.held]
    surely = count(there & answer.yes for there, _, answer in counted)
    possible = count(there & ~answer.no for there, _, answer in counted)
    open_ = known.open & _may_be_more(rule, known)
    enough = possible >= rule.at_least
    review = FALSE
    if rule.from_ == "icrc_board":
        plain = [there & _holds(rule, h, sheet, member=False).open for there, h, _ in counted]
        review = enough & ~any_true(plain)  # nothing is open but whether the board is a member
    verdicts = cases(
        (~known.there, UNKNOWN), (surely >= rule.at_least, MET), (~enough & open_, UNKNOWN), (review, REVIEW), (enough, UNKNOWN),
        otherwise=MISSING,
    )  # fmt: skip
    earliest = formula(0)
    if rule.for_:
        for there, held, _ in counted:
            when = elapsed(rule.for_, held.issued.lo)
            late = there & held.issued.known & (when > sheet.today) & _current(rule, held, sheet).yes
            earliest = where(late & (earliest.equals(0) | (when < earliest)), when, earliest)
        earliest = where(verdicts.missing, earliest, 0)
    gap = Cell(where(verdicts.missing, (rule.at_least - surely).as_float(), 0.0), verdicts.missing | verdicts.met)
    return Form(verdicts, Cell(surely, known.there), cell(float(rule.at_least)), gap, "items", earliest)


def _named(rule: "CredentialHeld", held: HeldForm, sheet: Sheet) -> Formula:
    """Is it one of those that the rule means?"""
    if held.id != ELSEWHERE:
        named = rule.named is not None and held.id.removeprefix("other:").casefold() == rule.named.casefold()
        if named or held.id in (rule.any or ()):
            return TRUE
        place = held.id.split("-")[0]
        if rule.from_ is None:
            return FALSE
        if rule.from_ == "national":
            return formula(place == "us")
        return formula(place != "us" and (rule.from_ == "any_state" or place != sheet.jurisdiction))
    found = FALSE
    if rule.named is not None:
        name = rule.named.casefold()
        found = lowered(held.name).equals(name) | (
            matches(held.name, "^other:") & lowered(held.name).equals(f"other:{name}")
        )
    if rule.from_ is None:
        return found
    national = matches(held.name, "^us(-[a-z0-9]+)+$")
    if rule.from_ == "national":
        return found | national
    here = FALSE if rule.from_ == "any_state" else matches(held.name, f"^{sheet.jurisdiction}(-[a-z0-9]+)+$")
    return found | (~national & ~here)


def _may_be_more(rule: "CredentialHeld", known: Credentials) -> Formula:
    """May there be one that the row does not speak of?"""
    if rule.from_ is not None:
        return TRUE
    names = (*(rule.any or ()), *((f"other:{rule.named}",) if rule.named else ()))
    return any_true(~known.spoken(i) for i in names)


def _holds(rule: "CredentialHeld", held: HeldForm, sheet: Sheet, *, member: bool = True) -> Tri:
    found = _current(rule, held, sheet)
    if rule.for_:
        issued = held.issued
        long_enough = Tri(passed(rule.for_, issued.hi, sheet.today), ~passed(rule.for_, issued.lo, sheet.today))
        found = found & chosen(issued.known, long_enough, OPEN)
    if rule.itself_required:
        if held.id == ELSEWHERE:
            raise NoColumnForm("what another credential itself asks for")
        from peercert.judging.column_forms import answer
        from peercert.judging.context import Context
        from peercert.record import Record

        context = Context(Record(), sheet.as_of, jurisdiction=sheet.jurisdiction, lookup=sheet.lookup)
        found = found & answer(rule._itself(Held(id=held.id), context))
    if member and rule.from_ == "icrc_board" and held.id not in (rule.any or ()):
        found = found & OPEN
    return found


def _current(rule: "CredentialHeld", held: HeldForm, sheet: Sheet) -> Tri:
    """Is it in a state that counts today? An expiry today is still valid."""
    today, expires, status = sheet.today, held.expires, held.status
    ahead = held.issued.known & (held.issued.lo > today)

    def is_one(names: tuple[str, ...]) -> Formula:
        return status.known & status.value.among(names) if status.known is not FALSE else FALSE

    as_asked = is_one(tuple(s for s in rule.status if s in _GONE))
    gone = is_one(_GONE) | (expires.known & (expires.hi < today))
    active = "active" in rule.status
    valid = Tri(expires.lo >= today, FALSE)
    plain = chosen(expires.known, valid, Tri(is_one(("active",)), FALSE)) if active else NO
    expired = ~status.known | is_one(("expired", "active"))
    left = sure(expired) if "expired" in rule.status else NO
    found = chosen(gone, left, plain)
    if rule.expired_within:
        limit = exact(rule.expired_within.before(sheet.as_of)).lo
        lately = chosen(expires.known, Tri(expires.lo >= limit, expires.hi < limit), OPEN)
        found = chosen(gone & ~is_one(("revoked", "suspended")), lately, found)
    return chosen(ahead, NO, chosen(as_asked, YES, found))


def first_issued(rule: "CredentialHeld", sheet: Sheet) -> Span:
    """Day on which the first of them was issued."""
    known = credentials(sheet)
    day, held_any, first = UNKNOWN_DAY, FALSE, formula(99999999)
    for held in known.held:
        mine = held.there & _named(rule, held, sheet)
        held_any = held_any | mine
        issued = mine & held.issued.known & (held.issued.hi < first)
        day = Span(held.issued.lo, held.issued.hi).or_else(issued, day)
        first = where(issued, held.issued.hi, first)
    return day.or_else(held_any, NEVER_SPAN).or_else(known.there, UNKNOWN_DAY)
