"""Untidiness of whole sheets: names, titles, headings, order, what is hidden."""

from __future__ import annotations

from indicators.annex_a.lists import Kind
from indicators.synthetic.sheets import Sheet
from indicators.synthetic.soiling import Soiling


def sheet_names(of: Soiling) -> None:
    """'List 1', 'List_2' and 'List 3 - Referrals' in one file."""
    for sheet in of.sheets:
        if (way := sheet.spec.number % 3) != 2:
            # Excel allows 31 characters.
            title = f" - {sheet.spec.title}" if way == 0 else ""
            sheet.name = f"List {sheet.spec.number}{title}"[:31].strip()
            of.mark_sheet("sheet_names", sheet)


def title_row(of: Soiling) -> None:
    """A title in row 1, the headings in row 2."""
    for sheet in of.sheets:
        if sheet.spec.number % 2:
            sheet.above = [f"List {sheet.spec.number}: {sheet.spec.title}"]
            of.mark_sheet("title_row", sheet)


def heading_spaces(of: Soiling) -> None:
    """Trailing spaces, two spaces for one, non-breaking ones."""
    ways = (lambda text: f"{text}  ", lambda text: text.replace(" ", "\u00a0"), lambda text: f" {text} ")
    for sheet, place, heading in _headings(of):
        sheet.headings[place] = of.chance.choice(ways)(heading)
        of.mark_sheet("heading_spaces", sheet, sheet.columns[place].heading)


def heading_quotes(of: Soiling) -> None:
    """Curly quotes for straight ones."""
    for sheet, place, heading in _headings(of, everyone=True):
        curly = heading.replace("'Missing'", "‘Missing’").replace("'Absent'", "“Absent”").replace("'", "’")
        if curly != heading:
            sheet.headings[place] = curly
            of.mark_sheet("heading_quotes", sheet, sheet.columns[place].heading)


def heading_case(of: Soiling) -> None:
    """CAPITALS, Title Case, all small."""
    for sheet, place, heading in _headings(of):
        sheet.headings[place] = of.chance.choice((str.upper, str.title, str.lower))(heading)
        of.mark_sheet("heading_case", sheet, sheet.columns[place].heading)


def age_heading(of: Soiling) -> None:
    """'Age' for 'Age of Child (Years)'."""
    for sheet in of.sheets:
        for place, column in enumerate(sheet.columns):
            if column.kind is Kind.AGE:
                sheet.headings[place] = "Age"
                of.mark_sheet("age_heading", sheet, column.heading)


def extra_column(of: Soiling) -> None:
    """A column of the authority's own after the others."""
    sheet = of.chance.choice(of.sheets)
    sheet.headings.append("Local notes")
    for row in sheet.rows:
        row.append("see file")
    of.mark_sheet("extra_column", sheet)


def sheet_order(of: Soiling) -> None:
    """Sheets in any order."""
    of.chance.shuffle(of.sheets)
    for sheet in of.sheets:
        of.mark_sheet("sheet_order", sheet)


def hidden_sheet(of: Soiling) -> None:
    """A hidden sheet, which counts as any other."""
    sheet = of.chance.choice(of.sheets)
    sheet.hidden = True
    of.mark_sheet("hidden_sheet", sheet)


def date_1904(of: Soiling) -> None:
    """The whole workbook counts its days from 1904; the writer of the file sees to it."""
    for sheet in of.sheets:
        of.mark_sheet("date_1904", sheet)


def _headings(of: Soiling, *, everyone: bool = False) -> list[tuple[Sheet, int, str]]:
    """About one heading in six."""
    return [
        (sheet, place, heading)
        for sheet in of.sheets
        for place, heading in enumerate(sheet.headings[: len(sheet.columns)])
        if everyone or of.chance.happens(1 / 6)
    ]
