"""`peercert renew` as a holder calls it."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from conftest import Run

HOLDER = "examples/near-renewal.yaml"
DAY = ("--as-of", "2026-11-22")
OVERDUE = "credentials: [{id: pa-cps, issued: 2024-09-15, expires: 2026-09-15, status: active}]\npaid: []\n"
LAPSED = "credentials: [{id: sc-cpss-share, issued: 2024-03-01, expires: 2026-03-01}]\n"
SEVERAL = """
credentials:
  - {id: tx-mhps, issued: 2025-03-01, status: active}
  - {id: sc-cpss-share, issued: 2026-01-14, expires: 2027-01-14, status: active}
  - {id: nc-cpps}
  - {id: "other:Recovery Coach of Somewhere"}
"""


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_holder_reads_first_where_they_stand(run: Run) -> None:
    done = run("renew", "--record", HOLDER, *DAY)
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "Certified Peer Support Specialist (SC SHARE)"
    assert lines[3] == "Your renewal is due on January 14, 2027, in 53 days. 8 hours are left to do."
    for said in (
        "Your period: January 14, 2026 to January 14, 2027.",
        "Renewing late is possible until April 14, 2027.",
        "After that you start over, as for a first certification. [1]",
        "Done: 12 of 20 hours. Left: 8 hours. [1]",
        "No source that was read names a fee for renewing in time; ask before you start.",
        "Once it has lapsed there is a way back: reinstatement.",
        "SC SHARE, https://www.scshare.com/certification",
    ):
        assert said in words(done.stdout)
    assert max(len(line) for line in lines if "http" not in line) <= 80
    assert "\x1b" not in done.stdout


def test_json(run: Run) -> None:
    done = run("renew", "sc-cpss-share", "-r", HOLDER, *DAY, "-f", "json")
    assert done.returncode == 1
    whole = json.loads(done.stdout)
    assert (whole["as_of"], whole["not_listed"]) == ("2026-11-22", [])
    (renewal,) = whole["renewals"]
    expected: dict[str, Any] = {
        "credential": "sc-cpss-share",
        "pathway": "renewal",
        "outcome": "not_ready",
        "state": "due_soon",
        "period": {"start": "2026-01-14", "end": "2027-01-14", "opens": None},
        "deadline": "2027-01-14",
        "days_left": 53,
        "grace_until": "2027-04-14",
        "fees_usd": 0,
        "late_fees": [],
        "after_grace": "start_over",
        "reinstatement": "reinstatement",
        "doubts": [],
    }
    assert {key: renewal[key] for key in expected} == expected
    assert [f["id"] for f in renewal["findings"]] == ["continuing_education", "in-time"]
    (hours,) = renewal["hours"]
    assert {key: hours[key] for key in ("id", "need", "done", "done_at_most", "left", "unit", "parts", "caps")} == {
        "id": "continuing_education",
        "need": 20,
        "done": 12,
        "done_at_most": 12,
        "left": 8,
        "unit": "hours",
        "parts": [],
        "caps": [],
    }


def test_a_cap_says_what_it_leaves_out(run: Run) -> None:
    record = """
credentials: [{id: nh-crsw, issued: 2025-08-01, status: active}]
continuing_education:
  - {title: A, hours: 5, completed: 2026-05-01, format: online}
  - {title: B, hours: 4, completed: 2026-05-02, format: in_person}
"""
    done = run("renew", "-r", "-", *DAY, stdin=record)
    assert "Done: 7 of 12 hours. Left: 5 hours." in words(done.stdout)
    assert "At most 3 hours count that are online; all of that is used. Not counted because of that: 2 hours." in words(done.stdout)  # fmt: skip


def test_everything_done_is_exit_zero(run: Run) -> None:
    record = """
credentials: [{id: sc-cpss-share, issued: 2026-01-14, expires: 2027-01-14}]
continuing_education: [{hours: 20, approved_by: SC SHARE, completed: 2026-05-05}]
"""
    done = run("renew", "-r", "-", *DAY, stdin=record)
    assert done.returncode == 0
    assert "Your renewal is due on January 14, 2027, in 53 days. All that is asked is done." in words(done.stdout)


def test_overdue_but_still_possible(run: Run) -> None:
    done = run("renew", "-r", "-", *DAY, stdin=OVERDUE)
    assert done.returncode == 1
    text = words(done.stdout)
    assert "Your certificate ended on September 15, 2026, 68 days ago. You can still renew it until March 15, 2027, for 113 days more." in text  # fmt: skip
    assert "pa-cps is given as active, but its last valid day was September 15, 2026, before November 22, 2026; it is treated as expired. In your record: credentials[0].status and credentials[0].expires." in text  # fmt: skip
    assert "Fee for late renewal: $75" in text


def test_lapsed_says_what_lapse_means_and_how_to_come_back(run: Run) -> None:
    done = run("renew", "-r", "-", *DAY, stdin=LAPSED)
    assert done.returncode == 1
    text = words(done.stdout)
    assert "Your certificate ended on March 1, 2026, and the time to renew it late on May 30, 2026." in text
    assert "After that you start over, as for a first certification." in text
    assert "GETTING IT BACK Once it has lapsed there is a way back: reinstatement." in text
    assert "40 hours of training, given or approved by SC SHARE; after the lapse" in text
    assert "HOURS" not in done.stdout


def test_several_credentials_the_most_urgent_first(run: Run) -> None:
    done = run("renew", "-r", "-", *DAY, stdin=SEVERAL)
    assert done.returncode == 1
    text = words(done.stdout)
    assert text.startswith(
        "Your record shows 2 credentials to keep:"
        " - sc-cpss-share: Your renewal is due on January 14, 2027, in 53 days."
        " - tx-mhps: Your renewal is due on March 1, 2027, in 99 days."
        " There is no credential called nc-cpps in the rule book; did you mean nc-cpss, "
    )
    assert "Recovery Coach of Somewhere is not in the rule book, so nothing can be said of it here; whoever issued it can." in text  # fmt: skip
    only = run("renew", "TX", "-r", "-", *DAY, stdin=SEVERAL)
    assert only.stdout.startswith("Mental Health Peer Specialist\n")
    close = json.loads(run("renew", "-r", "-", *DAY, "-f", "json", stdin=SEVERAL).stdout)["not_listed"]
    assert close[0]["suggestions"][0] == "nc-cpss"
    assert close[1] == {"id": "other:Recovery Coach of Somewhere", "suggestions": []}


def test_markdown(run: Run) -> None:
    done = run("renew", "-r", HOLDER, *DAY, "-f", "markdown")
    assert done.stdout.startswith("# Certified Peer Support Specialist (SC SHARE)\n")
    assert "**Your renewal is due on January 14, 2027, in 53 days. 8 hours are left to do.**" in done.stdout


def test_html_in_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "renewal.html"
    done = run("renew", "-r", HOLDER, *DAY, "-o", path)
    assert (done.returncode, done.stdout) == (1, "")
    text = path.read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "Your renewal is due on January 14, 2027, in 53 days. 8 hours are left to do." in text
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("record", "status", "says"),
    [
        ("born: 1990\n", 1, "Your record does not say which credentials you hold."),
        ("credentials: []\n", 0, "Your record says that you hold no credential, so there is nothing to renew."),
    ],
)
def test_no_credential_in_the_record(run: Run, record: str, status: int, says: str) -> None:
    done = run("renew", "-r", "-", *DAY, stdin=record)
    assert done.returncode == status
    assert done.stdout.startswith(says)
    assert "  - {id: sc-cpss-share, issued: 2026-01-14, expires: 2027-01-14}" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("renew", "nc-cpss", "-r", HOLDER), "your record does not say that you hold nc-cpss; it lists sc-cpss-share."),
        (("renew", "nc-cpps", "-r", HOLDER), "there is no credential or state called nc-cpps; did you mean nc-cpss"),
        (("renew", "-r", HOLDER, "-p", "anew"), "none of these can be renewed by a way called anew."),
        (("renew", "-r", "nothing.yaml"), "nothing.yaml: there is no such file; check the name and the folder"),
        (("renew", "-r", HOLDER, "--ics", "examples"), "examples: this is a folder; name a file in it"),
        (("renew", "-r", HOLDER, "--ics", HOLDER, "--force"), f"{HOLDER} is named twice; name another file for --ics."),
        (("renew", "-r", HOLDER, "-o", HOLDER, "--force"), f"{HOLDER} is your record; name another file for --output."),
    ],
)
def test_bad_calls_are_exit_two_with_one_message(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, *DAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("peercert: ") == 1


def test_the_calendar_is_read_by_another_library(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    record = "credentials: [{id: pa-cps, issued: 2025-09-15, expires: 2027-09-15}]\n"
    done = run("renew", "-r", "-", *DAY, "--ics", path, stdin=record)
    assert done.returncode == 1
    assert f"peercert: 3 days are written to {path}." in done.stderr
    whole = vobject.readOne(path.read_text("utf-8"))
    events = {e.uid.value: e for e in whole.vevent_list}
    assert {uid: e.dtstart.value for uid, e in events.items()} == {
        "pa-cps-renewal-opens@peercert": date(2027, 6, 15),
        "pa-cps-renewal-due@peercert": date(2027, 9, 15),
        "pa-cps-renewal-grace-ends@peercert": date(2028, 3, 15),
    }
    due = events["pa-cps-renewal-due@peercert"]
    assert due.summary.value == "CPS: last day to renew in time"
    assert [a.trigger.value for a in due.valarm_list] == [timedelta(days=-n) for n in (90, 30, 7)]
    assert "Whom to ask: Pennsylvania Certification Board" in due.description.value


def test_a_calendar_file_is_not_replaced_unasked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    path.write_text("mine")
    refused = run("renew", "-r", HOLDER, *DAY, "--ics", path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "there is such a file already; name another one, or say --force" in refused.stderr
    assert path.read_text() == "mine"
    assert run("renew", "-r", HOLDER, *DAY, "--ics", path, "--force").returncode == 1
    assert path.read_text().startswith("BEGIN:VCALENDAR")


def test_without_a_day_to_come_no_calendar_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.ics"
    done = run("renew", "-r", "-", *DAY, "--ics", path, stdin=LAPSED)
    assert done.returncode == 1
    assert "peercert: no calendar file is written, because no day to come is known." in done.stderr
    assert not path.exists()
