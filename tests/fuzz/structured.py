"""Records and rules that hypothesis makes after the published schemas, with hostile texts in every place for text."""

import json
from datetime import date
from typing import Any

import hostile
import targets
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from peercert import schema, yamlfile
from peercert.evaluation import evaluate_all
from peercert.present.page import report_page
from peercert.recordfile import record_from
from peercert.yamlfile import FileError

_TEXT = st.sampled_from(hostile.TEXTS) | st.text(max_size=20)
_DAYS = st.dates(date(1900, 1, 1), date(2026, 11, 22)).map(str) | st.sampled_from(hostile.DATES)
_LENGTHS = st.builds(
    lambda n, u: f"{n} {u}", st.integers(0, 9999), st.sampled_from(("days", "weeks", "months", "years"))
)


def _made(about: dict[str, Any], known: dict[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """Values after a part of a schema (what only bounds them further is left out, so some are refused)."""
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return st.deferred(lambda: _made(known[name], known, depth + 1))
    if "enum" in about:
        return st.sampled_from(about["enum"])
    if "const" in about:
        return st.just(about["const"])
    for key in ("anyOf", "oneOf"):
        if key in about and "properties" not in about:
            return st.one_of([_made(a, known, depth + 1) for a in about[key]])
    kind = about.get("type")
    if "x-check" in about:
        return _DAYS
    if "length of time" in str(about.get("x-form")):
        return _LENGTHS
    if kind == "object":
        if depth > 9:
            return st.just({})
        keys = {k: _made(v, known, depth + 1) for k, v in about.get("properties", {}).items()}
        needed = {k: keys.pop(k) for k in about.get("required", ()) if k in keys}
        if "oneOf" in about:  # a requirement: one kind
            kinds = [o["required"][0] for o in about["oneOf"]]
            chosen = st.one_of([st.fixed_dictionaries({k: keys.pop(k)}) for k in kinds if k in keys])
            return st.builds(lambda a, b: a | b, chosen, st.fixed_dictionaries(needed, optional=keys))
        if not keys and not needed:
            inner = about.get("additionalProperties")
            values = _made(inner, known, depth + 1) if isinstance(inner, dict) else st.none()
            return st.dictionaries(_TEXT | st.sampled_from(("ethics", "application")), values, max_size=2)
        return st.fixed_dictionaries(needed, optional=keys)
    if kind == "array":
        return st.lists(_made(about.get("items", {}), known, depth + 1), max_size=2)
    if kind == "boolean":
        return st.booleans()
    if kind in ("integer", "number"):
        return st.integers(0, 200) | st.sampled_from([n for n in hostile.NUMBERS if n == n])
    return _TEXT


_RECORD = schema.make("record")
RECORDS = _made(_RECORD, _RECORD.get("$defs", {}))


def some(number: int, count: int) -> tuple[int, str | None]:
    """Try so many records; how many were tried, and the least input that is at fault (hypothesis makes it small)."""
    tried = 0

    @seed(number)
    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
              verbosity=Verbosity.quiet, print_blob=False)  # fmt: skip
    @given(RECORDS, st.randoms(use_true_random=False))
    def look(data: dict[str, Any], rng: Any) -> None:
        nonlocal tried
        tried += 1
        targets.NOTED[:] = [data]
        try:
            person = record_from(yamlfile.parse_text(json.dumps(data).encode(), "x"), today=targets.DAY)
        except FileError as error:
            targets._refused(error)
            return
        for credential, name in rng.sample(targets.WAYS, 2):
            report = evaluate_all(credential, person, targets.DAY, pathway=name, lookup=targets.RULES.credential)
            place = targets.RULES.of_credential(credential)
            targets._page(rng, report_page(report, place))
            targets._planned(rng, report, person, place)
        targets._renewed(rng, person, targets.DAY)

    try:
        look()
    except Exception:
        import traceback

        return tried, f"structured:{number}\n{traceback.format_exc()[-2500:]}\n  input: {targets.NOTED[0]!r:.1500}"
    return tried, None
