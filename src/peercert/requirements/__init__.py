"""The kinds of requirement: one module a kind, found by its name; adding a kind is adding a module.

A kind's module is named like its key in YAML (``age`` -> ``age.py``, ``not`` -> ``not_.py``) and holds one class
named likewise (``Age``, ``Not``), a `peercert.judging.requirement.Rule`. Kinds are imported when first used.
"""

from functools import cache
from importlib import import_module
from os import listdir

from peercert.judging.requirement import Rule

KIND_NAMES = frozenset(
    name[:-3].rstrip("_") for name in listdir(__path__[0]) if name.endswith(".py") and name[0] != "_"
)
"""Every kind's key."""


@cache
def kind(name: str) -> type[Rule]:
    """The class of a kind; raises KeyError for a name that is none."""
    if name not in KIND_NAMES:
        raise KeyError(name)
    module = import_module(f"{__name__}.{name}_" if name == "not" else f"{__name__}.{name}")
    found: type[Rule] = getattr(module, "".join(word.capitalize() for word in name.split("_")))
    found.kind = name
    return found
