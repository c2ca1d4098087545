"""A plugin as others write them: it lists all pages that are written, and where they are."""

from pathlib import Path

from pelican import signals

_written = []


def register():
    signals.initialized.connect(forget)
    signals.content_written.connect(note)
    signals.finalized.connect(write)


def forget(_pelican):
    _written.clear()


def note(path, context):
    length = len(Path(path).read_bytes())
    _written.append(f"{Path(path).name} {length} {len(context['articles'])}")


def write(pelican):
    Path(pelican.output_path, "written.txt").write_text("\n".join(sorted(_written)))
