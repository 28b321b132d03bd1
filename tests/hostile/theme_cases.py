"""Templates that a stranger may have written: each wants more than a page may take, or what no page is given."""

from __future__ import annotations

DOUBLED = "{% set ns = namespace(x=START) %}{% for i in range(60) %}{% set ns.x = GROWN %}{% endfor %}"


def doubled(start: str, grown: str, then: str = "{{ ns.x }}") -> str:
    """A template that makes a value twice as large sixty times."""
    return DOUBLED.replace("START", start).replace("GROWN", grown) + then


LOOPS = {
    "loops in loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "loops that write": "{% for a in range(9999) %}{% for b in range(9999) %}<p>words{% endfor %}{% endfor %}",
    "a loop into itself": "{% for a in [1] recursive %}{{ loop([1, 2]) }}{% endfor %}",
    "a filtered loop": "{% for a in range(9999) if a < 0 %}{% endfor %}" * 200,
    "a loop through letters": doubled("'ab'", "ns.x ~ ns.x", "{% for letter in ns.x %}{% endfor %}"),
    "range": "{{ range(1000000000)|list|length }}",
    "a long range": "{% for i in range(999999999) %}{% endfor %}",
    "loops that compare": doubled("[1]", "[ns.x, ns.x]", "{% for i in range(9999) %}{{ ns.x == ns.x }}{% endfor %}"),
    "lists that are compared": "{% set a = range(9999)|list %}{% set b = range(9999)|list %}"
    "{% for i in range(9999) %}{% for j in range(20) %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}",
    "lists that are looked through": "{% set a = range(9999)|list %}"
    "{% for i in range(9999) %}{% for j in range(20) %}{% if -1 in a %}{% endif %}{% endfor %}{% endfor %}",
    "tests that look through": "{% set a = range(9999)|list %}"
    "{% for i in range(20) %}{{ range(9999)|map('float')|reject('in', a)|list|length }}{% endfor %}",
    "a list of parts": "{% set names = range(9999)|map('string')|list %}"
    "{% for i in range(9999) %}{% include names ignore missing %}{% endfor %}",
    "a list of parts, written": "{% for i in range(9999) %}{% include ['a', 'b'] ignore missing %}{% endfor %}",
    "parts that are missing": "{% for i in range(9999) %}{% include 'x' ~ i ignore missing %}{% endfor %}",
    "parts by endless names": "{% for i in range(99) %}{% include './' * i ~ 'x.html' ignore missing %}{% endfor %}",
}

CALLS = {
    "a macro into itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "two macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a block into itself": "{% block a %}{{ self.a() }}{% endblock %}",
    "blocks twice": "".join(
        f"{{% block b{n} %}}x{{{{ self.b{n + 1}() }}}}{{{{ self.b{n + 1}() }}}}{{% endblock %}}" for n in range(60)
    )
    + "{% block b60 %}x{% endblock %}",
    "a part that includes itself": '{% include "page.html" %}',
    "a page that extends itself": '{% extends "page.html" %}',
    "a page that imports itself": '{% import "page.html" as me %}{{ me.x }}',
    "callers": "{% macro m(n) %}{% if n %}{% call m(n - 1) %}{% endcall %}{{ caller() }}{% endif %}{% endmacro %}"
    "{% call m(1000000) %}{% endcall %}",
    "caller, often": "{% macro m() %}{% for i in range(9999) %}{{ caller() }}{% endfor %}{% endmacro %}"
    "{% call m() %}{% for i in range(9999) %}x{% endfor %}{% endcall %}",
    "all that was given": "{% macro m(n) %}{% if n %}{{ m(n - 1, varargs, varargs) }}{% else %}{{ varargs == 1 }}"
    "{% endif %}{% endmacro %}{{ m(90, 1, 2) }}",
}

SIZES = {
    "a gigabyte by *": "{{ 'x' * 1000000000 }}",
    "a gigabyte by a list": "{{ ([1] * 1000000000)|length }}",
    "doubled by ~": doubled("'ab'", "ns.x ~ ns.x"),
    "doubled by +": doubled("'ab'", "ns.x + ns.x"),
    "doubled by %": doubled("'ab'", "'%s%s' % (ns.x, ns.x)"),
    "doubled by join": doubled("'ab'", "[ns.x, ns.x]|join"),
    "doubled by set": "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set x %}{{ ns.x }}{{ ns.x }}"
    "{% endset %}{% set ns.x = x %}{% endfor %}",
    "doubled by lists": doubled("['ab']", "ns.x + ns.x"),
    "lists of lists": doubled("[1]", "[ns.x, ns.x]"),
    "tuples as keys": doubled("(1, 1)", "(ns.x, ns.x)", "{{ {ns.x: 1}|length }}"),
    "mappings of mappings": doubled("{1: 1}", "{1: ns.x, 2: ns.x.items()}", "{{ ns.x == ns.x }}"),
    "lists that are joined": doubled("['ab']", "[ns.x|join, ns.x|join]"),
    "lists that are filtered": doubled("[1]", "ns.x|map('default')|list + ns.x"),
    "namespaces": "{% set a0 = namespace(x=1) %}"
    + "".join(f"{{% set a{n + 1} = namespace(x=a{n}, y=a{n}) %}}" for n in range(60))
    + "{{ a60 }}",
    "a namespace in itself": "{% set a = namespace() %}{% set a.x = a %}{{ a }}{{ a == a }}",
    "wide words": "{{ '%999999999s' % 'x' }}",
    "wide names": "{{ '%(x)999999999s' % {'x': 1} }}",
    "wide numbers": "{{ '%.999999999f' % 1.5 }}",
    "wide translations": "{{ _('%(x)999999999s', x='x') }}",
    "wide words, made up": "{% set w = '%(x)' ~ '999999999s' %}{{ _(w, x='x') }}",
    "wide plurals": "{{ ngettext('%(num)999999999d', '%(num)999999999d', 2) }}",
    "a wide star": "{{ '%*d' % (999999999, 1) }}",
    "a view in words": "{{ _('%(x)s', x=[1, 2]) }}",
    "large numbers": "{{ 10 ** 10 ** 8 }}",
    "numbers, multiplied": doubled("99", "ns.x * ns.x"),
    "numbers, written": "{{ '9' * 100000 }}{{ ('9' * 1000000)|int }}",
    "a number of many letters": "{{ ('f' * 299000)|int(base=16) }}",
    "numbers, divided": "{% set n = ('f' * 299000)|int(base=16) %}{% set m = ('e' * 150000)|int(base=16) %}"
    "{% for i in range(99) %}{% if n // m %}{% endif %}{% endfor %}",
    "numbers, divided by": "{{ 3 % ('f' * 299000)|int(base=16) }}",
    "numbers from floats": "{{ 1e300|int }}",
    "a number, written out": "{% set n = 0x" + "f" * 90_000 + " %}{% for i in range(9999) %}{{ n // 7 }}{% endfor %}",
    "numbers, summed": "{{ [9223372036854775807, 1]|sum }}",
    "a number, rounded up": "{{ 1.5|round(100000000, 'ceil') }}",
    "output without an end": "{% for a in range(9999) %}{% for b in range(9999) %}{{ 'x' * 999 }}{% endfor %}"
    "{% endfor %}",
    "outside the letters": "{% for a in range(9999) %}{% for b in range(99) %}{{ '😀' * 120 ~ b }}{% endfor %}"
    "{% endfor %}",
    "the same word, often": "{% set x = 'x' * 900000 %}" + "{{ x }}" * 9_000,
    "kept": "{% for i in range(9999) %}{% kept i %}{{ 'x' * 19000 }}{% endkept %}{% endfor %}",
    "slices": "{% set x = 'x' * 900000 %}" + "{% if x[1:] == x[2:] %}{% endif %}" * 2_000,
    "a split": "{{ ('a ' * 400000).split()|length }}",
    "letters of a long text": "{{ ('a ' * 400000)|list|length }}",
    "a language of many parts": "{{ ('a-' * 100000)|direction }}",
    "Markdown that is slow": "{% for i in range(99) %}{{ ('[' * 60000 ~ i)|markdown|length }}{% endfor %}",
    "Markdown as long as may be": "{% for i in range(99) %}{{ ('![' * 19000 ~ i)|markdown|length }}{% endfor %}",
    "Markdown of markup": "{% set x %}{{ '![' * 140000 }}{% endset %}{{ x|markdown|length }}",
    "markup in a filter": "{% set x %}{{ 'x ' * 400000 }}{% endset %}{{ x|slug|length }}",
    "a template of many parts": "{{ 1 + 1 + 1 + 1 + 1 }}" * 4_000,
    "forms": "{% for i in range(9999) %}{{ ('%s' * 9000 ~ i) % i }}{% endfor %}",
    "sorted letters": doubled("['ab' * 100]", "ns.x + ns.x", "{{ ns.x|sort|length }}{{ ns.x|groupby(0)|length }}"),
    "sums of lists": "{{ range(9999)|map('list')|sum(start=[]) }}",
    "deep brackets": "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}",
    "deep lists": "{{ " + "[" * 3_000 + "]" * 3_000 + " }}",
    "a long way": "{{ ''" + ".a" * 9_000 + " }}",
    "deep loops": "{% for i in [1] %}" * 300 + "{% endfor %}" * 300,
}

NEVER_GIVEN = [
    *("lipsum(n=1000000)", "dict(a=1)", "cycler(1)", "joiner()", "pgettext('a', 'b')"),
    *(
        "'x'|center(1000000000)",
        "'x'|indent(1000000000)",
        "'x'|attr('upper')",
        "'%s'|format(1)",
        "'x'|replace('', 'y')",
    ),
    *("'x'|wordwrap(1)", "'x'|urlize", "'x'|striptags", "'x'|safe", "'x'|forceescape", "[1]|slice(1000000000)|list"),
    *(
        "[1]|batch(1000000000, 1)|list",
        "{'a': 1}|xmlattr",
        "{'a b': 1}|xmlattr",
        "[1]|tojson",
        "[1]|pprint",
        "[1]|random",
    ),
    *("['{0.__class__}']|map('format', 1)|list", "['x']|map('attr', '__class__')|list"),
    *(
        "'x'.center(1000000000)",
        "'x'.ljust(1000000000)",
        "'x'.zfill(1000000000)",
        "'x'.rjust(1000000000)",
        "'\\t'.expandtabs(1000000000)",
    ),
    *("'x'.replace('', 'y' * 999)", "'x'.join('yyy')", "'x'.translate({120: 'y' * 999})", "'x'.encode()"),
    *("'{0:>999999999}'.format(1)", "'{a:>999999999}'.format_map({'a': 1})", "(5).to_bytes(1000000000, 'big')"),
    *("[1].append(2)", "{}.update(a=1)", "{}.setdefault(1, 2)", "1 is callable", "'upper' is filter"),
]
"""What Jinja has and a theme has not."""

TAGS = [
    '<meta name=">" http-equiv="refresh" content="0;url=https://evil.example/">',
    '<link title=">" rel=dns-prefetch href="//amina.evil.example">',
    '<script x=">" src="theme/evil.txt"></script>',
    "<meta name='>' http-equiv='refresh'>",
    '<p title="<"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
    *('<script src="theme/evil.txt"></script>', '<script src="theme/switches.js?x"></script>', "<script></script>"),
    '<script src="theme/players.js" type="speculationrules"></script>',
    '<script src="theme/evil.txt" src="theme/players.js"></script>',
    '<svg><script href="theme/evil.txt"/></svg>',
    '<svg><script xlink:href="theme/evil.txt" src="theme/players.js"/></svg>',
    *('<SCRIPT\fSRC="theme/evil.txt"></SCRIPT>', '<script/src="theme/evil.txt"></script>', "<script\0src=x></script>"),
    '<meta/http-equiv="refresh"/content="0;url=https://evil.example/">',
    '<meta\fhttp-equiv="refresh" content="0;url=https://evil.example/">',
    '<meta name="a"http-equiv="refresh" content="0;url=https://evil.example/">',
    '<meta name="referrer" content="unsafe-url">',
    '<a referrerpolicy="unsafe-url" href="a.html">',
    *("<!-- > --><meta http-equiv=refresh>", "<!--><meta http-equiv=refresh>-->", "<!-- <base href=x> -->", "<!-->"),
    *("<![CDATA[ x ]]>", "<?xml x?>", "<!doctype html>", "</p x>", "<>", "< p>"),
    '<svg><a xlink:href="https://evil.example/?Amina">x</a></svg>',
    '<svg><a href="a.html"><animate attributeName="href" values="https://evil.example/"/></a></svg>',
    '<svg><use xml:base="https://evil.example/" href="a.svg"/></svg>',
    *('<base href="//evil.example">', '<BASE target="x">', '<object data="a.svg"></object>', '<embed src="a.svg">'),
    *('<iframe srcdoc="&lt;script&gt;"></iframe>', "<frame src=a.html>", "<portal src=a.html>", "<style>a {}</style>"),
    *('<form action="https://evil.example/">', '<button formaction="https://evil.example/">', "<template>", "<math>"),
    *('<a ping="https://evil.example/" href="a.html">', '<a target="_blank" href="https://evil.example/?Amina">a</a>'),
    *('<a href="//evil.example">', '<a href="\\\\evil.example">', "<a href=https:evil.example>", '<a href="/x">'),
    *('<a href="&#47;&#47;evil.example">', "<a href=' https://evil.example'>", '<a href="java\tscript:alert(1)">'),
    *('<a href="mailto:evil@example.org?body=Amina">', '<area href="https://evil.example/">', "<p onclick=x>"),
    *('<body data-root="https://evil.example/?">', '<img name="body" data-root="//evil.example/">'),
    *('<link rel="dns&#45;prefetch" href="a.css">', '<link rel="stylesheet">', '<link rel="manifest" href="a.txt">'),
    '<link rel="dns-prefetch" rel="icon" href="a.png">',
    "<a href=\"'https://evil.example/'\">a</a>",
]
"""Each could lead the reader out, run something, or be read by a browser as another tag than it seems to be."""
