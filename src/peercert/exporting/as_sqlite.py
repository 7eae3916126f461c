"""SQLite: the tables in one database file, with foreign keys, and views that a reader would want."""

import sqlite3
import tempfile
from pathlib import Path

from peercert.exporting.contents import Contents
from peercert.exporting.tables import Table, tables
from peercert.sayings import Says
from peercert.yamlfile import FileError

_TYPES = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_VIEWS = {
    "rules": """
        SELECT j.name AS jurisdiction, c.id AS credential, c.name AS credential_name, p.name AS pathway, p.kind AS pathway_kind,
               r.id AS requirement, r.parent, r.kind, r.says, r.hours, r.only_when, r.stage, r.from_day, r.until_day, r.confidence, r.note,
               (SELECT group_concat(s.publisher || ': ' || s.url || coalesce(' (' || x.locator || ')', ''), '; ')
                  FROM citations x JOIN sources s ON s.id = x.source WHERE x.requirement = r.id AND x.part IS NULL) AS sources
          FROM requirements r JOIN pathways p ON p.id = r.pathway JOIN credentials c ON c.id = r.credential
          JOIN jurisdictions j ON j.id = c.jurisdiction""",
    "overview": """
        SELECT j.name AS jurisdiction, c.id AS credential, c.name, c.certifier, c.populations, c.status,
               (SELECT count(*) FROM pathways p WHERE p.credential = c.id) AS pathways,
               (SELECT count(*) FROM requirements r WHERE r.credential = c.id) AS requirements,
               (SELECT count(*) FROM fees f WHERE f.credential = c.id AND f.published) AS fees_published,
               (SELECT count(*) FROM fees f WHERE f.credential = c.id AND NOT f.published) AS fees_not_published,
               (SELECT p.renewed_every FROM pathways p WHERE p.credential = c.id AND p.kind = 'renewal' AND p.renewed_every IS NOT NULL LIMIT 1) AS renewed_every,
               (SELECT min(s.read) FROM citations x JOIN requirements r ON r.id = x.requirement JOIN sources s ON s.id = x.source WHERE r.credential = c.id) AS oldest_reading
          FROM credentials c JOIN jurisdictions j ON j.id = c.jurisdiction""",
    "sources_by_age": """
        SELECT s.read, s.dated, s.id, s.publisher, s.title, s.url, s.official, (SELECT count(*) FROM citations x WHERE x.source = s.id) AS citations
          FROM sources s ORDER BY s.read, s.dated""",
}  # fmt: skip
"""Rules ready to read with their sources; a line for each credential; sources, the longest unread first."""


def export(contents: Contents) -> bytes:
    """The database file, whole; it is built in a temporary one. Raises FileError where there is no room for that."""
    try:
        with tempfile.TemporaryDirectory(prefix="peercert-") as folder:
            path = Path(folder) / "rules.sqlite"
            connection = sqlite3.connect(path)
            try:
                _fill(connection, contents)
            finally:
                connection.close()
            return path.read_bytes()
    except (OSError, sqlite3.OperationalError) as error:
        says = Says("the database cannot be built here ({problem})", {"problem": str(error)})
        raise FileError(tempfile.tempdir or "", says) from None


def _fill(connection: sqlite3.Connection, contents: Contents) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    with connection:
        connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        about = {"made_by": "peercert", "version": contents.version, "license": contents.license}
        connection.executemany("INSERT INTO about VALUES (?, ?)", [(k, v) for k, v in about.items() if v is not None])
        for table in tables(contents):
            connection.execute(_create(table))
            places = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", table.rows)
            for column in table.columns:
                if column.refers_to:
                    connection.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name} ({column.name})")
        for name, query in _VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")


def _create(table: Table) -> str:
    """The statement that makes a table; names of tables and columns are ours, never a rule book's."""
    lines = []
    for i, column in enumerate(table.columns, 1):
        key = " PRIMARY KEY NOT NULL" if column.name == "id" else ""
        refers = f" REFERENCES {column.refers_to}(id)" if column.refers_to else ""
        comma = "," if i < len(table.columns) else ""
        lines.append(f"  {column.name} {_TYPES[column.type]}{key}{refers}{comma} -- {column.says}")
    body = "\n".join(lines)
    return f"CREATE TABLE {table.name} ( -- {table.says}\n{body}\n)"
