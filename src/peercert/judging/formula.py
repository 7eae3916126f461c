"""Formulas over the columns of a table: small trees that know no dataframe library, folded while they are made.

A kind writes the same rule that `judge` applies to one record as a formula over columns; `peercert.cohort` turns
formulas into the expressions of a dataframe. No value inside a formula is ever null: what is not known is said by a
formula of its own (`Cell.known`, the third value of `Tri` in `column_forms`), so every library agrees on the logic.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal, Union
from weakref import WeakValueDictionary

FormulaType = Literal["bool", "int", "float", "text"]
Given = Union["Formula", bool, int, float, str]

_MADE: WeakValueDictionary[Any, "Formula"] = WeakValueDictionary()
_PLAIN: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b, "eq": lambda a, b: a == b, "lt": lambda a, b: a < b, "le": lambda a, b: a <= b,
    "min": min, "max": max, "div": lambda a, b: a / b,
}  # fmt: skip
NEVER = 99991231
"""The day of what has not happened, as a number."""


class Formula:
    """One node: a column, a constant, or an operation on others. Equal formulas are one object."""

    __slots__ = ("__weakref__", "args", "op", "type")

    op: str
    args: tuple[Any, ...]
    type: FormulaType

    def __new__(cls, op: str, args: tuple[Any, ...], type_: FormulaType) -> "Formula":
        key = (op, type_, *((type(a), a) if not isinstance(a, Formula) else a for a in args))
        found = _MADE.get(key)
        if found is None:
            found = super().__new__(cls)
            found.op, found.args, found.type = op, args, type_
            _MADE[key] = found
        return found

    @property
    def inputs(self) -> tuple["Formula", ...]:
        """The formulas that this one is made of."""
        return tuple(a for a in self.args if isinstance(a, Formula))

    @property
    def constant(self) -> bool:
        """Is it the same for every row?"""
        return self.op == "lit"

    @property
    def value(self) -> Any:
        """Of a constant: its value."""
        return self.args[0]

    def __reduce__(self) -> tuple[Any, ...]:
        return Formula, (self.op, self.args, self.type)

    def __repr__(self) -> str:
        return repr(self.args[0]) if self.op in ("lit", "col") else f"{self.op}({', '.join(map(repr, self.args))})"

    def __bool__(self) -> bool:
        raise TypeError("a formula is neither true nor false before it meets a table; use & | ~ and where")

    def __and__(self, other: Given) -> "Formula":
        return both(self, other)

    def __rand__(self, other: Given) -> "Formula":
        return both(other, self)

    def __or__(self, other: Given) -> "Formula":
        return either(self, other)

    def __ror__(self, other: Given) -> "Formula":
        return either(other, self)

    def __invert__(self) -> "Formula":
        return negation(self)

    def __add__(self, other: Given) -> "Formula":
        return _arithmetic("add", self, other)

    def __radd__(self, other: Given) -> "Formula":
        return _arithmetic("add", other, self)

    def __sub__(self, other: Given) -> "Formula":
        return _arithmetic("sub", self, other)

    def __rsub__(self, other: Given) -> "Formula":
        return _arithmetic("sub", other, self)

    def __mul__(self, other: Given) -> "Formula":
        return _arithmetic("mul", self, other)

    def __rmul__(self, other: Given) -> "Formula":
        return _arithmetic("mul", other, self)

    def __truediv__(self, other: Given) -> "Formula":
        return _arithmetic("div", self, other)

    def __floordiv__(self, other: Given) -> "Formula":
        return _arithmetic("floordiv", self, other)

    def __mod__(self, other: Given) -> "Formula":
        return _arithmetic("mod", self, other)

    def __lt__(self, other: Given) -> "Formula":
        return _test("lt", self, formula(other))

    def __le__(self, other: Given) -> "Formula":
        return _test("le", self, formula(other))

    def __gt__(self, other: Given) -> "Formula":
        return _test("lt", formula(other), self)

    def __ge__(self, other: Given) -> "Formula":
        return _test("le", formula(other), self)

    def equals(self, other: Given) -> "Formula":
        """Are both the same? (`==` tells whether two formulas are one object)"""
        return _test("eq", self, formula(other))

    def among(self, values: Iterable[str]) -> "Formula":
        """Is the text one of these?"""
        wanted = tuple(sorted(set(values)))
        if not wanted:
            return FALSE
        if self.constant:
            return formula(self.value in wanted)
        return Formula("in", (self, *wanted), "bool") if len(wanted) > 1 else self.equals(wanted[0])

    def contains(self, part: str) -> "Formula":
        """Does the text have this part?"""
        if self.constant:
            return formula(part in self.value)
        return Formula("contains", (self, part), "bool")

    def as_float(self) -> "Formula":
        """The same number as a float."""
        if self.type == "float":
            return self
        return formula(float(self.value)) if self.constant else Formula("float", (self,), "float")

    def as_text(self) -> "Formula":
        """A number as it is written: 40, 12.5; a text as it is."""
        if self.type == "text":
            return self
        return formula(number_text(self.value)) if self.constant else Formula("number_text", (self,), "text")

    def as_int(self) -> "Formula":
        """A truth as 1 or 0."""
        return where(self, 1, 0) if self.type == "bool" else self


def number_text(number: float) -> str:
    """A number as a table writes it among texts: 40, 12.5."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def formula(value: Given) -> Formula:
    """A constant as a formula; a formula as it is."""
    if isinstance(value, Formula):
        return value
    kinds: dict[type, FormulaType] = {bool: "bool", int: "int", float: "float", str: "text"}
    return Formula("lit", (value,), kinds[type(value)])


def col(name: str, type_: FormulaType) -> Formula:
    """A column of the table, which has no nulls."""
    return Formula("col", (name,), type_)


def day_col(name: str, counted: str) -> Formula:
    """A column of exact days as numbers (20261122), which the table also has counted from the year 1."""
    return Formula("col", (name, counted), "int")


TRUE, FALSE = formula(True), formula(False)


def negation(a: Given) -> Formula:
    """Not."""
    a = formula(a)
    if a.constant:
        return formula(not a.value)
    return a.args[0] if a.op == "not" else Formula("not", (a,), "bool")


def both(a: Given, b: Given) -> Formula:
    """And."""
    a, b = formula(a), formula(b)
    if a is FALSE or b is FALSE or _opposite(a, b):
        return FALSE
    if a is TRUE or a is b:
        return b
    if b is TRUE or (a.op == "and" and b in a.args):
        return a
    if b.op == "and" and a in b.args:
        return b
    return Formula("and", (a, b), "bool")


def either(a: Given, b: Given) -> Formula:
    """Or."""
    a, b = formula(a), formula(b)
    if a is TRUE or b is TRUE or _opposite(a, b):
        return TRUE
    if a is FALSE or a is b:
        return b
    if b is FALSE or (a.op == "or" and b in a.args):
        return a
    if b.op == "or" and a in b.args:
        return b
    return Formula("or", (a, b), "bool")


def _opposite(a: Formula, b: Formula) -> bool:
    return (a.op == "not" and a.args[0] is b) or (b.op == "not" and b.args[0] is a)


def any_true(values: Iterable[Given]) -> Formula:
    """Does one of these hold?"""
    found = FALSE
    for value in values:
        found = either(found, value)
    return found


def all_true(values: Iterable[Given]) -> Formula:
    """Do all of these hold?"""
    found = TRUE
    for value in values:
        found = both(found, value)
    return found


def where(condition: Given, yes: Given, no: Given) -> Formula:
    """One value where the condition holds, another where it does not."""
    condition, yes, no = formula(condition), formula(yes), formula(no)
    if condition.constant:
        return yes if condition.value else no
    if yes is no:
        return yes
    if yes.type == no.type == "bool":
        if yes is TRUE:
            return condition | no
        if no is FALSE:
            return condition & yes
        if yes is FALSE:
            return ~condition & no
        if no is TRUE:
            return ~condition | yes
    if yes.type != no.type:
        mixed = "text" in (yes.type, no.type)
        yes, no = (yes.as_text(), no.as_text()) if mixed else (yes.as_float(), no.as_float())
    if condition.op == "not":
        condition, yes, no = condition.args[0], no, yes
    return Formula("where", (condition, yes, no), yes.type)


def smaller(a: Given, b: Given) -> Formula:
    """The smaller of two numbers."""
    return _arithmetic("min", a, b)


def joined(*texts: Given) -> Formula:
    """Texts one after the other."""
    parts = [formula(t) for t in texts]
    if all(p.constant for p in parts):
        return formula("".join(p.value for p in parts))
    return Formula("joined", tuple(parts), "text")


def larger(a: Given, b: Given) -> Formula:
    """The larger of two numbers."""
    return _arithmetic("max", a, b)


def total(values: Iterable[Given]) -> Formula:
    """The sum, from the left."""
    found = formula(0)
    for value in values:
        found = found + value
    return found


def count(values: Iterable[Given]) -> Formula:
    """How many of these hold."""
    return total(formula(v).as_int() for v in values)


def _arithmetic(op: str, a: Given, b: Given) -> Formula:
    a, b = formula(a), formula(b)
    if a.constant and b.constant:
        return formula(_PLAIN[op](a.value, b.value))
    if op in ("min", "max") and a is b:
        return a
    if op in ("add", "sub") and b.constant and b.value == 0:
        return a
    if op == "add" and a.constant and a.value == 0:
        return b
    if op in ("mul", "div", "floordiv") and b.constant and b.value == 1 and op != "div":
        return a
    type_: FormulaType = "float" if "float" in (a.type, b.type) or op == "div" else "int"
    if type_ == "float":
        a, b = a.as_float(), b.as_float()
    return Formula(op, (a, b), type_)


def _test(op: str, a: Formula, b: Formula) -> Formula:
    if a.constant and b.constant:
        return formula(_PLAIN[op](a.value, b.value))
    if a is b:
        return formula(op != "lt")
    if op == "eq" and a.constant:
        a, b = b, a
    if b.constant and a.op == "where" and (a.args[1].constant or a.args[2].constant):
        return where(a.args[0], _test(op, a.args[1], b), _test(op, a.args[2], b))
    if a.constant and b.op == "where" and (b.args[1].constant or b.args[2].constant):
        return where(b.args[0], _test(op, a, b.args[1]), _test(op, a, b.args[2]))
    if _has_counts(a) or _has_counts(b):
        found = _test_of_days(op, a, b)
        if found is not None:
            return found
    if a.type == "int" and b.type == "float":
        a = a.as_float()
    elif a.type == "float" and b.type == "int":
        b = b.as_float()
    return Formula(op, (a, b), "bool")


def _test_of_days(op: str, a: Formula, b: Formula) -> Formula | None:
    """A test of days by their count, which tables have at hand; None where one of the two is not to be had so."""
    if NEVER in (a.value if a.constant else 0, b.value if b.constant else 0) and "col" in (a.op, b.op):
        return formula(op != "eq" and b.constant)  # such a column has days only
    first, second = _counted(a), _counted(b)
    return None if first is None or second is None else _test(op, first, second)


def _has_counts(node: Formula) -> bool:
    """Is it a choice among columns of days that are counted?"""
    if node.op == "col":
        return len(node.args) > 1
    return node.op in ("where", "min", "max") and node.type == "int" and any(map(_has_counts, node.inputs[-2:]))


def _counted(node: Formula) -> Formula | None:
    """A choice among days, with the days counted from the year 1; None where it is worked out from their digits."""
    if node.constant:
        return _count_of(node.value)
    if node.op == "col":
        return Formula("col", node.args[1:], "int") if len(node.args) > 1 else None
    if node.op not in ("where", "min", "max") or node.type != "int":
        return None
    yes, no = (_counted(n) for n in node.inputs[-2:])
    if yes is None or no is None:
        return None
    return where(node.args[0], yes, no) if node.op == "where" else _arithmetic(node.op, yes, no)


def _count_of(day: int) -> Formula | None:
    if day in (0, NEVER):
        return formula(0 if day == 0 else date.max.toordinal())
    try:
        return formula(date(day // 10000, day // 100 % 100, day % 100).toordinal())
    except ValueError:
        return None
