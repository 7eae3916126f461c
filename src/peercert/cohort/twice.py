"""Who may be there twice: by id, by e-mail address, by name and date of birth (or name alone, where that is blank).

They are pointed out, and both rows stay. What says nothing (``N/A``, ``-``, an empty name) makes nobody the same.
"""

from collections.abc import Iterator

import polars as pl

from peercert.cohort.identity import NAMES, says_nothing
from peercert.cohort.remarks import About, Remark
from peercert.verdicts import Says


def signs(identity: pl.DataFrame, frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """What is needed of some people to see who is there twice."""
    made = {"row": rows}
    for name in ("id", "email"):
        if name in identity.columns:
            made[name] = identity[name].str.to_lowercase()
    if "id" in made and made["id"].str.ends_with(".0").any():
        made["id"] = made["id"].str.replace(r"^(\d+)\.0+$", "$1")
    names = [n for n in NAMES if n in identity.columns]
    if names:
        made["name"] = identity.select(pl.concat_str(names, separator=" ", ignore_nulls=True)).to_series()
        made["name"] = _same_name(made["name"])
        if "born" in frame.columns:
            made["born"] = frame["born"].cast(pl.String)
    return pl.DataFrame(made)


def _same_name(names: pl.Series) -> pl.Series:
    """Names without case, accents and punctuation, the first name first: López, Maria is Maria Lopez."""
    small = names.str.to_lowercase()
    odd = (small.str.contains(r"[^a-z0-9 ]") | small.str.contains("  ", literal=True)).fill_null(False)
    if not odd.any():
        return small
    plain = small.filter(odd).str.normalize("NFKD").str.replace_all(r"\p{M}+", "")
    plain = plain.str.replace(r"^([^,]+),\s*([^,]+)$", "$2 $1")
    plain = (
        plain.str.replace_all("n/a", " ", literal=True)
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
        .replace("", None)
    )
    return small.scatter(odd.arg_true(), plain)


def twice(seen: pl.DataFrame) -> Iterator[Remark]:
    """The people who may be there twice, by their `signs`."""
    told: set[int] = set()
    for name, keys in (("id", ["id"]), ("email", ["email"]), ("name", ["name", "born"]), ("name", ["name"])):
        keys = [k for k in keys if k in seen.columns]
        if not keys or name not in seen.columns:
            continue
        rows = seen.filter(pl.all_horizontal(pl.col(k).is_not_null() for k in keys))
        if name == "name" and keys == ["name"] and "born" in seen.columns:
            unborn = seen.filter(pl.col("born").is_null() & pl.col("name").is_not_null())["name"].unique()
            rows = seen.filter(pl.col("name").is_in(unborn.implode()))
        again = rows.filter(pl.struct(keys).is_duplicated()).group_by(keys, maintain_order=True).agg("row")
        told_apart = [not says_nothing(text) for text in again[name]]
        for first, *others in again.filter(pl.Series(told_apart, dtype=pl.Boolean))["row"].to_list():
            for row in others:
                if row not in told:
                    told.add(row)
                    says = Says(
                        "may be the same person as in row {row} (the same {what})",
                        {"row": str(first), "what": _SAME[name]},
                    )
                    yield Remark(About.DUPLICATE, says, row)


_SAME = {"id": Says("id"), "email": Says("e-mail address"), "name": Says("name")}

__all__ = ["signs", "twice"]
