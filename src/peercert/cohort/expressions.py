"""Formulas as expressions of a dataframe: through Narwhals, or in the words of Polars itself, which are the same.

The library is handed in as `layer`; nothing is imported here.

What several formulas share is worked out once: such nodes become columns of their own, level by level.
"""

from collections.abc import Sequence
from typing import Any

from peercert.judging.formula import Formula

_PLAIN = frozenset({"col", "lit"})
# Polars divides by one number for all rows by multiplying with 1 / number, which rounds otherwise than division does; so
# the number becomes a column.
_BINARY = {
    "and": lambda a, b: a & b, "or": lambda a, b: a | b, "add": lambda a, b: a + b, "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b, "floordiv": lambda a, b: a // b, "mod": lambda a, b: a % b, "div": lambda a, b: a / (a * 0.0 + b),
    "eq": lambda a, b: a == b, "lt": lambda a, b: a < b, "le": lambda a, b: a <= b,
}  # fmt: skip


class Levels:
    """The columns to add, level by level, before the formulas asked for can be taken."""

    def __init__(self, formulas: Sequence[Formula], layer: Any, prefix: str = "__") -> None:
        """`layer` is the library in whose words the expressions are made: narwhals, or polars itself."""
        self._layer = layer
        self._order = _in_order(formulas)
        uses = dict.fromkeys(self._order, 0)
        for used in (*(i for f in self._order for i in f.inputs), *formulas):
            uses[used] += 1
        shared = [f for f in self._order if uses[f] > 1 and f.op not in _PLAIN and not _is_negated_column(f)]
        self._names = {f: f"{prefix}{i}" for i, f in enumerate(shared)}
        self._made: dict[Formula, Any] = {}

    def columns(self) -> list[list[Any]]:
        """Expressions of the columns to add, in the order in which they can be added."""
        levels: dict[int, list[Any]] = {}
        level: dict[Formula, int] = {}
        for formula in self._order:
            mine = level[formula] = max((level[i] + (i in self._names) for i in formula.inputs), default=0)
            made = self._expression(formula)
            if formula in self._names:
                levels.setdefault(mine, []).append(made.alias(self._names[formula]))
                made = self._layer.col(self._names[formula])
            self._made[formula] = made
        return [levels[k] for k in sorted(levels)]

    def take(self, formula: Formula) -> Any:
        """A formula asked for, once the columns of `columns` are there."""
        return _typed(self._layer, formula, self._made[formula])

    def _expression(self, formula: Formula) -> Any:
        if formula.op == "col":
            return self._layer.col(formula.args[0])
        if formula.op == "lit":
            return formula.value
        return _made(self._layer, formula, [self._made[a] if isinstance(a, Formula) else a for a in formula.args])


def _in_order(formulas: Sequence[Formula]) -> list[Formula]:
    """All formulas inside these, each after what it is made of."""
    found: dict[Formula, None] = {}
    seen: set[Formula] = set()
    waiting = [(f, False) for f in reversed(formulas)]
    while waiting:
        formula, ready = waiting.pop()
        if ready:
            found[formula] = None
        elif formula not in seen:
            seen.add(formula)
            waiting.append((formula, True))
            waiting += [(inner, False) for inner in formula.inputs]
    return list(found)


def _is_negated_column(formula: Formula) -> bool:
    return formula.op == "not" and formula.args[0].op == "col"


def _literal(layer: Any, formula: Formula) -> Any:
    kinds = {"bool": layer.Boolean, "int": layer.Int32, "float": layer.Float64, "text": layer.String}
    return layer.lit(formula.value, kinds[formula.type])


def _typed(layer: Any, formula: Any, made: Any) -> Any:
    """A constant as an expression with its type; any other as it is."""
    return _literal(layer, formula) if formula.op == "lit" else made


def _made(layer: Any, formula: Formula, args: list[Any]) -> Any:
    op = formula.op
    if op in _BINARY:
        return _BINARY[op](*args)
    if op == "not":
        return ~args[0]
    if op == "where":
        yes, no = (_typed(layer, f, a) for f, a in zip(formula.args[1:], args[1:], strict=True))
        return layer.when(args[0]).then(yes).otherwise(no)
    if op in ("min", "max"):
        joined = layer.min_horizontal if op == "min" else layer.max_horizontal
        return joined(*(_typed(layer, f, a) for f, a in zip(formula.args, args, strict=True)))
    if op == "in":
        return args[0].is_in(list(args[1:]))
    if op == "float":
        return args[0].cast(layer.Float64)
    if op == "floor":
        return args[0].floor()
    return _text(layer, formula, args)


def _text(layer: Any, formula: Formula, args: list[Any]) -> Any:
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
        return layer.concat_str([_typed(layer, f, a) for f, a in zip(formula.args, args, strict=True)])
    if op == "number_text":
        number = args[0].cast(layer.Float64)
        whole = number.cast(layer.Int64)
        return (
            layer.when(whole.cast(layer.Float64) == number)
            .then(whole.cast(layer.String))
            .otherwise(number.cast(layer.String))
        )
    if op == "day_text":
        digits = (args[0] + 100_000_000).cast(layer.String)
        parts = [digits.str.slice(1, 4), layer.lit("-"), digits.str.slice(5, 2), layer.lit("-"), digits.str.slice(7, 2)]
        return layer.concat_str(parts)
    raise AssertionError(op)


def in_words(layer: Any, code: Any, words: Sequence[str]) -> Any:
    """A column of numbers as the words that they stand for: in Polars as one of a fixed list, which is small and fast."""
    kind = layer.Enum(list(words)) if layer.__name__ == "polars" else layer.String
    found = layer.lit(words[0], kind)
    for i, word in enumerate(words[1:], 1):
        found = layer.when(code == i).then(layer.lit(word, kind)).otherwise(found)
    return found
