"""Composes texts full of quotes, dashes and dots, as authors set them and as they do not."""

from random import Random

__all__ = ["compose_quotes"]

_WORDS = (
    "river", "stone", "don't", "it's", "I'm", "we've", "you'll", "'90s", "rock 'n' roll", "James'", "the dogs' bowl",
    "21\"", "5'10\"", "e.g.", "O'Brien", "'twas", "\"Hello\"", "'Hello'", "\"Hello,\"", "'Hello,'", "(\"x\")",
    "('x')", "\"'nested'\"", "'\"nested\"'", "\"*em*\"", "*\"em\"*", "**'b'**", "\"[link](/u)\"", "[\"link\"](/u)",
    "\"`code`\"", "`\"code\"`", "--", "---", "----", "...", "....", "…", "wait...", "a--b", "a---b", "a -- b",
    "a - b", "<<x>>", "<<", "1990--1995", "\"", "'", "''", "\"\"", "\"a\"b", "a\"b\"", "\"a\nb\"", "'a\nb'",
    "\\\"x\\\"", "\\'", "&quot;x&quot;", "“x”", "‘x’", "\"x\".", "\"x\";", "\"x\"--\"y\"", "'x'...", "x's", "'s",
    "'t", "\"http://a.b/c\"", "'em", "l'eau", "d'accord", "\"x'y\"", "<b>\"x\"</b>", "<br>\"x\"", "\"<b>x</b>\"",
    "é\"x\"é", "\"é\"",
    "中\"文\"字", "-", "–", "—", "\"x\"!", "x\"", "'x", "\"x", "?\"", "!'", "...", " . . .", "\"1\"",
    "'1'", "1'", "$\"x\"", "#\"x\"", "\"#x\"", "\"(x)\"", "(x)\"", "\"-x-\"", "-\"x\"-", "_\"x\"_", "\"_x_\"",
    "\"~~x~~\"", "<!-- \"c\" -->", "~~\"x\"~~", ":\"x\"", ",\"x\"", "\"x\":", "{\"a\": \"b\"}", "[\"a\", 'b']",
    "'a', 'b' and 'c'", "\"a\", \"b\" and \"c\"", "Smith's", "Smiths' house", "'cause", "'til", "the '60s and '70s",
    "'Tis",
)  # fmt: skip
_BLOCKS = ("", "", "", "# ", "- ", "> ", "1. ", "| a | b |\n|-|-|\n| ")


def compose_quotes(count: int, seed: int) -> list[str]:
    """Return `count` texts, the same ones for the same `seed`."""
    return [_text(Random(f"{seed} {number}")) for number in range(count)]


def _text(chance: Random) -> str:
    blocks: list[str] = []
    for _ in range(chance.randint(1, 3)):
        begins = chance.choice(_BLOCKS)
        words = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 7)))
        one_line = words.replace("\n", " ") if begins.startswith(("#", "|")) else words
        blocks.append(f"{begins}{one_line}{' | c |' if begins.startswith('|') else ''}")
    return "\n\n".join(blocks)
