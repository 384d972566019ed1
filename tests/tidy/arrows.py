# SPDX-License-Identifier: Apache-2.0
"""The arrow test of ARCHITECTURE.md for src/: an include may only point down, and never into an implementation.

Tests beside the code obey the arrows of their room; tests/ and bench/ stand above the house and may see all of it.
"""

import re

from sources import cpp_files, place, text_of

FLOORS = [
    ["base"],
    ["model"],
    ["protocol", "filter"],
    ["store", "bus", "presence"],
    ["chat", "match", "account", "fanout", "diagnose"],
    ["connection", "api"],
    ["net"],
    ["cli"],
    ["main.cc"],
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS, 1) for room in rooms}

# What stands behind a port. Only main builds it and only tests look at it.
IMPLEMENTATIONS = ["store/sql/", "bus/local/", "bus/nats/"]

ASIO = re.compile(r"boost/(asio|beast)[/.]")
ASIO_ROOMS = {"net", "connection", "cli", "main.cc"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def faults(root):
    found = []
    for path in cpp_files(root):
        if path.relative_to(root).parts[0] != "src":
            continue
        text = text_of(path)
        for match in INCLUDE.finditer(text):
            line = text.count("\n", 0, match.start(2)) + 1
            reason = fault_of(root, path, match.group(1) == '"', match.group(2))
            if reason:
                found.append(f"{place(root, path, line)}: {reason}")
    return found


def fault_of(root, path, is_ours, target):
    inside = path.relative_to(root / "src")
    room = inside.parts[0]
    if room not in FLOOR_OF:
        return f"src/{room} is on no floor: name it in ARCHITECTURE.md and in tests/tidy/arrows.py"
    if not is_ours:
        if ASIO.match(target) and room not in ASIO_ROOMS:
            return f"{target}: Asio lives in net/, connection/, cli/ and main.cc only"
        return None
    is_test = inside.stem.endswith("_test") or "testing" in inside.parts
    if target.startswith("tests/"):
        return None if is_test else f'"{target}": the house does not know its tests'
    target_room = target.split("/")[0]
    if target_room not in FLOOR_OF or not (root / "src" / target).is_file():
        return f'"{target}": no such file below src/ (includes are written from there)'
    if "/testing/" in target and not is_test and not inside.stem.endswith("_fuzz"):
        return f'"{target}": the house does not know its tests'
    return arrow_fault(inside.as_posix(), room, target, target_room, is_test)


def arrow_fault(inside, room, target, target_room, is_test):
    if target_room != room:
        here, there = FLOOR_OF[room], FLOOR_OF[target_room]
        if there > here:
            return f'"{target}" points up: {room} is below {target_room}'
        if there == here:
            return f'"{target}" points sideways: {room} and {target_room} are siblings'
    for folder in IMPLEMENTATIONS:
        if target.startswith(folder) and not inside.startswith(folder) and room != "main.cc" and not is_test:
            return f'"{target}" points into an implementation: {folder} is seen by main.cc and tests only'
    return None
