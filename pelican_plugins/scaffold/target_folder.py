"""Decide whether a site may be created in a folder."""

from __future__ import annotations

from pathlib import Path

# Files of a new repository, or of a folder with posts.
_USUAL = {
    *(".git", ".github", ".gitlab", ".gitlab-ci.yml", ".forgejo", ".hg", ".idea", ".vscode"),
    *(".editorconfig", ".gitattributes", ".gitignore", ".gitkeep", ".python-version"),
    *("CNAME", "content", "pyproject.toml", "requirements.txt", "uv.lock"),
    *(".DS_Store", "Thumbs.db", "desktop.ini"),
}
_USUAL_STEMS = {"copying", "license", "licence", "readme"}


# Files by which sites of other generators are recognised.
_FOREIGN = {
    *("_config.yml", "_config.toml", "config.toml", "hugo.toml", "hugo.yaml", "hugo.json"),
    *(".eleventy.js", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs"),
}


def refusal_reason(folder: Path) -> str | None:
    """Return why no site may be created in *folder*, and what to do; None if it may."""
    strange = _unexpected_names(folder)
    if not strange:
        return None
    if foreign := sorted(_FOREIGN.intersection(strange)):
        return (
            f"holds a site of another generator ({foreign[0]});"
            " begin in an empty folder: pouch import names what will be read of this one"
        )
    return f"holds {strange[0]}, so it is no empty folder; name a new one: pouch init FOLDER"


def _unexpected_names(folder: Path) -> list[str]:
    """Return the names in *folder* that are not usual there."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in _USUAL
        and path.stem.lower() not in _USUAL_STEMS
        # A virtual environment.
        and not (path / "pyvenv.cfg").is_file()
    )
