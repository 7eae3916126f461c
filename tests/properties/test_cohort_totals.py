"""Hours, hours by topic and money of everybody are those of each one added up, over the whole rule book."""

from collections import Counter
from typing import Any

import pytest
from made_up_people import People
from test_cohort import BOOK, DAY, PATHWAYS, SEED, Table, frame_of

from peercert.cohort.columns import columns_of
from peercert.cohort.results import Asked, Columns
from peercert.cohort.totals import Totals, needs_of

PEOPLE = 8


def rounded(amounts: Any) -> dict[str, float]:
    return {name: round(value, 6) for name, value in amounts.items() if value}


@pytest.mark.parametrize("start", range(0, len(PATHWAYS), 100))
def test_what_all_need_is_what_each_needs(start: int) -> None:
    for credential, pathway in PATHWAYS[start : start + 100]:
        columns = columns_of(pathway, credential)
        people = People(pathway, credential, DAY, f"totals {SEED} {credential.id} {pathway.name}")
        rows = [people.row() for _ in range(PEOPLE)]
        frame = frame_of(Table(DAY, True, False, columns, rows)).drop("person")
        asked = Asked(pathway, credential, DAY, BOOK.credential)
        judge, totals = Columns(asked, columns), Totals(asked, columns)
        if not columns:
            continue
        totals.add(frame, judge.judge(frame))
        hours, topics, needing, fees = Counter[str](), Counter[str](), Counter[str](), [0.0, 0.0]
        for row in frame.rows(named=True):
            needs = needs_of(judge.report(row).findings, asked)
            hours.update(needs.hours)  # type: ignore[arg-type]
            topics.update(needs.topics)  # type: ignore[arg-type]
            needing.update(kind for kind, amount in needs.hours.items() if amount)
            fees = [fees[0] + needs.fees_usd, fees[1] + needs.fees_usd_at_most]
        said = f"{credential.id} {pathway.name}"
        assert not totals.left_out, said
        assert rounded(totals.sums.hours) == rounded(hours), said
        assert rounded(totals.sums.topics) == rounded(topics), said
        assert rounded(totals.people) == rounded(needing), said
        assert [totals.sums.fees_usd, totals.sums.fees_usd_at_most] == pytest.approx(fees), said
