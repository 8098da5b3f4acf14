import pytest

from tests.unit.rehearsal.conftest import Api, Payload, link, symbol

_BY_ANN = "content_type=post&fields.author.sys.contentType.sys.id=author&fields.author"
"""Conditions on posts by who wrote them begin so."""


@pytest.fixture(scope="module")
def filled(module_api: Api) -> Api:
    """Give a space with five posts, an author and a tag."""
    api = module_api
    api.activate(
        "post",
        symbol("title", localized=True),
        {"id": "count", "type": "Integer"},
        {"id": "words", "type": "Array", "items": {"type": "Symbol"}},
        {"id": "author", "type": "Link", "linkType": "Entry"},
        {"id": "others", "type": "Array", "items": {"type": "Link", "linkType": "Entry"}},
        {"id": "text", "type": "Text"},
        {"id": "place", "type": "Location"},
        {"id": "live", "type": "Boolean"},
    )
    api.activate("author", symbol("name"), {"id": "age", "type": "Integer"})
    api.put("tags/news", {"name": "News"})
    api.entry("ann", "author", name="Ann", age=40)
    for number, title in enumerate(("Alpha", "Beta", "Gamma ray", "Delta", "Épsilon")):
        fields: Payload = {
            "title": {"en-US": title},
            "count": {"en-US": number},
            "words": {"en-US": ["common", f"w{number}"]},
            "live": {"en-US": number % 2 == 0},
        }
        if number < 2:
            fields["author"] = {"en-US": link("Entry", "ann")}
            fields["others"] = {"en-US": [link("Entry", "p2"), link("Entry", "ann")][: number + 1]}
            fields["place"] = {"en-US": {"lat": 50 + number, "lon": 10}}
        tags = [link("Tag", "news")] if number == 3 else []
        body = {"fields": fields, "metadata": {"tags": tags, "concepts": []}}
        api.put(f"entries/p{number}", body, content_type="post")
        api.clock.pass_by(60)
    api.put("entries/p4/archived")
    api.publish("entries/p0", 1)
    return api


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sys.id=p1", "p1"),
        ("sys.id[in]=p1,p3", "p1 p3"),
        ("sys.id%5Bin%5D=p1%2Cp3", "p1 p3"),
        ("sys.id%5Bin%5D%5B0%5D=p1&sys.id%5Bin%5D%5B1%5D=p3", "p1 p3"),
        ("sys.id[in][]=p1&sys.id[in][]=p3", "p1 p3"),
        ("sys.id[nin]=p0,p1,p2,ann", "p3 p4"),
        ("sys.id[ne]=ann", "p0 p1 p2 p3 p4"),
        ("content_type=author", "ann"),
        ("sys.contentType.sys.id[in]=author,none", "ann"),
        ("sys.createdAt[gte]=2026-01-01T00:02:00Z&content_type=post", "p2 p3 p4"),
        ("sys.archivedAt[exists]=true", "p4"),
        ("sys.archivedAt[exists]=false&content_type=post", "p0 p1 p2 p3"),
        ("sys.publishedVersion[exists]=true", "p0"),
        ("sys.version[gt]=1", "p0 p4"),
        ("content_type=post&fields.title=Beta", "p1"),
        ("content_type=post&fields.title.en-US=Beta", "p1"),
        ("content_type=post&fields.title[ne]=Beta", "p0 p2 p3 p4"),
        ("content_type=post&fields.title[in]=Alpha,Delta", "p0 p3"),
        ("content_type=post&fields.title[match]=amma", "p2"),
        ("content_type=post&fields.count[gte]=3", "p3 p4"),
        ("content_type=post&fields.count[lt]=1", "p0"),
        ("content_type=post&fields.live=true", "p0 p2 p4"),
        ("content_type=post&fields.words=w2", "p2"),
        ("content_type=post&fields.words[in]=w2,w3", "p2 p3"),
        ("content_type=post&fields.words[all]=common,w1", "p1"),
        ("content_type=post&fields.author[exists]=false", "p2 p3 p4"),
        ("content_type=post&fields.author.sys.id=ann", "p0 p1"),
        ("content_type=post&fields.author.sys.contentType.sys.id=author", "p0 p1"),
        ("content_type=post&fields.author.sys.contentType.sys.id=post", ""),
        (f"{_BY_ANN}.fields.name=Ann", "p0 p1"),
        (f"{_BY_ANN}.fields.name[match]=nn", "p0 p1"),
        (f"{_BY_ANN}.fields.name[ne]=Ann", ""),
        (f"{_BY_ANN}.fields.age[gt]=39", "p0 p1"),
        (f"{_BY_ANN}.fields.age[gt]=40", ""),
        (f"{_BY_ANN}.en-US.fields.name=Ann", "p0 p1"),
        ("content_type=post&fields.others.sys.contentType.sys.id=author&fields.others.fields.name=Ann", "p1"),
        ("content_type=post&fields.place[within]=50.5,9,52,11", "p1"),
        ("content_type=post&fields.place[within]=50,10,20", "p0"),
        ("links_to_entry=ann", "p0 p1"),
        ("metadata.tags.sys.id[in]=news", "p3"),
        ("metadata.tags[exists]=false&content_type=post", "p0 p1 p2 p4"),
        ("query=gamma", "p2"),
        ("query=ray%20GAMMA", "p2"),
    ],
)
def test_conditions(filled: Api, query: str, expected: str) -> None:
    """Each condition finds what it should, whatever its encoding."""
    page = filled.get(f"entries?{query}&order=sys.id")
    assert (expected.split(), len(expected.split())) == ([item["sys"]["id"] for item in page["items"]], page["total"])


@pytest.mark.parametrize(
    ("order", "first"),
    [("-sys.createdAt", "p4"), ("sys.createdAt,sys.id", "ann"), ("-sys.id", "p4"), ("sys.publishedVersion", "ann")],
)
def test_order(filled: Api, order: str, first: str) -> None:
    """Results come in the order asked for."""
    assert first == filled.get(f"entries?order={order}")["items"][0]["sys"]["id"]


def test_order_by_field(filled: Api) -> None:
    """A field of the content type can be sorted by, descending too."""
    items = filled.get("entries?content_type=post&order=-fields.count&limit=2")["items"]
    assert [item["sys"]["id"] for item in items] == ["p4", "p3"]


def test_order_by_what_is_inside_a_field(filled: Api) -> None:
    """A link is sorted by the id behind it; where there is none, it comes first."""
    items = filled.get("entries?content_type=post&order=-fields.author.sys.id,-sys.id&limit=2")["items"]
    assert [item["sys"]["id"] for item in items] == ["p1", "p0"]


def test_last_changed_comes_first_by_default(filled: Api) -> None:
    """Without an order, the entry that was changed last is first."""
    assert {"p0", "p4"} == {item["sys"]["id"] for item in filled.get("entries?limit=2")["items"]}


def test_select_shows_only_what_it_names(filled: Api) -> None:
    """Paths of sys and fields can be chosen."""
    item = filled.get("entries?content_type=post&sys.id=p1&select=sys.id,sys.version,fields.title")["items"][0]
    assert item == {"sys": {"id": "p1", "version": 1}, "fields": {"title": {"en-US": "Beta"}}}


def test_paging_covers_everything_once(filled: Api) -> None:
    """Pages by number join to the whole, each entry once."""
    pages = [filled.get(f"entries?order=sys.createdAt,sys.id&limit=4&skip={skip}") for skip in (0, 4)]
    ids = [item["sys"]["id"] for page in pages for item in page["items"]]
    assert (pages[0]["total"], sorted(ids)) == (6, ["ann", "p0", "p1", "p2", "p3", "p4"])


def test_paging_by_cursor_covers_everything_once(filled: Api) -> None:
    """Pages by cursor have links instead of a total, and join to the whole."""
    page = filled.get("entries?cursor=true&limit=4&order=sys.id")
    rest = filled.get(page["pages"]["next"])
    back = filled.get(rest["pages"]["prev"])
    assert ("total" in page, "next" in rest["pages"]) == (False, False)
    assert page["items"] == back["items"]
    assert len(page["items"] + rest["items"]) == 6


@pytest.mark.parametrize(
    "query",
    [
        "limit=1001",
        "limit=-1",
        "limit=x",
        "skip=-1",
        "nonsense=1",
        "fields.title=x",
        "content_type=none",
        "content_type=post&fields.nope=1",
        "content_type=post&fields.count[near]=1",
        "content_type=post&fields.title[gt]=A",
        "content_type=post&fields.author.fields.name=Ann",
        f"{_BY_ANN}.fields.nope=Ann",
        "content_type=post&fields.author.sys.contentType.sys.id=none",
        "content_type=post&order=fields.text",
        "content_type=post&order=fields.words",
        "content_type=post&fields.count[gt]=x",
        "sys.createdAt[gt]=yesterday",
        "sys.id[like]=x",
        "sys.id[in][x]=1",
        "order=nonsense",
        "select=fields.title",
        "pageNext=%C3%A4",
        "fields.title';DROP TABLE entity;--=1",
    ],
)
def test_bad_queries_are_refused(filled: Api, query: str) -> None:
    """400 InvalidQuery, never a failure of the server."""
    assert filled.refused("GET", f"entries?{query}")[:2] == (400, "InvalidQuery")


def test_the_limit_message_is_the_recorded_one(filled: Api) -> None:
    """Clients show this text."""
    message = filled.request("GET", "entries?limit=1001").json()["message"]
    assert message == 'The value provided for "limit" is invalid. Please provide a value between 0 and 1000'


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("fields.at=2021-05-01T08:00:00Z", ["offset"]),
        ("fields.at[gte]=2021-05-01T08:00:00Z&order=sys.id", ["late", "offset"]),
        ("fields.at[lt]=2021-05-01T08:30:00Z&order=sys.id", ["day", "offset"]),
        ("fields.at[ne]=2021-05-01T12:00:00%2B04:00&order=sys.id", ["day", "late", "none"]),
        ("fields.at[in]=2021-05-01,2021-05-01T08:30:00.123Z&order=sys.id", ["day", "late"]),
        ("order=-fields.at", ["late", "offset", "day", "none"]),
    ],
)
def test_dates_are_compared_as_instants(api: Api, query: str, found: list[str]) -> None:
    """Whatever offset and precision they were sent with."""
    api.activate("event", {"id": "at", "type": "Date"})
    for name, moment in {
        "day": "2021-05-01",
        "offset": "2021-05-01T10:00:00+02:00",
        "late": "2021-05-01T08:30:00.123Z",
    }.items():
        api.put(f"entries/{name}", {"fields": {"at": {"en-US": moment}}}, content_type="event")
    api.put("entries/none", {"fields": {}}, content_type="event")
    page = api.get(f"entries?content_type=event&{query}")
    assert [one["sys"]["id"] for one in page["items"]] == found


def test_a_date_field_is_compared_with_dates(api: Api) -> None:
    """400 for anything else."""
    api.activate("event", {"id": "at", "type": "Date"})
    assert api.refused("GET", "entries?content_type=event&fields.at[gt]=soon")[:2] == (400, "InvalidQuery")
