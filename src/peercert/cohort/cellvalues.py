"""One cell as people fill it in -> a value: yes and no, one of a list, blanks.

What is not clear is not guessed: `UnclearError` says what would be right, and the cell then counts as not known.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from peercert.answers import UnclearError
from peercert.judging.entries import same
from peercert.verdicts import AnyOf, Name
from peercert.words import plain, tell

_BLANK = frozenset(
    {
        "", "n/a", "na", "n.a.", "n.a", "#n/a", "-", "--", "---", "\u2013", "\u2014", "?", "??", "???", ".", "..", "...", "unknown", "unk", "not known",
        "tbd", "tba", "n.d.", "n/d", "s/d", "null", "nil", "nan", "blank", "no data", "not available", "no answer", "desconocido", "desconocida",
        "no se", "no sabe", "sin dato", "sin datos",
    }
)  # fmt: skip
_YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "x", "xx", "ok", "okay", "\u2713", "\u2714", "\u2705", "\u2611", "yep", "yeah", "si", "s", "verdadero", "v"})  # fmt: skip
_NO = frozenset({"no", "n", "false", "f", "0", "0.0", "none", "not yet", "never", "nope", "\u2717", "\u2718", "\u274c", "\u2610", "falso", "todavia no", "aun no", "nunca"})  # fmt: skip
_DONE = frozenset({"done", "complete", "completed", "finished", "hecho", "hecha", "completo", "completa", "on file", "received", "submitted", "have"})  # fmt: skip
_OPEN = frozenset({"not done", "incomplete", "not received", "not on file", "not submitted", "missing", "falta", "pendiente de hacer"})  # fmt: skip
_ERROR = re.compile(r"^#(?:[A-Z][A-Z_]*(?:/[0A])?[!?]?|#+)$|^Err:\d+$")
"""#REF!, #DIV/0!, #NAME?, #####, Err:502."""
_NEVER: frozenset[str] = frozenset()
_SAYS = {
    "agreements": (frozenset({"signed", "firmado", "firmada"}), frozenset({"not signed", "unsigned", "sin firmar", "no firmado", "no firmada"})),
    "paid": (frozenset({"paid", "pagado", "pagada"}), frozenset({"not paid", "unpaid", "sin pagar", "no pagado", "no pagada"})),
}  # fmt: skip
"""What else says yes and no of an agreement and of a fee."""
NONE = frozenset({"none", "zero", "no", "ninguno", "ninguna", "cero", "nada"})
"""What people write for none of something."""

SAME = {
    "ged": "high_school", "hs": "high_school", "hs_diploma": "high_school", "high_school_diploma": "high_school", "hsd": "high_school",
    "high_school_ged": "high_school", "hs_ged": "high_school", "high_school_diploma_ged": "high_school", "high_school_or_ged": "high_school",
    "high_school_graduate": "high_school", "highschool": "high_school", "highschool_diploma": "high_school", "hs_diploma_or_ged": "high_school",
    "hs_diploma_ged": "high_school", "ged_hsd": "high_school", "hsd_ged": "high_school", "ged_hs": "high_school", "ged_hs_diploma": "high_school", "hs_or_ged": "high_school",
    "ged_or_hs": "high_school", "ged_or_hs_diploma": "high_school", "ged_or_high_school_diploma": "high_school", "high_school_diploma_or_ged": "high_school",
    "ged_high_school_diploma": "high_school", "high_school_diploma_or_equivalent": "high_school", "high_school_equivalency": "high_school", "hse": "high_school", "12th_grade": "high_school", "hiset": "high_school", "secundaria_completa": "high_school", "preparatoria": "high_school",
    "escuela_secundaria": "high_school", "escuela_superior": "high_school",
    "some_hs": "some_high_school", "no_diploma": "some_high_school", "some_college_no_degree": "some_college", "some_university": "some_college",
    "associates": "associate", "associate_s": "associate", "associate_degree": "associate", "associates_degree": "associate", "associate_s_degree": "associate",
    "aa": "associate", "as": "associate", "aas": "associate", "associate_of_arts": "associate", "associate_of_science": "associate", "associate_of_applied_science": "associate", "associate_in_arts": "associate", "grado_asociado": "associate",
    "bachelors": "bachelor", "bachelor_s": "bachelor", "bachelors_degree": "bachelor", "bachelor_s_degree": "bachelor", "bachelor_degree": "bachelor", "ba": "bachelor",
    "bs": "bachelor", "bsw": "bachelor", "bachelor_of_arts": "bachelor", "bachelor_of_science": "bachelor", "bachelor_of_social_work": "bachelor", "bachillerato_universitario": "bachelor", "licenciatura": "bachelor",
    "masters": "master", "master_s": "master", "masters_degree": "master", "master_s_degree": "master", "ma": "master", "ms": "master", "msw": "master", "mba": "master", "master_of_arts": "master", "master_of_science": "master", "master_of_social_work": "master", "master_of_public_health": "master", "mph": "master", "maestria": "master",
    "phd": "doctorate", "ph_d": "doctorate", "doctor_of_philosophy": "doctorate", "doctoral": "doctorate", "doctoral_degree": "doctorate", "md": "doctorate", "psyd": "doctorate", "doctorado": "doctorate",
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


_UNSEEN = ("Mn", "Me", "Cf")
"""Accents, the sign that makes a character an emoji, spaces without width."""


@cache
def folded(text: str) -> str:
    """Small letters without accents and marks that are not seen, single spaces."""
    spread = unicodedata.normalize("NFKD", text.replace("\u2019", "'").casefold())
    return " ".join("".join(c for c in spread if unicodedata.category(c) not in _UNSEEN).split())


def words_of(text: str) -> list[str]:
    """The words of a text, folded, without the signs between them."""
    return "".join(c if c.isalnum() else " " for c in folded(text)).split()


def slug(text: str) -> str:
    """Words joined by underscores: ``Mental Health`` -> mental_health, ``B.A.`` -> ba."""
    said = folded(text)
    if re.fullmatch(r"(?:[a-z]\.){2,}[a-z]?", said):
        said = said.replace(".", "")
    return re.sub(r"[^a-z0-9]+", "_", said).strip("_")


def is_blank(text: str) -> bool:
    """Does this cell say nothing? Blank means not known, never zero."""
    return folded(text) in _BLANK


def check_worked_out(text: str) -> None:
    """Raises UnclearError for an error of a spreadsheet, and for a formula without its value."""
    if _ERROR.match(text):
        raise UnclearError(tell("this is an error of the spreadsheet; mend the formula there"))
    if text.startswith("="):
        raise UnclearError(
            tell("this formula has no value; open the workbook in a spreadsheet program and save it again")
        )


def read_yes_no(text: str, of: str = "") -> bool:
    """Yes or no; `of`: agreements, paid, where *signed* or *paid* says yes; raises UnclearError."""
    said = folded(text).strip(" .!")
    yes, no = _SAYS.get(of, (_NEVER, _NEVER))
    if said in _YES or said in _DONE or said in yes:
        return True
    if said in _NO or said in _OPEN or said in no:
        return False
    raise UnclearError(tell("this is neither yes nor no"))


def is_yes_or_no(text: str) -> bool:
    """Does a cell say yes or no in so many words, or by a mark?"""
    return folded(text).strip(" .!") in _YES | _NO | _OPEN


def is_done(text: str) -> bool:
    """Does a cell say that something is done, in a word that may also be a heading?"""
    return folded(text).strip(" .!") in _DONE


def is_no(text: str) -> bool:
    """Does a cell that may hold a date say that it has not happened?"""
    said = folded(text).strip(" .!")
    return said in _NO - {"0", "0.0", "f", "n"} or said in _OPEN or said == "n"


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


def read_names(text: str, names: Sequence[str], *, several: bool = False) -> str:
    """A text, or one of the names that the rules ask about (several: joined by semicolons).

    Raises UnclearError for what is nearly one of those.
    """
    known = {same(n): n for n in names}
    if several and same(text) not in known:
        return "; ".join(_name(part, known) for part in parted(text)) or text.strip()
    return _name(text, known)


def _name(text: str, known: Mapping[str, str]) -> str:
    said = same(text)
    if said in known:
        return known[said]
    words = set(folded(text).replace("-", " ").replace("_", " ").split())
    for name in known.values():
        if set(folded(name).replace("-", " ").replace("_", " ").split()) <= words:
            raise UnclearError(tell("is this {name}? Then write just that", name=name))
    return text.strip()


__all__ = [
    "NONE", "Name", "check_worked_out", "folded", "is_blank", "is_done", "is_no", "is_yes_or_no", "parted", "read_choice", "read_names", "read_passed", "read_several", "read_yes_no", "slug", "words_of",
]  # fmt: skip
