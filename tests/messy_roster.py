"""Makes `examples/roster-messy.xlsx`: thirty made-up people, in a roster as such rosters are.

A title above the headings, headings in nobody's spelling, dates in five forms and as numbers, blanks that mean nothing,
headings again in the middle, a row of totals, people who are there twice, cells that nobody can read, and a sheet of
activities. Run it from the top of the project: python tests/messy_roster.py
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill

TARGET = Path(__file__).parents[1] / "examples" / "roster-messy.xlsx"
ROSTER = r"""
#|Participant Name|E-mail|D.O.B.|Highest level of education|Enrolment level|Lived Experience As|Lived Experience Of|In Recovery Since|Trng Hrs|Training Provider|Training Date|Peer Work Hrs|Paid/Volunteer|Supervised?|Work Start|Work End|Supervision Hrs|Oral Evaluation|Post-Test Passed?|# of References|Professional references|Diploma on file|Signed Code of Conduct|Scope of Activities (signed)|Registration fee paid|Phone|Notes
1|Alvarez, Rosa|rosa@example.org|@1984-09-30|Some college||person|MH|@2019-03-01|40|SC SHARE|@2026-05-10|140|volunteer|Y|@2025-09-01|@2026-03-31|12|yes|pass|3|3|Y|x|x|paid? no|803-555-0101|
2|Ben Carter|ben@example.org|4/2/1990|GED||self|mental health|June 2020|40 hrs|SC Share|5/10/2026|'120|paid|yes|9/1/2025|4/30/2026|10|Y|Y|3|3|yes|yes|yes|yes||ready?
3|Chen Wei|chen@example.org|31234|Bachelor's||person|Mental Health|43525|40|sc-share|46152|100|Volunteer|1|45901|46120|10|1|1|3|3|1|1|1|1|803-555-0103|dates came as numbers
4|Dana O'Neil|dana@example.org|'1979-07|HS diploma||peer|MH/SU|'2018|20|SC SHARE|March 2026|60|volunteer|Y|'2026|||no|no|1|1|Y|Y|N|N||half way
5|Evelyn Fox||12/24/1988|high school||person|mental health|1/15/2021|'40|SC SHARE|5/10/2026|'1,200|paid|Y|1/6/2025|4/30/2026|'14|Y|Y|3|3|Y|Y|Y|Y||
6|Frank Gomez|frank@example.org|3/4/85|college||person|mental health|2/1/2024|forty|SC SHARE|5/10/2026|0||||| |no|no|0|0|no|no|no|no||education?
7|Grace Hall|grace@example.org|Sept 9, 1992|Associate degree||person|mental health; trauma|10/2017|40|SC SHARE|@2026-05-10|180|paid|Y|9/1/2025|3/31/2026|8|Y|Failed|3|3|Y|Y|Y|Y||try again in Dec
8|Hank Irving|hank@example.org|7/7/1971|Some high school|high school|person|mental health|'2015|40|SC SHARE|5/10/2026|110|paid|Y|9/1/2025|3/31/2026|11|Y|Y|3|3|N|Y|Y|Y||GED class
9|Ivy Jones|ivy@example.org|11/30/1995|12th grade||person|mental health|4/4/2022|37.5|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||missed an afternoon
10|Jamal King|jamal@example.org|8/8/2009|some HS||youth|mental health|'2024|0|||0||||| 0|N|N|0|0|N|N|N|N||turns 18 next year
#|Participant Name|E-mail|D.O.B.|Highest level of education|Enrolment level|Lived Experience As|Lived Experience Of|In Recovery Since|Trng Hrs|Training Provider|Training Date|Peer Work Hrs|Paid/Volunteer|Supervised?|Work Start|Work End|Supervision Hrs|Oral Evaluation|Post-Test Passed?|# of References|Professional references|Diploma on file|Signed Code of Conduct|Scope of Activities (signed)|Registration fee paid|Phone|Notes
11|Kim Lee|kim@example.org|2/29/1991|GED||person|mental health|5/5/2020|40|SC SHARE|5/10/2026|100|volunteer|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||check the birthday
12|Luis Moreno|luis@example.org|14.3.1980|preparatoria||person|salud mental|1.9.2016|40|SC SHARE|10.5.2026|100|voluntario|sí|1.9.2025|31.3.2026|10|sí|aprobado|3|3|sí|sí|sí|sí||dates as at home
13|Mia Novak|mia@example.org|6/17/1987|Master's||person|mental health|3/3/2013|?|?|?|?|?|?|?|?|?|?|?|?|?|?|?|?|?||file lost
14|Noah Ortiz|noah@example.org|9/1/1999|GED||person|mental health|9/1/2023|40|NAMI|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||trained elsewhere
15|Olga Petrov|olga@example.org|1/1/1965|PhD||person|mental health|1/1/1999|40|SC SHARE (Columbia)|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||

16|Pat Quinn|pat@example.org|10/10/1990|GED||parent|mental health||40|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||family peer?
17|Quentin Reed|quentin@example.org|5/5/1982|GED||person|addiction|5/5/2018|40|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||
18|Rosa Alvarez|rosa@example.org|9/30/1984|Some college||person|MH|3/1/2019|40|SC SHARE|5/10/2026|140|volunteer|Y|9/1/2025|3/31/2026|12|Y|Y|3|3|Y|Y|Y|Y||entered again?
19|Sam Tate|sam@example.org|7/19/1993|GED||person|mental health|7/19/2030|10|SC SHARE|3/1/2026|10|volunteer|N|1/5/2026||1|N|N|1|1|Y|Y|Y|N||
20|Tina Udall|tina@example.org|12/1/1986|Bachelors||person|mental health|12/1/2011||||||||||Y|Y|3|3|Y|Y|Y|Y||see activities
21|Uma Vance|uma@example.org|3/22/1974|GED||person|mental health|8/2019||||40|volunteer|Y|1/5/2026|4/30/2026|4|N|N|2|1|Y|Y|Y|N||see activities
22|Victor Wolf|victor@example.org|2/14/1990|GED||person|mental health|2/14/2021|40|SC SHARE|5/10/2026|100|paid|Y|5/31/2025|3/31/2025|10|Y|Y|3 letters|3|Y|Y|Y|Y||
23|Wanda Xu|wanda@example.org|6/6/1966|GED||person|mental health|6/6/2006|40|SC SHARE|5/10/2026|-5|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||
24|Xavier Young|xavier@example.org|1988|GED||person|both|2017|40|SC SHARE|2026|100|paid|Y|2024|2025|10|Y|Y|2.5|2|Y|Y|Y|maybe||
25|=HYPERLINK("http://example.org","Yolanda Zane")|yolanda@example.org|4/30/1977|GED||person|mental health|4/30/2017|40|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||the name is a formula
26|+Zoë Abbott|zoe@example.org|10/31/1994|GED||person|mental health|10/31/2022|40|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|2|2|Y|Y|Y|Y||
27|../../Arlo Brandt|arlo@example.org|8/15/1983|GED||person|mental health|8/15/2013|30|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|Y||
28|Bea Cole|bea@example.org|9/9/1959|HS diploma||person|mental health|1/1/2009|40|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|N||fee only
29|Cy Drew|cy@example.org|3/3/1998|GED||person|mental health|3/3/2022|40|SC SHARE|5/10/2026|100|paid|Y|9/1/2025|3/31/2026|10|Y|Y|3|3|Y|Y|Y|N||fee only
30|Ben Carter|bencarter2@example.org|4/2/1990|GED||person|mental health|6/1/2020|||||||||||||||||||same Ben?
|TOTAL|||||||1,107.5|||||||||||77||||||||
"""
"""A row a line, a bar between cells: @ before a date as spreadsheets keep it, an apostrophe before a number kept as a text."""
ACTIVITIES = r"""
Participant|Type|Title|Topic|Hrs|Start|Completed on|Format|Approved by|Supervised
Tina Udall|Training|CPSS training, week 1|ethics|20||4/12/2026|virtual live|SC SHARE|
Udall, Tina|training|CPSS training, week 2||20 hours||@2026-05-10|In-Person|SC SHARE|
tina@example.org|volunteer|Example Center||104|9/1/2025|3/31/2026||| yes
tina@example.org|supervision|Example Center||6|9/1/2025|3/31/2026|||
Uma Vance|class|CPSS training|ethics|16||5/10/2026|Zoom|SC SHARE|
Uma Vance|workshop|Boundaries|ethics|a day||6/1/2026|in person|SC SHARE|
Uma Vance|party|Summer picnic||3||7/4/2026|||
Nobody Known|training|CPSS training||40||5/10/2026||SC SHARE|
"""


def cells(line: str) -> list[Any]:
    """The cells of a line."""
    return [_cell(text) for text in line.split("|")] if line else []


def _cell(text: str) -> Any:
    text = text.strip()
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text.removeprefix("'") or None


def make(target: Path = TARGET) -> None:
    """Write the workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cohort 2026"
    sheet.append(["SC SHARE peer support class, spring 2026 (made-up people)"])
    sheet.append([])
    for line in ROSTER.strip("\n").split("\n"):
        sheet.append(cells(line))
    beside = book.create_sheet("Activities")
    for line in ACTIVITIES.strip("\n").split("\n"):
        beside.append(cells(line))
    for cell in (*sheet[3], *beside[1]):
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEEFF")
    for cell in (c for row in (*sheet.iter_rows(min_row=4), *beside.iter_rows(min_row=2)) for c in row):
        if isinstance(cell.value, date):
            cell.number_format = "m/d/yyyy"
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+")):
            cell.data_type = "s"  # a text that only looks like a formula
    book.save(target)


if __name__ == "__main__":
    make()
