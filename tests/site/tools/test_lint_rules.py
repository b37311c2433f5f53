"""Our own lint rule: no text becomes markup or script in our JavaScript."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.site.building import ROOT

REASON = re.compile(r"Text must not become|Only shared/safe-insert\.js")
RULE = "tools/lint/no-text-as-markup.grit"
NODE = ROOT / ".venv" / "bin" / "node"
BIOME = ROOT / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"

REFUSED = {
    "assigned": "a.innerHTML = b;",
    "added": "a.innerHTML += b;",
    "read": "const c = a.outerHTML;",
    "in-brackets": 'a["innerHTML"] = b;',
    "in-a-template": "a[`outerHTML`] = b;",
    "optional": 'a?.insertAdjacentHTML("beforeend", b);',
    "taken-apart": "const { innerHTML } = a;",
    "given-as-key": "Object.assign(a, { innerHTML: b });",
    "set-by-name": 'Reflect.set(a, "innerHTML", b);',
    "frame": 'a.setAttribute("srcdoc", b);',
    "document-write": "document.write(b);",
    "document-writeln": "document.writeln(b);",
    "parser": 'new DOMParser().parseFromString(b, "text/html");',
    "parser-by-name": "const P = DOMParser;",
    "unsafe": "a.setHTMLUnsafe(b);",
    "unsafe-document": "Document.parseHTMLUnsafe(b);",
    "fragment": "document.createRange().createContextualFragment(b);",
    "eval": "eval(b);",
    "eval-by-name": "const e = eval;",
    "eval-of-the-window": "globalThis.eval(b);",
    "eval-in-brackets": 'window["eval"](b);',
    "new-function": "new Function(b)();",
    "function": "Function(b)();",
    "timer": 'setTimeout("go()", 1);',
    "timer-without-time": 'setTimeout("go()");',
    "timer-of-the-window": "window.setInterval(`go()`, 1);",
    "timer-on-two-lines": 'setTimeout(\n  "go()",\n  1,\n);',
}
ALLOWED = {
    "text": 'a.textContent = "b";',
    "timer-with-a-function": "setTimeout(go, 1);\nsetInterval(() => go(), 1);",
    "build": 'a.append(document.createElement("p"));',
    "word-in-a-text": 'a.textContent = "the function of innerHTML";',
    "shared/safe-insert": 'new DOMParser().parseFromString(b, "text/html");',
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """Apply the rule to every sample; return the complaints about each, by its name."""
    folder = tmp_path_factory.mktemp("lint")
    (folder / "shared").mkdir()
    settings = {"root": True, "plugins": [str(ROOT / RULE)]}
    settings["linter"] = {"rules": {"preset": "none"}}
    (folder / "biome.json").write_text(json.dumps(settings), encoding="utf-8")
    for name, text in {**REFUSED, **ALLOWED}.items():
        (folder / f"{name}.js").write_text(f"{text}\n", encoding="utf-8")
    command = [str(NODE), str(BIOME), "lint", ".", "--reporter=github", "--max-diagnostics=none"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    complaints: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if line.startswith("::"):
            place, _, said = line.removeprefix("::").partition("::")
            path = Path(place.partition("file=")[2].partition(",")[0]).resolve()
            name = path.relative_to(folder.resolve()).with_suffix("").as_posix()
            complaints.setdefault(name, []).append(f"{place.split()[0]}: {said}")
    return complaints


@pytest.mark.parametrize("name", REFUSED)
def test_each_way_is_refused(complaints, name):
    """A sample of each way fails the check, with the cause."""
    assert name in complaints
    assert all(said.startswith("error: ") for said in complaints[name])
    assert any(REASON.search(said) for said in complaints[name])


def test_what_is_no_such_way_is_let_be(complaints):
    """Building elements is the way; one file may parse markup."""
    assert complaints.keys() & ALLOWED.keys() == set()
    assert complaints.keys() == REFUSED.keys()


def test_the_rule_is_switched_on_for_our_scripts():
    """It holds for every script, since nothing else in the settings takes it back."""
    settings = json.loads((ROOT / "biome.json").read_text("utf-8"))
    assert settings["plugins"] == [f"./{RULE}"]
    assert [override for override in settings["overrides"] if "plugins" in override] == []
