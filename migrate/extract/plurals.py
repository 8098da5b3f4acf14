"""English plurals as Hugo writes them in the titles of sections.

Owns: words and endings, in the order in which Hugo's inflector tries them. Odd results (`video`, `videoes`) are
Hugo's own: a title that readers saw is not corrected.
"""

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["pluralize"]

_WHOLE_WORDS: Final = (
    "alias aliases,axis axes,die dice,ID IDs,louse lice,ox oxen,toe toes,use uses,"
    "medium media,ellipsis ellipses,blues blues,basis bases"
)
"""Words that have to stand alone, or whose plural says nothing of the singular."""
_WORDS: Final = (
    "graffiti graffiti,shoe shoes,formula formulas,agenda agendas,pretorium pretoriums,cookie cookies,movie movies,"
    "move moves,hive hives,chive chives,thief thieves,hoof hoofs,dwarf dwarfs,rice rice,news news,money money,"
    "jeans jeans,information information,equipment equipment,tomato tomatoes,potato potatoes,buffalo buffaloes,"
    "topaz topazes,ache aches,pause pauses,muse muses,misuse misuses,house houses,fuse fuses,excuse excuses,"
    "cruse cruses,clause clauses,cause causes,abuse abuses,vedalia vedalias,base bases,testis testes,thesis theses,"
    "oasis oases,genesis geneses,crisis crises,helix helices,radix radices,appendix appendices,vortex vortices,"
    "vertex vertices,latex latices,index indices,codex codices,apex apices,larva larvae,vertebra vertebrae,"
    "alumna alumnae,genus genera,corpus corpora,syllabus syllabi,radius radii,octopus octupuses,nucleus nuclei,"
    "locus loci,focus foci,coccus cocci,cactus cacti,bacillus bacilli,alumnus alumni,quota quotas,"
    "curriculum curriculums,symposium symposia,auditorium auditoria,aquarium aquaria,stadium stadiums,media media,"
    "taxon taxa,phenomenon phenomena,mitochondrion mitochondria,lexicon lexica,ganglion ganglia,criterion criteria,"
    "bureau bureaus,adieu adieux,person people,woman women,tooth teeth,mouse mice,human humans,man men,goose geese,"
    "foot feet,child children,you you,tuna tuna,trout trout,swine swine,species species,shrimp shrimp,sheep sheep,"
    "series series,salmon salmon,police police,moose moose,fish fish,deer deer,chassis chassis,bison bison,beef beef,"
    "aircraft aircraft"
)
"""Words that also end longer ones (`database`), the first to be tried first."""
_ENDINGS: Final = (
    "tive tives,eaf eaves,oaf oaves,afe aves,arf arves,rfe rves,rf rves,lf lves,fe ves,"
    "ay ays,ey eys,oy oys,quy quies,uy uys,y ies,eau eaux,bula bulae,hedron hedra,"
    "ium ia,seum seums,eum ea,oum oa,stracum straca,dum da,elum ela,ilum ila,olum ola,ulum ula,llum lla,ylum yla,"
    "imum ima,ernum erna,gnum gna,brum bra,crum cra,terum tera,serum sera,trum tra,antum anta,atum ata,entum enta,"
    "etum eta,itum ita,otum ota,utum uta,ctum cta,ovum ova,trix trices,iasis iases,mesis meses,kinesis kineses,"
    "resis reses,gnosis gnoses,opsis opses,ysis yses,ouse ouses,lause lauses,us uses,ch ches,io ios,sh shes,ss sses,"
    "ez ezzes,iz izzes,tz tzes,zz zzes,ano anos,lo los,to tos,oo oos,o oes,x xes,S Ses"
)
"""Endings, the first to be tried first; a word with the plural's ending stays as it is."""
_LAST_WORD: Final = re.compile(r"[^\s_\-]+$")
_LAST_HUMP: Final = re.compile(r"(?<=[^A-Z])[A-Z][^A-Z]*$|[A-Z]+$")


def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    return tuple((singular, plural) for singular, plural in (row.split() for row in table.split(",")))


_PLURAL: Final[Mapping[str, str]] = dict((*_pairs(_WHOLE_WORDS), *_pairs(_WORDS)))
_PLURALS: Final = frozenset(plural for _, plural in (*_pairs(_WHOLE_WORDS)[:8], *_pairs(_WORDS)))
_SUFFIXES: Final = (*_pairs(_WORDS), *_pairs(_ENDINGS))


def pluralize(name: str) -> str:
    """Return the plural of the last word of `name`; a plural stays as it is."""
    found = _LAST_WORD.search(name)
    if found is None:
        return name
    hump = _LAST_HUMP.search(found[0])
    word = hump[0] if hump else found[0]
    head = name[: len(name) - len(word)]
    lower = word.lower()
    if lower in _PLURALS:
        return name
    known = _PLURAL.get(lower)
    if known is not None:
        return head + (known.capitalize() if word[:1].isupper() else known)
    for singular, plural in _SUFFIXES:
        if word.endswith(plural):
            return name
        if word.endswith(singular):
            return head + word.removesuffix(singular) + plural
    return name if lower.endswith("s") else name + "s"
