// SPDX-License-Identifier: Apache-2.0
//
// Why we write `auto op = f(…); auto r = co_await std::move(op);`. g++ 12 destroys some temporaries of a full
// expression that contains `co_await` twice, or too early. Each fatal shape below is one way to see it; `run`
// starts each in a process of its own and expects ASan's report. Never linked into anything else.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/result.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace asio = boost::asio;
using Text = boost::system::result<std::string>;
template <class T>
using Task = asio::awaitable<T>;

struct NewMessage {
  std::string room;
  std::string body;
};

const std::string long_text(64, 'x');  // Too long for the small-string buffer: a second free is seen.

Task<void> leave_and_return() {
  auto executor = co_await asio::this_coro::executor;
  co_await asio::post(executor, asio::use_awaitable);
}

Task<Text> post_message(NewMessage message) {
  co_await leave_and_return();
  co_return message.room + message.body;
}

Task<Text> post_text(std::string text) {
  co_await leave_and_return();
  co_return text;
}

template <class Make>
Task<Text> post_made(Make make) {
  co_await leave_and_return();
  co_return make();
}

Task<void> sound_named_operation() {
  NewMessage message{long_text, long_text};
  auto op = post_message(std::move(message));
  auto result = co_await std::move(op);
  if (!result) std::abort();
}

Task<void> sound_spawned_function(std::string text) {
  co_await leave_and_return();
  if (text != long_text) std::abort();
}

Task<void> fatal_braced_aggregate() {
  auto result = co_await post_message(NewMessage{long_text, long_text});
  if (!result) std::abort();
}

Task<void> fatal_capturing_lambda() {
  std::string text = long_text;
  auto result = co_await post_made([text] { return text; });
  if (!result) std::abort();
}

Task<void> fatal_conditional_argument(bool first) {
  auto result = co_await post_text(first ? long_text + "a" : long_text + "b");
  if (!result) std::abort();
}

Task<void> fatal_conditional_await(bool first) {
  auto result = first ? co_await post_text(long_text + "a") : co_await post_text(long_text + "b");
  if (!result) std::abort();
}

// The lambda object, and with it the capture, is gone when the coroutine first continues. No compiler mends
// this.
Task<void> spawned_called_lambda() {
  std::string text = long_text;
  return [text]() -> Task<void> {
    co_await leave_and_return();
    if (text != long_text) std::abort();
  }();
}

struct Shape {
  std::string_view fate;
  std::string_view name;
  Task<void> (*start)();
};

constexpr Shape shapes[] = {
    {"sound", "named_operation", [] { return sound_named_operation(); }},
    {"sound", "spawned_function", [] { return sound_spawned_function(long_text); }},
    {"fatal", "braced_aggregate", [] { return fatal_braced_aggregate(); }},
    {"fatal", "capturing_lambda", [] { return fatal_capturing_lambda(); }},
    {"fatal", "conditional_argument", [] { return fatal_conditional_argument(true); }},
    {"fatal", "conditional_await", [] { return fatal_conditional_await(true); }},
    {"fatal", "spawned_called_lambda", [] { return spawned_called_lambda(); }},
};

int run(std::string_view name) {
  for (const Shape& shape : shapes) {
    if (shape.name != name) continue;
    asio::io_context context;
    asio::co_spawn(context, shape.start(), asio::detached);
    context.run();
    std::printf("%s lived\n", name.data());
    return 0;
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  if (std::string_view(argv[1]) != "list") return run(argv[1]);
  for (const Shape& shape : shapes) std::printf("%s %s\n", shape.fate.data(), shape.name.data());
}
