"""Renews the lock files: hashes for every platform, and no address of any registry.

`uv` resolves `requirements/*.in`, npm resolves `package.json`. Look at the differences before you
commit them: each new version is code that the next build runs.
"""

import subprocess
import sys
from pathlib import Path

from tools import setup

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
# The oldest Python that each file is meant for.
LOWEST_PYTHON = {"dev": "3.13", "core-tests": "3.11", "uv": "3.8"}
OPTIONS = (
    "--universal",
    "--upgrade",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
)


def lock_python(name: str, lowest: str) -> None:
    """Write the lock file called *name* anew, for all Pythons from *lowest* on."""
    source = f"requirements/{name}.in"
    target = f"requirements/{name}.txt"
    command = [str(setup.uv_program()), "pip", "compile", source, "-o", target, *OPTIONS]
    subprocess.run([*command, "--python-version", lowest], cwd=ROOT, check=True)


def lock_node() -> None:
    """Write package-lock.json anew, without installing anything."""
    npm = str(setup.VENV / "bin" / "npm")
    command = [npm, "install", "--package-lock-only"]
    subprocess.run(command, cwd=ROOT, env=setup.environment(), check=True)


def files_with_addresses() -> list[str]:
    """Return the lock files that name where a package was fetched from."""
    locks = [*REQUIREMENTS.glob("*.txt")]
    named = [path.name for path in locks if "://" in path.read_text(encoding="utf-8")]
    packages = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    return [*named, "package-lock.json"] if '"resolved"' in packages else named


def main() -> int:
    """Renew every lock file; return 1 where one of them cannot be used."""
    try:
        for name, lowest in LOWEST_PYTHON.items():
            lock_python(name, lowest)
        lock_node()
    except (subprocess.CalledProcessError, setup.SetupError) as error:
        print(f"The lock files were not all renewed: {error}", file=sys.stderr)
        return 1
    named = files_with_addresses()
    if named:
        print(f"These hold addresses of a registry: {', '.join(named)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
