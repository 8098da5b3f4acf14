"""References to notes beside and inside what is written like a link."""

from tests.unit.transform.body.facts import facts_of_result
from tests.unit.transform.body.worlds import convert, site_of

NOTE = "\n\n[^1]: note"


def test_brackets_behind_a_reference_are_no_address() -> None:
    """The reference counts first, where a note has the label."""
    facts = facts_of_result(convert(f"one[^1](two) [^2](three){NOTE}"))
    assert (facts.text, facts.links) == ("one1(two)^2note", ["three"])


def test_a_link_holds_references() -> None:
    """The words of the link stay its words, and the note is listed."""
    facts = facts_of_result(convert(f"[one[^1]](two){NOTE}"))
    assert (facts.text, facts.links) == ("one1note", ["two"])


def test_a_description_holds_no_number() -> None:
    """The image stays one; its description goes without the number, and the note is listed."""
    result = convert(f"![one[^1]](two.png){NOTE}")
    facts = facts_of_result(result)
    assert (facts.text, facts.images) == ("note", 1)
    assert "one[" not in repr(result.assets)
    assert "footnote-unused" not in {found.code for found in result.findings}


def test_code_stays_as_it_is() -> None:
    """Nothing is taken out of code."""
    written = "[^1](a) [b[^1]](c) ![d[^1]](e)"
    assert facts_of_result(convert(f"`{written}` f[^1]{NOTE}")).text.startswith(written.replace(" ", ""))


def test_a_note_is_listed_that_only_an_unused_note_refers_to() -> None:
    """The unused one is left out, but what it refers to stands at the end."""
    result = convert("a\n\n[^1]: one [^2]\n\n[^2]: two")
    assert facts_of_result(result).text == "atwo"
    assert [found.code for found in result.findings] == ["footnotes-listed", "footnote-unused"]


def test_notes_of_notes_have_numbers_in_the_order_of_the_notes() -> None:
    """Not in the order in which the notes that refer to them are listed."""
    facts = facts_of_result(convert("a[^1] b[^2]\n\n[^2]: two[^4]\n[^1]: one[^3]\n\n[^3]: three\n[^4]: four"))
    assert facts.text == "a1b2one4two3fourthree"


def test_a_reference_in_a_tag_that_nobody_closed_is_one() -> None:
    """A link would end the raw one and stand behind it, and its note would be one that nothing refers to."""
    assert facts_of_result(convert("a <a f=''>x[^1] z\n\n[^1]: note")).text == "ax1znote"


def test_inline_notes_of_old_sites_may_stand_before_brackets() -> None:
    """These are words behind the number."""
    facts = facts_of_result(convert("^[x](y) ^[z][w]", site=site_of(blackfriday=True)))
    assert facts.text == "1(y)2[w]xz"
