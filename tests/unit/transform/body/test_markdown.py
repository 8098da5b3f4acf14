"""The one use of the Markdown engine."""

from migrate.transform.body.markdown import Places


def test_places_are_counted_in_characters() -> None:
    """In any order, whatever number of bytes a character takes."""
    text = "aé日😀z"
    places = Places(text)
    at = [len(text[:end].encode()) for end in range(len(text) + 1)]
    assert [places.at(byte) for byte in at] == list(range(len(text) + 1))
    assert [places.at(at[end]) for end in (5, 1, 4, 4, 0, 3)] == [5, 1, 4, 4, 0, 3]
    assert Places("plain").at(3) == 3
