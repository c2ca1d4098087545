"""What readers of CommonMark show otherwise than Python-Markdown, and how both show the same.

`blocks` reads a body as CommonMark does, `seen` asks Python-Markdown what it makes of it, and
`compare` tells the two apart. `respell` writes the same blocks in a way that both read.
"""
