"""When two spellings are one name: of a partnership, a round, an organisation.

People type the same name on different keyboards, and programs change quotation marks, dashes and
spaces in it. Names are compared by their key; what is shown is a spelling that somebody wrote.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from unicodedata import normalize

__all__ = ["name_key", "spellings"]

_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‵`´ʹʻʼˈ＇", "'"),
        **dict.fromkeys("“”„‟″‶«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―⁃−﹘﹣－", "-"),
    }
)


@lru_cache(maxsize=4_096)
def name_key(text: str) -> str:
    """Return a key that all spellings of one name share.

    They may differ in composed and decomposed letters and other forms of one character (Unicode
    NFKC), in upper and lower case, in straight and curly quotation marks, in kinds of dashes, and
    in spaces.
    """
    # The accent ´ must be straightened first, because NFKC turns it into a space and a mark.
    # Folding the case may decompose letters again.
    folded = normalize("NFKC", text.translate(_STRAIGHT)).casefold()
    return " ".join(normalize("NFKC", folded).translate(_STRAIGHT).split())


def spellings(written: Iterable[tuple[timedelta, str]]) -> dict[str, str]:
    """Return the spelling to show for each name, by its key: the one that was written first.

    *written* holds spellings with the times when they were saved. Of several with the same time,
    the first in the order of characters is shown, so the order of loading decides nothing.
    """
    first: dict[str, tuple[timedelta, str]] = {}
    for time, text in written:
        key = name_key(text)
        if key not in first or (time, text) < first[key]:
            first[key] = time, text
    return {key: text for key, (_, text) in first.items()}
