"""The public API: documented, with examples that are run here."""

import doctest
import inspect
import re
from importlib import import_module
from typing import Any

import pytest
from conftest import ROOT

import peercert

PUBLIC: dict[str, Any] = {name: getattr(peercert, name) for name in peercert.__all__}
FUNCTIONS = sorted(name for name, thing in PUBLIC.items() if inspect.isfunction(thing))


def examples(module: str) -> list[doctest.DocTest]:
    return [t for t in doctest.DocTestFinder().find(import_module(module)) if t.examples]


@pytest.mark.parametrize("name", peercert.__all__)
def test_everything_public_is_documented(name: str) -> None:
    thing = PUBLIC[name]
    assert thing.__doc__, name
    assert not thing.__doc__.startswith((f"{name}(", "dict() ->", "str(")), name  # what Python itself would say
    if inspect.isclass(thing):
        for key, member in vars(thing).items():
            if not key.startswith("_") and (inspect.isfunction(member) or isinstance(member, (classmethod, property))):
                assert inspect.getdoc(getattr(thing, key)), f"{name}.{key}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_has_an_example(name: str) -> None:
    assert doctest.DocTestParser().get_examples(PUBLIC[name].__doc__ or ""), name


@pytest.mark.parametrize("module", ["peercert", *sorted({f"peercert.{name}" for name in peercert._WHERE.values()})])
def test_examples_in_docstrings(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for example in examples(module):
        said: list[str] = []
        doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=said.append)
        assert not said, "".join(said)


def test_all_that_is_public_is_listed_once_and_sorted() -> None:
    assert sorted(peercert._WHERE) == sorted(peercert.__all__) == list(peercert.__all__)
    assert set(peercert.__all__) <= set(dir(peercert))


def test_a_name_that_is_none_says_so() -> None:
    with pytest.raises(AttributeError, match="module 'peercert' has no attribute 'nothing'"):
        peercert.nothing  # noqa: B018


def test_the_page_on_the_library_runs_from_top_to_bottom(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "library.md").read_text("utf-8")
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", page, re.S)
    assert len(blocks) > 5
    for code, shown in blocks:
        exec(compile(code, "docs/library.md", "exec"), names)
        said = capsys.readouterr().out
        assert said == shown, f"docs/library.md shows another output for:\n{code}"


def test_every_public_name_is_on_the_page() -> None:
    page = (ROOT / "docs" / "library.md").read_text("utf-8")
    assert not [name for name in peercert.__all__ if f"`{name}`" not in page]
