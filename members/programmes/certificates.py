"""The certificate of participation capital as an A4 page. Values → PDF.

What is printed is Indonesian, as on receipts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.format import day, rupiah
from members.office.spelling import in_words
from members.programmes.participation_queries import ParticipationRow
from members.programmes.words import participation_number

PAGE = landscape(A4)
WIDTH, HEIGHT = PAGE
EDGE = 12 * mm
MIDDLE = WIDTH / 2
ROOM = WIDTH - 2 * EDGE - 36 * mm
SERIF, SERIF_BOLD = "Times-Roman", "Times-Bold"
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
GREY, PALE = 0.35, 0.92
NOTES = (
    "Modal penyertaan bukan simpanan: tidak ikut menghitung jasa modal anggota, tidak menambah hak "
    "suara, dan dikembalikan menurut perjanjian."
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on one."""

    coop: str
    is_demo: bool
    shop: str
    row: ParticipationRow


def certificates_pdf(certificates: Sequence[Certificate]) -> bytes:
    """A page for each; the same values, the same bytes."""
    document = BytesIO()
    canvas = Canvas(document, pagesize=PAGE, invariant=True, lang="id")
    canvas.setTitle("Sertifikat modal penyertaan")
    for certificate in certificates:
        _draw(canvas, certificate)
        canvas.showPage()
    canvas.save()
    return document.getvalue()


def _draw(canvas: Canvas, of: Certificate) -> None:
    if of.is_demo:
        _draw_example(canvas)
    _draw_frame(canvas)
    _centred(canvas, of.coop, HEIGHT - 34 * mm, (BOLD, 13))
    _centred(canvas, "SERTIFIKAT MODAL PENYERTAAN", HEIGHT - 48 * mm, (SERIF_BOLD, 27))
    number = f"Nomor {participation_number(of.row.number)}"
    _centred(canvas, number, HEIGHT - 57 * mm, (PLAIN, 11), grey=GREY)
    _centred(canvas, "Diberikan kepada", HEIGHT - 71 * mm, (PLAIN, 10), grey=GREY)
    _centred(canvas, of.row.owner, HEIGHT - 81 * mm, (SERIF_BOLD, 22))
    _centred(canvas, _whose(of.row), HEIGHT - 88 * mm, (PLAIN, 10.5))
    _centred(canvas, rupiah(of.row.amount), HEIGHT - 105 * mm, (BOLD, 24))
    _centred(canvas, in_words(of.row.amount), HEIGHT - 113 * mm, (SERIF, 13))
    y = _paragraph(canvas, _agreed(of.row), HEIGHT - 126 * mm, (PLAIN, 10.5))
    if of.row.terms:
        y = _paragraph(canvas, f"Pengembalian: {of.row.terms}", y - 2 * mm, (PLAIN, 10.5))
    if of.row.returned:
        back = f"Sudah dikembalikan {rupiah(of.row.returned)}, tersisa {rupiah(of.row.left)}."
        y = _paragraph(canvas, back, y - 2 * mm, (BOLD, 10.5))
    _paragraph(canvas, NOTES, EDGE + 12 * mm, (PLAIN, 8), grey=GREY)
    _draw_hands(canvas, of)


def _whose(row: ParticipationRow) -> str:
    if row.member_number is None:
        return "milik program, bukan milik anggota perorangan"
    programme = f" · program {row.programme}" if row.programme else ""
    return f"anggota nomor {row.member_number}{programme}"


def _agreed(row: ParticipationRow) -> str:
    return (
        f"Berdasarkan perjanjian {row.agreement}, disetujui {day(row.agreed_on)}, "
        f"dibukukan {day(row.booked_on)}."
    )


def _draw_frame(canvas: Canvas) -> None:
    canvas.setStrokeGray(0.25)
    canvas.setLineWidth(1.4)
    canvas.rect(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    canvas.setLineWidth(0.4)
    inner = EDGE + 2 * mm
    canvas.rect(inner, inner, WIDTH - 2 * inner, HEIGHT - 2 * inner)


def _draw_hands(canvas: Canvas, of: Certificate) -> None:
    """Room for two signatures of the board."""
    top = EDGE + 41 * mm
    _centred(canvas, f"{of.shop}, {day(of.row.booked_on)}", top + 6 * mm, (PLAIN, 10))
    for x, who in ((MIDDLE - 62 * mm, "Ketua"), (MIDDLE + 62 * mm, "Bendahara")):
        _centred(canvas, who, top, (PLAIN, 10), at=x)
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(0.3)
        canvas.line(x - 28 * mm, top - 19 * mm, x + 28 * mm, top - 19 * mm)


def _draw_example(canvas: Canvas) -> None:
    """Behind everything else, so that nobody takes it for a good one."""
    canvas.saveState()
    canvas.setFillGray(PALE)
    canvas.translate(MIDDLE, HEIGHT / 2)
    canvas.rotate(24)
    canvas.setFont(BOLD, 110)
    canvas.drawCentredString(0, -35, "CONTOH")
    canvas.restoreState()


def _centred(
    canvas: Canvas, text: str, y: float, font: tuple[str, float], *, at: float = MIDDLE,
    grey: float = 0,
) -> None:  # fmt: skip
    """A line in the middle, smaller when it is too long for the page."""
    name, size = font
    wide = stringWidth(text, name, size)
    canvas.setFont(name, size * min(1, ROOM / wide) if wide else size)
    canvas.setFillGray(grey)
    canvas.drawCentredString(at, y, text)
    canvas.setFillGray(0)


def _paragraph(
    canvas: Canvas, text: str, y: float, font: tuple[str, float], *, grey: float = 0
) -> float:
    """Lines in the middle, as many as the text needs; returns where the next begins."""
    for line in simpleSplit(text, *font, ROOM):
        _centred(canvas, line, y, font, grey=grey)
        y -= font[1] * 1.35
    return y
