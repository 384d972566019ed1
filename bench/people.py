#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""people.py DATA COUNT: makes COUNT people on the server that runs on this data directory and prints a token of each.

Through the operator's door, with one hash for all, made here: nobody signs in, so the server hashes nothing.
"""
import base64
import hashlib
import json
import socket
import sys


class Door:
    def __init__(self, data):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(f"{data}/admin.sock")
        self.lines = self.socket.makefile("r", encoding="utf-8")

    def ask(self, **request):
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        answer = json.loads(self.lines.readline())
        if not answer.get("ok"):
            raise SystemExit(f"bench: {request['op']}: {answer}")
        return answer


def main():
    data, count = sys.argv[1], int(sys.argv[2])
    key = base64.b64encode(hashlib.pbkdf2_hmac("sha256", b"bench-Pass-4711", b"bench", 1000)).decode()
    door = Door(data)
    for number in range(count):
        name = f"bench{number}"
        door.ask(op="user.create", name=name, password_hash=f"pbkdf2_sha256$1000$bench${key}")
        print(door.ask(op="token.create", user=name)["token"])


main()
