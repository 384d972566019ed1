# SPDX-License-Identifier: Apache-2.0
"""The coroutine patterns that g++ 12 turns into double frees (shown alive by tests/canary).

In a full expression that contains `co_await` there may be no braced temporary, no lambda with captures and no `?:`:
write `auto op = f(…); auto r = co_await std::move(op);`. And a lambda with captures that is a coroutine is never
called on the spot (`co_spawn(ex, [x]() -> … { co_await … }(), …)`): the captures die with the lambda object.

A full expression is found by walking from `co_await` to both sides until a `;`, a block's brace or the parenthesis
of a statement (`if (`, `for (`).
"""

import re

from sources import code_only, cpp_files, place, text_of

TOKEN = re.compile(r"[A-Za-z_]\w*|\d[\w.']*|\"\"|::|->|\S")
PAIRS = {"(": ")", "[": "]", "{": "}"}
STATEMENTS = {"if", "while", "for", "switch", "catch"}
BEFORE_BLOCK = {")", "]", "else", "do", "try", ";", "{", "}", ":", "const", "noexcept", "mutable", "override"}


def faults(root):
    found = []
    for path in cpp_files(root):
        if path.relative_to(root).parts[:2] == ("tests", "canary"):
            continue
        text = code_only(text_of(path))
        if "co_await" not in text and "co_return" not in text:
            continue
        for line, reason in sorted(set(Unit(text).faults())):
            found.append(f"{place(root, path, line)}: {reason}")
    return found


class Unit:
    """One file as tokens, each bracket knowing its partner."""

    def __init__(self, text):
        matches = list(TOKEN.finditer(text))
        self.words = [match.group(0) for match in matches]
        self.lines = [text.count("\n", 0, match.start()) + 1 for match in matches]
        self.partner = {}
        open_at = []
        for at, word in enumerate(self.words):
            if word in PAIRS:
                open_at.append(at)
            elif word in PAIRS.values() and open_at:
                self.partner[at] = open_at[-1]
                self.partner[open_at.pop()] = at

    def word(self, at):
        return self.words[at] if 0 <= at < len(self.words) else ""

    def faults(self):
        for at, word in enumerate(self.words):
            if word == "co_await":
                yield from self.expression_faults(self.first_of(at), self.end_of(at))
            if self.is_capturing(at) and self.is_called_coroutine(at):
                yield self.lines[at], "a coroutine lambda with captures is called on the spot: write a function"

    def expression_faults(self, first, end):
        at = first
        while at < end:
            word = self.word(at)
            if word == "?":
                yield self.lines[at], "'?:' in an expression with co_await: use an if"
            elif self.is_capturing(at):
                yield self.lines[at], "a lambda with captures in an expression with co_await: name it on the line before"
            elif word == "{" and not self.is_block(at):
                yield self.lines[at], "a braced temporary in an expression with co_await: name it on the line before"
            elif word == "{":
                at = self.partner.get(at, end)  # A lambda's body is not this expression.
            at += 1

    def first_of(self, at):
        at -= 1
        while at >= 0:
            word = self.word(at)
            if word == ";" or (word == "}" and self.is_block(self.partner.get(at, at))):
                if word == ";" or not self.is_lambda_body(self.partner.get(at, at)):
                    return at + 1
            if word in PAIRS.values() and at in self.partner:
                at = self.partner[at]
            elif word == "{" and self.is_block(at):
                return at + 1
            elif word == "(" and self.is_statement(at):
                return at + 1
            at -= 1
        return 0

    def end_of(self, at):
        while at < len(self.words):
            word = self.word(at)
            if word == ";":
                return at
            if word in PAIRS and at in self.partner:
                at = self.partner[at]
            elif word in PAIRS.values():
                opener = self.partner.get(at, at)
                if (word == ")" and self.is_statement(opener)) or (word == "}" and self.is_block(opener)):
                    return at
            at += 1
        return at

    def is_statement(self, opener):
        before = self.word(opener - 1)
        return before in STATEMENTS or (before == "constexpr" and self.word(opener - 2) == "if")

    def is_block(self, opener):
        """A block's or lambda's brace, as opposed to an initializer's."""
        before = self.word(opener - 1)
        if before in BEFORE_BLOCK:
            return before != "{" or self.is_block(opener - 1)
        return self.is_lambda_body(opener)

    def is_lambda_body(self, opener):
        """`[…] {`, `[…](…) {`, `[…](…) mutable -> Type<…> {`; also a function's `(…) -> Type<…> {`."""
        at = opener - 1
        while at >= 0 and self.word(at) not in {";", "{", "}", "=", ","}:
            if self.word(at) == "->" and self.word(at - 1) in BEFORE_BLOCK:
                return True
            if self.word(at) in {")", "]"} and at in self.partner:
                closer, at = self.word(at), self.partner[at]
                if closer == "]" and self.is_introducer(at):
                    return True
            at -= 1
        return False

    def is_introducer(self, at):
        before = self.word(at - 1)
        is_subscript = re.match(r"[\w\"]", before) and before not in {"return", "co_return", "co_await", "co_yield"}
        return self.word(at) == "[" and not is_subscript and before not in {")", "]", "["} and self.word(at + 1) != "["

    def is_capturing(self, at):
        return self.is_introducer(at) and self.word(at + 1) != "]"

    def is_called_coroutine(self, at):
        body = self.partner.get(at, at) + 1
        if self.word(body) == "(":
            body = self.partner.get(body, body) + 1
        while self.word(body) not in {"{", ";", "", ")"}:
            body += 1
        end = self.partner.get(body, body)
        if self.word(body) != "{" or self.word(end + 1) != "(":
            return False
        return any(word.startswith("co_") for word in self.words[body:end])
