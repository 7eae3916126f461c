"""Headings, however they are written."""

from datetime import date

import pytest

from peercert.cohort.addresses import places
from peercert.cohort.columns import columns_of
from peercert.cohort.first_row import looks_like_data
from peercert.cohort.headings import Unmatched, Vocabulary, match, named
from peercert.cohort.nearest import columns_of_all
from peercert.judging import table
from peercert.rulebook import Rulebook
from peercert.yamlfile import FileError


@pytest.fixture(scope="module")
def words(rules: Rulebook) -> Vocabulary:
    credential = rules.credential("sc-cpss-share")
    assert credential is not None
    return Vocabulary(columns_of(credential.pathways["initial"], credential))


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("training_hours", "training_hours"), ("Training Hours", "training_hours"), ("training-hours", "training_hours"), ("Trng Hrs", "training_hours"),
        ("Hours of training", "training_hours"), ("Total training hours", "training_hours"), ("Horas de capacitación", "training_hours"), ("Training", "training_hours"),
        ("DOB", "born"), ("D.O.B.", "born"), ("Date of Birth", "born"), ("Birthdate", "born"), ("Fecha de nacimiento", "born"), ("born", "born"),
        ("Name", "name"), ("Participant", "name"), ("Nombre completo", "name"), ("E-Mail", "email"), ("Correo electrónico", "email"), ("Student ID", "id"),
        ("First Name", "first_name"), ("Apellido", "last_name"), ("Highest level of education", "education"), ("Nivel educativo", "education"),
        ("In recovery since", "recovery_since"), ("Sobriety date", "recovery_since"), ("# of references", "references"), ("Letters of recommendation", "references"),
        ("Professional references", "references.professional"), ("Post-test", "exam_passed.post_test"), ("Post Test Passed?", "exam_passed.post_test"),
        ("Oral evaluation", "exam_passed.oral_evaluation"), ("Signed: Code of Conduct", "signed.code_of_conduct"), ("Code of conduct", "signed.code_of_conduct"),
        ("Diploma", "document.diploma"), ("Diploma on file", "document.diploma"), ("Registration fee", "paid.registration"), ("Registration paid", "paid.registration"),
        ("Work Start", "experience_from"), ("Work End", "experience_to"), ("Experience (hrs)", "experience_hours"), ("Training date", "training_completed"),
        ("Supervision hours", "supervision_hours"), ("Training provider", "training_approved_by"), ("Paid or volunteer", "experience_kind"),
    ],
)  # fmt: skip
def test_a_heading_stands_for_a_column(words: Vocabulary, heading: str, column: str) -> None:
    assert words.find(heading)[0] == column


@pytest.mark.parametrize(
    "heading",
    ["Notes", "Phone", "Lived experience", "Supervised hours", "Code of ethics", "Zip", "1990", "Status", "State"],
)
def test_what_fits_no_column_or_several_is_not_guessed(words: Vocabulary, heading: str) -> None:
    assert words.find(heading)[0] is None


def vocabulary(rules: Rulebook, id_: str, pathway: str) -> Vocabulary:
    credential = rules.credential(id_)
    assert credential is not None
    return Vocabulary(columns_of(credential.pathways[pathway], credential))


@pytest.mark.parametrize(
    "heading",
    [
        "Certification Number", "Cert #", "Cert No.", "Certificate no", "No. de certificado", "Certificate ID", "License number", "Renewal #", "Renewal fee amount",
        "No renewal", "CE Completed", "CEUs Completed", "Type", "Category",
    ],
)  # fmt: skip
def test_the_number_of_a_paper_is_no_date_and_what_may_be_either_is_neither(rules: Rulebook, heading: str) -> None:
    assert vocabulary(rules, "tx-mhps", "renewal").find(heading)[0] is None


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Number of references", "references"), ("No. of references", "references"), ("Nro. de referencias", "references"), ("References #", "references"),
        ("# of training hrs", "training_hours"), ("Reference #", None), ("Reference number", None), ("Post-test no.", None), ("No post-test", None),
        ("Post-test (yes/no)", "exam_passed.post_test"), ("Post-test passed? (Y/N)", "exam_passed.post_test"), ("Post-test result", "exam_passed.post_test"),
        ("Post-test Pass/Fail", "exam_passed.post_test"), ("Resultado del post-test", "exam_passed.post_test"), ("Amount of registration fee", None),
        ("E-mail Address", "email"), ("Student #", "id"), ("Participant No.", "id"), ("Student", "name"), ("Type", None), ("Category", None),
        ("Exp", None), ("Certification", None), ("Cert.", None), ("Supervisor", None), ("Clinician", None), ("Clinician references", "references.clinician"),
        ("Training Complete (Y/N)", None), ("Peer type", "lived_experience_as"),
    ],
)  # fmt: skip
def test_a_number_is_a_count_only_before_what_is_counted(words: Vocabulary, heading: str, column: str | None) -> None:
    assert words.find(heading)[0] == column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Exp Date", "expires_on"), ("Exp. Date", "expires_on"), ("Certification Expiration Date", "expires_on"), ("Fecha de renovación", "renewed_on"),
        ("CEs earned", "continuing_education_hours"), ("Late Fee", "paid.late_renewal"), ("Status", "status"), ("Estatus", "status"), ("Estado", "status"),
        ("State", None), ("Continuing Education Completed", "continuing_education_completed"), ("CE completion date", "continuing_education_completed"),
        ("Background check result", "background_check_passed"), ("No ethics violations", "statement.no_ethics_violations"),
    ],
)  # fmt: skip
def test_headings_of_a_renewal(rules: Rulebook, heading: str, column: str | None) -> None:
    assert vocabulary(rules, "tx-mhps", "renewal").find(heading)[0] == column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Status", None), ("State", "lives_in"), ("Estado", "lives_in"), ("Application Submitted", "step.application"), ("Código de ética", "signed.code_of_ethics"),
        ("Exam result", None), ("Exam Pass/Fail", None),
    ],
)  # fmt: skip
def test_status_is_no_state(rules: Rulebook, heading: str, column: str | None) -> None:
    assert vocabulary(rules, "mn-cprs", "initial").find(heading)[0] == column


@pytest.mark.parametrize(
    ("heading", "closest"),
    [
        ("CEUs", ("continuing_education_hours",)), ("CEU", ("continuing_education_hours",)), ("# of CEUs", ("continuing_education_hours",)),
        ("CEUs earned", ("continuing_education_hours",)), ("Total CEUs", ("continuing_education_hours",)),
        ("CEU ethics", ("continuing_education_hours.ethics", "continuing_education_hours")), ("CEU credits", ("continuing_education_hours",)),
        ("Continuing education units", ("continuing_education_hours", "continuing_education_completed", "continuing_education_hours.ethics")),
    ],
)  # fmt: skip
def test_ceus_are_not_hours_by_themselves(rules: Rulebook, heading: str, closest: tuple[str, ...]) -> None:
    words = vocabulary(rules, "tx-mhps", "renewal")
    assert words.find(heading)[0] is None
    assert words.closest(heading) == closest
    assert match([heading], words, {heading: "continuing_education_hours"}, "r.csv").unmatched == ()


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("CEU hours", "continuing_education_hours"), ("CE hours", "continuing_education_hours"), ("CE", "continuing_education_hours"),
        ("CEU (hrs)", "continuing_education_hours"), ("CE ethics", "continuing_education_hours.ethics"), ("CEU ethics hours", "continuing_education_hours.ethics"),
        ("CEU date", "continuing_education_completed"),
    ],
)  # fmt: skip
def test_hours_of_continuing_education_are_hours(rules: Rulebook, heading: str, column: str) -> None:
    assert vocabulary(rules, "tx-mhps", "renewal").find(heading)[0] == column


@pytest.mark.parametrize(
    ("heading", "closest"),
    [
        ("Oral exam passed", ("exam_passed.health_care_authority_oral_examination", "background_check_passed")),
        ("Oral exam", ("exam_passed.health_care_authority_oral_examination",)),
        ("Oral exam date", ()),
    ],
)
def test_a_column_that_has_all_words_of_a_heading_comes_closest(
    rules: Rulebook, heading: str, closest: tuple[str, ...]
) -> None:
    assert vocabulary(rules, "wa-cpss", "initial").closest(heading) == closest


@pytest.mark.parametrize("heading", ["CEUs", "CEUs earned", "# of CEUs", "Continuing education units", "CEU credits"])
@pytest.mark.parametrize("id_", ["pa-cps", "il-crss"])
def test_ceus_are_credits_where_credits_are_read(rules: Rulebook, heading: str, id_: str) -> None:
    words = vocabulary(rules, id_, "renewal")
    assert words.find(heading)[0] == "continuing_education_credits"
    assert words.find("CEU ethics")[0] is None


def test_estado_is_not_guessed_at_where_both_are_read() -> None:
    both = Vocabulary([table.LIVES_IN, table.own("x")[3]])
    assert [both.find(h)[0] for h in ("State", "Status", "Estatus", "Estado")] == ["lives_in", "status", "status", None]
    assert both.closest("Estado") == ("lives_in", "status")


def test_an_exam_that_is_the_only_one_may_be_said_by_its_result() -> None:
    only = table.exam("Post", score=False, taken=True)
    words = Vocabulary([c._replace(name=c.name.split(".")[0], also=(c.name,)) for c in only])
    headings = ("Exam Result", "Exam Pass/Fail", "Exam date", "Exam #")
    assert [words.find(h)[0] for h in headings] == ["exam_passed", "exam_passed", "exam_taken", None]


def test_training_that_is_asked_for_as_done_may_be_said_so() -> None:
    slot = table.Slot("training", "", "training_")
    words = Vocabulary([table.entry(slot, "done"), table.entry(slot, "completed")])
    headings = ("Training Complete (Y/N)", "Training completed? yes/no", "Training date", "Training done")
    found = ["training_done", "training_done", "training_completed", "training_done"]
    assert [words.find(h)[0] for h in headings] == found


def test_what_may_be_hours_or_a_date_is_said_to_be_either(rules: Rulebook) -> None:
    assert vocabulary(rules, "tx-mhps", "renewal").closest("CE Completed") == (
        "continuing_education_hours", "continuing_education_completed",
    )  # fmt: skip


def test_of_columns_that_differ_in_small_words_the_one_with_the_same_is_taken(rules: Rulebook) -> None:
    every = Vocabulary(columns_of_all(list(rules.credentials()), date(2026, 11, 22)))
    assert every.find("Signed Code of Conduct") == ("signed.code_of_conduct", 1)
    assert every.find("Signed Peer Code of Conduct") == ("signed.peer_code_of_conduct", 1)
    assert every.find("Signed: conduct code") == (None, 1)


def test_the_closest_columns_are_named(words: Vocabulary) -> None:
    assert words.closest("Supervised hours")[0] == "supervision_hours"
    assert words.closest("HS diploma copy") == ("document.diploma",)
    assert words.closest("Phone") == ()


def test_headings_are_matched_to_their_places(words: Vocabulary) -> None:
    found = match(("#", "Participant", "", "Trng Hrs", "Enrolment level"), words, {}, "r.csv")
    assert found.places == {"name": 1, "training_hours": 3}
    assert found.headings == {"name": "Participant", "training_hours": "Trng Hrs"}
    assert found.identity == ("name",)
    assert found.unmatched == (Unmatched("#", ()), Unmatched("Enrolment level", ("enrolled_in",)))


def test_what_is_said_of_a_heading_holds(words: Vocabulary) -> None:
    given = {"T": "training_hours", "Training": "ignore"}
    found = match(("T", "Training", "D.O.B."), words, given, "r.csv")
    assert found.places == {"training_hours": 0, "born": 2}


def test_a_surer_heading_wins(words: Vocabulary) -> None:
    found = match(("Training", "training_hours"), words, {}, "r.csv")
    assert found.places == {"training_hours": 1}
    assert found.unmatched == (Unmatched("Training", ("training_hours",)),)


def test_of_headings_alike_each_can_be_named(words: Vocabulary) -> None:
    with pytest.raises(FileError) as caught:
        match(("Name", "Training Hours", "Training Hours"), words, {}, "r.csv")
    assert str(caught.value) == (
        "r.csv: the columns Training Hours#1 and Training Hours#2 both stand for training_hours; "
        'leave one out with --map "Training Hours#2=ignore"'
    )
    found = match(("Name", "Training Hours", "Training Hours"), words, {"Training Hours#2": "ignore"}, "r.csv")
    assert found.places == {"name": 0, "training_hours": 1}
    assert found.addresses == {"name": "Name", "training_hours": "Training Hours#1"}
    assert found.ignored == ("Training Hours#2",)


def test_the_heading_as_it_is_written_is_meant_first(words: Vocabulary) -> None:
    headings = ("Training Hours", "Training (hours)", "name", "Name")
    found = match(headings, words, {"Training (hours)": "ignore", "Name": "-"}, "r.csv")
    assert found.places == {"training_hours": 0, "name": 2}
    found = match(("Hours", "Hours", "hours"), words, {"Hours#2": "training_hours", "hours": "experience_hours"}, "r")
    assert found.places == {"training_hours": 1, "experience_hours": 2}
    assert [u.heading for u in found.unmatched] == ["Hours#1"]


@pytest.mark.parametrize(
    ("name", "at"),
    [("Hours", [0, 2]), ("hours", [0, 2]), ("Hours#2", [2]), ("Hours#3", []), ("Hours#0", []), ("Room #1", [3]), ("room1", [3]), ("#", []), ("", [])],
)  # fmt: skip
def test_which_headings_are_meant_by_a_name(name: str, at: list[int]) -> None:
    assert places(name, ("Hours", "HRS", "Hours", "Room #1")) == at


@pytest.mark.parametrize(
    ("headings", "data"),
    [
        (("Ana Ruiz", "1990-04-02", "40"), True), (("Ana Ruiz", "ana@x.org"), True), (("Ana Ruiz", "803-555-0100", "yes"), True), (("name", "born", "2025-01-08"), False),
        (("Ana Ruiz", "SC"), False), (("Ana Ruiz", "40"), True), (("Training", "40"), False), (("Training", "2025-01-08"), True), (("Name", "Born", "Notes"), False),
    ],
)  # fmt: skip
def test_a_row_of_data_is_told_from_headings(words: Vocabulary, headings: tuple[str, ...], data: bool) -> None:
    assert looks_like_data(headings, match(headings, words, {}, "r.csv")) is data


def test_beside_a_family_name_a_name_is_the_first_one(words: Vocabulary) -> None:
    assert match(("Nombre", "Apellidos"), words, {}, "r.csv").identity == ("first_name", "last_name")


def test_two_headings_for_one_column_stop_the_work(words: Vocabulary) -> None:
    with pytest.raises(FileError) as caught:
        match(
            ("Paid hours of training", "Training Hours"),
            words,
            {"Paid hours of training": "training_hours", "Training Hours": "training_hours"},
            "r.csv",
        )
    assert (
        str(caught.value)
        == 'r.csv: the columns Paid hours of training and Training Hours both stand for training_hours; leave one out with --map "Training Hours=ignore"'
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"Hours": "training_hours"}, "r.csv: there is no column called Hours; there are Name, Trng"),
        (
            {"Trng": "training_hors"},
            "r.csv: Trng cannot stand for training_hors, which nothing here reads; did you mean training_hours",
        ),
    ],
)
def test_what_is_said_of_a_heading_has_to_be_there(words: Vocabulary, given: dict[str, str], says: str) -> None:
    with pytest.raises(FileError) as caught:
        match(("Name", "Trng"), words, given, "r.csv")
    assert str(caught.value).startswith(says)


def test_every_column_of_every_pathway_is_known_by_its_own_name(rules: Rulebook) -> None:
    for credential in rules.credentials():
        for pathway in credential.pathways.values():
            columns = columns_of(pathway, credential)
            known = Vocabulary(columns)
            names = [c.name for c in columns]
            assert [known.find(n)[0] for n in names] == names
            assert [known.find(n.replace("_", " ").title())[0] for n in names] == names, credential.id


def test_a_heading_of_any_length_is_said_in_short(words: Vocabulary) -> None:
    long = ("Training hours " * 400, "Hours of training " + "\u2026" * 400)
    with pytest.raises(FileError) as caught:
        match(long, words, dict.fromkeys(long, "training_hours"), "r.csv")
    assert len(str(caught.value)) < 400
    assert named(["Name", "", " ", *(f"Notes {n}" for n in range(50))]) == (
        "Name, Notes 0, Notes 1, Notes 2, Notes 3, Notes 4, Notes 5, Notes 6, Notes 7, Notes 8, Notes 9, Notes 10, ..."
    )


def test_of_thousands_of_headings_only_the_first_are_compared(words: Vocabulary) -> None:
    found = match(tuple(f"Supervised hours {n}" for n in range(2000)), words, {}, "r.csv")
    assert [bool(u.closest) for u in found.unmatched] == [True] * 300 + [False] * 1700
