"""The words that all stages share: Hugo's pages, Rich Text, the desired space, the plan, findings.

Data only: frozen values and pure functions on them. No stage, no file, no network is known here.
"""
