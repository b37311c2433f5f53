"""The security policy as the browser enforces it, on the page and in the worker."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

from site_hooks.policy.page_policy import write_policies
from tests.browser.pages import STEPS, Assess
from tests.browser.scripts import IN_A_TURN_OF_ITS_OWN
from tests.core.samples import all_answered
from tools import serve

WATCH = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", event => {
    window.refused.push(event.effectiveDirective);
  });
}"""

SINKS = [
    "document.body.innerHTML = 'x'",
    "document.body.insertAdjacentHTML('beforeend', 'x')",
    "new DOMParser().parseFromString('x', 'text/html')",
    "document.write('x')",
    "eval('1')",
    "new Function('return 1')",
    "setTimeout('1')",
    "document.createElement('script').src = '/x.js'",
    "new Worker('/x.js')",
    "trustedTypes.createPolicy('mine', { createHTML: text => text })",
    "trustedTypes.createPolicy('default', { createHTML: text => text })",
]


@pytest.fixture
def other_place(tmp_path):
    """Serve another site, which the page has no business with."""
    (tmp_path / "index.html").write_text("elsewhere", encoding="utf-8")
    with serve.start(tmp_path) as url:
        yield url


def test_no_step_runs_into_the_policy(assess: Assess):
    """Through all steps, with scores, comparison, download and print, nothing is refused."""
    assess.page.evaluate(WATCH)
    assess.answer(all_answered(3))
    for step in STEPS[1:]:
        assess.press("next")
        assess.expect_step(step)
    assess.wait_for_result()
    assess.download("download-result")
    assess.page.pdf()
    assert assess.page.evaluate("window.refused") == []


ATTEMPTS = {
    "fetch": "fetch(place)",
    "request": """new Promise((done, refuse) => {
      const request = new XMLHttpRequest();
      Object.assign(request, { onload: done, onerror: refuse });
      request.open("GET", place);
      request.send();
    })""",
    "picture": """new Promise((done, refuse) =>
      Object.assign(new Image(), { onload: done, onerror: refuse, src: place }))""",
    "socket": """new Promise((done, refuse) => {
      const socket = new WebSocket(place.replace("http", "ws"));
      Object.assign(socket, { onopen: done, onerror: refuse });
    })""",
    "beacon": "Promise[navigator.sendBeacon(place, 'x') ? 'resolve' : 'reject']()",
    "module": "import(place)",
}


def test_page_cannot_speak_to_another_place(assess: Assess, other_place, faults):
    """Whatever a script tries, the browser itself refuses it and names the policy."""
    for name, attempt in ATTEMPTS.items():
        assess.page.evaluate(WATCH)
        assess.page.evaluate(f"place => {attempt}.catch(() => 'refused')", other_place)
        directives = set(assess.page.evaluate("window.refused"))
        assert len(directives) == 1, name
        assert directives < {"connect-src", "img-src", "script-src-elem"}, name
    assert [fault for fault in faults if "Content Security Policy" in fault]
    faults.clear()


def test_worker_cannot_speak_to_another_place(assess: Assess, other_place, faults):
    """Python's worker is bound by the same policy, which a worker from a file would not be."""
    assess.answer({"1A": 1})
    assess.expect_state("ready")
    (worker,) = assess.page.workers
    assert urlsplit(worker.url).scheme == "blob"
    for attempt in ("fetch(place)", "import(place)"):
        with pytest.raises(Error, match="Failed to fetch"):
            worker.evaluate(f"place => {attempt}", other_place)
    assert worker.evaluate(IN_A_TURN_OF_ITS_OWN % "eval('1')") == "EvalError"
    faults.clear()


def test_page_cannot_send_a_form(assess: Assess, other_place, faults):
    """Not even a form that somebody slips in leaves the page."""
    refused = assess.page.evaluate(
        """place => new Promise(resolve => {
          document.addEventListener("securitypolicyviolation", event =>
            resolve(event.effectiveDirective));
          const form = document.createElement("form");
          form.action = place;
          document.body.append(form);
          form.submit();
        })""",
        other_place,
    )
    assert refused == "form-action"
    faults.clear()


def test_text_cannot_become_markup_or_script(assess: Assess, faults):
    """Trusted Types hold: a plain text in a dangerous place throws."""
    for sink in SINKS:
        thrown = assess.page.evaluate(IN_A_TURN_OF_ITS_OWN % sink)
        assert thrown in ("TypeError", "EvalError"), sink
    faults.clear()


def test_inline_script_and_style_do_nothing(assess: Assess, faults):
    """What is slipped into the document neither runs nor paints."""
    assess.page.evaluate(
        """() => {
          const script = document.createElement("script");
          try { script.text = "window.slipped = true"; } catch {}
          document.body.append(script);
          document.body.setAttribute("style", "color: rgb(1, 2, 3)");
          try { document.body.setAttribute("onclick", "window.slipped = true"); } catch {}
          document.body.click();
        }"""
    )
    assert assess.page.evaluate("window.slipped") is None
    assert assess.page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    faults.clear()


def test_page_that_is_only_read_cannot_run_python(page, faults):
    """It is refused WebAssembly; a worker from a blob is tried below."""
    page.goto("method/")
    page.evaluate(WATCH)
    compiled = "WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"
    assert page.evaluate(IN_A_TURN_OF_ITS_OWN % f"new {compiled}") == "CompileError"
    assert page.evaluate("window.refused") == ["script-src"]
    faults.clear()


START = """
const policy = trustedTypes.createPolicy("default", { createScriptURL: address => address });
navigator.serviceWorker.register(policy.createScriptURL("sw.js"))
  .then(() => { document.title = "kept"; }, error => { document.title = error.name; });
addEventListener("securitypolicyviolation",
  event => { document.title = event.effectiveDirective; });
addEventListener("message", () => new Worker(
  policy.createScriptURL(URL.createObjectURL(new Blob(["1"], { type: "text/javascript" })))));
"""


def test_page_that_is_only_read_can_be_kept(browser, tmp_path):
    """Its policy lets a service worker of the site be registered, and no worker from a blob start.

    The page here has nothing of the theme, so that only the policy decides.
    """
    kind = '<meta name="pat-kind" content="reading">'
    head = f'<meta charset="utf-8">{kind}<script src="start.js"></script>'
    (tmp_path / "index.html").write_text(f"<!doctype html><head>{head}</head>", encoding="utf-8")
    (tmp_path / "start.js").write_text(START, encoding="utf-8")
    (tmp_path / "sw.js").write_text("addEventListener('fetch', () => {});", encoding="utf-8")
    write_policies(tmp_path)
    with serve.start(tmp_path) as url:
        page = browser.new_page(base_url=url)
        page.goto("")
        expect(page).to_have_title("kept")
        page.evaluate("postMessage('start')")
        expect(page).to_have_title("worker-src")
        page.context.close()
