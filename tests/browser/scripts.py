"""Scripts that the tests of more than one module run in a page."""

# These go in before a page's own scripts.
REFUSE_STORAGE = """
indexedDB.open = () => { throw new DOMException("no", "SecurityError"); };
Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});"""
REFUSE_DATABASE = """
indexedDB.open = () => {
  const request = new EventTarget();
  Object.defineProperty(request, "error", { value: new DOMException("no", "InvalidStateError") });
  setTimeout(() => request.onerror(new Event("error")));
  return request;
};"""

TAB_STORE = "() => JSON.parse(sessionStorage.getItem('pat-records') ?? '{}')"
"""Gives the records that are kept for the tab only."""

# What a test evaluates itself is exempt from the policy; what it puts off is not.
IN_A_TURN_OF_ITS_OWN = """() => new Promise(done => setTimeout(() => {
  try { %s; done("ran"); } catch (error) { done(error.name); }
}))"""

# What stands beside the screen, and what can be scrolled sideways.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const seen = [...document.querySelectorAll("main *")].filter(e => e.checkVisibility()
    && !e.closest("pre, .pat-hidden, .md-sidebar, .md-typeset__scrollwrap, .pat-table-frame, svg")
    && e.getBoundingClientRect().right > width + 1);
  const most = document.documentElement.scrollWidth;
  return (most > width ? [`the page: ${most} > ${width}`] : []).concat(
    seen.slice(0, 3).map(e => `${e.localName}.${e.className} ${e.textContent.slice(0, 30)}`));
}"""
SIDEWAYS = """() => [...document.querySelectorAll("main *")].filter(e => e.checkVisibility()
  && /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
  .map(e => `${e.localName}.${e.className}`)"""
