"""Files that earlier builds have left in the output folder.

`record` keeps, beside the caches, what the builds of one settings file have written to one output
folder; `compare` says after a build which of these files it has not written again; `removal`
deletes a file only where it is still what one of these builds wrote.
"""
