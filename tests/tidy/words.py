# SPDX-License-Identifier: Apache-2.0
"""Words that mean unfinished work, and the licence line that every C++ file begins with."""

import re

from sources import cpp_files, own_files, place, text_of

# Spelled in halves, so that this file and its self-test may name them.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
SKIPPED = re.compile(r"\b(GTEST_" r"SKIP|DIS" r"ABLED_)")
LICENCE = "// SPDX-License-Identifier: Apache-2.0"


def faults(root):
    found = []
    for path in own_files(root):
        for number, line in enumerate(text_of(path).splitlines(), 1):
            for pattern, rule in ((UNFINISHED, "is unfinished work"), (SKIPPED, "skips a test")):
                match = pattern.search(line)
                if match:
                    found.append(f"{place(root, path, number)}: '{match.group(0)}' {rule}: do it or open an issue")
    for path in cpp_files(root):
        if not text_of(path).startswith(LICENCE):
            found.append(f"{place(root, path, 1)}: the first line is '{LICENCE}'")
    return found
