"""Find what Python-Markdown renders differently from CommonMark, and rewrite it so that both agree.

`blocks` finds the blocks that CommonMark and Python-Markdown see in a body, `compare` compares
them, and `respell` writes a block in a form that both read alike.
"""
