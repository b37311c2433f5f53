"""The style sheet that a group's report carries: light, dark, and on paper.

Like the CSS of the pictures, it holds no quotation mark, no ampersand and no angle bracket, so that
it can stand in a page as it is.
"""

from pat_core.drawing.style import PICTURE_STYLE, write_palette

__all__ = ["STYLE"]

_PAGE_STYLE = """
:root { color-scheme: light dark; --quiet: #55585c; }
@media screen and (prefers-color-scheme: dark) { :root { --quiet: #c3c8d0; } }
* { box-sizing: border-box; }
body { background: var(--pat-paper); color: var(--pat-ink); font: 1rem/1.5 system-ui, sans-serif;
  margin: 0 auto; max-width: 54rem; padding: 1.5rem; }
h1 { line-height: 1.2; }
h3 { border-top: 3px solid var(--pat-line); font-size: 1.4rem; margin: 2.5rem 0 1rem;
  padding-top: .8rem; }
h4 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
figure { margin: 1rem auto; }
.pat-figure-board { max-width: 32rem; }
.pat-figure-key, .pat-figure-types { margin-inline: 0; max-width: 25rem; }
.pat-figure-ranks { max-width: 36rem; }
.pat-rule, .pat-why, .pat-counts, .pat-complete, .pat-hint, .pat-note, .pat-notice, figcaption,
.pat-tiles span { color: var(--quiet); font-size: .9rem; }
.pat-code { font-weight: 700; }
.pat-keep { white-space: nowrap; }
.pat-tiles, .pat-strip-part, .pat-group-statement, .pat-grids { display: grid; gap: .5rem 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.pat-tiles { grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); }
.pat-boards { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 12rem), 1fr)); }
.pat-boards figure { margin: 0; }
.pat-glance { grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr)); }
.pat-tiles div { background: var(--pat-soft); padding: .7rem 1rem; }
.pat-tiles dd { margin: 0; }
.pat-tiles strong { display: block; font-size: 1.4rem; }
.pat-topics, .pat-stats { list-style: none; padding: 0; }
.pat-topics li { border-bottom: 1px solid var(--pat-line); column-gap: .9rem; display: grid;
  grid-template-columns: 2rem 1fr 16rem; padding: .3rem 0; }
@media (max-width: 44rem) { .pat-topics li { grid-template-columns: 2rem 1fr; }
  .pat-topics .pat-why { grid-column: 2; } }
.pat-stats { display: flex; flex-wrap: wrap; font-size: .9rem; gap: .1rem 1rem; margin: .3rem 0; }
.pat-group-statement { border-top: 1px solid var(--pat-line); padding: .8rem 0; }
.pat-group-statement p { margin: 0; }
.pat-start .pat-why { display: block; }
.pat-divided { border: 2px solid var(--pat-focus); border-radius: 4px; padding: 0 .4rem; }
.pat-reading, .pat-comment { border-inline-start: 4px solid var(--pat-ring-3);
  padding-inline-start: .8rem; }
.pat-comment { overflow-wrap: anywhere; white-space: pre-wrap; }
.pat-long-name { display: inline-block; max-width: 40ch; overflow: hidden;
  text-overflow: ellipsis; vertical-align: bottom; white-space: nowrap; }
.pat-comment .pat-long-name { display: inline; white-space: inherit; }
.pat-warning { border: 2px solid var(--pat-warn); padding: .6rem .9rem; }
.pat-notice { border-top: 1px solid var(--pat-line); margin-top: 3rem; padding-top: .8rem; }
.pat-table-frame { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; width: 100%; }
caption { font-weight: 700; padding: .3rem 0; text-align: start; }
th, td { border: 1px solid var(--pat-line); overflow-wrap: break-word; padding: .35rem .5rem;
  text-align: start; vertical-align: top; }
thead th { background: var(--pat-soft); }
tbody th { font-weight: 400; }
.pat-cell-label { display: none; }
details { border: 1px solid var(--pat-line); margin: 1rem 0; padding: .5rem .9rem; }
summary { cursor: pointer; font-weight: 700; }
@media print {
  .pat-long-name { display: inline; overflow-wrap: anywhere; white-space: normal; }
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  .pat-tiles div, thead th { print-color-adjust: exact; }
  h2, h3, h4, caption, h3 + p, h4 + p, .pat-complete, .pat-rule { break-after: avoid; }
  .pat-together, h3 + p, h4 + p, .pat-rule, .pat-group-statement, .pat-strip-part, .pat-tiles,
  .pat-topics li, .pat-grids section, figure, tr { break-inside: avoid; }
  .pat-group-statement, .pat-strip-part, .pat-grids { grid-template-columns: 1fr 1fr; }
  .pat-tiles { grid-template-columns: 1fr 1fr 1fr; }
  .pat-glance { grid-template-columns: repeat(5, 1fr); }
  .pat-figure-board { max-width: 9cm; }
  .pat-figure-ranks { max-width: 11cm; }
  details:not([open]) { display: none; } }
@page { margin: 14mm; }
"""

STYLE = (
    write_palette("screen and (prefers-color-scheme: dark)", ":root") + PICTURE_STYLE + _PAGE_STYLE
)
