"""Writes tests/import/seats.xlsx, a workbook with the traps of real ones. Needs openpyxl.

    python3 tests/import/make_workbook.py
"""

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

STAMP = datetime(2014, 5, 20)

book = Workbook()
book.properties.created = book.properties.modified = STAMP
notes = book.active
notes.title = "Read me"
notes["A1"] = "The seats are in the next sheet."

seats = book.create_sheet("Seats 2014")
seats.append([])
seats.append(["iso3", "org", "start", "end", "type", "weight"])
seats.append(["KAZ", "CICA", date(1999, 9, 14), "present", "member"])
seats.append([])
seats.append(["CHN", "SCO", 2001, None, "member"])  # A year as a number.
seats.append(["RUS", "SCO", datetime(2001, 6, 15, 12, 30), None, "member"])
seats.append(["UZB", None, "15 June 2001", None, "member"])
seats.append([None, "SCO", "2001", None, "member"])
seats.append(["KGZ", "SCO", "=DATE(2001,6,", None, "member"])
seats.append(["TJK", "SCO", date(2001, 6, 15), None, "king"])
seats.append(["MNG", "SCO", date(2004, 1, 1), None, "observer\nsince Tashkent"])
seats.append(["IND", "SCO", date(2005, 7, 5), date(2004, 7, 5), "observer"])
seats.append(["PAK", "SCO", "05/06/2005", None, "observer"])
seats.append(["Atlantis", "SCO", date(2005, 7, 5), None, "observer"])
seats.append(["IRN", "SCO", date(2005, 7, 5), None, "observer", "=1/0"])  # Not a column that is used.
seats["C9"].data_type = "e"
seats["C9"].value = "#REF!"
seats["F15"].data_type = "e"
seats["F15"].value = "#DIV/0!"
seats.merge_cells("B6:B7")

hidden = book.create_sheet("Old")
hidden.sheet_state = "hidden"
hidden.append(["iso3", "org"])
hidden.append(["USA", "NATO"])

path = Path(__file__).with_name("seats.xlsx")
book.save(path)
print(path.stat().st_size, "bytes")
