# SPDX-License-Identifier: Apache-2.0
"""The arrow test for web/src/: pages see everything, the wire and the store never see a page."""

import re
from pathlib import PurePosixPath

from sources import own_files, place, text_of

# room: the other rooms it may import. css/ may be imported by all and imports nothing.
MAY_IMPORT = {
    "i18n": set(),
    "net": {"i18n"},
    "store": {"net", "i18n"},
    "ui": {"store", "net", "i18n"},
    "pages": {"ui", "store", "net", "i18n", "sw"},
    # What the service worker decides; sw.ts is a program of its own, so the pages take only types from here.
    "sw": set(),
    "css": set(),
}

IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s*(?:url\()?\s*)["']([^"']+)["']""")


def faults(root):
    web = root / "web" / "src"
    found = []
    for path in own_files(root):
        if web not in path.parents:
            continue
        text = text_of(path)
        for match in IMPORT.finditer(text):
            line = text.count("\n", 0, match.start(1)) + 1
            reason = fault_of(PurePosixPath(path.relative_to(web).as_posix()), match.group(1))
            if reason:
                found.append(f"{place(root, path, line)}: {reason}")
    return found


def fault_of(inside, target):
    if not target.startswith((".", "/")):
        return None  # A package, held by package.json.
    steps = list(inside.parent.parts)
    for step in PurePosixPath(target).parts:
        if step == "..":
            if not steps:
                return f"'{target}' leaves web/src/"
            steps.pop()
        elif step not in {".", "/"}:
            steps.append(step)
    if len(inside.parts) == 1:
        return None  # main.tsx and its like put the rooms together.
    room = inside.parts[0]
    if room not in MAY_IMPORT:
        return f"web/src/{room} is no room of the client: name it in tests/tidy/web_arrows.py"
    if len(steps) < 2:
        return f"'{target}' points up, out of {room}/"
    other = steps[0]
    if other in {room, "css"} or other in MAY_IMPORT[room]:
        return None
    return f"'{target}': {room}/ never imports {other}/"
