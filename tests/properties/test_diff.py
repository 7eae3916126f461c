"""A diff is empty only where nothing changed: real rule files, changed at random, one thing at a time."""

import copy
import json
import os

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_agreement import RULES, changed

from peercert.maintain.changes import diff
from peercert.maintain.revisions import Side
from peercert.model import Jurisdiction
from peercert.present.changes_page import changes_page
from peercert.present.markdown import markdown
from peercert.shapes import ShapeError

often = settings(
    max_examples=int(os.environ.get("PEERCERT_EXAMPLES", "100")), deadline=None, suppress_health_check=list(HealthCheck)
)


def side(data: object, name: str) -> Side:
    return Side(name, {"states/xx.yaml": json.dumps(data).encode()})


@often
@given(data=st.data())
def test_every_change_is_said(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(RULES))
    after = changed(before, data)
    try:
        same = Jurisdiction.parse(copy.deepcopy(before)) == Jurisdiction.parse(after)
    except ShapeError:
        assume(False)
    found = diff(side(before, "old"), side(after, "new"))
    assert bool(found.about) != same
    for about in found.about:
        for change in about.changes:
            assert change.says.strip()
    markdown(changes_page(found, None, 0, ()))
