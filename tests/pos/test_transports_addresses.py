"""Where a printer is: what people type, what is kept of it, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.errors import InvalidInput
from pos.printing.transports.addresses import (
    BAUDS,
    FLOWS,
    CupsAddress,
    DeviceAddress,
    PrinterAddress,
    SerialAddress,
    TcpAddress,
    UsbAddress,
    WindowsAddress,
    parse_address,
)


@pytest.mark.parametrize(
    ("text", "address", "written"),
    [
        ("tcp://127.0.0.1:9100", TcpAddress("127.0.0.1", 9100), "tcp://127.0.0.1:9100"),
        (" TCP://10.0.0.5 ", TcpAddress("10.0.0.5", 9100), "tcp://10.0.0.5:9100"),
        ("192.168.1.50:9101/", TcpAddress("192.168.1.50", 9101), "tcp://192.168.1.50:9101"),
        ("printer-dapur", TcpAddress("printer-dapur", 9100), "tcp://printer-dapur:9100"),
        ("usb-kasir", TcpAddress("usb-kasir"), "tcp://usb-kasir:9100"),
        ("tcp://[fe80::1]:9100", TcpAddress("fe80::1", 9100), "tcp://[fe80::1]:9100"),
        ("/dev/usb/lp0", DeviceAddress("/dev/usb/lp0"), "/dev/usb/lp0"),
        ("file:///dev/usb/lp1", DeviceAddress("/dev/usb/lp1"), "/dev/usb/lp1"),
        ("/dev/printer-kasir", DeviceAddress("/dev/printer-kasir"), "/dev/printer-kasir"),
        ("/dev/ttyUSB0", SerialAddress("/dev/ttyUSB0"), "serial:///dev/ttyUSB0?baud=9600"),
        ("/dev/rfcomm0", SerialAddress("/dev/rfcomm0"), "serial:///dev/rfcomm0?baud=9600"),
        ("com3", SerialAddress("COM3"), "serial://COM3?baud=9600"),
        (
            "serial:///dev/serial/by-id/usb-FTDI-if00?baud=115200&flow=rtscts",
            SerialAddress("/dev/serial/by-id/usb-FTDI-if00", 115200, "rtscts"),
            "serial:///dev/serial/by-id/usb-FTDI-if00?baud=115200&flow=rtscts",
        ),
        ("usb://04B8:0202", UsbAddress(0x04B8, 0x0202), "usb://04b8:0202"),
        ("cups://POS58", CupsAddress("POS58"), "cups://POS58"),
        ("windows://EPSON TM-T82", WindowsAddress("EPSON TM-T82"), "windows://EPSON TM-T82"),
        (r"windows://\\KASIR\POS", WindowsAddress(r"\\KASIR\POS"), r"windows://\\KASIR\POS"),
    ],
)
def test_an_address_is_read_and_written(text: str, address: PrinterAddress, written: str) -> None:
    assert parse_address(text) == address
    assert str(address) == written
    assert parse_address(written) == address


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Tulis alamat printer"),
        ("  ", "Tulis alamat printer"),
        ("usb", "usb saja belum cukup"),
        ("Bluetooth", "Bluetooth saja belum cukup"),
        ("LPT1", "LPT1 saja belum cukup"),
        ("http://10.0.0.5:631", "bukan http://"),
        ("usb://1", "usb://04b8:0202"),
        ("usb://04b8:zzzz", "usb://04b8:0202"),
        ("tcp://", "tidak dapat dibaca"),
        ("tcp://10.0.0.5:", "tidak dapat dibaca"),
        ("tcp://10.0.0.5:abc", "tidak dapat dibaca"),
        ("tcp://10.0.0.5:-1", "tidak dapat dibaca"),
        ("tcp://user@10.0.0.5", "tidak dapat dibaca"),
        ("tcp://10.0.0.5/antrean", "tidak dapat dibaca"),
        ("tcp://prin ter", "tidak dapat dibaca"),
        ("tcp://printer..toko", "tidak dapat dibaca"),
        ("tcp://" + "a" * 64, "tidak dapat dibaca"),
        ("tcp://printér\x1bp", "tidak dapat dibaca"),
        ("tcp://10.0.0.5:0", "antara 1 dan 65535"),
        ("tcp://10.0.0.5:65536", "antara 1 dan 65535"),
        ("/etc/passwd", "/dev/usb/lp0"),
        ("/dev/../etc/passwd", "/dev/usb/lp0"),
        ("file:///srv/koperasi.db", "/dev/usb/lp0"),
        ("serial://", "serial:///dev/ttyUSB0"),
        ("serial:///srv/koperasi.db", "serial:///dev/ttyUSB0"),
        ("serial:///dev/ttyUSB0?speed=9600", "serial:///dev/ttyUSB0"),
        ("serial:///dev/ttyUSB0?baud=9601", "9600, 19200"),
        ("serial:///dev/ttyUSB0?baud=cepat", "9600, 19200"),
        ("serial:///dev/ttyUSB0?flow=dtr", "rtscts"),
        ("cups://", "cups://POS58"),
        ("cups://-o", "cups://POS58"),
        ("cups://kasir satu", "cups://POS58"),
        ("windows://", "windows://POS-58"),
        ("windows://POS\x1b58", "windows://POS-58"),
    ],
)
def test_a_wrong_address_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_address(text)
    assert says in refusal.value.sentence
    assert refusal.value.field == "address"


_NUMBERS = some.integers(0, 0xFFFF)
_ADDRESSES = some.one_of(
    some.builds(TcpAddress, some.ip_addresses().map(str), some.integers(1, 65535)),
    some.builds(
        SerialAddress,
        some.sampled_from(["/dev/ttyS0", "COM12", "/dev/pts/7"]),
        some.sampled_from(BAUDS),
        some.sampled_from(FLOWS),
    ),
    some.builds(UsbAddress, _NUMBERS, _NUMBERS),
    some.builds(CupsAddress, some.from_regex(r"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,30}", fullmatch=True)),
)


@given(_ADDRESSES)
def test_what_is_kept_is_read_again_as_the_same(address: PrinterAddress) -> None:
    assert parse_address(str(address)) == address


@given(some.text(max_size=60))
def test_anything_else_is_refused_and_never_a_fault(text: str) -> None:
    try:
        found = parse_address(text)
    except InvalidInput:
        return
    assert parse_address(str(found)) == found
