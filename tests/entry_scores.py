"""How well the facts of works are read: precision and recall by field, style and language."""

from __future__ import annotations

from collections import Counter

from entry_styles import FIELDS, Entry


class Scores:
    """What was read of each field against what is written: of all, by style and by language."""

    def __init__(self) -> None:
        self.found, self.wanted, self.right = (Counter[tuple[str, str]]() for _ in range(3))
        self.mistakes: list[str] = []

    def add(self, entry: Entry, read: dict[str, str]) -> None:
        for field in FIELDS:
            value, gold = read[field], entry.fields.get(field, "")
            for group in ("all", entry.style, entry.language):
                self.found[group, field] += bool(value)
                self.wanted[group, field] += bool(gold)
                self.right[group, field] += bool(value) and value == gold
            if value != gold:
                where = f"{entry.language}, {entry.style}, {field}"
                self.mistakes.append(f"{where}: {value!r}, not {gold!r}, in {entry.text!r}")

    def precision(self, field: str, group: str = "all") -> float:
        return self.right[group, field] / (self.found[group, field] or 1)

    def recall(self, field: str, group: str = "all") -> float:
        return self.right[group, field] / (self.wanted[group, field] or 1)

    def table(self) -> str:
        """Return precision and recall of each field in thousandths; a dot where none is written."""
        groups = list(dict.fromkeys(group for group, _ in self.wanted))
        groups.sort(key=lambda group: (group != "all", len(group) == len("en"), group))
        lines = ["".ljust(20) + "".join(name.rjust(11) for name in FIELDS)]
        for group in groups:
            cells = [
                f"{self.precision(field, group) * 1000:.0f}/{self.recall(field, group) * 1000:.0f}"
                if self.wanted[group, field] or self.found[group, field]
                else "·"
                for field in FIELDS
            ]
            lines.append(group.ljust(20) + "".join(cell.rjust(11) for cell in cells))
        return "\n".join([*lines, *self.mistakes])
