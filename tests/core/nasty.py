"""Texts that try to be more than text, for whatever may come out of a file."""

from hypothesis import strategies as st

MARKUP = [
    *("<script>alert(1)</script>", "</script>", "</title>", "</style>", "</svg>", "</bdi>", "</p>"),
    *("]]>", "<![CDATA[", "<!--", "-->", "<?xml ?>", "<svg/onload=alert(1)>", "<img src=x>"),
    *('" onclick="x', "' style='x", "&lt;b&gt;", "&#60;b&#62;", "&", "<", ">", '"', "'", "`", "{{"),
    *("\x00", "\x08", "\x0b", "\x1b[31m", "\x7f", "\x85", "\x9b", "\ufffe", "\uffff", "\t", "\n"),
]
TURNING = [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069\u2069\u061c"]
UNSEEN = [*"\u200b\u200c\u200d\u200e\u200f\ufeff\xad\u2060\u2028\u2029\u180e"]
LETTERS = [*"aZ9 =+-@,;", "é", "مرحبا", "שלום", "日本", "😀", "\U0001d173", "Σ"]

nasty_texts = st.lists(
    st.sampled_from([*MARKUP, *TURNING, *UNSEEN, *LETTERS]), min_size=1, max_size=12
).map("".join)
LONG = "W" * 99_000 + "</bdi>\u202e\u2066" + "m" * 1_000
