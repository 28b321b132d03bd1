"""Zoë’s badge for Pigeon 43, drawn as curves on the library’s computer."""

from __future__ import annotations

from pathlib import Path

_BADGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480" viewBox="0 0 480 480">
  <title>Pigeon 43, badge</title>
  <circle cx="240" cy="240" r="228" fill="#1d2226"/>
  <circle cx="240" cy="240" r="206" fill="#f4efe6"/>
  <clipPath id="round"><circle cx="240" cy="240" r="206"/></clipPath>
  <g clip-path="url(#round)">
    <g id="rain" stroke="#9fb4bd" stroke-width="5" stroke-linecap="round">
      <path d="M74 150l-14 40M122 84l-14 40M370 96l-14 40M418 176l-14 40M76 290l-14 40M416 300l-14 40M300 62l-10 28"/>
    </g>
    <path id="road" d="M20 392C150 372 330 372 460 392V480H20Z" fill="#e9694f"/>
    <g id="pigeon">
      <path d="M128 330C104 262 132 196 190 182C196 140 226 112 262 112C304 112 332 142 332 182C332 204 324 220 312 232
               C340 262 344 306 318 336C284 374 168 384 128 330Z" fill="#1d2226"/>
      <path d="M150 300C92 300 62 336 46 380C92 384 138 372 176 346Z" fill="#1d2226"/>
      <path d="M166 292C196 240 262 236 290 268C272 318 210 340 166 292Z" fill="#5c6b73"/>
      <path d="M180 296C208 262 246 258 268 274M192 308C218 284 244 280 260 288" fill="none" stroke="#f4efe6"
            stroke-width="5" stroke-linecap="round"/>
      <path d="M326 176L388 196L326 210Z" fill="#e9694f"/>
      <circle cx="292" cy="172" r="17" fill="#f4efe6"/>
      <circle cx="297" cy="173" r="8" fill="#1d2226"/>
      <path d="M222 372V404M206 404H246M276 366V400M260 400H300" fill="none" stroke="#1d2226" stroke-width="9"
            stroke-linecap="round"/>
    </g>
    <g id="cap">
      <path d="M214 128C220 74 318 66 330 122L336 136C296 122 254 124 214 140Z" fill="#e9694f"/>
      <path d="M306 118C340 116 366 124 374 138C352 140 326 138 306 134Z" fill="#1d2226"/>
    </g>
  </g>
  <g id="number" transform="translate(286 222) scale(.6)" fill="none" stroke="#e9694f"
     stroke-width="20" stroke-linecap="round" stroke-linejoin="round">
    <path d="M116 96L78 152H138M122 128V178"/>
    <path d="M164 98H204L182 126C212 124 214 176 184 178C174 179 166 175 160 168"/>
  </g>
</svg>
"""


def write_badge(path: Path) -> None:
    """Write the drawing."""
    path.write_text(_BADGE, encoding="utf-8", newline="\n")
