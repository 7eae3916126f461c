"""Known vulnerabilities of everything that is installed: python tests/audit.py (needs pip-audit and the network).

Ends with 1 where one is known. Where no database of advisories can be reached it says so in so many words and ends
with 0: nothing was looked up then, and that is not the same as nothing found. With --must it ends with 1 then too.
"""

import json
import subprocess
import sys

OURS = frozenset({"peercert", "pip", "setuptools"})


def main() -> int:
    """Ask the databases in turn until one answers; say what was found."""
    reasons = []
    for service in ("pypi", "osv"):
        audit = [
            sys.executable,
            "-m",
            "pip_audit",
            "--format",
            "json",
            "--progress-spinner",
            "off",
            "--vulnerability-service",
            service,
            "--timeout",
            "10",
        ]
        try:
            done = subprocess.run(audit, capture_output=True, text=True, check=False, timeout=180)
        except subprocess.TimeoutExpired:
            reasons.append(f"{service}: no answer in 180 seconds")
            continue
        try:
            packages = json.loads(done.stdout)["dependencies"]
        except (ValueError, KeyError):
            reasons.append(f"{service}: {(done.stderr.strip().splitlines() or ['no answer'])[-1][:160]}")
            continue
        packages = [p for p in packages if p["name"].lower() not in OURS]
        looked_up = [p for p in packages if "skip_reason" not in p]
        if not looked_up:
            reasons.append(f"{service}: knows none of {len(packages)} packages")
            continue
        return _say(looked_up, [p["name"] for p in packages if "skip_reason" in p], service)
    print("AUDIT SKIPPED: no database of advisories could be reached; nothing was looked up.")
    for reason in reasons:
        print(f"  {reason}")
    return int("--must" in sys.argv)


def _say(looked_up: list[dict[str, object]], skipped: list[str], service: str) -> int:
    """The result of a database that answered."""
    bad = [p for p in looked_up if p["vulns"]]
    for package in bad:
        for one in package["vulns"]:  # type: ignore[attr-defined]
            fixed = ", ".join(one["fix_versions"]) or "no version yet"
            print(f"{package['name']} {package['version']}: {one['id']}; mended in {fixed}")
    print(f"{len(looked_up)} packages looked up ({service}), {len(bad)} with known vulnerabilities.")
    if skipped:
        print(f"NOT looked up, since the database does not have them: {', '.join(skipped)}.")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
