"""The inventory of a site: what an owner has, counted, with the odd ones out named.

Owns the counting. How it looks is `migrate.report.scan_text`; what will become of each thing is the transform's.
"""

from migrate.report.inventory.take import page_state, take_inventory
from migrate.report.inventory.values import Inventory, KeyUse, Place

__all__ = ["Inventory", "KeyUse", "Place", "page_state", "take_inventory"]
