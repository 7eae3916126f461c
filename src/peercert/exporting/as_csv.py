"""CSV: a folder of tables, with a Data Package (`datapackage.json`) that says what each column means.

No cell begins as a formula: where a text would, an apostrophe stands before it.
"""

import csv
import io

from peercert.exporting.contents import Contents
from peercert.exporting.inert import cell, json_text
from peercert.exporting.tables import Table, Value, tables


def export(contents: Contents) -> dict[str, str]:
    """The files of the folder."""
    made = tables(contents)
    return {f"{t.name}.csv": _text(t) for t in made} | {"datapackage.json": json_text(_package(contents, made))}


def _text(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(c.name for c in table.columns)
    writer.writerows([_written(v) for v in row] for row in table.rows)
    return out.getvalue()


def _written(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return cell(value) if isinstance(value, str) else value


def _package(contents: Contents, made: list[Table]) -> dict[str, object]:
    """The tables described as a Frictionless Data Package."""
    about: dict[str, object] = {"name": "peercert", "title": "Certification rules for peer support specialists"}
    if contents.version:
        about["version"] = contents.version
    if contents.license:
        about["licenses"] = [{"name": contents.license}]
    says = "Where a text would begin as a formula, an apostrophe stands before it. Lists are joined by semicolons."
    return about | {"description": says, "resources": [_resource(t) for t in made]}


def _resource(table: Table) -> dict[str, object]:
    fields = [{"name": c.name, "type": c.type, "description": c.says} for c in table.columns]
    keys = [
        {"fields": c.name, "reference": {"resource": "" if c.refers_to == table.name else c.refers_to, "fields": "id"}}
        for c in table.columns
        if c.refers_to
    ]
    schema = {"fields": fields, "primaryKey": "id", "missingValues": [""]} | ({"foreignKeys": keys} if keys else {})
    return {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "description": table.says,
        "schema": schema,
    }
