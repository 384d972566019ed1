# SPDX-License-Identifier: Apache-2.0
"""tests/regressions.md: each of the 17 things that users of the Django application hit has a row, and the row names a
test that is there or the part of the product that will have it."""

import re

from sources import code_only, place, text_of

TABLE = "tests/regressions.md"
NUMBERS = range(1, 18)
# A complaint that no test of rooms can hold belongs to one of these.
ELSEWHERE = ("uploads", "the web client")
ROW = re.compile(r"^\|\s*(\d+)\s*\|([^|]*)\|([^|]*)\|([^|]*)\|\s*$")
NAMED = re.compile(r"`(r\d\d_\w+)`")
TEST = re.compile(r"\bTEST(?:_F|_P)?\(\s*\w+,\s*(r\d\d_\w+)\s*\)")


def faults(root):
    path = root / TABLE
    if not path.is_file():
        return [f"{TABLE}: is missing"]
    tests = tests_of(root)
    found = []
    rows = {}
    named = set()
    for line, text in enumerate(text_of(path).splitlines(), 1):
        row = ROW.match(text)
        if not row:
            continue
        number = int(row.group(1))
        names = NAMED.findall(row.group(3))
        named.update(names)
        where = place(root, path, line)
        if number in rows:
            found.append(f"{where}: {number} stands twice")
        rows[number] = line
        found += [f"{where}: {reason}" for reason in faults_of_row(number, names, row, tests)]
    found += [f"{TABLE}: {number} has no row" for number in NUMBERS if number not in rows]
    found += [f"{where}: {name} stands in no row of {TABLE}"
              for name, where in sorted(tests.items()) if name not in named]
    return found


def faults_of_row(number, names, row, tests):
    if number not in NUMBERS:
        yield f"{number} is not one of 1 to {NUMBERS[-1]}"
    if not row.group(2).strip() or not row.group(4).strip():
        yield f"{number} lacks the complaint or how the test was seen to fail"
    if not names and not row.group(3).strip().startswith(ELSEWHERE):
        yield f"{number} has neither a test nor a place where it belongs ({', '.join(ELSEWHERE)})"
    for name in names:
        if name not in tests:
            yield f"there is no test {name}"
        if not name.startswith(f"r{number:02}_"):
            yield f"{name} is not a test of {number}"


def tests_of(root):
    """The name of every test rNN_… in tests/, and where it stands."""
    found = {}
    for path in sorted((root / "tests").rglob("*_test.cc")):
        code = code_only(text_of(path))
        for match in TEST.finditer(code):
            found[match.group(1)] = place(root, path, code.count("\n", 0, match.start()) + 1)
    return found
