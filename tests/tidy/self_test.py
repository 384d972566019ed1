# SPDX-License-Identifier: Apache-2.0
"""Proves that every check can fail: plants one fault at a time in an otherwise clean tree and expects exactly it."""

import re
import sys
import tempfile
from pathlib import Path

import api_docs
import arrows
import coroutines
import meeting
import regressions
import sizes
import web_arrows
import words

HEAD = "// SPDX-License-Identifier: Apache-2.0\n"

OPENAPI = """
openapi: 3.1.0
paths:
  /rooms/{room_id}/:
    parameters:
      - { $ref: '#/components/parameters/room_id' }
    get:
      operationId: room
      responses:
        '200': { description: The room., content: { application/json: { schema: { $ref: '#/components/schemas/Room' } } } }
        '404': { description: '`room_not_found`' }
  /first/: { get: { operationId: first, responses: { '200': { description: A page. } } } }
  /second/: { get: { operationId: second, responses: { '200': { description: A page. } } } }
components:
  parameters: { room_id: { name: room_id, in: path, required: true, schema: { type: string } } }
  schemas: { Room: { type: object, required: [id], properties: { id: { type: integer } } } }
"""

ASYNCAPI = """
asyncapi: 3.0.0
channels:
  room:
    messages:
      pong: { payload: { properties: { type: { const: pong } } } }
      ping: { payload: { properties: { type: { const: ping } } } }
operations:
  tell: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/pong' }] }
  hear: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/ping' }] }
"""

REGRESSIONS = "| | The complaint | The test | Seen |\n" + "".join(
    f"| {number} | it hurts | `r{number:02}_it_heals` | yes |\n" for number in range(1, 17)) + (
    "| 17 | it hurts elsewhere | uploads | later |\n")

CLEAN = {
    "src/base/result.h": HEAD,
    "src/model/room.h": HEAD + '#include "base/result.h"\n',
    "src/store/message_store.h": HEAD + '#include "model/room.h"\n',
    "src/store/sql/sqlite.h": HEAD + '#include "store/message_store.h"\n',
    "src/bus/local/local_bus.h": HEAD,
    "src/chat/post_message.h": HEAD + '#include "store/message_store.h"\n',
    "src/fanout/hub.h": HEAD,
    "src/net/listener.cc": HEAD + "#include <boost/asio/ip/tcp.hpp>\n",
    "src/main.cc": HEAD + '#include "store/sql/sqlite.h"\n#include <boost/asio/io_context.hpp>\n',
    "tests/contract/store_test.cc": HEAD + '#include "store/sql/sqlite.h"\n',
    "src/net/testing/fake.h": HEAD,
    "web/src/main.tsx": "import { Page } from './pages/page.tsx';\n",
    "web/src/pages/page.tsx": "import { send } from '../net/socket.ts';\nimport '../css/page.css';\nimport 'preact';\n",
    "web/src/net/socket.ts": "import { url } from './url.ts';\n",
    "web/src/css/page.css": "p { color: red }\n",
    "docs/openapi.yaml": OPENAPI,
    "docs/asyncapi.yaml": ASYNCAPI,
    "src/api/rooms.cc": HEAD + 'routes.add(\n  "GET", "/rooms/:room/", show);  // "POST", "/gone/"\n',
    "src/api/pages.cc": HEAD + """
constexpr std::array pages{"/first/", "/second/"};
for (const auto* pattern : pages) routes.add("GET", pattern, page);
""",
    "src/api/rooms_test.cc": HEAD + 'routes.add("GET", "/only/a/test/", nothing);\n',
    "src/protocol/encode.cc": HEAD + 'return text({{"type", "pong"}});\n',
    "src/protocol/decode.cc": HEAD + 'if (type == "ping") return Ping{};\n',
    "src/protocol/error_rows_room.h": HEAD + '{Code::room_not_found, 404, "room_not_found", "…"},\n',
    "tests/meeting.md": "| N01 | idle | four plates | |\n| H01 | rules | once | nobody can see it |\n",
    "tests/e2e/number.spec.ts": "test('N01 at rest', async () => {});\n",
    "tests/regressions.md": REGRESSIONS,
    "tests/process/regressions_test.cc": HEAD + "".join(
        f"TEST_F(Regressions, r{number:02}_it_heals) {{}}\n" for number in range(1, 17)),
    "src/net/sound.cc": HEAD + """
Task<void> f() {
  Message m{a, b};
  auto op = post(std::move(m));
  auto r = co_await std::move(op);
  if (co_await ready()) { use(T{1}); }
  auto g = [a] { return a ? 1 : 2; };
  for (auto& x : xs) { co_await send(x[0]); }
  const char* text = "co_await f(T{1}) ? a : b";  // co_await f(T{1})
  co_spawn(ex, run(std::move(m)), [this](std::exception_ptr e) { done(e); });
  co_spawn(ex, [this]() -> Task<void> { co_await step(); }, detached);
  switch (co_await next()) { case 1: { use(T{1}); } }
  int n = 1'000'000; auto k = T{n};
  co_return x ? T{1} : T{2};
}
T one{1};
auto trailing() -> Task<int> { co_await step(); }
""",
}

PLANTED = [
    (arrows, "src/base/up.h", HEAD + '#include "model/room.h"\n', "points up"),
    (arrows, "src/chat/side.h", HEAD + '#include "fanout/hub.h"\n', "sideways"),
    (arrows, "src/chat/deep.cc", HEAD + '#include "store/sql/sqlite.h"\n', "into an implementation"),
    (arrows, "src/fanout/deep.cc", HEAD + '#include "bus/local/local_bus.h"\n', "into an implementation"),
    (arrows, "src/store/deep.cc", HEAD + '#include "store/sql/sqlite.h"\n', "into an implementation"),
    (arrows, "src/chat/asio.h", HEAD + "#include <boost/asio.hpp>\n", "Asio lives"),
    (arrows, "src/api/beast.cc", HEAD + "#include <boost/beast/http.hpp>\n", "Asio lives"),
    (arrows, "src/chat/near.h", HEAD + '#include "post_message.h"\n', "written from there"),
    (arrows, "src/net/fake.cc", HEAD + '#include "net/testing/fake.h"\n', "does not know its tests"),
    (arrows, "src/attic/old.h", HEAD + '#include "base/result.h"\n', "on no floor"),
    (web_arrows, "web/src/net/a.ts", "import { p } from '../pages/page.tsx';\n", "net/ never imports pages/"),
    (web_arrows, "web/src/store/a.ts", "export { p } from '../ui/button.tsx';\n", "store/ never imports ui/"),
    (web_arrows, "web/src/ui/a.tsx", "const p = import('../pages/page.tsx');\n", "ui/ never imports pages/"),
    (web_arrows, "web/src/i18n/a.ts", "import '../net/socket.ts';\n", "i18n/ never imports net/"),
    (web_arrows, "web/src/sw/a.ts", "import '../net/socket.ts';\n", "sw/ never imports net/"),
    (web_arrows, "web/src/pages/a.ts", "import x from '../main.tsx';\n", "points up"),
    (web_arrows, "web/src/pages/b.ts", "import x from '../../secret.ts';\n", "leaves web/src"),
    (web_arrows, "web/src/attic/a.ts", "import x from './b.ts';\n", "no room of the client"),
    (sizes, "web/src/css/long.css", "p { }\n" * 501, "501 lines"),
    (sizes, "src/net/long.cc", HEAD + "int x;\n" * 500, "501 lines"),
    (words, "src/net/late.cc", HEAD + "// TO" "DO later\n", "unfinished"),
    (words, "web/src/net/late.ts", "// FIX" "ME\n", "unfinished"),
    (words, "src/net/skip_test.cc", HEAD + "GTEST_" "SKIP();\n", "skips a test"),
    (words, "src/net/bare.h", "#pragma once\n", "first line"),
    (coroutines, "src/net/a.cc", HEAD + "T f() { auto r = co_await post(Message{a, b}); }\n", "braced"),
    (coroutines, "src/net/b.cc", HEAD + "T f() { co_await post({a, b}); }\n", "braced"),
    (coroutines, "src/net/c.cc", HEAD + "T f() { auto r = co_await post(std::vector<int>{a}); }\n", "braced"),
    (coroutines, "src/net/d.cc", HEAD + "T f() { co_await post([k] { return k; }); }\n", "lambda with captures"),
    (coroutines, "src/net/e.cc", HEAD + "T f() { auto r = co_await post(\n  [k = move(k)]() mutable { co_return k; });}\n",
     "lambda with captures"),
    (coroutines, "src/net/g.cc", HEAD + "T f() { co_await post(b ? x : y); }\n", "'?:'"),
    (coroutines, "src/net/h.cc", HEAD + "T f() { auto r = b ? co_await g() : co_await h(); }\n", "'?:'"),
    (coroutines, "src/net/i.cc", HEAD + "T f() { if (auto r = co_await g(T{1}); r) { go(); } }\n", "braced"),
    (coroutines, "src/net/j.cc", HEAD + "T f() { use(Message{a}, co_await g()); }\n", "braced"),
    (coroutines, "src/net/k.cc", HEAD + "void f() { co_spawn(ex, [s]() -> T { co_await g(); }(), detached); }\n",
     "called on the spot"),
    (coroutines, "src/net/l.cc", HEAD + "T f() { co_return co_await g(T{1}); }\n", "braced"),
    (api_docs, "docs/openapi.yaml", "", "is no mapping"),
    (api_docs, "docs/openapi.yaml", OPENAPI + "paths: {}\n", "'paths' stands twice"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("The room.", "One, two."), "'two.' has no value"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("3.1.0", "3.0.3"), "does not say 3.1."),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("A page. }", "A page., x-y: { $ref: '#/components/schemas/No' } }", 1),
     "leads nowhere"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("schemas: {", "schemas: { Old: { type: object },"), "is not used"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("[id]", "[id, name]"), "requires 'name'"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("operationId: second, ", ""), "has no operationId"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("Id: second", "Id: first"), "operationId stands twice"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("'200': { description: A", "'404': { description: A", 1), "a success"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("description: A page.", "description: ''", 1), "has no description"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("room_not_found", "room_gone"), "which is no error code"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("{ name: room_id", "{ name: room"), "other parameters"),
    (api_docs, "docs/openapi.yaml", re.sub("  /second/.*\n", "", OPENAPI), "GET /second/ is missing"),
    (api_docs, "docs/openapi.yaml", OPENAPI.replace("components:", "  /third/: { post: { operationId: third, responses: "
     "{ '200': { description: A page. } } } }\ncomponents:", 1), "POST /third/ is served by no file"),
    (api_docs, "src/api/more.cc", HEAD + 'routes.add("GET", prefix + "/x/", page);\n', "cannot read"),
    (api_docs, "docs/asyncapi.yaml", ASYNCAPI.replace("3.0.0", "2.6.0"), "does not say 3.0."),
    (api_docs, "docs/asyncapi.yaml", ASYNCAPI.replace("messages:\n", "messages:\n      old: {}\n"), "no operation uses it"),
    (api_docs, "docs/asyncapi.yaml", re.sub("  (tell|    pong).*\n", "", ASYNCAPI), "frame 'pong' is missing"),
    (api_docs, "docs/asyncapi.yaml", ASYNCAPI.replace("messages:\n", "messages:\n      bye: { payload: { properties: "
     "{ type: { const: bye } } } }\n").replace("messages/ping' }", "messages/ping' }, { $ref: '#/channels/room/messages/"
     "bye' }"), "frame 'bye' is not one"),
    (api_docs, "docs/asyncapi.yaml", ASYNCAPI.replace("messages/ping' }", "messages/ping' }, { $ref: '#/asyncapi' }"),
     "is no message of its channel"),
    (regressions, "tests/regressions.md", REGRESSIONS.replace("uploads", "somewhere"), "17 has neither a test nor a place"),
    (regressions, "tests/regressions.md", REGRESSIONS.replace("uploads", "`r17_it_heals`"), "there is no test r17_it_heals"),
    (regressions, "tests/regressions.md", re.sub(r"\| 17 .*\n", "", REGRESSIONS), "17 has no row"),
    (regressions, "tests/regressions.md", REGRESSIONS.replace("| later", "|"), "17 lacks"),
    (regressions, "tests/regressions.md", REGRESSIONS + "| 17 | again | uploads | later |\n", "17 stands twice"),
    (meeting, "tests/meeting.md", "| N01 | idle | four plates | |\n| H01 | rules | once | |\n", "H01 has neither"),
    (meeting, "tests/meeting.md", "| N01 | idle | four plates | no |\n", "N01 has a reason to have no test"),
    (meeting, "tests/meeting.md", "| N01 | idle | four plates | |\n" * 2, "N01 stands twice"),
    (meeting, "tests/e2e/more.spec.ts", "test(`O09 more`, () => {});\n", "O09 stands in no row"),
    (regressions, "tests/process/more_test.cc", HEAD + "TEST(Regressions, r05_too) {}\n", "stands in no row"),
]


def plant(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main():
    failed = []
    checks = [arrows, web_arrows, sizes, coroutines, words, api_docs, regressions, meeting]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plant(root, CLEAN)
        for check in checks:
            failed += [f"{check.__name__} accuses a clean file: {fault}" for fault in check.faults(root)]
        for check, name, text, expected in PLANTED:
            plant(root, {name: text})
            found = check.faults(root)
            if len(found) != 1 or expected not in found[0] or not found[0].startswith(name):
                failed.append(f"{check.__name__} did not see '{expected}' in {name}: {found}")
            (root / name).unlink()
            if name in CLEAN:
                plant(root, {name: CLEAN[name]})
    for line in failed:
        print(f"self-test: {line}", file=sys.stderr)
    if not failed:
        print(f"self-test: {len(PLANTED)} planted faults found by {len(checks)} checks")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
