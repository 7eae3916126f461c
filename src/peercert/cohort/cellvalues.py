"""One cell as people fill it in -> a value: numbers with units, yes and no, one of a list, places, blanks.

What is not clear is not guessed: `UnclearError` says what would be right, and the cell then counts as not known.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from peercert.answers import UnclearError
from peercert.verdicts import AnyOf, Name
from peercert.words import plain, tell

MOST = 100_000
"""More hours or dollars than this cannot be right in one cell."""
MOST_COUNTED = 999
"""More letters, courses or renewals than this cannot be right either."""
_BLANK = frozenset(
    {
        "", "n/a", "na", "n.a.", "n.a", "#n/a", "-", "--", "---", "\u2013", "\u2014", "?", "??", "???", ".", "..", "...", "unknown", "unk", "not known",
        "tbd", "tba", "n.d.", "n/d", "s/d", "null", "nil", "nan", "blank", "no data", "not available", "no answer", "desconocido", "desconocida",
        "no se", "no sabe", "sin dato", "sin datos",
    }
)  # fmt: skip
_YES = frozenset({"yes", "y", "true", "t", "1", "x", "xx", "ok", "\u2713", "\u2714", "\u2705", "\u2611", "yep", "yeah", "si", "s", "verdadero", "v"})  # fmt: skip
_NO = frozenset({"no", "n", "false", "f", "0", "not yet", "never", "nope", "\u2717", "\u2718", "\u274c", "\u2610", "falso", "todavia no", "aun no", "nunca"})  # fmt: skip
_DONE = frozenset({"done", "complete", "completed", "finished", "hecho", "hecha", "completo", "completa", "on file", "received", "submitted", "have"})  # fmt: skip
_OPEN = frozenset({"not done", "incomplete", "not received", "not on file", "not submitted", "missing", "falta", "pendiente de hacer"})  # fmt: skip
_NONE = frozenset({"none", "zero", "no", "ninguno", "ninguna", "cero", "nada"})
_UNITS = r"(?:hours?|hrs?|hr\.?|h|horas?|hs|credits?|creditos?|days?|dias?|sessions?|sesiones|courses?|cursos?|references?|letters?|refs?|cartas?|usd|dollars?|points?|pts?|times?|per week|/ ?wk|/ ?week|ceus?|clock hours?|contact hours?|total)"
_NUMBER = re.compile(rf"^(?:us)?\$?\s*(-?\d[\d.,\u00a0\u202f' ]*)?\s*(?:(\d+)\s*/\s*(\d+))?\s*(?:{_UNITS}\.?)?$")
_CLOCK = re.compile(r"^(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$")
_FRACTIONS = {"\u00bd": " 1/2", "\u00bc": " 1/4", "\u00be": " 3/4", "\u2153": " 1/3", "\u2154": " 2/3"}

Names = Callable[[], Mapping[str, str]]
"""Gives the codes of places by their names, folded."""

SAME = {
    "ged": "high_school", "hs": "high_school", "hs_diploma": "high_school", "high_school_diploma": "high_school", "hsd": "high_school",
    "high_school_ged": "high_school", "hs_ged": "high_school", "high_school_diploma_ged": "high_school", "high_school_or_ged": "high_school",
    "high_school_graduate": "high_school", "12th_grade": "high_school", "hiset": "high_school", "secundaria_completa": "high_school", "preparatoria": "high_school",
    "escuela_secundaria": "high_school", "escuela_superior": "high_school",
    "some_hs": "some_high_school", "no_diploma": "some_high_school", "some_college_no_degree": "some_college", "some_university": "some_college",
    "associates": "associate", "associate_s": "associate", "associate_degree": "associate", "associates_degree": "associate", "associate_s_degree": "associate",
    "aa": "associate", "as": "associate", "aas": "associate", "grado_asociado": "associate",
    "bachelors": "bachelor", "bachelor_s": "bachelor", "bachelors_degree": "bachelor", "bachelor_s_degree": "bachelor", "bachelor_degree": "bachelor", "ba": "bachelor",
    "bs": "bachelor", "bsw": "bachelor", "bachillerato_universitario": "bachelor", "licenciatura": "bachelor",
    "masters": "master", "master_s": "master", "masters_degree": "master", "master_s_degree": "master", "ma": "master", "ms": "master", "msw": "master", "mba": "master", "maestria": "master",
    "phd": "doctorate", "ph_d": "doctorate", "doctoral": "doctorate", "doctoral_degree": "doctorate", "md": "doctorate", "psyd": "doctorate", "doctorado": "doctorate",
    "inperson": "in_person", "face_to_face": "in_person", "classroom": "in_person", "onsite": "in_person", "on_site": "in_person", "presencial": "in_person",
    "en_persona": "in_person", "virtual": "online", "en_linea": "online", "web": "online", "webinar": "online", "live_webinar": "live_online", "live_virtual": "live_online",
    "virtual_live": "live_online", "online_live": "live_online", "en_vivo": "live_online", "self_study": "self_paced", "selfpaced": "self_paced", "self_guided": "self_paced",
    "on_demand": "self_paced", "home_study": "self_paced", "a_su_ritmo": "self_paced", "blended": "hybrid", "hibrido": "hybrid", "mixed": "hybrid", "mixto": "hybrid",
    "volunteering": "volunteer", "voluntary": "volunteer", "unpaid": "volunteer", "voluntario": "volunteer", "voluntaria": "volunteer", "intern": "internship",
    "paid_work": "paid", "pagado": "paid", "remunerado": "paid", "practica": "practicum", "pasantia": "internship",
    "mh": "mental_health", "mental_illness": "mental_health", "mental": "mental_health", "salud_mental": "mental_health", "su": "substance_use", "sud": "substance_use",
    "substance": "substance_use", "substance_abuse": "substance_use", "substance_use_disorder": "substance_use", "addiction": "substance_use", "sa": "substance_use",
    "uso_de_sustancias": "substance_use", "adiccion": "substance_use", "veteran": "military", "tbi": "brain_injury", "incarceration": "justice", "foster": "foster_care",
    "self": "person", "peer": "person", "individual": "person", "own": "person", "propia": "person", "propio": "person", "persona": "person", "family": "family_member",
    "familiar": "family_member", "familia": "family_member", "mother": "parent", "father": "parent", "madre": "parent", "padre": "parent", "guardian": "caregiver",
    "cuidador": "caregiver", "cuidadora": "caregiver", "young_person": "youth", "joven": "youth", "current": "active", "valid": "active", "in_good_standing": "active",
    "activo": "active", "activa": "active", "vigente": "active", "vencido": "expired", "vencida": "expired", "unemployed": "none", "not_employed": "none",
    "sin_empleo": "none", "full_time": "employed", "part_time": "employed", "hired": "employed", "empleado": "employed", "empleada": "employed", "job_offer": "offer",
    "ninguno": "none", "ninguna": "none",
}  # fmt: skip
"""What people write for the values of lists; taken only where the list has the value."""
_BOTH = frozenset({"both", "co_occurring", "cooccurring", "co_occurring_disorder", "co_occurring_disorders", "dual", "dual_diagnosis", "mh_su", "mh_sud", "ambos"})  # fmt: skip


@cache
def folded(text: str) -> str:
    """Small letters without accents, single spaces."""
    spread = unicodedata.normalize("NFKD", text.replace("\u2019", "'").casefold())
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split())


def slug(text: str) -> str:
    """Words joined by underscores: ``Mental Health`` -> mental_health."""
    return re.sub(r"[^a-z0-9]+", "_", folded(text)).strip("_")


def is_blank(text: str) -> bool:
    """Does this cell say nothing? Blank means not known, never zero."""
    return folded(text) in _BLANK


def read_yes_no(text: str) -> bool:
    """Yes or no; raises UnclearError."""
    said = folded(text).strip(" .!")
    if said in _YES or said in _DONE:
        return True
    if said in _NO or said in _OPEN:
        return False
    raise UnclearError(tell("this is neither yes nor no"))


def is_no(text: str) -> bool:
    """Does a cell that may hold a date say that it has not happened?"""
    said = folded(text).strip(" .!")
    return said in _NO - {"0", "f", "n"} or said in _OPEN or said in ("none", "n")


def read_passed(text: str) -> bool:
    """Passed or not; raises UnclearError."""
    said = folded(text).strip(" .!")
    if said in ("pass", "passed", "aprobado", "aprobada", "aprobo"):
        return True
    if said in (
        "fail",
        "failed",
        "not passed",
        "did not pass",
        "no pass",
        "reprobado",
        "reprobada",
        "not taken",
        "to be taken",
    ):
        return False
    return read_yes_no(text)


def read_number(text: str, *, whole: bool = False, percent: bool = False) -> float:
    """``1,200``, ``37 1/2``, ``40 hrs``, ``$75``, ``37:30`` -> a number; raises UnclearError."""
    said = "".join(_FRACTIONS.get(c, c) for c in text)
    said = folded(said)
    if said in _NONE:
        return 0.0
    if percent:
        return _percent(said)
    if clock := _CLOCK.match(said):
        value = round(int(clock[1]) + int(clock[2]) / 60 + int(clock[3] or 0) / 3600, 4)
    else:
        value = _plain_number(said)
    return _checked(value, whole=whole)


def _checked(value: float, *, whole: bool) -> float:
    if value < 0:
        raise UnclearError(tell("this is less than zero"))
    if value > (MOST_COUNTED if whole else MOST):
        raise UnclearError(tell("this is more than can be right"))
    if whole and value != int(value):
        raise UnclearError(tell("this should be a whole number"))
    return value


def _percent(said: str) -> float:
    """A share in percent; a part of one without its sign may be either."""
    value = _plain_number(said.removesuffix("%").removesuffix("percent").strip())
    if 0 < value <= 1 and "%" not in said and "percent" not in said:
        raise UnclearError(tell("is this {one} or {other}? Write it with the sign, such as 80%", one=f"{value:g}%", other=f"{value * 100:g}%"))  # fmt: skip
    if not 0 <= value <= 100:
        raise UnclearError(tell("a share is between 0% and 100%"))
    return value


def _plain_number(said: str) -> float:
    found = _NUMBER.match(said)
    if found is None or not (found[1] or found[2]) or found[3] == "0":
        raise UnclearError(tell("this is not a number that can be read"))
    digits, top, bottom = found[1] or "", found[2], found[3]
    if top is not None and digits and not digits[-1].isspace():
        # "31/2" is cut by the pattern into 3 and 1/2
        raise UnclearError(tell("this is not a number that can be read"))
    whole = decimal(digits) if digits.strip() else 0.0
    return whole + (int(top) / int(bottom) if top is not None else 0.0)


def decimal(digits: str) -> float:
    """``1,200`` and ``1 200`` are a thousand and more, ``37,5`` is a half, ``1.200,5`` is as Spanish writes it."""
    text = digits.strip()
    if re.fullmatch(r"-?\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d+)?", text):
        text = re.sub(r"[ \u00a0\u202f']", "", text).replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    try:
        return float(text)
    except ValueError:
        raise UnclearError(tell("this is not a number that can be read")) from None


def read_choice(text: str, options: Sequence[str]) -> str:
    """One of a list of values, also under its usual other names; raises UnclearError."""
    found = _option(slug(text), options)
    if found is None:
        raise UnclearError(
            tell("this is none of the values that may stand here: {values}", values=AnyOf.names(tuple(options)))
        )
    return found


def _option(said: str, options: Sequence[str]) -> str | None:
    if said in options:
        return said
    if (same := SAME.get(said)) in options:
        return same
    return next((o for o in options if slug(plain(o)) == said), None)


def read_several(text: str, options: Sequence[str]) -> tuple[str, ...]:
    """Several of a list, between semicolons, commas, slashes, *and*; raises UnclearError."""
    if slug(text) in _BOTH and {"mental_health", "substance_use"} <= set(options):
        return ("mental_health", "substance_use")
    if (whole := _option(slug(text), options)) is not None:
        return (whole,)
    parts = [
        p for part in parted(text) for p in re.split(r"\s*[/+&]\s*|\s+(?:and|y|e)\s+", part, flags=re.IGNORECASE) if p
    ]
    return tuple(dict.fromkeys(read_choice(p, options) for p in parts))


def parted(text: str) -> list[str]:
    """The parts of a cell between semicolons, commas, bars or line ends."""
    return [part.strip() for part in re.split(r"[;,|\n]", text) if part.strip()]


def read_place(text: str, places: Names) -> str:
    """A state by its two letters or its name; raises UnclearError."""
    said = folded(text).strip(" .")
    if said in _NONE or said in ("not working", "unemployed"):
        return "none"
    if re.fullmatch(r"[a-z]{2}", said):
        return said.upper()
    if code := places().get(said):
        return code.upper()
    raise UnclearError(tell("this is no state; write its two letters, such as SC"))


__all__ = [
    "Name", "Names", "decimal", "folded", "is_blank", "is_no", "parted", "read_choice", "read_number", "read_passed", "read_place", "read_several", "read_yes_no", "slug",
]  # fmt: skip
