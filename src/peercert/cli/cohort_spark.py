"""`peercert cohort --engine spark`: a folder of Parquet held against a pathway where Spark holds it."""

from datetime import date
from pathlib import Path

import polars as pl

from peercert.cli.cohort_one import say_page, written
from peercert.cli.cohort_run import Call, Chosen
from peercert.cli.options import stop
from peercert.cohort.columns import columns_of
from peercert.cohort.reading import CHUNK
from peercert.cohort.remarks import About, Remark, Remarks
from peercert.cohort.results import Asked
from peercert.cohort.summary import Summary
from peercert.cohort.totals import Totals
from peercert.evaluation import evaluate
from peercert.present.cohort_json import cohort_json
from peercert.present.cohort_page import Study, cohort_page
from peercert.record import Record
from peercert.rulebook import Rulebook
from peercert.verdicts import Says
from peercert.words import tell


def run_spark(call: Call, rulebook: Rulebook, day: date, what: Chosen) -> bool:
    """True where somebody misses something, or something is unknown. Raises FileError, typer.Exit.

    The columns are those of the template, by their own names; nothing is matched or cleaned on the way.
    """
    from peercert.cohort.spark import evaluate_folder

    if call.output is None:
        raise stop(tell("with --engine spark name a folder for what is found: -o FOLDER."))
    for option, value in (
        ("--letters", call.letters),
        ("--rules", call.rules),
        ("--activities", call.activities),
        ("--map", call.map or call.map_file),
        ("--unread", call.unread),
    ):
        if value:
            raise stop(tell("{option} and --engine spark do not go together.", option=option))
    evaluate_folder(
        what.pathway, call.roster, call.output, day, credential=what.credential, lookup=rulebook.credential, over=call.force
    )  # fmt: skip
    written(call.output)
    if not Path(call.output).is_dir():
        return True  # somewhere in a store: Spark alone can read it
    asked = Asked(what.pathway, what.credential, day, rulebook.credential)
    totals = Totals(asked, columns_of(what.pathway, what.credential))
    totals.left_out.update(totals.counted)
    summary = Summary([r.id for r in what.pathway.requirements], totals)
    for results in pl.scan_parquet(Path(call.output) / "*.parquet").collect_batches(chunk_size=CHUNK):
        summary.add(results)
    blank = evaluate(what.pathway, Record(), day, credential=what.credential, lookup=rulebook.credential)
    remarks = Remarks()
    remarks.add(
        [
            Remark(
                About.TABLE,
                Says(
                    "With Spark every cell is taken as it is: the columns and their values have to be those of the template."
                ),
            )
        ]
    )
    study = Study(blank, what.jurisdiction, call.roster, summary, remarks, summary.people)
    say_page(call, cohort_page(study), study.remarks, lambda: cohort_json(study))
    return not summary.complete


__all__ = ["run_spark"]
