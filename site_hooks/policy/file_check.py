"""Looks at the site's files that are no pages: styles, drawings and our own scripts.

No policy of a page can be trusted to hold everywhere: a style sheet or a drawing may be opened by
itself. So none of them names another place.
"""

import re

from site_hooks.policy.page_check import PolicyError, is_outside, read_page

__all__ = ["check_drawing", "check_script", "check_style"]

_COMMENT = re.compile(r"/\*.*?(\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|(.))", re.DOTALL)
# What stands after "=" belongs to a selector: [href="https://…"].
_STRING = r"=?\"(?:[^\"\\]|\\.)*\"|=?'(?:[^'\\]|\\.)*'"
_STYLE_TOKEN = re.compile(rf"@import\b|{_STRING}|(?:url|src)\(\s*[^\"')\s][^)]*", re.IGNORECASE)
_PICTURE = re.compile(r"\s*data:image/", re.IGNORECASE)
_NAMESPACE = "http://www.w3.org/2000/svg"
"""The name of a namespace looks like an address; nobody goes there."""
_SCRIPT_ADDRESS = re.compile(r"\b(?:https?|wss?)://|[\"'`]//\w")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def check_style(text: str) -> None:
    """Refuse a style sheet that names another place, or takes in another sheet.

    Raises:
        PolicyError: the message names line and address.
    """
    # Blanks keep the lines countable.
    plain = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    for found in _STYLE_TOKEN.finditer(_ESCAPE.sub(_unescaped, plain)):
        token = found.group()
        line = found.string.count("\n", 0, found.start()) + 1
        if token.lower() == "@import":
            raise PolicyError(f"line {line}: @import loads another style sheet")
        address = re.sub(r"\A(?:url|src)\(\s*", "", token, flags=re.IGNORECASE).strip("\"' ")
        if token[0] != "=" and is_outside(address) and not _PICTURE.match(address):
            raise PolicyError(f"line {line}: the style sheet names the outside address {address!r}")


def _unescaped(found: re.Match[str]) -> str:
    """Return the character that an escape stands for; a quoted quotation mark stays quoted."""
    code, other = found.groups()
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return f"\\{other}" if other in ("'", '"') else (other or "")


def check_drawing(text: str) -> None:
    """Refuse a drawing that runs something or names another place.

    Raises:
        PolicyError: the message names line and cause.
    """
    facts = read_page(_DECLARATION.sub("", text))
    if facts.scripts:
        raise PolicyError(f"line {facts.scripts[0][0]}: a drawing holds a script")


def check_script(text: str) -> None:
    """Refuse a script of ours that names another place, were it in a comment.

    Raises:
        PolicyError: the message names line and address.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _SCRIPT_ADDRESS.search(line.replace(_NAMESPACE, "")):
            raise PolicyError(f"line {number}: the script names an outside address: {found[0]!r}")
