"""A site's beginning: `pouch init` makes one, or says what to add to one that is there.

It is no plugin: no build needs it. What can be found out (`found_out`) becomes facts about the
site (`facts`), and these the files of a new one (`settings_file`, `first_texts`, `picture`). Of
a site that is there its settings are read, not run (`_core/settings_ast.py`), and what is to add
follows from them (`additions`).
"""
