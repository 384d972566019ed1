# SPDX-License-Identifier: Apache-2.0
"""tests/meeting.md: every row has a browser test whose title carries its number, or says why it has none.

`python3 tests/tidy/meeting.py` lists the rows without a test, and why."""

import re
import sys
from pathlib import Path

from sources import place, text_of

TABLE = "tests/meeting.md"
ROW = re.compile(r"^\|\s*([A-Z]\d\d)\s*\|([^|]*)\|([^|]*)\|([^|]*)\|\s*$")
TITLE = re.compile(r"\btest\(\s*(['\"`])(.*?)\1", re.S)
NUMBER = re.compile(r"\b[NHSO]\d\d\b")


def faults(root):
    path = root / TABLE
    if not path.is_file():
        return [f"{TABLE}: is missing"]
    tested = numbers_of_tests(root)
    found = []
    seen = set()
    for line, (number, reason) in rows(path):
        where = place(root, path, line)
        if number in seen:
            found.append(f"{where}: {number} stands twice")
        seen.add(number)
        if number not in tested and not reason:
            found.append(f"{where}: {number} has neither a test nor a reason")
        if number in tested and reason:
            found.append(f"{where}: {number} has a reason to have no test, and a test: {tested[number]}")
    found += [f"{where}: {number} stands in no row of {TABLE}"
              for number, where in sorted(tested.items()) if number not in seen]
    return found


def rows(path):
    for line, text in enumerate(text_of(path).splitlines(), 1):
        row = ROW.match(text)
        if row:
            yield line, (row.group(1), row.group(4).strip())


def numbers_of_tests(root):
    """Every number in a title, and where a test with it stands."""
    found = {}
    for path in sorted((root / "tests/e2e").rglob("*.spec.ts")):
        text = text_of(path)
        for title in TITLE.finditer(text):
            where = place(root, path, text.count("\n", 0, title.start()) + 1)
            for number in NUMBER.findall(title.group(2)):
                found.setdefault(number, where)
    return found


def main():
    root = Path(__file__).resolve().parents[2]
    tested = numbers_of_tests(root)
    all_rows = [row for _, row in rows(root / TABLE)]
    for number, reason in all_rows:
        if number not in tested:
            print(f"{number}: {reason or 'no test'}")
    print(f"meeting: {sum(number in tested for number, _ in all_rows)} of {len(all_rows)} rows have a test")
    return 0


if __name__ == "__main__":
    sys.exit(main())
