"""The shapes of all JSON documents that cross a border, as ``TypedDict``s; nothing at run time.

A border is a file or the bridge to JavaScript. Modules
import these shapes under ``if TYPE_CHECKING:`` only, so the browser never loads them. Files come in
as foreign JSON; they have these shapes once a reader has checked them. Readers keep keys that they
do not know, so a document may hold more than its shape names.

Codes that the program itself fixes are ``Literal``s. Those that the instrument lists (modes,
purposes, levels, sectors, types) are ``str``, and so are statement codes and principle numbers.
"""
