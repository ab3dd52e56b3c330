"""Every sentence of the screen has its English, and the two take the same values."""

from __future__ import annotations

from scripts.messages import english, extracted, untranslated


def test_every_sentence_has_its_english() -> None:
    assert untranslated(english(), extracted()) == []


def test_the_english_names_the_same_values() -> None:
    """``%(n)s`` lost or misspelt in a translation breaks the page in that language only."""
    faults = {str(message.id): [str(e) for e in errors] for message, errors in english().check()}
    assert faults == {}


def test_no_english_is_left_of_sentences_that_are_gone() -> None:
    wanted = extracted()
    gone = [
        str(message.id)
        for message in english()
        if message.id and wanted.get(message.id, message.context) is None
    ]
    assert gone == []
