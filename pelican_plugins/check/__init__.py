"""`pouch check`: what all plugins have to say of a site, in one report.

A plugin says what it has found in its module `findings.py`, by the rules in its `rules.py`; both
are known by name only, as `cli` knows commands. What a build would log comes in as data, too
(`_core/diagnostics.py`).
"""
