"""`pouch check`: the findings of all plugins on a site, in one report.

A plugin yields its findings from `findings.py`, by the rules in its `rules.py`; both are loaded by
name, as `cli` loads commands. What a build would log is read as diagnostics, too.
"""
