# SPDX-License-Identifier: Apache-2.0
"""Proves that every check can fail: plants one fault at a time in an otherwise clean tree and expects exactly it."""

import sys
import tempfile
from pathlib import Path

import arrows
import coroutines
import sizes
import web_arrows
import words

HEAD = "// SPDX-License-Identifier: Apache-2.0\n"

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
]


def plant(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main():
    failed = []
    checks = [arrows, web_arrows, sizes, coroutines, words]
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
    for line in failed:
        print(f"self-test: {line}", file=sys.stderr)
    if not failed:
        print(f"self-test: {len(PLANTED)} planted faults found by {len(checks)} checks")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
