"""What the files of goods can hold: headings in Indonesian and English, as shops write them."""

from __future__ import annotations

from enum import StrEnum

from core.i18n import lazy
from core.imports import Sheet, Vocabulary, read_sheet
from core.tables import Table
from inventory.cleaning import clean_text


class Field(StrEnum):
    """What a column can hold."""

    CODE = "code"
    BARCODE = "barcode"
    NAME = "name"
    UNIT = "unit"
    FACTOR = "factor"
    BASE_UNIT = "base_unit"
    PRICE = "price"
    MEMBER_PRICE = "member_price"
    COST = "cost"
    VALUE = "value"
    STOCK = "stock"
    CATEGORY = "category"
    RECEIPT_NAME = "receipt_name"
    CONTAINER = "container"
    SHOP = "shop"
    LIST = "list"
    LEAST = "least"
    FIRST = "first"
    SHELF = "shelf"
    COUNTED_AT = "counted_at"
    NUMBER = "number"
    PHONE = "phone"
    ADDRESS = "address"
    CONTACT = "contact"
    NPWP = "npwp"
    PKP = "pkp"
    TERMS = "terms"
    LEAD = "lead"
    NOTE = "note"


F = Field
_CODE = (
    "kode, kode barang, kode produk, kode item, code, product code, item code, sku, plu, kd "
    "barang, kd brg, kodebrg, no barang, id barang, product id, item id"
)
_BARCODE = (
    "barcode, barcode id, barkode, kode batang, kode barcode, ean, ean13, ean 13, upc, gtin, "
    "gtin 13, no barcode, nomor barcode, bar code"
)
_NAME = (
    "nama, nama barang, nama produk, nama item, barang, produk, name, product name, item name, "
    "product, item, description, deskripsi, nm barang, nm brg, nama brg, uraian"
)
_UNIT = "satuan, unit, uom, sat, kemasan, satuan jual, unit of measure, satuan barang"
_PRICE = (
    "harga, harga jual, harga umum, price, selling price, sale price, sell price, harga jual "
    "umum, harga eceran, hrg jual, hrg, harga satuan, retail price, harga rp, harga jual rp"
)
_COST = (
    "harga beli, cost, harga pokok, hpp, harga modal, modal, purchase price, cost price, buy "
    "price, hrg beli, harga beli rp, harga dasar"
)
_STOCK = (
    "stok, stock, stok awal, saldo, saldo awal, qty, quantity, jumlah, jml, stok akhir, "
    "opening stock, sisa, sisa stok, jumlah stok, persediaan"
)
_SHOP = "toko, kode toko, cabang, shop, store, outlet"
_GOODS = frozenset({F.CODE, F.BARCODE, F.NAME})
_WHICH: dict[str, str] = {F.CODE: _CODE, F.BARCODE: _BARCODE, F.NAME: _NAME, F.UNIT: _UNIT}

PRODUCTS = Vocabulary(
    {
        **_WHICH,
        F.FACTOR: "isi, isi kemasan, factor, faktor, konversi, qty per pack, pack size, isi "
        "satuan, jumlah isi, isi per satuan",
        F.BASE_UNIT: "satuan dasar, base unit, satuan kecil, satuan terkecil",
        F.PRICE: _PRICE,
        F.MEMBER_PRICE: "harga anggota, member price, harga jual anggota, hrg anggota, "
        "harga member",
        F.COST: _COST,
        F.STOCK: _STOCK,
        F.CATEGORY: "kategori, category, kelompok, golongan, jenis, group, departemen, "
        "department, kategori barang",
        F.CONTAINER: "kemasan yang ditukar, kemasan kosong, jaminan kemasan, kode jaminan, "
        "container, container code, jaminan",
        F.RECEIPT_NAME: "nama struk, receipt name, nama pendek, short name, alias, nama singkat",
    },
    (frozenset({F.NAME}),),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: kode, barcode, nama, satuan, harga."),
)

SUPPLIERS = Vocabulary(
    {
        F.NUMBER: "nomor, no, nomor pemasok, no pemasok, kode, kode pemasok, number, supplier "
        "number, supplier no, supplier code, id",
        F.NAME: "nama, nama pemasok, pemasok, supplier, nama supplier, name, supplier name, "
        "distributor, nama distributor, vendor, vendor name",
        F.PHONE: "telepon, telp, no telp, no telepon, hp, no hp, wa, whatsapp, phone, mobile, "
        "phone number",
        F.ADDRESS: "alamat, address",
        F.CONTACT: "kontak, nama kontak, sales, nama sales, contact, contact person, pic",
        F.NPWP: "npwp, tax number, tax id",
        F.PKP: "pkp, ppn, is pkp, vat, vat registered",
        F.TERMS: "tempo, tempo hari, jatuh tempo, termin, terms, terms days, payment terms",
        F.LEAD: "lama kirim, hari kirim, lama pengiriman, lead time, lead days",
        F.NOTE: "catatan, keterangan, note, notes, remarks",
    },
    (frozenset({F.NAME, F.NUMBER}),),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: nomor, nama, telepon, alamat."),
)

PRICES = Vocabulary(
    {
        **_WHICH,
        F.PRICE: f"harga baru, {_PRICE}, new price",
        F.LIST: "daftar harga, daftar, jenis harga, list, price list, tipe harga",
        F.SHOP: _SHOP,
        F.FIRST: "mulai, mulai tanggal, berlaku mulai, tanggal mulai, berlaku, from, valid from, "
        "start, start date",
        F.LEAST: "paling sedikit, minimal, min qty, mulai jumlah, minimum quantity, least",
    },
    (frozenset({F.PRICE}), _GOODS),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: barcode atau kode, satuan, harga."),
)

OPENING = Vocabulary(
    {
        **_WHICH,
        F.STOCK: _STOCK,
        F.COST: _COST,
        F.VALUE: "nilai, nilai stok, nilai persediaan, total nilai, value, stock value, total",
        F.SHOP: _SHOP,
    },
    (frozenset({F.STOCK}), _GOODS),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: barcode atau kode, jumlah, harga beli."),
)

COUNTS = Vocabulary(
    {
        **_WHICH,
        F.STOCK: "hitungan, jumlah, dihitung, hasil hitung, fisik, stok fisik, counted, count, "
        "quantity, qty, jml, stok",
        F.SHELF: "rak, lokasi, tempat, shelf, shelves, location",
        F.COUNTED_AT: "dihitung pada, waktu hitung, jam hitung, jam, waktu, counted at, time",
    },
    (frozenset({F.STOCK}), _GOODS),
    lazy("Baris judul tidak ditemukan. Beri judul kolom: barcode atau kode, satuan, hitungan."),
)


def read_columns(table: Table, vocabulary: Vocabulary = PRODUCTS) -> Sheet:
    """Name the columns of a table."""
    return read_sheet(table, vocabulary, clean_text)
