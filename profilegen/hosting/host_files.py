"""The files at the top of a host's folder: what search engines and browsers are told, for each kind of host.

None of them names anybody. Where a host does not know a file, it does nothing there.
"""

from __future__ import annotations

import json
from html import escape

from profilegen.planning.pages import N_
from profilegen.printing.one_file import ONE_FILE_POLICY
from profilegen.rendering.words import Words, direction

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'; object-src 'none'",
    "Cache-Control": "private, no-cache",
}
"""What each answer says. A page's own policy holds beside this one; with `no-cache`, a browser asks for news first."""

ROBOTS = "User-agent: *\nDisallow:\n"
"""Everything may be fetched: a page that robots.txt forbids is never read, and so neither is its `noindex`."""

_MARK = '<meta name="generator" content="profilegen host">'
_TYPES = {".webp": "image/webp", ".woff2": "font/woff2", ".m4a": "audio/mp4", ".mp4": "video/mp4"}
_STYLE = """
:root { color-scheme: light dark; }
body {
  margin: 0;
  min-block-size: 100vh;
  box-sizing: border-box;
  display: grid;
  place-content: center;
  padding: 2rem;
  font: 1.125rem/1.5 system-ui, sans-serif;
  background: light-dark(#fcfaf5, #14181d);
  color: light-dark(#1d2833, #e6ebee);
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.5rem; }
p { margin: 0; max-inline-size: 30rem; }
"""


def host_files(base: str, words: Words) -> dict[str, str]:
    """Every file at the top by its name. `base` is the path of the folder on the host, such as / or /profiles/.

    The first is the page by which a folder is known again as one of ours.
    """
    return {
        "index.html": quiet_page(words),
        "404.html": quiet_page(words),
        "robots.txt": ROBOTS,
        "_headers": _for_pages_hosts(base),
        ".htaccess": _for_apache(base),
        "web.config": _for_iis(),
        "nginx-headers.conf": _for_nginx(base),
        "vercel.json": _for_vercel(base),
        "staticwebapp.config.json": _for_azure(base),
    }


def is_quiet_page(page: str) -> bool:
    """Whether this is the page that stands at the top of a host's folder of ours."""
    return _MARK in page


def quiet_page(words: Words) -> str:
    """The page at the top, and for every address that leads nowhere: it names nobody, and needs no file beside it."""
    language, say = words.language, words.say
    title = escape(say(N_("There is nothing to see at this address")))
    why = escape(say(N_("It may have a mistake in it, or the page was taken down. Ask whoever gave it to you.")))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{ONE_FILE_POLICY}">\n'
        f"{_MARK}\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{why}</p>\n"
        "</main>\n</body>\n</html>\n"
    )


def _for_pages_hosts(base: str) -> str:
    """`_headers` of Netlify and Cloudflare Pages."""
    return f"{base}*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def _for_apache(base: str) -> str:
    headers = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    types = "".join(f"AddType {kind} {ending}\n" for ending, kind in _TYPES.items())
    return (
        f"Options -Indexes\nErrorDocument 404 {base}404.html\n{types}<IfModule mod_headers.c>\n{headers}</IfModule>\n"
    )


def _for_nginx(base: str) -> str:
    headers = "".join(f'    add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    note = "# For the server block of nginx. The folder itself is set there with root or alias.\n"
    return f"{note}location {base} {{\n{headers}    error_page 404 {base}404.html;\n    autoindex off;\n}}\n"


def _for_iis() -> str:
    headers = "".join(f'        <add name="{name}" value="{escape(value)}" />\n' for name, value in HEADERS.items())
    types = "".join(
        f'      <remove fileExtension="{ending}" />\n      <mimeMap fileExtension="{ending}" mimeType="{kind}" />\n'
        for ending, kind in _TYPES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<configuration>\n  <system.webServer>\n'
        f"    <httpProtocol>\n      <customHeaders>\n{headers}      </customHeaders>\n    </httpProtocol>\n"
        f"    <staticContent>\n{types}    </staticContent>\n"
        '    <httpErrors>\n      <remove statusCode="404" />\n'
        '      <error statusCode="404" path="404.html" responseMode="File" />\n    </httpErrors>\n'
        '    <directoryBrowse enabled="false" />\n  </system.webServer>\n</configuration>\n'
    )


def _for_vercel(base: str) -> str:
    headers = [{"key": name, "value": value} for name, value in HEADERS.items()]
    return f"{json.dumps({'headers': [{'source': f'{base}(.*)', 'headers': headers}]}, indent=2)}\n"


def _for_azure(base: str) -> str:
    """`staticwebapp.config.json` of Azure Static Web Apps."""
    overrides = {"404": {"rewrite": f"{base}404.html", "statusCode": 404}}
    return f"{json.dumps({'globalHeaders': HEADERS, 'responseOverrides': overrides}, indent=2)}\n"
