# SPDX-License-Identifier: Apache-2.0
"""Which files are ours, and their text without what a check must not read (comments, strings)."""

import re
from pathlib import Path

SUFFIXES = {".cc", ".h", ".S", ".ts", ".tsx", ".mjs", ".js", ".css", ".sql", ".sh", ".py", ".awk", ".cmake"}
ROOTS = ["src", "tests", "bench", "web", "tools", "cmake", "deploy", ".ci"]
SCRIPTS = {"dev", "run", "CMakeLists.txt"}
FOREIGN = {"node_modules", "dist", "corpus", "test-results", "playwright-report", "__pycache__"}


def own_files(root):
    """Every source of the project below `root`, sorted: code, styles, SQL and scripts, nothing installed."""
    found = [path for path in root.iterdir() if path.is_file() and is_source(path)]
    for name in ROOTS:
        found += [path for path in (root / name).rglob("*") if path.is_file() and is_source(path)
                  and not FOREIGN & set(path.relative_to(root).parts)]
    return sorted(found)


def cpp_files(root):
    return [path for path in own_files(root) if path.suffix in {".cc", ".h"}]


def is_source(path):
    return path.suffix in SUFFIXES or path.name in SCRIPTS


def place(root, path, line):
    return f"{path.relative_to(root)}:{line}"


NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"([^(\s]*)\(.*?\)\1"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)


def code_only(text):
    """C++ with comments gone and literals emptied; every line keeps its number."""

    def blank(match):
        piece = match.group(0)
        lines = "\n" * piece.count("\n")
        return lines if piece.startswith("/") else '""' + lines

    return NOT_CODE.sub(blank, text)


def text_of(path: Path):
    return path.read_text(encoding="utf-8")
