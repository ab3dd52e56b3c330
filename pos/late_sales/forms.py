"""What is typed on the page of late sales: a head, and papers with lines, as text.

A paper or line on which nothing is typed is none; a paper without a time has that of the one
above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from core import forms
from core.errors import InvalidInput
from core.i18n import _

MOST_PAPERS = 40
MOST_LINES = 60
LINES = 3
"""Empty lines that a new paper has, and that are added at a time."""


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line of a paper as typed; ``place`` is where on the paper, from 0."""

    place: int
    item: str
    quantity: str
    price: str

    @property
    def is_blank(self) -> bool:
        return not (self.item or self.quantity or self.price)


@dataclass(frozen=True, slots=True)
class TypedPaper:
    """A paper as typed; ``place`` is where on the page, from 0."""

    place: int
    paper: str
    time: str
    member: str
    tender: str
    part: str
    part_tender: str
    reference: str
    lines: tuple[TypedLine, ...]
    carried: str = ""
    """The time of the paper above, which holds when none is typed."""

    @property
    def is_blank(self) -> bool:
        return not (self.paper or self.member) and all(line.is_blank for line in self.lines)

    def with_lines(self, more: int) -> TypedPaper:
        """The same with so many empty lines more."""
        first = len(self.lines)
        places = range(first, min(first + more, MOST_LINES))
        blank = (TypedLine(place, "", "", "") for place in places)
        return replace(self, lines=(*self.lines, *blank))


@dataclass(frozen=True, slots=True)
class TypedPage:
    """The whole page as typed."""

    till: str
    clerk: str
    day: str
    papers: tuple[TypedPaper, ...]

    @property
    def filled(self) -> tuple[TypedPaper, ...]:
        """The papers on which something is typed."""
        return tuple(paper for paper in self.papers if not paper.is_blank)


def blank_paper(place: int) -> TypedPaper:
    """A paper on which nothing is typed yet."""
    return TypedPaper(place, "", "", "", "cash", "", "", "", ()).with_lines(LINES)


def page(form: Mapping[str, str]) -> TypedPage:
    """Everything that was typed, none of it judged yet."""
    papers = tuple(_papers(form)) or (blank_paper(0),)
    return TypedPage(_text(form, "till"), _text(form, "clerk"), _text(form, "day"), papers)


def refuse_unreadable(form: Mapping[str, str]) -> None:
    """Refuse what no cell of the page can mean: too long, or not text. Raises InvalidInput."""
    for name in form:
        forms.line(form, name)


def with_paper(typed: TypedPage) -> TypedPage:
    """The same with one more empty paper, which is paid as the one above."""
    if len(typed.papers) >= MOST_PAPERS:
        return typed
    new = replace(blank_paper(len(typed.papers)), tender=typed.papers[-1].tender)
    return replace(typed, papers=(*typed.papers, new))


def with_lines(typed: TypedPage, place: int) -> TypedPage:
    """The same with more lines on one paper."""
    papers = (paper.with_lines(LINES) if paper.place == place else paper for paper in typed.papers)
    return replace(typed, papers=tuple(papers))


def without(typed: TypedPage, places: frozenset[int]) -> TypedPage:
    """The papers that are left when some became sales, in their order, each with its own time."""
    kept = [paper for paper in typed.papers if paper.place not in places]
    papers = tuple(
        replace(paper, place=place, time=paper.time or paper.carried)
        for place, paper in enumerate(kept)
    )
    return replace(typed, papers=papers or (blank_paper(0),))


def sold_on(typed: TypedPage, *, today: date, oldest: date) -> date:
    """The day on the papers. Raises InvalidInput."""
    sentence = _("Isi tanggal notanya.")
    day = forms.iso_day({"day": typed.day}, "day", required=sentence)
    if day is None:
        raise InvalidInput(sentence, field="day")
    if day > today:
        raise InvalidInput(_("Tanggal nota tidak boleh di masa depan."), field="day")
    if day < oldest:
        raise InvalidInput(
            _("Nota yang lebih lama dari 31 hari tidak dapat dicatat di sini."), field="day"
        )
    return day


def _papers(form: Mapping[str, str]) -> Iterator[TypedPaper]:
    carried = ""
    for place in range(_count(form, "papers", MOST_PAPERS)):
        time = _text(form, f"time-{place}")
        yield TypedPaper(
            place=place,
            paper=_text(form, f"paper-{place}"),
            time=time,
            member=_text(form, f"member-{place}"),
            tender=_text(form, f"tender-{place}"),
            part=_text(form, f"part-{place}"),
            part_tender=_text(form, f"part_tender-{place}"),
            reference=_text(form, f"reference-{place}"),
            lines=tuple(_lines(form, place)),
            carried=carried,
        )
        carried = time or carried


def _lines(form: Mapping[str, str], paper: int) -> Iterator[TypedLine]:
    for place in range(_count(form, f"lines-{paper}", MOST_LINES)):
        names = (f"{name}-{paper}-{place}" for name in ("item", "quantity", "price"))
        yield TypedLine(place, *(_text(form, name) for name in names))


def _count(form: Mapping[str, str], name: str, most: int) -> int:
    text = form.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _text(form: Mapping[str, str], name: str) -> str:
    return " ".join(form.get(name, "").split())
