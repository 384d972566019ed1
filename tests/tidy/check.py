# SPDX-License-Identifier: Apache-2.0
"""Runs every check of this folder over the project: `python3 tests/tidy/check.py`. Exit code 1 names each fault."""

import sys
from pathlib import Path

import api_docs
import arrows
import coroutines
import meeting
import regressions
import sizes
import web_arrows
import words

CHECKS = [arrows, web_arrows, sizes, coroutines, words, api_docs, regressions, meeting]


def main():
    root = Path(__file__).resolve().parents[2]
    found = [fault for check in CHECKS for fault in check.faults(root)]
    for fault in found:
        print(fault, file=sys.stderr)
    if found:
        print(f"tidy: {len(found)} faults", file=sys.stderr)
        return 1
    print(f"tidy: {', '.join(check.__name__ for check in CHECKS)}: clean")
    return 0


if __name__ == "__main__":
    sys.exit(main())
