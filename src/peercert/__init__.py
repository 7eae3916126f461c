"""Certification rules for peer support specialists as data, held against a person's own record.

>>> from datetime import date
>>> import peercert
>>> rules = peercert.load_rulebook()
>>> credential = rules.credential("sc-cpss-share")
>>> record = peercert.load_record("examples/newcomer.yaml", today=date(2026, 11, 22))
>>> report = peercert.evaluate(credential.pathways["initial"], record, date(2026, 11, 22), credential=credential)
>>> print(report.outcome, report.totals.hours["training"])
not_ready 40

Everything named here is imported when it is first used. What reads files (`load_rulebook`, `load_record`, `export`)
needs the packages that peercert installs with; many people at once (`evaluate_frame`, `evaluate_file`) need those of
`peercert[cohort]`. All the rest needs the standard library alone and touches no file, so that it runs inside a web page as
well. Dates are `datetime.date`, money is US dollars, training and work are clock hours.
Two errors are raised on purpose: `FileError` for a file that cannot be used (its message names file, line, what is wrong
and what would be right), `ShapeError` for plain data of the wrong shape (`where` is the path to the place).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peercert.cohort.columns import Column
    from peercert.cohort.columns import columns_of as roster_columns
    from peercert.cohort.engine import evaluate_frame
    from peercert.cohort.files import evaluate_file
    from peercert.compare import Row
    from peercert.compare import compare as compare_rules
    from peercert.evaluation import Alternative, Report, Totals, evaluate, evaluate_all
    from peercert.exporting import export
    from peercert.glossary import Glossary
    from peercert.interview import Asked, Interview, Target
    from peercert.judging.requirement import Requirement, Rule
    from peercert.model import Certifier, Credential, Fact, Jurisdiction, Pathway
    from peercert.plan import Plan, Step, make_plan
    from peercert.record import Record
    from peercert.recordfile import load_record
    from peercert.renewal import Renewal, renewals
    from peercert.rulebook import Rulebook
    from peercert.rulebook import open_rulebook as load_rulebook
    from peercert.sayings import Says
    from peercert.shapes import ShapeError
    from peercert.sources import Citation, Source
    from peercert.transfer import Transfer
    from peercert.transfer import transfer as make_transfer
    from peercert.verdicts import Finding, Judgement, Outcome, Verdict
    from peercert.where import Nearness
    from peercert.where import rank as rank_credentials
    from peercert.words import say
    from peercert.yamlfile import FileError

_MODULES = {
    "cohort.columns": ("Column", "roster_columns"),
    "cohort.engine": ("evaluate_frame",),
    "cohort.files": ("evaluate_file",),
    "compare": ("Row", "compare_rules"),
    "evaluation": ("Alternative", "Report", "Totals", "evaluate", "evaluate_all"),
    "exporting": ("export",),
    "glossary": ("Glossary",),
    "interview": ("Asked", "Interview", "Target"),
    "judging.requirement": ("Requirement", "Rule"),
    "model": ("Certifier", "Credential", "Fact", "Jurisdiction", "Pathway"),
    "plan": ("Plan", "Step", "make_plan"),
    "record": ("Record",),
    "recordfile": ("load_record",),
    "renewal": ("Renewal", "renewals"),
    "rulebook": ("Rulebook", "load_rulebook"),
    "shapes": ("ShapeError",),
    "sources": ("Citation", "Source"),
    "transfer": ("Transfer", "make_transfer"),
    "sayings": ("Says",),
    "verdicts": ("Finding", "Judgement", "Outcome", "Verdict"),
    "where": ("Nearness", "rank_credentials"),
    "words": ("say",),
    "yamlfile": ("FileError",),
}
"""What is public, by the module that it stands in."""
_OWN_NAMES = {
    "compare_rules": "compare", "load_rulebook": "open_rulebook", "make_transfer": "transfer", "rank_credentials": "rank",
    "roster_columns": "columns_of",
}  # fmt: skip
"""How those are called in their module whose name there is also that of a module, or says too little here."""
_WHERE = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Alternative",
    "Asked",
    "Certifier",
    "Citation",
    "Column",
    "Credential",
    "Fact",
    "FileError",
    "Finding",
    "Glossary",
    "Interview",
    "Judgement",
    "Jurisdiction",
    "Nearness",
    "Outcome",
    "Pathway",
    "Plan",
    "Record",
    "Renewal",
    "Report",
    "Requirement",
    "Row",
    "Rule",
    "Rulebook",
    "Says",
    "ShapeError",
    "Source",
    "Step",
    "Target",
    "Totals",
    "Transfer",
    "Verdict",
    "compare_rules",
    "evaluate",
    "evaluate_all",
    "evaluate_file",
    "evaluate_frame",
    "export",
    "load_record",
    "load_rulebook",
    "make_plan",
    "make_transfer",
    "rank_credentials",
    "renewals",
    "roster_columns",
    "say",
]


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import peercert` costs nothing and the pure core needs no YAML."""
    if name not in _WHERE:
        raise AttributeError(f"module 'peercert' has no attribute {name!r}")
    found = getattr(import_module(f"peercert.{_WHERE[name]}"), _OWN_NAMES.get(name, name))
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """What is public, also before it is imported."""
    return sorted({*globals(), *__all__})
