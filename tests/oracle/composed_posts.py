"""Composes posts from what authors write: blocks in blocks, inline markup in inline markup, from a fixed seed."""

from collections.abc import Callable, Sequence
from random import Random

__all__ = ["compose_posts"]

_WORDS = (
    "river",
    "stone",
    "lamp",
    "window",
    "paper",
    "garden",
    "bridge",
    "candle",
    "mirror",
    "yellow",
    "quiet",
    "morning",
    "harbour",
    "ladder",
    "silver",
    "copper",
    "walnut",
    "velvet",
    "река",
    "東京",
    "한국어",
    "Ελλάδα",
    "שלום",
    "naïve",
    "café",
)
_INLINE = (
    "*{}*",
    "**{}**",
    "_{}_",
    "***{}***",
    "~~{}~~",
    "`{}`",
    "`a *b* \\\\`",
    '[{}](https://else.test/a_b "T")',
    "[{}](/posts/target/)",
    "[{} *{}*](https://else.test/(c))",
    "[{}][ref]",
    "[Ref]",
    "![{}](/a.gif 'T')",
    "![pic]",
    "[![{}](/a.gif)](https://else.test/d)",
    "<https://else.test/e>",
    "https://else.test/f_g.",
    "www.else.test",
    "(me@else.test)",
    "&copy; &amp; &#8212;",
    "a < b",
    "\\*{}\\*",
    "\\[x\\](y)",
    "'{}'",
    '"{}"',
    "{} -- {}...",
    ":smile:",
    "\\:tada:",
    "10:30:45",
    "$x_1$",
    "[^note]",
    "[^2](see)",
    "[{}[^2]](/posts/target/)",
    "<b>{}</b>",
    "<sup>2</sup>",
    '<span class="x">{} *{}*</span>',
    '<a href="https://else.test/h">{}</a>',
    '<img src="/a.gif" alt="{}">',
    "<br>",
    "<!-- {} -->",
    "<kbd>{}</kbd>",
    "snake_case_{}",
    "{}  \n{}",
    "{}\\\n{}",
    "{}\n{}",
)
_CODE = (
    ("```go", "a := *b*", "", "\tc", "```"),
    ("```", "# {}", "- {{.X}}", "```"),
    ("~~~yaml", "a: b", "~~~"),
    ('```js {{linenos=true, hl_lines=["1-2"]}}', "f()", "```"),
    ("    indented *{}*", "    more"),
)
_HTML = (
    ("<div>", "*{}*", "</div>"),
    ("<div>", "", "*{}*", "", "</div>"),
    ("<!-- {}", "", "{} -->"),
    ("<details>", "<summary>{}</summary>", "", "*{}*", "", "</details>"),
    ("<figure>", '<img src="/a.gif" alt="{}">', "<figcaption>{}</figcaption>", "</figure>"),
    ("<table>", "<tr><th>{}</th><td>*{}*</td></tr>", "</table>"),
    ("<pre>", "a", "", "  b", "</pre>"),
    ('<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',),
    ("<script>", "let a", "", "let b", "</script>"),
    ("<center>{} **{}**</center>",),
    ('<p align="right">', "{}", "</p>"),
    ("<div>", "`https://else.test/i`", "</div>"),
)
_NOTES = (
    ("[^note]: {} *{}*", "", "    {}", "", "    - {}", "    - {}"),
    ("[^note]: {}", "{}"),
    ("[^note]: {}", "", "    ```go", "    x", "    ```"),
)
_LAST = (
    '[ref]: https://else.test/r "T"',
    "[pic]: /a.gif 'T'",
    "",
    "[^2]: Two `{}`.",
    "",
)


def compose_posts(count: int, seed: int) -> list[str]:
    """Return the bodies of `count` posts, the same ones for the same `seed`."""
    return [_Author(Random(f"{seed} {number}")).post() for number in range(count)]


class _Author:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.kinds: Sequence[Callable[[int], list[str]]] = (
            self._paragraph,
            self._paragraph,
            self._heading,
            self._code,
            self._list,
            self._list,
            self._quote,
            self._table,
            self._definitions,
            self._html,
        )

    def post(self) -> str:
        blocks = [self._block(0) for _ in range(self.chance.randint(2, 5))]
        last = [self._filled(line) for line in (*_LAST, *self.chance.choice(_NOTES))]
        return "\n\n".join("\n".join(block) for block in (*blocks, last)) + "\n"

    def _filled(self, pattern: str) -> str:
        return pattern.format(*(self.chance.choice(_WORDS) for _ in range(4)))

    def _line(self, *, breaks: bool = True) -> str:
        parts: list[str] = []
        for _ in range(self.chance.randint(1, 3)):
            parts += (self.chance.choice(_WORDS), self._filled(self.chance.choice(_INLINE)))
        line = " ".join((*parts, self.chance.choice(_WORDS)))
        return line if breaks else " ".join(line.replace("\\\n", " ").split())

    def _block(self, depth: int) -> list[str]:
        return self.chance.choice(self.kinds)(depth) if depth < 3 else self._paragraph(depth)

    def _paragraph(self, depth: int) -> list[str]:
        return [line for _ in range(self.chance.randint(1, 2)) for line in self._line().split("\n")]

    def _heading(self, depth: int) -> list[str]:
        end = self.chance.choice(("", "", " {#own-id}", " {.c #d}", " ##"))
        return [f"{'#' * self.chance.randint(1, 6)} {self._line(breaks=False)}{end}"]

    def _code(self, depth: int) -> list[str]:
        return [self._filled(line) for line in self.chance.choice(_CODE)]

    def _html(self, depth: int) -> list[str]:
        return [self._filled(line) for line in self.chance.choice(_HTML)]

    def _list(self, depth: int) -> list[str]:
        signs = self.chance.choice(
            (("- ",) * 3, ("* ",) * 3, ("-   ",) * 3, ("1. ", "2. ", "3. "), ("7) ", "8) ", "9) "))
        )
        loose = self.chance.random() < 0.3
        out: list[str] = []
        for sign in signs[: self.chance.randint(1, 3)]:
            box = self.chance.choice(("", "", "", "[ ] ", "[x]"))
            item = [box + self._line(breaks=False)]
            if self.chance.random() < 0.4:
                item += ["", *self._block(depth + 1), ""] if self.chance.random() < 0.5 else self._list(depth + 1)
            out += (f"{' ' * len(sign) if at else sign}{line}".rstrip() for at, line in enumerate(item))
            out += [""] if loose else []
        return out

    def _quote(self, depth: int) -> list[str]:
        first = self.chance.choice(([], [], ["[!NOTE]"], ["[!TIP]- A title"]))
        return [f"> {line}".rstrip() for line in (*first, *self._block(depth + 1), "", *self._block(depth + 1))]

    def _table(self, depth: int) -> list[str]:
        frame = self.chance.choice(("| {} |", "{}"))
        cells = [self.chance.choice((self._line(breaks=False), "`a \\| b`", "a<br>b", "**x**")) for _ in range(4)]
        return [
            frame.format(row)
            for row in (f"{cells[0]} | h", ":--- | ---", f"{cells[1]} | {cells[2]}", f"c | {cells[3]}")
        ]

    def _definitions(self, depth: int) -> list[str]:
        if depth:
            return self._paragraph(depth)
        return [self._line(breaks=False), f": {self._line(breaks=False)}", "", f": {self.chance.choice(_WORDS)}"]
