"""Columns of a table in the forms in which formulas want them: never null, dates as numbers, names without marks."""

from typing import TYPE_CHECKING, Any

from peercert.judging.day_formulas import NEVER_DAY
from peercert.judging.sheet import Wanted
from peercert.judging.table import Column

if TYPE_CHECKING:
    import narwhals as nw

YES_WORDS, NO_WORDS = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_LAST_DAY = 22001231
_MARKS = r"[\x00-/:-@\[-`{-\x7f\u00a0\u2010-\u2015\u2018-\u201f\u2022\u2026\u2122\u00ae\u00a9]"
"""What does not count when names are compared: spaces, hyphens, quotation marks, dots."""
_MARKS_BUT_SEMICOLON = _MARKS.replace(":-@", ":<-@")


class ColumnTypeError(TypeError):
    """A column of the table holds something else than it should."""


def check_type(column: Column, dtype: Any, nw: Any) -> None:
    """Raises ColumnTypeError where a column of the table cannot hold what it should."""
    text = dtype == nw.String or isinstance(dtype, (nw.Categorical, nw.Enum)) or dtype == nw.Object
    fits = {
        "date": text or dtype == nw.Date or dtype == nw.Datetime, "number": dtype.is_numeric(),
        "yes_no": text or dtype == nw.Boolean or dtype.is_integer(),
    }  # fmt: skip
    kind = "date" if column.type == "date_or_no" else column.type
    if not fits.get(kind, text) and dtype != nw.Unknown:
        raise ColumnTypeError(f"column {column.name!r} holds {dtype}, where a {column.type} is wanted")


def prepared(wanted: Wanted, column: Column, source: Any, dtype: Any, nw: Any) -> "nw.Expr":
    """One column of the table in one form; `source` is the expression of the column itself."""
    form = wanted.form
    if form == "number":
        number = source.cast(nw.Float64).fill_null(-1.0)
        return nw.when((number >= 0.0) & (number < 1e300)).then(number).otherwise(nw.lit(-1.0))
    if form in ("yes", "no"):
        return _truth(form == "yes", source, dtype, nw)
    if form in ("day", "size"):
        return _day(form, column, source, dtype, nw)
    if dtype in (nw.Date, nw.Datetime):
        return source.dt.to_string("%Y-%m-%d").fill_null("")
    text = _text(source, dtype, nw)
    if form == "text":
        return text
    if form == "same":
        return text.str.to_lowercase().str.replace_all(_MARKS, "")
    if form == "same_list":
        text = text.str.to_lowercase().str.replace_all(_MARKS_BUT_SEMICOLON, "")
    else:
        text = text.str.replace_all(r"\s*;\s*", ";")
    return nw.concat_str([nw.lit(";"), text, nw.lit(";")])


def _text(source: Any, dtype: Any, nw: Any) -> Any:
    plain = source if dtype == nw.String else source.cast(nw.String)
    return plain.fill_null("").str.strip_chars()


def _truth(yes: bool, source: Any, dtype: Any, nw: Any) -> Any:
    if dtype == nw.Boolean:
        return (source if yes else ~source).fill_null(False)
    if dtype.is_integer():
        return (source == (1 if yes else 0)).fill_null(False)
    return _text(source, dtype, nw).str.to_lowercase().is_in(list(YES_WORDS if yes else NO_WORDS))


def _day(form: str, column: Column, source: Any, dtype: Any, nw: Any) -> Any:
    if dtype in (nw.Date, nw.Datetime):
        day = source.dt
        number = day.year().cast(nw.Int32) * 10000 + day.month().cast(nw.Int32) * 100 + day.day().cast(nw.Int32)
        number = number.fill_null(0)
        return nw.when(number <= _LAST_DAY).then(number).otherwise(nw.lit(0, nw.Int32))
    text = _text(source, dtype, nw)
    if form == "size":
        return text.str.len_chars().cast(nw.Int32)
    written = text.str.contains(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
    full = nw.concat_str([nw.when(written).then(text).otherwise(nw.lit("0000")), nw.lit("-01-01")]).str.slice(0, 10)
    parts = [full.str.slice(at, size).cast(nw.Int32) for at, size in ((0, 4), (5, 2), (8, 2))]
    number = parts[0] * 10000 + parts[1] * 100 + parts[2]
    number = nw.when(written & (number <= _LAST_DAY)).then(number).otherwise(nw.lit(0, nw.Int32))
    if column.type != "date_or_no":
        return number
    return nw.when(text.str.to_lowercase() == "no").then(nw.lit(NEVER_DAY, nw.Int32)).otherwise(number)
