"""What the members' pages call things, said to the member herself. Lazy: translated when drawn."""

from __future__ import annotations

from core.i18n import lazy as _
from members.people.consents import Purpose

PURPOSES = {
    Purpose.MESSAGES: _("Pesan ke HP saya: pengingat simpanan, kasbon, undangan rapat"),
    Purpose.PHOTO: _("Foto saya di buku anggota dan di kartu"),
    Purpose.PROGRAMME_REPORT: _("Nama saya di laporan kepada program pendamping"),
}
