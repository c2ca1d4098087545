"""`pouch check`: what all plugins have to say of a site, in one report.

A plugin says what it has found in its module `findings.py`; `gather` knows these by name only, as
`cli` knows commands. What a build would log comes in as data, too (`_core/findings.py`).
"""
