"""`peercert cohort template`: an empty roster with the columns that a pathway reads."""

import sys

from peercert.cli.cohort_run import Call, Chosen
from peercert.cohort.outputs import disk_errors
from peercert.cohort.template import as_csv, template_of, write_workbook
from peercert.present.formats import SCREEN, put
from peercert.words import tell
from peercert.writing import may_write, new_file, write_file
from peercert.yamlfile import FileError


def write_template(call: Call, what: Chosen) -> None:
    """Print an empty roster, or write it to the file of --output. Raises FileError."""
    template = template_of(what.pathway, what.credential, anonymous=call.anonymous)
    output = call.output
    if call.activities is not None:
        may_write(call.activities, over=call.force)
    if output in SCREEN or output is None:
        put(as_csv(template.roster))
    elif output.casefold().endswith(".csv"):
        write_file(output, as_csv(template.roster), over=call.force)
    elif output.casefold().endswith(".xlsx"):
        title = tell(
            "{credential} ({id}), {pathway}",
            credential=what.credential.name,
            id=what.credential.id,
            pathway=what.pathway.name,
        )
        with disk_errors(output), new_file(output, over=call.force) as path:
            write_workbook(path, template, title)
    else:
        raise FileError(output, tell("an empty roster is a file that ends in .csv or .xlsx"))
    if output not in SCREEN:
        print(f"peercert: {tell('Written to {file}.', file=output)}", file=sys.stderr)
    if call.activities is not None:
        write_file(call.activities, as_csv(template.activities), over=call.force)


__all__ = ["write_template"]
