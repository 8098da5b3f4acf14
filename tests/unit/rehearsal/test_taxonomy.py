"""Concepts and schemes: links between them, and what websites see of them."""

from tests.unit.rehearsal.conftest import MASTER, Api, Payload, link, symbol

TAXONOMY = "/organizations/rehearsal-organization/taxonomy"
CONCEPTS = f"{TAXONOMY}/concepts"
SCHEMES = f"{TAXONOMY}/concept-schemes"


def concept(api: Api, concept_id: str, *broader: str) -> Payload:
    """Create a concept below others."""
    above = [link("TaxonomyConcept", one) for one in broader]
    return api.put(f"{CONCEPTS}/{concept_id}", {"prefLabel": {"en-US": concept_id.title()}, "broader": above})


def test_what_a_concept_lacks_is_filled_in(api: Api) -> None:
    """Labels are empty lists in the languages of the name, notes are null: as recorded."""
    made = concept(api, "sofas")
    del made["sys"]
    notes = ("note", "changeNote", "definition", "editorialNote", "example", "historyNote", "scopeNote")
    links: Payload = {"notations": [], "conceptSchemes": [], "broader": [], "related": []}
    labels: Payload = {"prefLabel": {"en-US": "Sofas"}, "altLabels": {"en-US": []}, "hiddenLabels": {"en-US": []}}
    assert made == {"uri": None, **links, **labels, **dict.fromkeys(notes)}


def test_concepts_are_patched(api: Api) -> None:
    """JSON Patch with the version."""
    concept(api, "sofas")
    patch = [{"op": "replace", "path": "/uri", "value": "https://example.com/sofas"}]
    changed = api.done(api.request("PATCH", f"{CONCEPTS}/sofas", json=patch, version=1))
    assert (changed["uri"], changed["sys"]["version"]) == ("https://example.com/sofas", 2)


def test_the_way_up_and_down_between_concepts(api: Api) -> None:
    """All of it, nearest first, and a circle ends."""
    concept(api, "furniture")
    concept(api, "sofas", "furniture")
    concept(api, "green-sofas", "sofas")
    api.put(
        f"{CONCEPTS}/furniture",
        {"prefLabel": {"en-US": "F"}, "broader": [link("TaxonomyConcept", "green-sofas")]},
        version=1,
    )
    reached = [
        [one["sys"]["id"] for one in api.get(f"{CONCEPTS}/{start}/{way}")["items"]]
        for start, way in (("green-sofas", "ancestors"), ("sofas", "descendants"))
    ]
    assert reached == [["sofas", "furniture"], ["green-sofas", "furniture"]]


def test_a_scheme_counts_its_concepts_and_they_know_it(api: Api) -> None:
    """Also when one leaves the scheme and when the scheme goes."""
    concept(api, "sofas")
    concept(api, "chairs")
    both = [link("TaxonomyConcept", one) for one in ("sofas", "chairs")]
    made = api.put(f"{SCHEMES}/home", {"prefLabel": {"en-US": "Home"}, "concepts": both})
    api.put(f"{SCHEMES}/home", {"prefLabel": {"en-US": "Home"}, "concepts": both[:1]}, version=1)
    schemes = [api.get(f"{CONCEPTS}/{one}")["conceptSchemes"] for one in ("sofas", "chairs")]
    api.delete(f"{SCHEMES}/home", version=2)
    assert (made["totalConcepts"], schemes) == (2, [[link("TaxonomyConceptScheme", "home")], []])
    assert api.get(f"{CONCEPTS}/sofas")["conceptSchemes"] == []


def test_concepts_are_listed_by_cursor_and_counted(api: Api) -> None:
    """The next page is an address."""
    for number in range(3):
        concept(api, f"c{number}")
    first = api.get(f"{CONCEPTS}?limit=2")
    second = api.get(first["pages"]["next"])
    assert ([len(page["items"]) for page in (first, second)], "total" in first) == ([2, 1], False)
    assert api.get(f"{CONCEPTS}/total") == {"total": 3}


def test_websites_see_the_taxonomy(api: Api) -> None:
    """Without those who made it; a scheme's concepts alone when asked for."""
    concept(api, "sofas")
    concept(api, "chairs", "sofas")
    api.put(f"{SCHEMES}/home", {"prefLabel": {"en-US": "Home"}, "concepts": [link("TaxonomyConcept", "chairs")]})
    base = f"/delivery{MASTER}/taxonomy"
    asked = ("concepts", "concepts?conceptScheme=home", "concepts?order=-prefLabel", "concepts/chairs/ancestors")
    found = [[one["sys"]["id"] for one in api.get(f"{base}/{path}")["items"]] for path in asked]
    assert found == [["chairs", "sofas"], ["chairs"], ["sofas", "chairs"], ["sofas"]]
    assert sorted(api.get(f"{base}/concept-schemes/home")["sys"]) == ["createdAt", "id", "type", "updatedAt", "version"]


def test_websites_see_public_tags(api: Api) -> None:
    """By id and by name; private ones are not there."""
    api.put("tags/open", {"name": "Open", "sys": {"visibility": "public"}})
    api.put("tags/closed", {"name": "Closed"})
    base = f"/delivery{MASTER}/tags"
    found = [len(api.get(f"{base}{query}")["items"]) for query in ("", "?name=Open", "?name[ne]=Open")]
    assert (found, api.get(f"{base}/open")["name"], api.refused("GET", f"{base}/closed")[0]) == ([1, 1, 0], "Open", 404)


def test_entries_are_found_by_concept_and_by_what_is_above_it(api: Api) -> None:
    """Descendants count only when asked for."""
    concept(api, "furniture")
    concept(api, "sofas", "furniture")
    api.activate("post", symbol("title"))
    metadata = {"tags": [], "concepts": [link("TaxonomyConcept", "sofas")]}
    api.put("entries/one", {"fields": {}, "metadata": metadata}, content_type="post")
    asked = ("sys.id[in]=sofas", "sys.id[in]=furniture", "descendants[in]=furniture", "descendants[in]=other")
    assert [len(api.get(f"entries?metadata.concepts.{query}")["items"]) for query in asked] == [1, 0, 1, 0]


def test_folders_of_the_visual_editor_are_concepts_of_their_own(api: Api) -> None:
    """The official importer asks for them by their purpose."""
    concept(api, "sofas")
    api.post(CONCEPTS, {"prefLabel": {"en-US": "Folder"}, "purpose": "internal"})
    found = api.get(f"{CONCEPTS}?purpose=internal")["items"]
    assert [one["prefLabel"]["en-US"] for one in found] == ["Folder"]


def test_concepts_are_related_both_ways(api: Api) -> None:
    """Also when the relation ends, and when one of them goes; the other's version stays."""
    for name in ("sofas", "chairs", "beds"):
        concept(api, name)
    both = [link("TaxonomyConcept", name) for name in ("chairs", "beds")]
    api.put(f"{CONCEPTS}/sofas", {"prefLabel": {"en-US": "Sofas"}, "related": both}, version=1)
    related = [api.get(f"{CONCEPTS}/{name}")["related"] for name in ("chairs", "beds")]
    api.put(f"{CONCEPTS}/sofas", {"prefLabel": {"en-US": "Sofas"}, "related": both[1:]}, version=2)
    chairs = api.get(f"{CONCEPTS}/chairs")
    api.delete(f"{CONCEPTS}/sofas", version=3)
    assert related == [[link("TaxonomyConcept", "sofas")]] * 2
    assert (chairs["related"], chairs["sys"]["version"], api.get(f"{CONCEPTS}/beds")["related"]) == ([], 1, [])
