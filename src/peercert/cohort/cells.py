"""Columns of a table in the forms in which formulas want them: never null, dates as numbers, names without marks."""

from datetime import date
from typing import Any

from peercert.judging.day_formulas import NEVER_DAY
from peercert.judging.sheet import Wanted
from peercert.judging.table import NO_WORDS, YES_WORDS, Column

_LAST_DAY = 22001231
_YEAR_1, _LAST_COUNT = date(1970, 1, 1).toordinal(), date(2200, 12, 31).toordinal()
_MARKS = "[\t-\r -/:-@\\[-`{-~\u00a0\u2010-\u2015\u2018-\u201f\u2022\u2026\u2122\u00ae\u00a9]"
"""What does not count when names are compared: spaces, hyphens, quotation marks, dots."""
_MARKS_BUT_SEMICOLON = _MARKS.replace(":-@", ":<-@")


class ColumnTypeError(TypeError):
    """A column of the table holds something else than it should."""


def check_type(column: Column, dtype: Any, layer: Any) -> None:
    """Raises ColumnTypeError where a column of the table cannot hold what it should."""
    text = dtype == layer.String or isinstance(dtype, (layer.Categorical, layer.Enum)) or dtype == layer.Object
    fits = {
        "date": text or dtype == layer.Date or dtype == layer.Datetime, "number": dtype.is_numeric(),
        "yes_no": text or dtype == layer.Boolean or dtype.is_integer(),
    }  # fmt: skip
    kind = "date" if column.type == "date_or_no" else column.type
    if not fits.get(kind, text) and dtype != layer.Unknown:
        raise ColumnTypeError(f"column {column.name!r} holds {dtype}, where a {column.type} is wanted")


def prepared(wanted: Wanted, column: Column, source: Any, dtype: Any, layer: Any) -> Any:
    """One column of the table in one form; `source` is the expression of the column itself."""
    form = wanted.form
    if form == "number":
        number = source.cast(layer.Float64).fill_null(-1.0)
        return layer.when((number >= 0.0) & (number < 1e300)).then(number).otherwise(layer.lit(-1.0))
    if form in ("yes", "no"):
        return _truth(form == "yes", source, dtype, layer)
    if form == "count":
        count = source.cast(layer.Date).to_physical().cast(layer.Int32).fill_null(-_YEAR_1) + _YEAR_1
        return layer.when(count <= _LAST_COUNT).then(count).otherwise(layer.lit(0, layer.Int32))
    if form in ("day", "size"):
        return _day(form, column, source, dtype, layer)
    if dtype in (layer.Date, layer.Datetime):
        return source.dt.to_string("%Y-%m-%d").fill_null("")
    plain = _text(source, dtype, layer)
    if column.type == "choice":
        return plain
    if form in ("same", "same_list"):
        text = plain.str.to_lowercase().str.replace_all(_MARKS if form == "same" else _MARKS_BUT_SEMICOLON, "")
    elif form == "text":
        return plain.str.strip_chars()
    else:
        text = plain.str.replace_all(" ", "", literal=True)
    return text if form == "same" else layer.concat_str([layer.lit(";"), text, layer.lit(";")])


def _text(source: Any, dtype: Any, layer: Any) -> Any:
    plain = source if dtype == layer.String else source.cast(layer.String)
    return plain.fill_null("")


def _truth(yes: bool, source: Any, dtype: Any, layer: Any) -> Any:
    if dtype == layer.Boolean:
        return (source if yes else ~source).fill_null(False)
    if dtype.is_integer():
        return (source == (1 if yes else 0)).fill_null(False)
    return _text(source, dtype, layer).is_in(list(YES_WORDS if yes else NO_WORDS))


def _day(form: str, column: Column, source: Any, dtype: Any, layer: Any) -> Any:
    if dtype in (layer.Date, layer.Datetime):
        day = source.dt
        number = (
            day.year().cast(layer.Int32) * 10000 + day.month().cast(layer.Int32) * 100 + day.day().cast(layer.Int32)
        )
        number = number.fill_null(0)
        return layer.when(number <= _LAST_DAY).then(number).otherwise(layer.lit(0, layer.Int32))
    text = _text(source, dtype, layer).str.strip_chars()
    if form == "size":
        return text.str.len_chars().cast(layer.Int32)
    written = text.str.contains(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
    full = layer.concat_str(
        [layer.when(written).then(text).otherwise(layer.lit("0000")), layer.lit("-01-01")]
    ).str.slice(0, 10)
    parts = [full.str.slice(at, size).cast(layer.Int32) for at, size in ((0, 4), (5, 2), (8, 2))]
    number = parts[0] * 10000 + parts[1] * 100 + parts[2]
    number = layer.when(written & (number <= _LAST_DAY)).then(number).otherwise(layer.lit(0, layer.Int32))
    if column.type != "date_or_no":
        return number
    return layer.when(text.is_in(list(NO_WORDS))).then(layer.lit(NEVER_DAY, layer.Int32)).otherwise(number)
