#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""./dev bench sign-in: does a failed sign-in tell whether the account exists?

Starts the release server on a free port with an account, then fails to sign in 200 times with its name and 200
times with names that nobody has, one after the other. Prints both medians and whether all bodies are the same to
the byte. Meanwhile the owner's own socket and session must stay open. Exit code 1 when a promise is broken.
"""
import argparse
import http.client
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

PASSWORD = "korrekt-pferd-batterie"
MOST_DIFFERENCE = 0.05


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    def __init__(self, binary, data):
        self.binary, self.data, self.port = binary, data, free_port()
        self.run("user", "create", "owner", "--password-stdin", stdin=PASSWORD)
        self.log = open(pathlib.Path(data) / "server.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            [binary, "serve", "--data", data, "--listen", f"127.0.0.1:{self.port}",
             "--set", "sign_in_failures=1000000"], stdout=self.log, stderr=self.log)
        self.wait_until_ready()

    def run(self, *words, stdin):
        subprocess.run([self.binary, *words, "--data", self.data], input=stdin + "\n", text=True, check=True,
                       capture_output=True)

    def wait_until_ready(self):
        for _ in range(100):
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise SystemExit("bench: the server did not become ready")

    def ask(self, method, path, body=None, headers=None, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", **(headers or {})}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.getheader("Set-Cookie")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.log.close()


def open_socket(server, cookie):
    """A signed-in WebSocket that only has to stay open."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    line.sendall((f"GET /ws/chat/public-room/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: {cookie}\r\n"
                  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").encode())
    head = line.recv(4096)
    if b" 101 " not in head.split(b"\r\n", 1)[0]:
        raise SystemExit(f"bench: the owner's socket was refused: {head!r}")
    return line


def is_open(line):
    line.setblocking(False)
    try:
        while chunk := line.recv(65536):
            if chunk[0] == 0x88:
                return False
        return False
    except BlockingIOError:
        return True


def measure(server, tries):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    times = {"known": [], "unknown": []}
    bodies = set()
    for number in range(tries):
        # Who comes first changes with every pair, so that neither has the warmer cache.
        order = ("known", "unknown") if number % 2 == 0 else ("unknown", "known")
        for kind in order:
            name = "owner" if kind == "known" else f"nobody{number}"
            began = time.perf_counter()
            status, body, cookie = server.ask(
                "POST", "/users/login/", {"username": name, "password": f"wrong-{number:04}-guess"},
                connection=connection)
            times[kind].append(time.perf_counter() - began)
            bodies.add((status, body, cookie))
    return times, bodies


def main():
    parser = argparse.ArgumentParser(prog="./dev bench sign-in", description=__doc__.splitlines()[0])
    parser.add_argument("--tries", type=int, default=200, help="failed sign-ins of each kind")
    tries = parser.parse_args().tries
    with tempfile.TemporaryDirectory() as data:
        server = Server(os.environ["HEARTLINK"], data)
        try:
            _, _, cookie = server.ask("POST", "/users/login/", {"username": "owner", "password": PASSWORD})
            session = cookie.split(";")[0]
            line = open_socket(server, session)
            times, bodies = measure(server, tries)
            still_in = server.ask("GET", "/users/api/session-status/", headers={"Cookie": session})[0] == 200
            still_open = is_open(line)
        finally:
            server.stop()
    known, unknown = (statistics.median(times[kind]) * 1000 for kind in ("known", "unknown"))
    difference = abs(known - unknown) / max(known, unknown)
    promises = {
        f"bodies equal to the byte ({len(bodies)} kind)": len(bodies) == 1,
        "every one of them 401 wrong_credentials without a cookie": all(
            status == 401 and json.loads(body)["code"] == "wrong_credentials" and cookie is None
            for status, body, cookie in bodies),
        f"medians within {MOST_DIFFERENCE:.0%}": difference <= MOST_DIFFERENCE,
        "the owner stays signed in": still_in,
        "the owner's socket stays open": still_open,
    }
    print(f"sign-in: {tries} failures each, interleaved: known {known:.2f} ms, unknown {unknown:.2f} ms, "
          f"difference {difference:.2%}")
    for promise, held in promises.items():
        print(f"sign-in: {promise}: {'held' if held else 'MISSED'}")
    return 0 if all(promises.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
