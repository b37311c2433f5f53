"""When two spellings are one name: of a partnership, a round, an organisation.

People type the same name on different keyboards, and programs put other quotation marks, dashes and
spaces into it. Names are compared by their key; what is shown is a spelling that somebody wrote.
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
    """Return what all spellings of one name share.

    They may differ in composed and decomposed letters and other forms of one character (Unicode
    NFKC), in upper and lower case, in straight and curly quotation marks, in kinds of dashes, and
    in spaces.
    """
    # The accent ´ must be straightened first: NFKC makes a space and a mark of it. Folding the case
    # may leave letters decomposed again.
    folded = normalize("NFKC", text.translate(_STRAIGHT)).casefold()
    return " ".join(normalize("NFKC", folded).translate(_STRAIGHT).split())


def spellings(written: Iterable[tuple[timedelta, str]]) -> dict[str, str]:
    """Return the spelling to show for each name: the one that was written first, by its key.

    *written* holds when each spelling was saved. Of several with one time it is the first by
    characters, so that no order of loading decides.
    """
    first: dict[str, tuple[timedelta, str]] = {}
    for each in written:
        key = name_key(each[1])
        if key not in first or each < first[key]:
            first[key] = each
    return {key: text for key, (_, text) in first.items()}
