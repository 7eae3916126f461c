"""Certification rules for peer support specialists as data, held against a person's own record.

from datetime import date
import peercert

rules = peercert.load_rulebook()
record = peercert.load_record("mine.yaml", today=date.today())
credential = rules.credential("sc-cpss-share")
report = peercert.evaluate(credential.pathways["initial"], record, date.today(), credential=credential)
print(report.outcome, [f.id for f in report.findings if f.verdict == "missing"])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peercert.evaluation import Report, evaluate, evaluate_all
    from peercert.model import Credential, Jurisdiction, Pathway
    from peercert.record import Record
    from peercert.recordfile import load_record
    from peercert.rulebook import Rulebook
    from peercert.rulebook import open_rulebook as load_rulebook
    from peercert.verdicts import Finding, Outcome, Verdict

_WHERE = {
    "evaluate": "evaluation", "evaluate_all": "evaluation", "Report": "evaluation", "Credential": "model", "Jurisdiction": "model",
    "Pathway": "model", "Record": "record", "load_record": "recordfile", "Rulebook": "rulebook", "load_rulebook": "rulebook",
    "Finding": "verdicts", "Outcome": "verdicts", "Verdict": "verdicts",
}  # fmt: skip

__all__ = [
    "Credential",
    "Finding",
    "Jurisdiction",
    "Outcome",
    "Pathway",
    "Record",
    "Report",
    "Rulebook",
    "Verdict",
    "evaluate",
    "evaluate_all",
    "load_record",
    "load_rulebook",
]


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import peercert` costs nothing and the pure core needs no YAML."""
    if name not in _WHERE:
        raise AttributeError(f"module 'peercert' has no attribute {name!r}")
    found = getattr(import_module(f"peercert.{_WHERE[name]}"), "open_rulebook" if name == "load_rulebook" else name)
    globals()[name] = found
    return found
