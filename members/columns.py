"""Which column of a file says what of a member: headings as co-ops write them. Pure."""

from __future__ import annotations

from enum import StrEnum

from core.i18n import lazy
from core.imports import Sheet, Vocabulary, read_sheet
from core.tables import Table


class Field(StrEnum):
    """What a column can hold."""

    NUMBER = "number"
    NAME = "name"
    CARD = "card"
    PHONE = "phone"
    NIK = "nik"
    BIRTH_PLACE = "birth_place"
    BIRTH_DATE = "birth_date"
    BIRTH = "birth"
    """Place and day in one cell: ``Wonosobo, 12/05/1980``."""
    SEX = "sex"
    OCCUPATION = "occupation"
    ADDRESS = "address"
    VILLAGE = "village"
    DISTRICT = "district"
    REGENCY = "regency"
    MIGRANT = "migrant"
    DESTINATION = "destination"
    ADMITTED_BY = "admitted_by"
    SHOP = "shop"
    JOINED_ON = "joined_on"
    STATUS = "status"
    LEFT_ON = "left_on"
    REASON = "reason"


F = Field

MEMBERS = Vocabulary(
    {
        F.NUMBER: "nomor anggota, no anggota, nomor, no, id anggota, member number, member no",
        F.NAME: "nama, nama anggota, nama lengkap, name, full name, member name",
        F.CARD: "kartu, no kartu, nomor kartu, kode kartu, card, card number, barcode",
        F.PHONE: "hp, no hp, nomor hp, telepon, telp, no telp, no telepon, nomor telepon, wa, "
        "whatsapp, no wa, phone, mobile, phone number",
        F.NIK: "nik, no nik, nomor nik, no ktp, nomor ktp, ktp, id card, national id",
        F.BIRTH_PLACE: "tempat lahir, tmpt lahir, birth place, place of birth",
        F.BIRTH_DATE: "tanggal lahir, tgl lahir, lahir, birth date, date of birth, birthday",
        F.BIRTH: "tempat tanggal lahir, tempat tgl lahir, tempat dan tanggal lahir, ttl",
        F.SEX: "jenis kelamin, kelamin, jk, l/p, p/l, sex, gender",
        F.OCCUPATION: "pekerjaan, profesi, mata pencaharian, usaha, occupation, job",
        F.ADDRESS: "alamat, jalan, dusun, alamat rumah, address, street, domisili",
        F.VILLAGE: "desa, kelurahan, desa/kelurahan, kelurahan/desa, village",
        F.DISTRICT: "kecamatan, kec, district",
        F.REGENCY: "kabupaten, kabupaten/kota, kab/kota, kab, kota, regency, city",
        F.MIGRANT: "status pmi, pmi, status migran, migran, keterangan pmi, migrant status, "
        "migrant",
        F.DESTINATION: "negara tujuan, negara, negara penempatan, tujuan, destination, "
        "destination country, country",
        F.ADMITTED_BY: "diterima oleh, disetujui oleh, disahkan oleh, admitted by",
        F.SHOP: "toko, cabang, unit, shop, store, terdaftar di",
        F.JOINED_ON: "tanggal masuk, tgl masuk, tanggal daftar, tanggal bergabung, bergabung, "
        "masuk, joined, join date, joined on",
        F.STATUS: "status, keadaan, keanggotaan, status anggota",
        F.LEFT_ON: "tanggal keluar, tgl keluar, tanggal berhenti, tgl berhenti, keluar, left on, "
        "leave date",
        F.REASON: "sebab keluar, alasan keluar, sebab, alasan, sebab berhenti, reason",
    },
    (frozenset({F.NAME}),),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: nomor, nama, hp, kartu, alamat."),
)

SAMPLE_HEADINGS = (
    lazy("nomor anggota"), lazy("nama"), lazy("NIK"), lazy("tempat lahir"), lazy("tanggal lahir"),
    lazy("jenis kelamin"), lazy("pekerjaan"), lazy("alamat"), lazy("desa"), lazy("kecamatan"),
    lazy("kabupaten"), lazy("nomor HP"), lazy("status PMI"), lazy("negara tujuan"),
    lazy("tanggal masuk"), lazy("diterima oleh"), lazy("status"), lazy("tanggal keluar"),
    lazy("sebab keluar"), lazy("kartu"), lazy("toko"),
)  # fmt: skip
SAMPLE_ROW = (
    "12", "Sumarni", "", "Wonosobo", "12/05/1980", "P", "Petani sayur", "Dusun Sidomulyo RT 2",
    "Sudungdewo", "Kertek", "Wonosobo", "0810-0000-0000", "purna PMI", "Hong Kong", "31/01/2020",
    "Rapat pengurus 1/2020", "aktif", "", "", "", "WSB",
)  # fmt: skip
"""Invented; its telephone number belongs to nobody."""


def read_members(table: Table) -> Sheet:
    """Name the columns. Refuses a file without a column of names."""
    return read_sheet(table, MEMBERS)
