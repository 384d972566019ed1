# SPDX-License-Identifier: Apache-2.0
"""The wall: no source file of any kind is longer than 500 lines."""

from sources import own_files, place, text_of

LINES_MAX = 500


def faults(root):
    found = []
    for path in own_files(root):
        lines = text_of(path).count("\n")
        if lines > LINES_MAX:
            found.append(f"{place(root, path, lines)}: {lines} lines; the wall is {LINES_MAX}: split it by idea")
    return found
