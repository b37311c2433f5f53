"""Sets this folder up: Python, Node and everything they need, pinned and hashed.

`setup.py build` prepares what a build of the site needs. `setup.py test` adds the test browser and
one environment for each other Python on which the core has to run. A step that is already done is
skipped: a stamp beside its result holds a hash of all that the step was made from.

Any Python from 3.8 on can run this file, and it imports the standard library only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOGS = ROOT / "build" / "logs"
WANTED = (3, 13)
ALSO_TESTED = ((3, 11), (3, 12), (3, 14))
STAMP = ".set-up-stamp"

PROBE = """
import sys
print(sys.implementation.name, sys.version_info[0], sys.version_info[1], sys.version.split()[0])
print(getattr(sys, "_base_executable", None) or sys.executable)
"""


class SetupError(Exception):
    """Set-up cannot go on; the message says in one line what to do.

    *said* is the end of what the program that failed had printed.
    """

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


class Interpreter(NamedTuple):
    """A Python that runs, with its version in numbers and in words."""

    path: str
    version: Tuple[int, int]
    release: str


def dotted(version: Tuple[int, int]) -> str:
    """Return *version* as people write it."""
    return ".".join(map(str, version))


def say(line: str) -> None:
    """Print *line* at once, so that it stands before what a program prints."""
    print(line, flush=True)


# Running programs.


def environment() -> Dict[str, str]:
    """Return the variables for all programs: our own Python and Node come first."""
    variables = dict(os.environ)
    variables["PATH"] = str(VENV / "bin") + os.pathsep + variables.get("PATH", os.defpath)
    variables["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    variables["PIP_NO_INPUT"] = "1"
    for name in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"):
        variables.pop(name, None)
    return variables


def run(log_name: str, command: Sequence[object], **extra: str) -> None:
    """Run *command* silently, into a log; raise SetupError when it fails."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / (log_name + ".log")
    words = [str(word) for word in command]
    variables = dict(environment(), **extra)
    with log.open("wb") as out:
        done = subprocess.run(
            words, cwd=str(ROOT), env=variables, stdout=out, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode != 0:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        shown = log.relative_to(ROOT)
        raise SetupError(f"{words[0]} failed; all it said is in {shown}.", "\n".join(lines[-12:]))


# Steps that are skipped when they are done.


def fingerprint(parts: Sequence[object]) -> str:
    """Return one hash over *parts*; of a file its content counts."""
    digest = hashlib.sha256(str(ROOT).encode())
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def step(doing: str, folder: Path, parts: Sequence[object], work: Callable[[], None]) -> bool:
    """Do *work* unless the stamp in *folder* says it is done; return whether it was done now."""
    stamp = folder / STAMP
    wanted = fingerprint(parts)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    say("Set-up: " + doing)
    if stamp.is_file():
        stamp.unlink()
    work()
    folder.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")
    return True


# Finding Python.


@lru_cache(maxsize=None)
def look_at(command: str) -> Optional[Interpreter]:
    """Return the CPython behind *command*, or nothing where it does not run."""
    path = shutil.which(command)
    if path is None:
        return None
    try:
        answer = subprocess.run(
            [path, "-c", PROBE],
            cwd=str(ROOT),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.SubprocessError):
        return None
    first, real_path = answer.stdout.splitlines()[:2]
    kind, major, minor, release = first.split()
    if kind != "cpython":
        return None
    return Interpreter(real_path, (int(major), int(minor)), release)


def find_python(version: Tuple[int, int]) -> Optional[Interpreter]:
    """Return an interpreter of *version* that this machine has, or nothing."""
    for command in ("python" + dotted(version), "python3", "python", sys.executable):
        found = look_at(command)
        if found is not None and found.version == version:
            return found
    return None


def uv_program() -> Path:
    """Return the pinned uv, installed under build/ with any pip that is here."""
    home = ROOT / "build" / "uv"
    lock = ROOT / "requirements" / "uv.txt"

    def install() -> None:
        shutil.rmtree(str(home), ignore_errors=True)
        options = ["--require-hashes", "--only-binary=:all:", "--target", home, "-r", lock]
        run("uv", [sys.executable, "-m", "pip", "install", *options])

    step("fetch uv, under build/", home, [lock], install)
    return home / "bin" / "uv"


def fetch_python(version: Tuple[int, int]) -> Interpreter:
    """Fetch an interpreter of *version* with uv, into this folder; it needs the internet."""
    home = ROOT / ".cpython"
    name = dotted(version)
    places = {"UV_PYTHON_INSTALL_DIR": str(home), "UV_CACHE_DIR": str(ROOT / "build" / "uv-cache")}

    def install() -> None:
        run("python", [uv_program(), "python", "install", "--no-bin", name], **places)

    with suppress(SetupError):
        step(f"no CPython {name} here: fetch it, into {home.name}", home, [name], install)
    for folder in sorted(home.glob(f"cpython-{name}.*/bin")):
        found = look_at(str(folder / ("python" + name)))
        if found is not None and found.version == version:
            return found
    raise SetupError(
        f"this project needs CPython {name}, and it could not be fetched: "
        f"install Python {name} (with venv), then run make again."
    )


# The steps.


def make_venv(python: Interpreter, folder: Path, requirements: Path) -> None:
    """Make a fresh environment in *folder* with exactly what *requirements* lists.

    Debian leaves pip out of venv unless a further package is installed. Then the pip of the Python
    that runs this file fills the environment.
    """
    log = "python-packages" + folder.name
    shutil.rmtree(str(folder), ignore_errors=True)
    has_pip = subprocess.run(
        [python.path, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL, check=False
    )
    options = ["--require-hashes", "--only-binary=:all:", "-r", str(requirements)]
    own = str(folder / "bin" / "python")
    if has_pip.returncode == 0:
        run(log, [python.path, "-m", "venv", folder])
        run(log, [own, "-m", "pip", "install", *options])
        return
    try:
        run(log, [python.path, "-m", "venv", "--without-pip", folder])
        run(log, [sys.executable, "-m", "pip", "--python", own, "install", *options])
    except SetupError:
        raise SetupError(
            f"{python.path} cannot make a virtual environment: install its venv package "
            f"(on Debian and Ubuntu: apt-get install python{dotted(python.version)}-venv)."
        ) from None


def environment_step(python: Interpreter, folder: Path, name: str) -> bool:
    """Bring the environment in *folder* to the lock file called *name*."""
    lock = ROOT / "requirements" / (name + ".txt")
    doing = f"Python {python.release} and the packages of {lock.name}, into {folder.name}"
    if not (folder / "bin" / "python").exists():
        shutil.rmtree(str(folder), ignore_errors=True)
    parts = [python.path, python.release, lock]
    return step(doing, folder, parts, lambda: make_venv(python, folder, lock))


def build_steps() -> List[bool]:
    """Prepare Python, the project itself and Node; return which steps were done now."""
    python = find_python(WANTED) or fetch_python(WANTED)
    lock = ROOT / "requirements" / "dev.txt"
    packages = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    itself = ["install", "--no-deps", "--no-build-isolation", "-e", "."]
    pip = [VENV_PYTHON, "-m", "pip"]
    return [
        environment_step(python, VENV, "dev"),
        step(
            "this project itself, for `import pat_core` and the command `pat`",
            VENV / "share" / "pat",
            [lock, python.release, ROOT / "pyproject.toml"],
            lambda: run("project", [*pip, *itself]),
        ),
        step(
            "the packages of package-lock.json, with Node from its Python wheel",
            ROOT / "node_modules",
            [lock, *packages],
            lambda: run("npm", [VENV / "bin" / "npm", "ci", "--no-fund", "--no-audit"]),
        ),
    ]


def test_steps() -> List[bool]:
    """Prepare the other Pythons that are here, and the test browsers."""
    done = []
    for version in ALSO_TESTED:
        python = find_python(version)
        if python is None:
            say(f"Set-up: skipped: no Python {dotted(version)} here")
            continue
        done.append(environment_step(python, ROOT / (".venv-" + dotted(version)), "core-tests"))
    # It speaks for itself, and its own message is the last line when it fails.
    browser = [str(VENV_PYTHON), str(ROOT / "tools" / "browser.py"), "--install"]
    if subprocess.run(browser, env=environment(), cwd=str(ROOT), check=False).returncode != 0:
        raise SetupError("The browser tests need a Chromium; the line above says how to get one.")
    # Without a Firefox its tests are skipped, and say so, as it does itself.
    firefox = [str(VENV_PYTHON), str(ROOT / "tools" / "firefox.py"), "--install"]
    subprocess.run(firefox, env=environment(), cwd=str(ROOT), check=False)
    return done


def main(arguments: Sequence[str]) -> int:
    """Run the steps that the arguments name; return the exit status."""
    if list(arguments) not in (["build"], ["test"]):
        print("usage: setup.py build|test", file=sys.stderr)
        return 64
    try:
        done = build_steps()
        if arguments[0] == "test":
            done += test_steps()
    except SetupError as error:
        print(*filter(None, [error.said, f"Set-up: {error}"]), sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if not any(done):
        say("Set-up: up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
