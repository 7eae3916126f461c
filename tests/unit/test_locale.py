"""Every sentence has its translation, whole and with the same places for values; dates and numbers as people write them."""

import re
import tomllib
from collections import Counter
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from conftest import ROOT, Run

from peercert.dates import DateSpan
from peercert.locale import FOLDER, Spanish, from_environment, language
from peercert.record import Record
from peercert.recordfile import load_record
from peercert.rulebook import Rulebook
from peercert.verdicts import All, AnyOf, Money, Note, On, Quantity, Says, The
from peercert.words import Language, prose, say, speak, tell, tell_many, unmarked, word

TODAY = date(2026, 11, 22)
PO = FOLDER / "es" / "LC_MESSAGES" / "messages.po"
PLACE = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as stream:
        return read_po(stream, locale="es")


@pytest.fixture
def spanish() -> Any:
    chosen = Spanish("es", "US")
    speak(chosen)
    yield chosen
    speak(Language())


def collected() -> dict[tuple[str | None, str | tuple[str, ...]], str]:
    """Every message of the code and the rules, with a file that it stands in."""
    with (ROOT / "pyproject.toml").open("rb") as stream:
        mappings = tomllib.load(stream)["tool"]["babel"]["mappings"]
    found = extract_from_dir(ROOT, [(m["pattern"], m["method"]) for m in mappings])
    return {(context, message): path for path, _, message, _, context in found}


def test_every_message_is_translated_with_the_same_places(catalogue: Catalog) -> None:
    missing, wrong = [], []
    for (context, message), path in collected().items():
        one = message if isinstance(message, str) else message[0]
        known = catalogue.get(one, context)
        forms = () if known is None else (known.string,) if isinstance(known.string, str) else tuple(known.string)
        if known is None or known.fuzzy or not forms or not all(forms):
            missing.append((path, message))
            continue
        for english, form in zip((one, one) if isinstance(message, str) else message, forms, strict=False):
            asked, given = set(PLACE.findall(english)), set(PLACE.findall(form))
            if given | {"count"} != asked | {"count"} or (isinstance(message, str) and given != asked):
                wrong.append((path, english, form))
    assert not missing, f"{len(missing)} messages have no translation; see docs/translating.md: {missing[:5]}"
    assert not wrong, wrong[:5]


def test_the_file_that_is_read_is_made_from_the_one_that_is_edited(catalogue: Catalog) -> None:
    made = BytesIO()
    write_mo(made, catalogue)
    made.seek(0)
    with PO.with_suffix(".mo").open("rb") as stream:
        read, wanted = _messages(stream), _messages(made)
    assert read == wanted, "run: pybabel compile -d src/peercert/locale"


def _messages(stream: Any) -> dict[Any, Any]:
    """What a compiled catalogue says; its heading also says which version of Babel wrote it."""
    return {(str(m.id), m.context): m.string for m in read_mo(stream) if m.id}


def test_nothing_shames(catalogue: Catalog) -> None:
    texts = " ".join(" ".join(m.string) if isinstance(m.string, tuple) else str(m.string) for m in catalogue).casefold()
    assert not re.search(r"\b(fracas|reprob|fall[óo]\b|fallid)", texts)


class Strict(Spanish):
    """Spanish that remembers what it was asked for and has not."""

    def __init__(self) -> None:
        super().__init__("es", "US")
        self.lacking: Counter[str] = Counter()

    def message(self, text: str, context: str = "") -> str:
        said = super().message(text, context)
        if said == text and re.search(r"[a-z]{3}", PLACE.sub("", text)) and not self._known(text, context):
            self.lacking[text] += 1
        return said

    def _known(self, text: str, context: str) -> bool:
        key = f"{context}\x04{text}" if context else text
        return key in self._catalogue._catalog  # type: ignore[attr-defined]

    def plural(self, one: str, many: str, count: float) -> str:
        said = super().plural(one, many, count)
        if said in (one, many) and (one, 0) not in self._catalogue._catalog:  # type: ignore[attr-defined]
            self.lacking[one] += 1
        return said


def test_nothing_is_said_that_the_catalogue_does_not_know() -> None:
    """Every rule shown, and every report, plan, renewal, comparison and move on it, for people of several sorts."""
    from peercert.compare import compare
    from peercert.evaluation import evaluate_all
    from peercert.plan import make_plan
    from peercert.present.compare_page import compare_page
    from peercert.present.page import report_page
    from peercert.present.plan_page import plan_page
    from peercert.present.rules_page import rules_page

    book = Rulebook()
    people = [
        Record(),
        *(
            load_record(ROOT / "examples" / f"{n}.yaml", today=TODAY)
            for n in ("newcomer", "nearly-ready", "near-renewal")
        ),
    ]
    strict = Strict()
    speak(strict)
    try:
        for place in book.jurisdictions():
            for credential in place.credentials:
                rules_page(credential, place)
                for pathway in credential.pathways:
                    for person in people:
                        report = evaluate_all(credential, person, TODAY, pathway=pathway, lookup=book.credential)
                        report_page(report, place, all_=True)
                        plan_page(make_plan(report, 10), place)
                model = book.credential("us-samhsa-model")
                assert model is not None
                for renewal in (False, True):
                    compare_page(
                        compare([credential, model], TODAY, renewal=renewal), [credential, model], renewal=renewal
                    )
    finally:
        speak(Language())
    assert not strict.lacking, strict.lacking.most_common(10)


def test_dates_numbers_and_money_as_people_write_them(spanish: Spanish) -> None:
    assert word(date(2027, 1, 14)) == "14 de enero de 2027"
    assert word(DateSpan.parse("2019-03")) == "marzo de 2019"
    assert [word(On(DateSpan.parse(d))) for d in ("2019-03-02", "2019-03", "2019")] == [
        "el 2 de marzo de 2019",
        "en marzo de 2019",
        "en 2019",
    ]
    assert word(The(DateSpan.parse("2019-03-02"))) == "el 2 de marzo de 2019"
    assert (word(1200), word(37.5), word(Money(75)), word(Money(1012.5))) == ("1,200", "37.5", "$75", "$1,012.50")
    assert (word(Quantity(1, "hours")), word(Quantity(40, "hours"))) == ("1 hora", "40 horas")
    assert spanish.day_of_year(date(2027, 9, 30)) == "30 de septiembre"


def test_the_form_follows_the_region() -> None:
    speak(language("es_ES.UTF-8") or Language())
    try:
        assert (word(1200.5), word(Money(12.5))) == ("1.200,5", "12,50\xa0US$")
    finally:
        speak(Language())


@pytest.mark.usefixtures("spanish")
def test_lists_give_way_to_their_own_sound() -> None:
    assert word(All(("ética", "defensa"))) == "ética y defensa"
    assert word(All(("apoyo", "idioma"))) == "apoyo e idioma"
    assert word(All(("agua", "hielo"))) == "agua y hielo"
    assert word(AnyOf(("siete", "ocho"))) == "siete u ocho"
    assert word(AnyOf(("a", "b", "c"))) == "a, b o c"


@pytest.mark.usefixtures("spanish")
def test_english_in_the_rules_is_marked() -> None:
    assert unmarked(tell("Note: {note}", note=Note("Bring a pen."))) == "Nota: Bring a pen. (en inglés)"
    assert unmarked(prose("A text that nobody has translated")) == "A text that nobody has translated (en inglés)"


@pytest.mark.usefixtures("spanish")
def test_a_message_unknown_to_the_catalogue_stays_english() -> None:
    assert say(Says("Nobody has {what}.", {"what": 2})) == "Nobody has 2."
    assert tell_many("{count} zebra", "{count} zebras", 2) == "2 zebras"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("es", "es"), ("es-MX", "es"), ("es_US.UTF-8", "es"), ("en_GB", "en"), ("C", "en"), ("fr", None), ("xx", None)],
)
def test_languages_by_name(wanted: str, code: str | None) -> None:
    found = language(wanted)
    assert (found.code if found else None) == code


def test_the_environment_says_which_language() -> None:
    assert from_environment({"LANG": "es_MX.UTF-8"}) == "es_MX.UTF-8"
    assert from_environment({"LANG": "en_US.UTF-8", "LC_ALL": "es_US"}) == "es_US"
    assert from_environment({"LANG": "en_US.UTF-8", "LANGUAGE": "es:en"}) == "es"
    assert from_environment({"LANG": "C", "LANGUAGE": "es"}) == "C"
    assert from_environment({}) == ""


def test_by_option_and_by_environment(run: Run) -> None:
    arguments = ("check", "sc-cpss-share", "-r", "examples/nearly-ready.yaml", "--as-of", "2026-11-22")
    asked = run(*arguments, "--lang", "es")
    assert "Todavía no: faltan 3 de 14 requisitos." in asked.stdout
    assert run("--lang=es", *arguments).stdout == asked.stdout
    assert run(*arguments, LANG="es_US.UTF-8").stdout == asked.stdout
    assert run(*arguments, "--lang", "en", LANG="es_US.UTF-8").stdout == run(*arguments).stdout
    unknown = run(*arguments, "--lang", "fr")
    assert unknown.returncode == 2
    assert unknown.stderr == "peercert: --lang: there is no fr; there are en (English), es (español).\n"


def test_help_and_call_errors_too(run: Run) -> None:
    whole = run("--help", "--lang", "es").stdout
    assert "Uso: peercert" in whole
    for english in ("Usage", "Options", "Commands", "Show this message", "For peers"):
        assert english not in whole, english
    one = run("check", "--help", "--lang", "es").stdout
    assert "Usage" not in one
    assert "Show" not in one
    wrong = run("check", "--lang", "es")
    assert wrong.returncode == 2
    assert "falta" in wrong.stderr


def test_the_interview_understands_both_languages(run: Run) -> None:
    typed = "4/2/1990\n1\nhace 2 años\natrás\nhace 3 años\n¿por qué?\nparar\n"
    done = run("check", "sc-cpss-share", "--lang", "es", "--as-of", "2026-11-22", stdin=typed)
    assert done.stderr.count("¿Desde cuándo") >= 2
    assert "Traceback" not in done.stderr
    assert "Todavía no" in done.stdout or "Aún no" in done.stdout
