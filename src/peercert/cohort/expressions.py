"""Formulas as expressions of a dataframe, through Narwhals (which is imported only when a table is there).

What several formulas share is worked out once: such nodes become columns of their own, level by level.
"""

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from peercert.judging.formula import Formula

if TYPE_CHECKING:
    import narwhals as nw

_PLAIN = frozenset({"col", "lit"})
_BINARY = {
    "and": lambda a, b: a & b, "or": lambda a, b: a | b, "add": lambda a, b: a + b, "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b, "floordiv": lambda a, b: a // b, "mod": lambda a, b: a % b, "div": lambda a, b: a / b,
    "eq": lambda a, b: a == b, "lt": lambda a, b: a < b, "le": lambda a, b: a <= b,
}  # fmt: skip


class Levels:
    """The columns to add, level by level, before the formulas asked for can be taken."""

    def __init__(self, formulas: Sequence[Formula], prefix: str = "__") -> None:
        self._uses: dict[Formula, int] = {}
        self._order: list[Formula] = []
        for formula in formulas:
            self._count(formula)
            self._uses[formula] = self._uses.get(formula, 0) + 1
        self._names = {
            f: f"{prefix}{i}" for i, f in enumerate(self._order)
            if self._uses[f] > 1 and f.op not in _PLAIN and not (f.op == "not" and f.args[0].op == "col")
        }  # fmt: skip
        self._level: dict[Formula, int] = {}
        self._made: dict[Formula, Any] = {}

    def _count(self, top: Formula) -> None:
        """Count uses, and list formulas so that each comes after what it is made of."""
        waiting: list[tuple[Formula, bool]] = [(top, False)]
        while waiting:
            formula, done = waiting.pop()
            if done:
                self._order.append(formula)
                continue
            if formula in self._uses:
                continue
            self._uses[formula] = 0
            waiting.append((formula, True))
            for inner in formula.inputs:
                waiting.append((inner, False))
        self._recount()

    def _recount(self) -> None:
        self._uses = dict.fromkeys(self._order, 0)
        for formula in self._order:
            for inner in formula.inputs:
                self._uses[inner] += 1

    def columns(self) -> "list[list[nw.Expr]]":
        """Expressions of the columns to add, in the order in which they can be added."""
        levels: dict[int, list[Any]] = {}
        for formula in self._order:
            inner = [self._level[i] + (i in self._names) for i in formula.inputs]
            level = self._level[formula] = max(inner, default=0)
            made = self._expression(formula)
            if formula in self._names:
                levels.setdefault(level, []).append(made.alias(self._names[formula]))
                self._made[formula] = _column(self._names[formula])
            else:
                self._made[formula] = made
        return [levels[k] for k in sorted(levels)]

    def take(self, formula: Formula) -> "nw.Expr":
        """A formula asked for, once the columns of `columns` are there."""
        import narwhals as nw

        return _literal(nw, formula) if formula.op == "lit" else self._made[formula]

    def _expression(self, formula: Formula) -> Any:
        import narwhals as nw

        if formula.op == "col":
            return nw.col(formula.args[0])
        if formula.op == "lit":
            return formula.value
        args = [self._made[a] if isinstance(a, Formula) else a for a in formula.args]
        return _made(nw, formula, args)


def _column(name: str) -> Any:
    import narwhals as nw

    return nw.col(name)


def _literal(nw: Any, formula: Formula) -> Any:
    kinds = {"bool": nw.Boolean, "int": nw.Int32, "float": nw.Float64, "text": nw.String}
    return nw.lit(formula.value, kinds[formula.type])


def _typed(nw: Any, formula: Any, made: Any) -> Any:
    """A constant as an expression with its type; any other as it is."""
    return _literal(nw, formula) if formula.op == "lit" else made


def _made(nw: Any, formula: Formula, args: list[Any]) -> Any:
    op = formula.op
    if op in _BINARY:
        return _BINARY[op](*args)
    if op == "not":
        return ~args[0]
    if op == "where":
        yes, no = (_typed(nw, f, a) for f, a in zip(formula.args[1:], args[1:], strict=True))
        return nw.when(args[0]).then(yes).otherwise(no)
    if op in ("min", "max"):
        joined = nw.min_horizontal if op == "min" else nw.max_horizontal
        return joined(*(_typed(nw, f, a) for f, a in zip(formula.args, args, strict=True)))
    if op == "in":
        return args[0].is_in(list(args[1:]))
    if op == "float":
        return args[0].cast(nw.Float64)
    if op == "floor":
        return args[0].cast(nw.Int64).cast(nw.Float64)
    return _text(nw, formula, args)


def _text(nw: Any, formula: Formula, args: list[Any]) -> Any:
    op = formula.op
    if op == "contains":
        return args[0].str.contains(args[1], literal=True)
    if op == "matches":
        return args[0].str.contains(args[1])
    if op == "lower":
        return args[0].str.to_lowercase()
    if op == "first":
        return args[0].str.slice(0, args[1])
    if op == "joined":
        return nw.concat_str([_typed(nw, f, a) for f, a in zip(formula.args, args, strict=True)])
    if op == "number_text":
        number = args[0].cast(nw.Float64)
        whole = number.cast(nw.Int64)
        return nw.when(whole.cast(nw.Float64) == number).then(whole.cast(nw.String)).otherwise(number.cast(nw.String))
    if op == "day_text":
        digits = (args[0] + 100_000_000).cast(nw.String)
        parts = [digits.str.slice(1, 4), nw.lit("-"), digits.str.slice(5, 2), nw.lit("-"), digits.str.slice(7, 2)]
        return nw.concat_str(parts)
    raise AssertionError(op)


def in_words(nw: Any, code: Any, words: Sequence[str]) -> Any:
    """A column of numbers as the words that they stand for."""
    return reduce(
        lambda found, i: nw.when(code == i).then(nw.lit(words[i])).otherwise(found), range(1, len(words)), nw.lit(words[0])
    )  # fmt: skip
