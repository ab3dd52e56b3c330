"""Commands of the house itself, and the groups that other packages add theirs to."""

from __future__ import annotations

import click


@click.group("import")
def import_group() -> None:
    """Masukkan data dari file."""


@click.group("export")
def export_group() -> None:
    """Keluarkan data ke file atau ke program lain."""
