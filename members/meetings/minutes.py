"""The minutes of a meeting (berita acara) on A4. Values → PDF; Indonesian, as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from members.meetings.invitation import Invitation
from members.meetings.models import MotionKind
from members.meetings.quorum import Standing, Votes

MARGIN = 20 * mm
INSET = 6
"""What a page keeps free within its margins."""
ROOM = A4[0] - 2 * MARGIN
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=14)
SMALL = ParagraphStyle("small", PLAIN, fontSize=8.5, leading=11)
BOLD = ParagraphStyle("bold", PLAIN, fontName="Helvetica-Bold")
TITLE = ParagraphStyle("title", BOLD, fontSize=15, leading=20)
HEADING = ParagraphStyle("heading", BOLD, fontSize=11, leading=16, spaceBefore=10, spaceAfter=3)
COLUMNS, DEEP = 3, 44
"""People on a page of the list of those who came."""
RULED = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
)
LEFT = TableStyle([("LEFTPADDING", (0, 0), (0, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")])
ABOUT = {
    MotionKind.ORDINARY: "Keputusan lain",
    MotionKind.SURPLUS: "Pembagian SHU",
    MotionKind.LAPSE: "SHU yang tidak diambil menjadi hangus",
    MotionKind.DEFICIT: "Kerugian ditutup dari cadangan",
}


@dataclass(frozen=True, slots=True)
class Voted:
    """A motion as the minutes tell it."""

    number: str
    kind: MotionKind
    text: str
    votes: Votes | None
    carried: bool | None

    @property
    def outcome(self) -> str:
        match self.carried:
            case None:
                return "Tidak diputuskan"
            case True:
                return "DITERIMA"
            case False:
                return "DITOLAK"


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting as its minutes tell it."""

    invitation: Invitation
    standing: Standing
    opened: str
    """When, as people write it."""
    second_call: str
    """Empty when there was none."""
    closed: str
    """Empty while the meeting goes on: the minutes are a draft."""
    motions: tuple[Voted, ...]
    chaired_by: str
    minutes_by: str
    notes: str
    came: tuple[str, ...]
    """Number and name of everybody who came."""

    @property
    def signers(self) -> tuple[tuple[str, str], ...]:
        """Who signs, by name where it is known; members write theirs themselves."""
        led = ("Pimpinan rapat", self.chaired_by), ("Notulis", self.minutes_by)
        return (*led, ("Wakil anggota", ""), ("Wakil anggota", ""))

    @property
    def mark(self) -> str:
        """What must be seen at once."""
        if self.invitation.is_demo:
            return "CONTOH"
        return "" if self.closed else "KONSEP"


def minutes_pdf(minutes: Minutes) -> bytes:
    """The minutes; the same values, the same bytes."""
    document = BytesIO()
    title = f"Berita acara {minutes.invitation.number}"
    page = SimpleDocTemplate(
        document, pagesize=A4, title=title, lang="id", invariant=1,
        leftMargin=MARGIN - INSET, rightMargin=MARGIN - INSET,
        topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, 11 * mm, f"{title} · {minutes.invitation.coop}")
        canvas.drawRightString(A4[0] - MARGIN, 11 * mm, f"Halaman {canvas.getPageNumber()}")

    story = [*_head(minutes), *_attendance(minutes), *_votes(minutes), *_end(minutes),
             *_who_came(minutes)]  # fmt: skip
    page.build(story, onFirstPage=foot, onLaterPages=foot)
    return document.getvalue()


def attendance_sentence(standing: Standing) -> str:
    """How many came of how many, and whether that was enough."""
    came = f"Hadir {standing.present} dari {standing.voters} anggota yang mempunyai suara."
    needed = f"Kuorum {standing.needed} orang"
    if standing.second_call:
        needed += " sesudah panggilan kedua"
    return f"{came} {needed}: {'tercapai' if standing.reached else 'tidak tercapai'}."


def _head(minutes: Minutes) -> Iterator[Flowable]:
    invitation = minutes.invitation
    if minutes.mark:
        yield Paragraph(minutes.mark, BOLD)
    yield Paragraph(escape(invitation.coop), PLAIN)
    yield Paragraph(escape(f"Berita acara {invitation.title}"), TITLE)
    rows = [("Nomor", invitation.number), ("Hari", invitation.when), ("Tempat", invitation.place)]
    rows += [("Dibuka", minutes.opened)] if minutes.opened else []
    rows += [("Panggilan kedua", minutes.second_call)] if minutes.second_call else []
    rows += [("Ditutup", minutes.closed)] if minutes.closed else []
    cells = [[Paragraph(name, PLAIN), Paragraph(escape(text), PLAIN)] for name, text in rows]
    yield Spacer(1, 3 * mm)
    plain = TableStyle([("LEFTPADDING", (0, 0), (0, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ("TOPPADDING", (0, 0), (-1, -1), 1),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 1)])  # fmt: skip
    yield Table(cells, (38 * mm, ROOM - 38 * mm), style=plain)
    if invitation.agenda:
        yield Paragraph("Acara", HEADING)
        yield _text(invitation.agenda)


def _attendance(minutes: Minutes) -> Iterator[Flowable]:
    yield Paragraph("Kehadiran dan kuorum", HEADING)
    yield Paragraph(attendance_sentence(minutes.standing), PLAIN)


def _votes(minutes: Minutes) -> Iterator[Flowable]:
    yield Paragraph("Usul, suara, dan keputusan", HEADING)
    if not minutes.motions:
        yield Paragraph("Tidak ada usul yang diajukan.", PLAIN)
        return
    heads = [Paragraph(word, BOLD) for word in ("Nomor", "Usul", "Suara", "Keputusan")]
    rows = [heads, *(_motion(each) for each in minutes.motions)]
    widths = (28 * mm, ROOM - 96 * mm, 36 * mm, 32 * mm)
    table = Table(rows, widths, repeatRows=1)
    table.setStyle(RULED)
    yield table
    yield Spacer(1, 2 * mm)
    yield Paragraph("Satu anggota, satu suara; dihitung di depan rapat.", SMALL)


def _motion(voted: Voted) -> list[Paragraph]:
    votes = voted.votes
    counted = (
        f"{votes.in_favour} setuju<br/>{votes.against} tidak setuju<br/>{votes.abstained} abstain"
        if votes
        else "Tidak dihitung"
    )
    text = "<br/>".join(escape(row) for row in voted.text.splitlines())
    return [
        Paragraph(escape(voted.number), PLAIN),
        Paragraph(f'{text}<br/><font size="8" color="grey">{ABOUT[voted.kind]}</font>', PLAIN),
        Paragraph(counted, PLAIN),
        Paragraph(voted.outcome, BOLD if voted.carried is not None else PLAIN),
    ]


def _end(minutes: Minutes) -> Iterator[Flowable]:
    if minutes.notes:
        yield Paragraph("Catatan", HEADING)
        yield _text(minutes.notes)
    signed: list[list[Flowable]] = [
        [Paragraph(role, PLAIN) for role, _name in minutes.signers],
        [Spacer(1, 18 * mm) for _signer in minutes.signers],
        [_signed(name) for _role, name in minutes.signers],
    ]
    widths = (ROOM / len(minutes.signers),) * len(minutes.signers)
    yield KeepTogether([Spacer(1, 8 * mm), Table(signed, widths, style=LEFT)])


def _signed(name: str) -> Paragraph:
    return Paragraph(escape(f"( {name} )") if name else "( " + "_" * 16 + " )", PLAIN)


def _who_came(minutes: Minutes) -> Iterator[Flowable]:
    """Everybody who came, in three columns; the heading stands on each page."""
    size = COLUMNS * DEEP
    for first in range(0, len(minutes.came), size):
        yield PageBreak()
        yield Paragraph(f"Anggota yang hadir di {minutes.invitation.number}", HEADING)
        yield Spacer(1, 2 * mm)
        yield _columns(minutes.came[first : first + size])


def _columns(people: Sequence[str]) -> Table:
    deep = min(DEEP, -(-len(people) // COLUMNS))
    rows = [
        [
            Paragraph(escape(people[place]) if place < len(people) else "", SMALL)
            for place in range(row, deep * COLUMNS, deep)
        ]
        for row in range(deep)
    ]
    tight = TableStyle([("LEFTPADDING", (0, 0), (0, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP"),
                        ("TOPPADDING", (0, 0), (-1, -1), 0.5),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), 2)])  # fmt: skip
    return Table(rows, (ROOM / COLUMNS,) * COLUMNS, style=tight)


def _text(said: str) -> Paragraph:
    return Paragraph("<br/>".join(escape(row) for row in said.splitlines()), PLAIN)
