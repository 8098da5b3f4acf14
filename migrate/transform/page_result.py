"""What became of one page: values that can be sent between processes."""

from dataclasses import dataclass

from migrate.model.quick import quick
from migrate.model.space import DesiredEntry
from migrate.transform.context import AssetUse
from migrate.transform.redirects import Claim
from migrate.transform.references import Wanted
from migrate.transform.unique import UniqueValue
from migrate.transform.unmapped import UnmappedKey

__all__ = ["PageResult"]


@quick
@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page; can be sent between processes."""

    entries: tuple[DesiredEntry, ...]
    """The entry of the page first, then those embedded in its bodies."""
    assets: tuple[AssetUse, ...]
    wanted: tuple[Wanted, ...]
    claims: tuple[Claim, ...]
    unmapped: tuple[UnmappedKey, ...]
    urls: tuple[tuple[str, str], ...]
    """(URL path, source file) of each translation; the host before the path where languages have hosts of their own."""
    unique: tuple[UniqueValue, ...] = ()
    """Values that no other entry may have."""
