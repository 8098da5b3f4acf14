"""What people and machines are shown: the plan, the inventory, the export, the summary, findings.

Every renderer takes values and returns text or bytes; none prints, reads files or talks to a space.
"""
