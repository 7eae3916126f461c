"""`peercert plan` as its users call it."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import vobject
from conftest import Run

NEW, NEAR, HOLDER = ("examples/newcomer.yaml", "examples/nearly-ready.yaml", "examples/near-renewal.yaml")
DAY = ("--as-of", "2026-11-22")


def test_a_newcomer_reads_where_to_begin(run: Run) -> None:
    done = run("plan", "sc-cpss-share", "--record", NEW, *DAY)
    assert done.returncode == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    text = " ".join(done.stdout.split())
    assert lines[0] == "Certified Peer Support Specialist (SC SHARE)"
    assert "10 steps to go. It cannot be done before June 1, 2027; with your hours it may be later." in text
    assert "You can start now with steps 2, 6 and 7." in text
    order = ["BEFORE YOU APPLY", "THE APPLICATION", "BEFORE THE TRAINING", "THE TRAINING", "THE EXAM"]
    assert [line for line in lines if line in order] == order
    assert "  [ ] 1. 3 years in recovery" in lines
    assert "      Keep going; this is reached on June 1, 2027. [1]" in lines
    for words in ("Not before June 1, 2027, after steps 3 through 7.", "It goes along with step 6.", "Money: $75 to pay for sure.",
                  "What decides the date, June 1, 2027: Time in recovery (step 1).", "[1] SC SHARE: Peer Support Specialist Certification",
                  "the rules do not say how long it takes: the certifier's answer"):  # fmt: skip
        assert words in text, words
    assert max(map(len, (line for line in lines if "http" not in line))) <= 80


def test_hours_a_week_give_dates(run: Run) -> None:
    done = run("plan", "sc-cpss-share", "-r", NEW, *DAY, "--hours-per-week", "5")
    text = " ".join(done.stdout.split())
    assert "With 5 hours a week it can be done by July 27, 2027 at the earliest." in text
    assert "From November 22, 2026 to April 11, 2027, at 5 hours a week." in text  # 100 hours: 20 weeks
    assert "From June 1, 2027 to July 27, 2027, at 5 hours a week." in text  # 40 hours: 8 weeks


def test_json(run: Run) -> None:
    done = run("plan", "sc-cpss-share", "-r", NEW, *DAY, "--hours-per-week", "5", "-f", "json")
    plan = json.loads(done.stdout)
    assert (plan["credential"], plan["pathway"], plan["as_of"], plan["hours_per_week"]) == (
        "sc-cpss-share",
        "initial",
        "2026-11-22",
        5,
    )
    steps = {s["id"]: s for s in plan["steps"]}
    training = steps["training"]
    assert {k: training[k] for k in ("kind", "stage", "verdict", "with", "hours", "cost_usd", "starts", "ends", "critical")} == {
        "kind": "training", "stage": "training", "verdict": "missing", "with": ["SC SHARE"], "hours": 40, "cost_usd": 0,
        "starts": "2027-06-01", "ends": "2027-07-27", "critical": True,
    }  # fmt: skip
    assert "work_experience" in training["waits_for"]
    assert steps["recovery_time"]["ends"] == "2027-06-01"
    assert plan["critical_path"] == ["recovery_time", "training"]
    assert (plan["totals"]["fees_usd"], plan["totals"]["ends"]) == (75, "2027-07-27")
    assert plan["totals"]["hours"] == {"work_experience": 100, "supervision": 4, "training": 40}
    assert (plan["cheapest"], plan["quickest"]) == (None, None)


def test_markdown_is_a_checklist(run: Run) -> None:
    done = run("plan", "sc-cpss-share", "-r", NEAR, *DAY, "-f", "markdown")
    assert "- [ ] **1. 3 references from professional sources" in done.stdout
    assert "\n  - Ask for 1 reference more.\n" in done.stdout
    assert done.stdout.count("- [ ] ") == 3


def test_a_web_page(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    done = run("plan", "SC", "-r", NEW, *DAY, "-o", file)
    assert done.returncode == 0
    text = file.read_text("utf-8")
    assert '<ul class="items checklist"' in text
    assert "South Carolina: 3 credentials. This is the plan for sc-cpss-apsc" in text


def test_a_state_gets_the_plan_that_is_nearest(run: Run) -> None:
    done = run("plan", "SC", "-r", NEAR, *DAY)
    text = " ".join(done.stdout.split())
    assert text.startswith("South Carolina: 3 credentials. This is the plan for sc-cpss-share, for which you have the least left to do")  # fmt: skip
    assert "Plan another: peercert plan sc-cpss-apsc, peercert plan sc-cprs." in text


def test_another_way_that_is_quicker_is_named(run: Run) -> None:
    done = run("plan", "or-fss", "--pathway", "wellness-base", "-r", NEW, *DAY)
    text = " ".join(done.stdout.split())
    assert "Quickest: initial (On the base of the peer support specialist), with 41.5 hours to put in and not 81.5. See --pathway initial." in text  # fmt: skip


def test_what_is_not_known_comes_first(run: Run) -> None:
    done = run("plan", "sc-cpss-share", *DAY)
    text = " ".join(done.stdout.split())
    assert "14 things to find out first. When your record says more, plan again." in text
    assert "In your record: lived_experience." in text
    assert "no --record is given" in done.stderr


def test_ready_is_said_warmly(run: Run) -> None:
    record = (
        Path("examples/nearly-ready.yaml")
        .read_text("utf-8")
        .replace("agreements: [code_of_conduct", "agreements: [scope_of_activities, code_of_conduct")
        .replace("references:\n", "references:\n  - {kind: professional, attests: recovery}\n")
        .replace("paid: []", "paid: [registration]")
    )
    done = run("plan", "sc-cpss-share", "-r", "-", *DAY, stdin=record)
    assert done.returncode == 0
    assert "Well done: everything asked for is done. Nothing is left but to apply" in " ".join(done.stdout.split())
    assert "[ ]" not in done.stdout


def test_a_closed_way_says_so(run: Run) -> None:
    done = run("plan", "wa-cpc", "-r", NEW, *DAY)
    assert done.returncode == 0
    assert "This way is closed." in done.stdout
    assert "[ ]" not in done.stdout


def events(file: Path) -> dict[str, vobject.base.Component]:
    text = file.read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    return {e.uid.value: e for e in vobject.readOne(text.decode()).vevent_list}


def test_calendar(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    done = run("plan", "sc-cpss-share", "-r", NEW, *DAY, "--hours-per-week", "5", "--ics", file)
    assert done.returncode == 0
    assert done.stderr == f"peercert: 4 days written to {file}.\n"
    found = events(file)
    days = {uid: e.dtstart.value for uid, e in found.items()}
    assert days == {
        "sc-cpss-share-initial-recovery_time@peercert": date(2027, 6, 1),
        "sc-cpss-share-initial-work_experience@peercert": date(2027, 4, 11),
        "sc-cpss-share-initial-supervision@peercert": date(2027, 4, 11),
        "sc-cpss-share-initial-training@peercert": date(2027, 7, 27),
    }
    training = found["sc-cpss-share-initial-training@peercert"]
    assert [a.trigger.value for a in training.valarm_list] == [timedelta(days=-30), timedelta(days=-7)]
    assert training.summary.value.startswith("CPSS: planned to be done by today: 40 hours of training")
    assert "SC SHARE, https://www.scshare.com/certification" in training.description.value


def test_calendar_of_a_renewal_has_its_last_days(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "renewal.ics"
    run("plan", "sc-cpss-share", "-r", HOLDER, *DAY, "--ics", file)
    assert {uid: e.dtstart.value for uid, e in events(file).items()} == {
        "sc-cpss-share-renewal-period-ends@peercert": date(2027, 1, 14),
        "sc-cpss-share-renewal-late-until@peercert": date(2027, 4, 14),
    }


def test_no_calendar_without_a_day(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    done = run("plan", "sc-cpss-share", "-r", NEAR, *DAY, "--ics", file)
    assert done.returncode == 0
    assert done.stderr == "peercert: nothing in this plan has a day yet, so no calendar file was written.\n"
    assert not file.exists()


def test_no_file_is_written_over_unasked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    file.write_text("mine")
    refused = run("plan", "sc-cpss-share", "-r", NEW, *DAY, "--ics", file)
    assert refused.returncode == 2
    assert "there is such a file already; name another one, or say --force" in refused.stderr
    assert file.read_text() == "mine"
    assert run("plan", "sc-cpss-share", "-r", NEW, *DAY, "--ics", file, "--force").returncode == 0
    assert len(events(file)) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("sc-cpss-shar", "-r", NEW), "there is no credential or state called sc-cpss-shar; did you mean sc-cpss-share"),
        (("sc-cpss-share", "-r", NEW, "--hours-per-week", "0"), "--hours-per-week: 0 does not fit in a week; give a number such as 5 or 10."),
        (("sc-cpss-share", "-r", NEW, "--hours-per-week", "200"), "--hours-per-week: 200 does not fit in a week"),
        (("sc-cpss-share", "-r", NEW, "--hours-per-week", "nan"), "does not fit in a week"),
        (("sc-cpss-share", "-r", NEW, "-p", "recpirocity"), "there is no pathway called recpirocity here; there are initial, reinstatement, renewal."),
        (("SC", "-r", NEW, "-p", "nothing"), "there is no pathway called nothing here"),
        (("sc-cpss-share", "-r", NEW, "--ics", NEW, "--force"), f"{NEW} is named for --record already; name another file for --ics."),
        (("sc-cpss-share", "-r", NEW, "--ics", "a.html", "-o", "a.html"), "a.html is named for --output already"),
        (("SD", "-r", NEW), "South Dakota has nothing to plan for."),
    ],
)  # fmt: skip
def test_a_wrong_call_says_what_would_be_right(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("plan", *arguments, *DAY)
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert "Traceback" not in done.stderr
