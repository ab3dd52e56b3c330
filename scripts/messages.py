"""The sentences in the code and their English: bring the catalogue up to date, and say what lacks.

Indonesian is the source language, so only the English catalogue is written by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent
ENGLISH = HOUSE / "core" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PACKAGES = ("core", "ledger", "members", "inventory", "pos")
METHODS = [
    ("wsgi.py", "python"),
    *((f"{package}/**.py", "python") for package in PACKAGES),
    ("templates/**.*", "jinja2"),
]
KEYWORDS = DEFAULT_KEYWORDS | {"lazy": None, "lazy_in": ((1, "c"), 2), "plural": (1, 2)}
"""The names of ``core.i18n`` beside the usual ones."""


def extracted() -> Catalog:
    """Every sentence the code and the templates show."""
    catalog = Catalog(project="lumbung")
    for name, line, message, comments, context in extract_from_dir(
        HOUSE, METHODS, keywords=KEYWORDS
    ):
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def english() -> Catalog:
    """The English catalogue as it is kept."""
    if not ENGLISH.exists():
        return Catalog(
            locale="en",
            project="lumbung",
            version="1",
            msgid_bugs_address="-",
            last_translator="-",
            language_team="-",
            header_comment="# English of every sentence in the code; see `make messages`",
            fuzzy=False,
        )
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(kept: Catalog, wanted: Catalog) -> list[str]:
    """The wanted sentences that the kept catalogue lacks, guesses at or leaves partly empty."""
    return [
        str(message.id)
        for message in wanted
        if message.id and not _is_done(kept.get(message.id, message.context))
    ]


def _is_done(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings)


def main() -> None:
    """Add new sentences to the catalogue, drop unused ones, and list what is to be translated."""
    wanted, kept = extracted(), english()
    since = kept.creation_date
    kept.update(wanted, no_fuzzy_matching=True)
    kept.creation_date = since  # else every run would change the file
    kept.obsolete.clear()
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, kept, width=100, sort_output=True, no_location=True)
    missing = untranslated(kept, wanted)
    print(f"{len(wanted)} sentences, {len(missing)} without English")
    for sentence in missing:
        print(f"  {sentence}")
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
