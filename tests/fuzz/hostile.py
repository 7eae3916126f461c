"""Texts that do harm where something takes them for more than text, and values at the edges of what is allowed."""

ESCAPES = (
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "\x9b2J", "\x90q\x9c",
    "\x00", "\x7f", "\x08\x08\x08", "\r\n", "a\nb", "a\tb", "\x0b\x0c", "\x85", "\u2028x\u2029",
)  # fmt: skip
"""Control characters: C0, C1, OSC, line ends of every sort."""
DIRECTIONS = ("\u202egnp.exe", "\u2066x\u2069", "\u200b", "\u200f", "\ufeff", "e" + "\u0301" * 40)
"""Characters that turn, hide or pile up what stands beside them."""
MARKS = ("\ue000", "\ue001", "\ue000English\ue001", "\ue001\ue000", "\ue000" * 5, "\uf8ff", "\U000f0000")
"""Private use; two of them are marks of our own."""
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<zz-hostile>", "</style></head><body onload=x>", "<!--", "]]>",
    "\" onmouseover=\"x", "' onmouseover='x", "&lt;script&gt;", "&#60;zz-hostile&#62;", "javascript:alert(1)", "data:text/html,x",
    "https://user:pw@evil.example/", "http://[::1", "https://evil.example/<zz-hostile>", "https://a.example/\"onx=1",
    "[link](javascript:alert(1))", "![image](http://evil.example/x.png)", "[x]: http://evil.example", "`code`", "**bold**", "# heading",
    "- item", "1. item", "> quote", "---", "| a | b |", "~~x~~", "<https://evil.example>", "[1]", "[99, x]", "[[1]]",
    "[bold red]rich[/bold red]", "[link=https://evil.example]x[/link]", "[/]", "[/nope]", ":boom:", "{{ 7*7 }}", "{% raw %}", "{#",
)  # fmt: skip
"""Markup of HTML, Markdown, rich and jinja."""
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
)
"""What spreadsheets take for formulas."""
TEMPLATES = (
    "{}", "{0}", "{x}", "{day}", "{count}", "{x.__class__}", "{0.__class__.__mro__}", "{x!r:>9999}", "{", "}", "}{", "{{x}}", "%s", "%(x)s",
    "${HOME}", "$(id)", "`id`", "%n", "{:>999999999}",
)  # fmt: skip
"""Placeholders of templates."""
NAMES = (
    "__proto__",
    "__class__",
    "../../etc/passwd",
    "/dev/zero",
    "CON",
    "~root",
    "a" * 300,
    "-",
    "--help",
    "sc-cpss-share",
    "us",
    "SC",
    "none",
    "other:x",
)
"""What is more than a name in some place."""
CALENDAR = ("BEGIN:VALARM", "x\r\nATTACH:file:///etc/passwd", "a;b,c\\n", "END:VCALENDAR")
"""Lines of calendar files."""
LONG = (
    "x" * 100_000,
    "x " * 20_000,
    "\u202e" * 5_000,
    "[" * 5_000,
    "1" * 5_000,
    "https://a.example/" + "(" * 5_000,
    "[1" + ", x" * 3_000,
    "a:" * 5_000,
)
"""Texts long enough for a slow pattern to show."""
TEXTS = (*ESCAPES, *DIRECTIONS, *MARKS, *MARKUP, *FORMULAS, *TEMPLATES, *NAMES, *CALENDAR)
"""All of them but the long ones."""

DATES = (
    "0001-01-01", "0001", "1", "0000-01-01", "1900-02-29", "2000-02-29", "2024-02-30", "2200-12-31", "2200", "2201-01-01", "9999-12-31",
    "2026-11-22", "2026-11-23", "2026-11", "2026", "10000-01-01", "-0001-01-01", "2024-13-01", "2024-1-1", "٢٠٢٤", "２０２４-０１-０１", "2024-02-29\n",
)  # fmt: skip
"""Dates at the edges of calendars."""
NUMBERS = (
    0, -1, 1, 0.1, -0.0, 1e-320, 1e9, 1e9 + 1, 10**30, 10**400, 1e308, float("inf"), float("-inf"), float("nan"), 2**31, 2**63, 0.30000000000000004,
)  # fmt: skip
"""Numbers at the edges of types."""
LENGTHS = ("0 days", "9999 years", "9999 days", "1 month", "9999 weeks", "12 Months", "-1 days", "٣ days", "1 day\n")
"""Lengths of time at their edges."""
VALUES = (
    None,
    True,
    False,
    "",
    " ",
    [],
    {},
    [[]],
    [None],
    {"": ""},
    {"a": {"b": {}}},
    [[[[[[]]]]]],
    *DATES,
    *NUMBERS,
    *LENGTHS,
)
"""Plain values of every sort."""
BYTES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\t", b"\r", b": ", b"- ", b"&a ", b"*a", b"<<: *a\n", b"!!python/object/apply:os.system [id]",
    b"!x ", b"? ", b"| \n", b">\n", b"---\n", b"...\n", b"%YAML 9.9\n---\n", b"'", b'"', b"[", b"]", b"{", b"}", b"#", b"@", b"`", b'"\\ud800"', b'"\\x1b[31m"', b'"\\0"', b'"\\U0010ffff"',
    b"0x1F", b"0o17", b"1_000", b"1e999", b".inf", b".nan", b"1:30:00", b"=", b"~", b"null", b"9" * 5000, "\u2028".encode(), "\x85".encode(), "\ue000".encode(), "\u202e".encode(),
)  # fmt: skip
"""Bytes that mean something to readers of YAML and JSON."""
DOCUMENTS = (
    b"", b" ", b"\n", b"#", b"null", b"[]", b"{}", b"0", b"---", b"...", b"\xef\xbb\xbf", b"\x00",
    b"a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\nborn: [*f,*f,*f,*f,*f]\n",
    b"training: &a\n- *a\n", b"&a {training: *a}", b"born: &a {x: *a}\n", b"training: &t [{hours: 1}]\ncontinuing_education: *t\n",
    b"[" * 5000, b"{a: " * 5000, b"[" * 50 + b"]" * 50, b"- " * 5000, b"? " * 3000, b'{"a":' * 5000, b"a: " + b"[" * 61 + b"]" * 61,
    b"born: " + b"1" * 100_000, b"training:\n" + b"- {}\n" * 5000, b"paid: [" + b"a," * 20_000 + b"]", b"x" * 200_000,
    b"born: 1990\rborn: 1990", b"{\"born\": 1990,}", b"{\"born\": NaN}", b"{\"born\": 1e999, \"training\": [{\"hours\": Infinity}]}",
    b"born: !!binary aGk=", b"born: !!timestamp 2001-01-01", b"<<: {born: 1990}", b"? {a: b}\n: 1", b"? [a]\n: 1", b"? \n: 1",
)  # fmt: skip
"""Whole documents."""
