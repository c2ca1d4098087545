"""The languages and the content folders of a Hugo site.

https://gohugo.io/content-management/multilingual/, https://gohugo.io/configuration/module/#mounts
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .hugo_config import HugoConfig, strings
from .hugo_files import disabled_languages
from .values import at, string_at


def default_language(config: HugoConfig) -> str:
    """Return the key of the language whose URLs have no prefix."""
    languages = _languages(config)
    named = config.text("defaultcontentlanguage").lower()
    return named or (next(iter(languages)) if len(languages) == 1 else "en")


def page_language(config: HugoConfig) -> str:
    """Return what a page of the default language states as its language, in Pelican's form."""
    key = default_language(config)
    if len(_languages(config)) > 1 or config.text("defaultcontentlanguage"):
        return key
    stated = config.text("languagecode") or config.text("locale") or key
    return stated.replace("_", "-").lower().split("-")[0]


def _languages(config: HugoConfig) -> dict[str, Any]:
    off = disabled_languages(config)
    return {code: v for code, v in config.mapping("languages").items() if code not in off}


def languages(config: HugoConfig) -> list[str]:
    """Return the keys of all languages, the default one first."""
    default = default_language(config)
    return [default, *(code for code in _languages(config) if code != default)]


def url_prefixes(config: HugoConfig) -> dict[str, str]:
    """Return the first part of the URLs of each language; that of `""` is the default one's."""
    default, *others = languages(config)
    prefixes = {default: ""} | {code: code for code in others}
    if others and config.is_true("defaultcontentlanguageinsubdir"):
        prefixes |= {"": default, default: default}
    return prefixes


def content_folders(config: HugoConfig) -> dict[str, str]:
    """Return the content folders and the language of each; empty for the default one."""
    default = default_language(config)
    found: dict[str, str] = {}
    for source, target, language in _mounts(config):
        if target == "content":
            found[config.at_root(source)] = "" if language == default else language
    if found:
        return found
    for code, folder in _folders_of(config).items():
        # Of several languages in one folder, the first counts; see `mirrors`.
        found.setdefault(folder, "" if code == default else code)
    return found


def mirrors(config: HugoConfig) -> dict[str, str]:
    """Return the languages whose posts are also those of another language, and that language."""
    first: dict[str, str] = {}
    stated = [language for _, target, language in _mounts(config) if target == "content"]
    for code, folder in ({} if stated else _folders_of(config)).items():
        first.setdefault(folder, code)
    own = string_at(config.values, "contentdir").strip("/") or "content"
    # Posts in several languages in the usual folder have the language in their names.
    return {
        code: first[folder]
        for code, folder in ({} if stated else _folders_of(config)).items()
        if first[folder] != code and folder != config.at_root(own)
    }


def _folders_of(config: HugoConfig) -> dict[str, str]:
    """Return the content folder of each language, the default one first."""
    own = string_at(config.values, "contentdir").strip("/") or "content"
    stated = config.mapping("languages")
    return {
        code: config.at_root(string_at(stated, code, "contentdir").strip("/") or own)
        for code in languages(config)
    }


def static_folders(config: HugoConfig) -> list[str]:
    """Return the folders whose files are copied to the root of the site."""
    mounted = [source for source, target, _ in _mounts(config) if target == "static"]
    if mounted:
        return [config.at_root(folder) for folder in mounted]
    scopes: list[Any] = [config.values, *config.mapping("languages").values()]
    keys = ["staticdir", *(f"staticdir{number}" for number in range(11))]
    named = [n.strip("/") for scope in scopes for key in keys for n in strings(at(scope, key))]
    return [config.at_root(folder) for folder in dict.fromkeys(named or ["static"])]


def unusual_mounts(config: HugoConfig) -> Iterator[str]:
    """Yield a sentence for each mount whose files are elsewhere here."""
    for source, target, _ in _mounts(config):
        for part in ("content/", "static/"):
            if target.startswith(part):
                yield (
                    f"the mount of {source} at {target} is not supported: move these files to"
                    f" {target}"
                )


def _mounts(config: HugoConfig) -> Iterator[tuple[str, str, str]]:
    """Yield source, target and language of the mounts of the site itself."""
    mounts = config.get("module", "mounts")
    for mount in mounts if isinstance(mounts, list) else []:
        if isinstance(mount, Mapping):
            source, target = string_at(mount, "source"), string_at(mount, "target").strip("/")
            if source and target and not source.startswith(("node_modules", "..", "/")):
                yield source.strip("/"), target, string_at(mount, "lang").lower()
