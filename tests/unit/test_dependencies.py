"""Every dependency says why it is there and from which version on it is known to do."""

import re
import tomllib

import pytest
from conftest import ROOT

TEXT = (ROOT / "pyproject.toml").read_text("utf-8")
NEEDED = tomllib.loads(TEXT)["project"]["dependencies"]


@pytest.mark.parametrize("needed", NEEDED)
def test_a_dependency_has_a_lower_bound_and_a_reason(needed: str) -> None:
    assert re.match(r"[A-Za-z0-9_.-]+>=\d", needed), f"{needed}: say from which version on"
    line = next(line for line in TEXT.splitlines() if f'"{needed}"' in line)
    assert re.search(r",\s+# \S+ \S+", line), f"{needed}: say in one line why it is needed"


@pytest.mark.parametrize("needed", NEEDED)
def test_a_dependency_is_imported_somewhere(needed: str) -> None:
    name = re.split(r"[><=]", needed)[0]
    module = {"pyyaml": "yaml", "ruamel.yaml": "ruamel.yaml"}.get(name, name)
    imports = re.compile(rf"^\s*(?:from|import) {re.escape(module)}\b", re.MULTILINE)
    assert any(imports.search(path.read_text("utf-8")) for path in (ROOT / "src").rglob("*.py")), f"{name} is not used"
