"""Build the documentation site: ``python -m peercert.maintain.site`` at the top of a checkout; the site is in `site/`.

Exit status 1 where the builder complains or a link leads nowhere, 2 where it cannot be built here.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from peercert.maintain.site import pages
from peercert.maintain.site.links import broken_links
from peercert.rulebook import Rulebook

SOURCES, SITE = Path("build/docs"), Path("site")
"""Where mkdocs.yml has the sources of the site, and where it puts the site."""


def gather(top: Path) -> int:
    """Put the pages of docs/ and those that are made into one folder; how many of the latter there are."""
    made = pages(Rulebook(top / "data"))
    shutil.rmtree(top / SOURCES, ignore_errors=True)
    shutil.copytree(top / "docs", top / SOURCES)
    for name, text in made.items():
        path = top / SOURCES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return len(made)


def main() -> int:
    """Gather, build, check the links; the exit status."""
    top = Path.cwd()
    if not (top / "mkdocs.yml").is_file():
        print("Run this at the top of a checkout, where mkdocs.yml is.", file=sys.stderr)
        return 2
    if find_spec("zensical") is None:
        print("Zensical is not installed: pip install -e '.[docs]'", file=sys.stderr)
        return 2
    count = gather(top)
    shutil.rmtree(top / SITE, ignore_errors=True)
    built = subprocess.run([sys.executable, "-m", "zensical", "build", "--strict", "--clean"], cwd=top, check=False)
    if built.returncode:
        return 1
    broken = list(broken_links(top / SITE))
    for one in broken:
        print(f"{one.page}: {one.link} leads nowhere", file=sys.stderr)
    print(f"{count} pages made; the site is in {SITE}/.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
