"""What has no place in a built page, a style sheet, a drawing or a script of ours."""

import re

import pytest

from site_hooks.policy.file_check import check_drawing, check_script, check_style
from site_hooks.policy.page_check import PolicyError, is_outside, read_page
from site_hooks.policy.page_policy import write_policies

PAGE = '<!doctype html>\n<html>\n<head><meta charset="utf-8">\n{}\n</head>\n<body></body></html>'

REFUSED = {
    "style": '<p style="color: red">',
    "style, in capitals, in a drawing": '<svg><g STYLE="x"/></svg>',
    "handler": '<button onclick="go()">',
    "handler after a slash": '<img/src="x.png"/onerror=go()>',
    "handler in a drawing": '<svg onload="go()"></svg>',
    "style sheet": "<style>p { color: red }</style>",
    "style sheet in a drawing": "<svg><style>p { color: red }</style></svg>",
    "outside script": '<script src="https://x.example/x.js"></script>',
    "script without a scheme": '<script src="//x.example/x.js"></script>',
    "script from data": '<script src="data:text/javascript,1"></script>',
    "script with backslashes": r'<script src="\\x.example/x.js"></script>',
    "script after a slash and a backslash": r'<script src="/\x.example/x.js"></script>',
    "script after a blank": '<script src=" https://x.example/x.js"></script>',
    "script with a tab in its scheme": '<script src="ht\ttps://x.example/x.js"></script>',
    "script with a character reference": '<script src="&#104;ttps://x.example/x.js"></script>',
    "script in a drawing": "<svg><script>go()</script></svg>",
    "script that closes itself": '<script src="a.js"/>',
    "script of an unknown type": '<script type="text/vbscript">go</script>',
    "script of an old type": '<script type="text/javascript">go()</script>',
    "rules for speculation": '<script type="speculationrules">{}</script>',
    "import map from a file": '<script type="importmap" src="map.json"></script>',
    "script that hides its end": "<script>a = '<!--<script>'</script>",
    "script without an end": "<script>go()",
    "data that are no data": '<script type="application/json">go()</script>',
    "nonce": '<p nonce="abc">',
    "outside style sheet": '<link rel="stylesheet" href="https://x.example/f.css">',
    "style sheet by two words": '<link rel="preload stylesheet" href="https://x.example/f.css">',
    "icon": '<link rel="icon" href="https://x.example/i.png">',
    "connection ahead": '<link rel="preconnect" href="https://x.example">',
    "look-up ahead": '<link rel="dns-prefetch" href="//x.example">',
    "load ahead": '<link rel="prefetch" href="https://x.example/">',
    "load soon": '<link rel="preload" href="https://x.example/f.woff2" as="font">',
    "module ahead": '<link rel="modulepreload" href="https://x.example/m.js">',
    "page ahead": '<link rel="prerender" href="https://x.example/">',
    "manifest": '<link rel="manifest" href="https://x.example/m.json">',
    "canonical and more": '<link rel="canonical prefetch" href="https://x.example/">',
    "pictures for a link": '<link rel="preload" imagesrcset="https://x.example/p.png 2x">',
    "picture": '<img src="http://x.example/p.gif">',
    "pictures by size": '<img src="p.png" srcset="p.png 1x, https://x.example/p.png 2x">',
    "pictures by source": '<picture><source srcset="//x.example/p.webp"></picture>',
    "picture button": '<input type="image" src="https://x.example/p.png">',
    "picture of a film": '<video poster="https://x.example/p.png"></video>',
    "film": '<video><source src="https://x.example/v.webm"></video>',
    "subtitles": '<video><track src="https://x.example/s.vtt"></video>',
    "sound": '<audio src="https://x.example/a.ogg"></audio>',
    "picture in a drawing": '<svg><image href="https://x.example/p.png"/></svg>',
    "picture in a drawing, the old way": '<svg><image xlink:href="https://x.example/p"/></svg>',
    "drawing from elsewhere": '<svg><use href="https://x.example/d.svg#a"/></svg>',
    "filter from elsewhere": '<svg><g filter="url(https://x.example/f.svg#a)"/></svg>',
    "animated address": '<svg><a><set attributeName="href" to="javascript:go()"/></a></svg>',
    "background": '<table background="https://x.example/p.png">',
    "form that goes elsewhere": '<form action="https://x.example/"></form>',
    "button that goes elsewhere": '<button formaction="https://x.example/">Go</button>',
    "form that runs": '<form action="javascript:go()"></form>',
    "link that runs": '<a href="javascript:go()">x</a>',
    "link that runs, in disguise": '<a href=" java\nscript&colon;go()">x</a>',
    "link to data": '<a href="data:text/html,x">x</a>',
    "link to a file": '<a href="file:///etc/passwd">x</a>',
    "link that tells": '<a href="https://x.example/" ping="https://y.example/">x</a>',
    "link that tells its own site": '<a href="a" ping="a https://y.example/">x</a>',
    "link that registers": '<a href="a" attributionsrc="https://y.example/">x</a>',
    "link that says where it was": '<a href="https://x.example/" referrerpolicy="origin">x</a>',
    "link with two addresses": '<a href="a" href="https://x.example/">x</a>',
    "other policy for all links": '<meta name="referrer" content="unsafe-url">',
    "move to elsewhere": '<meta http-equiv="refresh" content="0; url=https://x.example/">',
    "second policy": '<meta http-equiv="Content-Security-Policy" content="">',
    "cookie": '<meta http-equiv="set-cookie" content="a=b">',
    "base": '<base href="https://x.example/">',
    "base of a drawing": '<svg xml:base="https://x.example/"></svg>',
    "frame": '<iframe src="https://x.example/"></iframe>',
    "frame of one's own": "<iframe src='a.html'></iframe>",
    "frame with its text": '<iframe srcdoc="<p>x"></iframe>',
    "object": '<object data="a.svg"></object>',
    "plug-in": '<embed src="a.svg">',
    "frames": '<frameset><frame src="a.html"></frameset>',
    "list of an old cache": '<div manifest="https://x.example/m"></div>',
    "text that is none": "<xmp><p></xmp>",
    "markup in a comment": "<!-- <p> -->",
    "comment that ends early": "<!--><script>go()</script>-->",
    "section": "<![CDATA[ <p> ]]>",
    "instruction": "<?xml-stylesheet href='https://x.example/f.css'?>",
}

ALLOWED = {
    "link that is followed": '<a href="https://x.example/" target="_blank">read</a>',
    "address to write to": '<a href="mailto:a@x.example">write</a>',
    "own links": '<a href="../a/?b=c:d#e">a</a><a href="#">b</a><a href="">c</a>',
    "own form": '<form name="f"><input name="a"></form>',
    "canonical": '<link rel="canonical" href="https://x.example/">',
    "own picture": '<img src="a.png" srcset="a.png 1x, b.png 2x">',
    "picture in the page": '<img alt="" src="data:image/png;base64,AAAA">',
    "drawing": '<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(#dots)" d="M0 0"/></svg>',
    "quotation": '<blockquote cite="https://x.example/">x</blockquote>',
    "data": '<script type="application/json">{"a": "https://x.example/"}</script>',
    "comment": "<!-- plain words -->",
}


@pytest.mark.parametrize("markup", REFUSED.values(), ids=REFUSED)
def test_page_that_would_leak_or_break_ends_the_build(tmp_path, markup):
    """Each is refused with page, line and cause, and the page stays as it was."""
    page = tmp_path / "sub" / "bad.html"
    page.parent.mkdir()
    page.write_text(PAGE.format(markup), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"^sub/bad\.html: line [4-6]: <\S+> has \S"):
        write_policies(tmp_path)
    assert page.read_text("utf-8") == PAGE.format(markup)


@pytest.mark.parametrize("markup", ALLOWED.values(), ids=ALLOWED)
def test_what_a_page_may_hold(tmp_path, markup):
    """What loads nothing from elsewhere and runs nothing is let be."""
    (tmp_path / "good.html").write_text(PAGE.format(markup), encoding="utf-8")
    assert write_policies(tmp_path) == 1


def test_cause_is_named_as_it_stands():
    """Whoever reads the message finds the place by it."""
    with pytest.raises(PolicyError) as raised:
        read_page('<p>\n\n<img srcset="a.png 1x, //pixel.example/p.gif 2x">')
    expected = "line 3: <img> has the outside address '//pixel.example/p.gif' in 'srcset'"
    assert str(raised.value) == expected


@pytest.mark.parametrize("name", ["href", "src", "action", "poster", "data", "background"])
@pytest.mark.parametrize("before", ["", " ", "\n\t", "\x00", "\x1f"])
@pytest.mark.parametrize(
    "address", ["https:x", "HTTPS://x", "//x", "\\/x", "/\\x", "jav\nascript:"]
)
def test_disguises_of_an_outside_address(name, before, address):
    """Blanks before an address and line ends inside are nothing to a browser, nor to us."""
    assert is_outside(before + address)
    with pytest.raises(PolicyError, match="outside address"):
        read_page(f'<div {name}="{before}{address}">')


@pytest.mark.parametrize("address", ["", "#a", "?a=b:c", "a/b:c", "./a:b", "/a//b", "../a"])
def test_own_addresses_are_no_outside_ones(address):
    """A colon or two slashes further on make no other place."""
    assert not is_outside(address)


STYLES = {
    "import": "@import 'own.css';",
    "import from elsewhere": '@import "https://x.example/f.css";',
    "import, written otherwise": r"@\69mport url(f.css);",
    "import after a comment": "/* a */@IMPORT/**/'//x.example/f.css';",
    "font": "@font-face { src: url(https://x.example/f.woff2) }",
    "quoted": "a { background: url( '//x.example/p.png' ) }",
    "in capitals": "a { background: URL(HTTP://x.example/p.png) }",
    "written otherwise": r"a { background: u\72 l(https://x.example/p.png) }",
    "scheme written otherwise": r"a { background: url(\68ttps://x.example/p.png) }",
    "set of pictures": "a { background: image-set('https://x.example/p.png' 2x) }",
    "cursor": "a { cursor: url(//x.example/c.cur), auto }",
    "variable": "a { --look: url(https://x.example/p.png) }",
    "data that are no picture": "a { background: url(data:text/html,x) }",
    "after a comment that does not end": "a { b: url(//x.example/p) } /*",
}


@pytest.mark.parametrize("rule", STYLES.values(), ids=STYLES)
def test_style_sheet_that_names_another_place(rule):
    """A style sheet loads neither from elsewhere nor another sheet; the line is named."""
    with pytest.raises(PolicyError, match=r"^line 3: "):
        check_style(f"/* one\n two */\n{rule}")


def test_what_a_style_sheet_may_hold():
    """Own files, pictures inside, selectors and words that look like an address."""
    check_style(
        """/* see https://x.example/ */
        a[href^="https://"], [id^="fnref:"] { color: red }
        a { background: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>") }
        a::after { content: "\\201c"; background: url(../own.svg#a) }"""
    )


@pytest.mark.parametrize(
    "inside", ["<script>go()</script>", '<a href="javascript:go()"/>', "<g onload='go()'/>"]
)
def test_drawing_that_runs_something(inside):
    """A drawing may be opened by itself, where no page's policy binds it."""
    with pytest.raises(PolicyError, match=r"^line 2: "):
        check_drawing(f'<?xml version="1.0"?>\n<svg>{inside}</svg>')
    with pytest.raises(PolicyError, match="a drawing holds a script"):
        check_drawing("<script>go()</script><svg></svg>")
    check_drawing('<?xml version="1.0"?>\n<svg><path d="M0 0"/></svg>')


@pytest.mark.parametrize(
    "line",
    [
        'fetch("https://x.example/")',
        "import('//x.example/m.js')",
        'new WebSocket("wss://x.example")',
        "new Image().src = `http://${host}/p.gif`",
        "// see https://x.example/",
    ],
)
def test_script_of_ours_that_names_another_place(line):
    """None of our scripts has a reason to hold a host's name, so none may."""
    with pytest.raises(PolicyError, match=r"^line 2: .* outside address"):
        check_script(f'const SVG = "http://www.w3.org/2000/svg";\n{line}\n')
    check_script('const SVG = "http://www.w3.org/2000/svg"; // a comment\nimport "./a.js";')


def test_service_worker_names_no_other_place(site):
    """It is written after all pages, so it is looked at here."""
    check_script((site / "sw.js").read_text("utf-8"))


def test_lists_are_long_enough():
    """What is promised of the number of ways holds for this table."""
    assert len(REFUSED) >= 40
    assert not [name for name, markup in REFUSED.items() if not re.search("<", markup)]
