"""Checks the site's files that are not pages: style sheets, drawings and our own scripts.

A page's policy does not hold for a style sheet or a drawing that is opened by itself. So none of
them may hold an address outside the site.
"""

import re

from site_hooks.policy.page_check import PolicyError, is_outside, read_page

__all__ = ["check_drawing", "check_script", "check_style"]

_COMMENT = re.compile(r"/\*.*?(\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)
# A string after "=" is part of a selector: [href="https://…"].
_STRING = r"=?\"(?:[^\"\\]|\\.)*\"|=?'(?:[^'\\]|\\.)*'"
_STYLE_TOKEN = re.compile(rf"@import\b|{_STRING}|(?:url|src)\(\s*[^\"')\s][^)]*", re.IGNORECASE)
_PICTURE = re.compile(r"\s*data:image/", re.IGNORECASE)
_NAMESPACE = "http://www.w3.org/2000/svg"
"""The name of a namespace looks like an address, but nothing loads it."""
_SCRIPT_ADDRESS = re.compile(r"\b(?:https?|wss?)://|[\"'`]//\w")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def check_style(text: str) -> None:
    """Refuse a style sheet that holds an outside address, or imports another sheet.

    Raises:
        PolicyError: the message names line and address.
    """
    # Comments leave their line ends, so that lines can be counted.
    plain = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    for match in _STYLE_TOKEN.finditer(_ESCAPE.sub(_unescaped, plain)):
        token = match.group()
        line = match.string.count("\n", 0, match.start()) + 1
        if token.lower() == "@import":
            raise PolicyError(f"line {line}: @import loads another style sheet")
        address = re.sub(r"\A(?:url|src)\(\s*", "", token, flags=re.IGNORECASE).strip("\"' ")
        if token[0] != "=" and is_outside(address) and not _PICTURE.match(address):
            raise PolicyError(f"line {line}: the style sheet names the outside address {address!r}")


def _unescaped(match: re.Match[str]) -> str:
    """Return the character that an escape stands for; an escaped quotation mark stays escaped."""
    code, other = match.groups()
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return f"\\{other}" if other in ("'", '"') else (other or "")


def check_drawing(text: str) -> None:
    """Refuse a drawing that runs something or holds an outside address.

    Raises:
        PolicyError: the message names line and cause.
    """
    facts = read_page(_DECLARATION.sub("", text))
    if facts.scripts:
        raise PolicyError(f"line {facts.scripts[0][0]}: a drawing holds a script")


def check_script(text: str) -> None:
    """Refuse a script of ours that holds an outside address, even in a comment.

    Raises:
        PolicyError: the message names line and address.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _SCRIPT_ADDRESS.search(line.replace(_NAMESPACE, "")):
            raise PolicyError(f"line {number}: the script names an outside address: {match[0]!r}")
