"""A cohort as plain data, ready for `json.dumps`."""

from typing import Any

from peercert.cohort.headings import Matched
from peercert.cohort.remarks import About, Remarks
from peercert.present.as_json import value_json
from peercert.present.cohort_page import Study, titles
from peercert.verdicts import Outcome, Verdict
from peercert.words import say


def cohort_json(study: Study) -> dict[str, Any]:
    """What a cohort comes to."""
    report, summary, remarks = study.blank, study.summary, study.remarks
    names, sums = titles(report), summary.totals.sums
    made: dict[str, Any] = {
        "credential": report.credential.id,
        "name": report.credential.name,
        "jurisdiction": study.jurisdiction.jurisdiction,
        "pathway": report.pathway.name,
        "as_of": report.as_of.isoformat(),
        "people": summary.people,
        "outcomes": {o.value: summary.outcomes[o] for o in Outcome},
        "nearly_ready": summary.nearly,
        "one_missing_some_unknown": summary.perhaps_nearly,
        "missing": {str(n): people for n, people in sorted(summary.missing.items())},
        "requirements": [
            {
                "id": r,
                "title": names[r],
                **{v.value: summary.verdicts[r][v.value] for v in Verdict},
                "only_this": summary.only[r],
            }
            for r in summary.requirements
        ],
        "totals": {
            "fees_usd": value_json(sums.fees_usd),
            "fees_usd_at_most": value_json(sums.fees_usd_at_most),
            "fees_not_published": list(report.totals.fees_not_published),
            "hours": {k: value_json(h) for k, h in sums.hours.items() if h},
            "hours_by_topic": {k: value_json(h) for k, h in sorted(sums.topics.items())},
            "not_counted": sorted(summary.totals.left_out),
            "not_by_topic": sorted(summary.totals.no_topics),
        },
        "cells_not_read": remarks.counts[About.CELL],
        "rows": {"with_something": study.rows_in, "people": summary.people, "left_out": remarks.left_out},
        "remarks": remarks_json(remarks),
        "untold": [{"id": u.id, "columns": list(u.columns), "closest": list(u.closest)} for u in study.untold],
    }
    return made | headings_json(study.matched) | dict(study.more)


def headings_json(matched: Matched | None) -> dict[str, Any]:
    """What the headings of a roster were read as, and those that were not."""
    if matched is None:
        return {}
    return {
        "columns": {matched.addresses.get(n, h): n for n, h in matched.headings.items()},
        "not_read": [{"heading": u.heading, "closest": list(u.closest)} for u in matched.unmatched],
    }


def remarks_json(remarks: Remarks) -> list[dict[str, Any]]:
    """What could not be read, and what should be looked at, by row; of very many, the first."""
    return [
        {
            "about": r.about.value,
            "table": r.table,
            "row": r.row,
            "column": r.column,
            "value": r.value,
            "says": say(r.says),
        }
        for r in remarks.of()
    ]


__all__ = ["cohort_json", "headings_json", "remarks_json"]
