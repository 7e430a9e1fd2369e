"""The style of a memo's page: the program's colours by role, light and dark; paper is always light."""

from __future__ import annotations

from typing import Final

from thesis_tui.pages.colours import PALETTES, Palette

_ROLES: Final = (
    "background", "raised", "line", "faint", "muted", "text", "strong", "accent", "good", "warn", "bad",
    "stamp good", "stamp warn", "stamp bad", "on stamp",
)  # fmt: skip

_NAMES: Final = {"background": "page"}


def _variables(palette: Palette) -> str:
    """A palette as the variables of the page: "stamp good" is --stamp-good, the background is --page."""
    return ":root{" + ";".join(f"--{_NAMES.get(role, role).replace(' ', '-')}:{palette[role]}" for role in _ROLES) + "}"


_RULES: Final = """
*{box-sizing:border-box}
html{background:var(--page);color:var(--text);font:14px/1.42 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:break-word;hyphens:manual}
main,footer{max-width:70rem;margin:0 auto;padding:0 1.6rem}
p,h2,h3,ul,ol{margin:0;padding:0}
a{color:inherit;text-decoration-color:var(--faint);text-underline-offset:2px}
header{display:flex;gap:1.1rem;align-items:baseline;padding:1.3rem 0 .55rem;border-bottom:1px solid var(--line)}
header b{color:var(--strong);font-size:1.15rem}
.day{margin-left:auto;white-space:nowrap;color:var(--strong);font-weight:600}
.quiet,.note,.away{color:var(--muted)}
.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.muted{color:var(--muted)}
.sign{white-space:nowrap}
.hero{display:grid;grid-template-columns:auto minmax(0,1fr) fit-content(19rem);gap:1.5rem;
align-items:center;padding:1.15rem 0 .3rem}
.stamp{background:var(--raised);color:var(--strong);font-weight:700;letter-spacing:.06em;text-transform:uppercase;
padding:1rem 1.3rem;white-space:nowrap}
.stamp.good{background:var(--stamp-good);color:var(--on-stamp)}
.stamp.warn{background:var(--stamp-warn);color:var(--on-stamp)}
.stamp.bad{background:var(--stamp-bad);color:var(--on-stamp)}
.first{color:var(--strong);font-weight:650;font-size:1.12rem}
.statement{color:var(--muted);font-style:italic}
.quote{text-align:right}
.value{color:var(--strong);font-size:2rem;font-weight:650;line-height:1.15;letter-spacing:-.01em}
.value small{font-size:.95rem;font-weight:400;color:var(--muted)}
.stale .value,.stale{color:var(--muted)}
.top{display:grid;grid-template-columns:minmax(0,1.32fr) minmax(0,1fr);gap:0 2.2rem}
section{margin-top:1.05rem}
h2{display:flex;align-items:center;gap:.7rem;color:var(--muted);font-size:.92rem;font-weight:650;margin-bottom:.3rem;
break-after:avoid}
h2::after{content:"";order:1;flex:1;border-top:1px solid var(--line)}
h2 .note{order:2;font-weight:400}
h2 span{min-width:0}
h3{font-size:1rem;color:var(--strong);display:flex;gap:.45rem;align-items:baseline}
table{border-collapse:collapse;width:100%}
td,th{padding:.1rem .7rem .1rem 0;text-align:left;vertical-align:baseline;overflow-wrap:break-word}
td:last-child,th:last-child{padding-right:0}
th{color:var(--muted);font-weight:400;font-size:.86rem;white-space:nowrap}
.number{text-align:right;white-space:nowrap;width:1%}
.changes{columns:2;column-gap:2.2rem}
.changes li{padding-left:3.9rem;text-indent:-3.9rem;break-inside:avoid}
.changes li span:first-child{display:inline-block;width:3.9rem;text-indent:0}
.cite{color:var(--muted);font-size:.8em}
.cite a{text-decoration:none;padding:0 .28em;background:var(--raised)}
.pillar{border-top:1px solid var(--line);padding-top:.5rem;margin-top:.75rem;break-inside:avoid}
.key{margin-left:auto;font-weight:400;color:var(--text);font-size:.93rem;text-align:right}
.key b{color:var(--strong);font-size:1.06rem;white-space:nowrap}
.pillar:first-of-type{border-top:0;padding-top:0;margin-top:0}
.pillars h2 .note{width:126px;white-space:nowrap}
.key b.stale{color:var(--muted);font-weight:400}
.claim{color:var(--muted);font-style:italic}
.tests{margin:.22rem 0}
.tests td{padding-top:.14rem;padding-bottom:.14rem;line-height:1.3}
.drawn{width:1%;vertical-align:middle}
ul,ol{list-style:none}
.evidence{font-size:.95em}
.milestones,.differ{break-inside:avoid}
.appendix{margin-top:1.2rem}
.appendix summary{color:var(--strong);font-weight:600;cursor:pointer}
.appendix[open] summary{break-before:page}
.gauge{display:block;width:106px;height:12px}
.window{display:block;width:190px;height:12px}
.track{stroke:var(--line);stroke-width:1}
.mark{stroke:var(--muted);stroke-width:1.2}
.bar{stroke:currentColor;stroke-width:3}
circle.bar{fill:currentColor;stroke-width:0}
line.hollow{stroke-dasharray:3 3;stroke-width:1.5}
circle.hollow{fill:var(--page);stroke-width:1.2}
.span{stroke:var(--faint);stroke-width:4}
.span.due{stroke:var(--text)}.span.overdue{stroke:var(--warn)}.span.ended{stroke:var(--line)}
.today{stroke:var(--accent);stroke-width:1.6}
.chart{display:block;width:100%;height:auto;font-size:11px;overflow:visible}
.chart text{fill:var(--muted)}
.chart .price{fill:none;stroke:var(--text);stroke-width:1.5;stroke-linejoin:round}
.band{fill:var(--raised)}
.zone{fill:var(--line);opacity:.55}
.level{stroke:var(--faint);stroke-width:1;stroke-dasharray:2 3}
.lead{fill:none;stroke:var(--line);stroke-width:1}
.dot{fill:var(--strong)}
line.now{stroke:var(--accent);stroke-width:1.6}
.chart text.now{fill:var(--accent);font-weight:700}
line.now.stale{stroke:var(--muted);stroke-dasharray:4 3}
.chart text.now.stale{fill:var(--muted);font-weight:400}
.tick{stroke:var(--faint)}
.ladder td{line-height:1.3}
.ladder .rung td{padding-bottom:0}
.ladder .why td{color:var(--muted);font-size:.88em;padding-top:0;padding-bottom:.24rem}
.ladder .number:nth-child(2){color:var(--strong);font-weight:600}
.ladder .now td{background:var(--raised)}
.ladder .rung.now td{border-top:1px solid var(--accent)}
.ladder .why.now td{border-bottom:1px solid var(--accent)}
.cards{columns:2;column-gap:2.2rem}
.card{margin-bottom:.5rem;break-inside:avoid}
.card h3,tr{break-inside:avoid;break-after:avoid-column}
tr{break-after:auto}
.beside .evidence{columns:2;column-gap:2.2rem}
.caption{font-size:.88em}
.figures{font-size:.93em}
.figures td{line-height:1.3;padding-right:.6rem}
.figures,.ladder{table-layout:fixed}
.figures td:nth-child(1){width:32%}.figures td:nth-child(2){width:30%;white-space:nowrap}
.figures td:nth-child(3){width:29%}.figures td:nth-child(4){width:9%}
.age{color:var(--muted)}
.fresh{white-space:nowrap}
.wide td:nth-child(2){overflow-wrap:break-word}
.wide td:nth-child(3),.wide td:nth-child(4){white-space:nowrap}
.beside .cards{margin-top:.4rem}
.ladder .rung td:nth-child(2){width:5.6rem}.ladder .rung td:nth-child(3){width:5.2rem}
.ladder .rung td:nth-child(4){width:6rem}
.figures b{font-weight:600;color:var(--strong)}
.figures .quiet b{font-weight:400;color:inherit}
.figures td:last-child{text-align:right}
.ended td{color:var(--muted)}
.sources li{padding-left:1.5rem;text-indent:-1.5rem;counter-increment:none;overflow-wrap:anywhere}
.sources ol{counter-reset:none}
.sources li::before{content:attr(value);display:inline-block;width:1.5rem;text-indent:0;color:var(--muted)}
.sources,.differ,.review,.problems{font-size:.95em}
footer{color:var(--muted);font-size:.86rem;padding-top:.9rem;padding-bottom:2rem}
@media (max-width:1040px){.window{width:110px}.wide td:nth-child(4){white-space:normal}}
@media (max-width:820px){.top{grid-template-columns:minmax(0,1fr)}.cards,.changes,.beside .evidence{columns:1}
.hero{grid-template-columns:auto 1fr}
.quote{grid-column:1/-1;text-align:left}.wide .drawn,.wide td:nth-child(2),.wide th:nth-child(2),
.wide th:nth-child(5){display:none}}
@media print{@page{margin:11mm 12mm}
.appendix:not([open]) summary .quiet{display:none}
.milestones,.differ{break-inside:auto}
:root{--page:#fff;--raised:#f3f1ec}
html{font-size:7.8pt;line-height:1.3;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main,footer{max-width:none;padding-left:0;padding-right:0}
.top{grid-template-columns:minmax(0,1.32fr) minmax(0,1fr);gap:0 1.8rem}
.cards,.changes,.beside .evidence{columns:2;column-gap:1.8rem}
header{padding-top:0}
.hero{grid-template-columns:auto minmax(0,1fr) fit-content(19rem);padding-top:.8rem}
.quote{grid-column:auto;text-align:right}
.wide .drawn,.wide td:nth-child(2),.wide th:nth-child(2),.wide th:nth-child(5){display:table-cell}
.gauge{width:78px;height:9px}.pillars h2 .note{width:96px}.window{width:130px;height:8px}
section{margin-top:.75rem}
.pillar{margin-top:.5rem;padding-top:.35rem}
footer{padding:.6rem 0 0}
a{text-decoration:none}}
"""

# paper is always light: `screen` keeps the dark colours off it
STYLE: Final = (
    f"\n{_variables(PALETTES['light'])}\n"
    f"@media screen and (prefers-color-scheme:dark){{{_variables(PALETTES['dark'])}}}"
    f"{_RULES}"
)
