// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/hostile_bytes.h"

#include <array>
#include <vector>

#include "net/testing/client_frames.h"

namespace heartlink::fault {
namespace {

using net::testing::ClientFrame;
using net::testing::encode;

constexpr std::uint8_t text = 1;
constexpr std::uint8_t continuation = 0;
constexpr std::uint8_t close = 8;
constexpr std::uint8_t ping = 9;

std::size_t below(Dice& dice, std::size_t end) {
  return std::uniform_int_distribution<std::size_t>{0, end - 1}(dice);
}

template <class Things>
auto& one_of(Dice& dice, Things& things) {
  return things[below(dice, std::size(things))];
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string all;
  for (std::size_t time = 0; time < times; ++time) all += part;
  return all;
}

std::vector<std::string> make_requests() {
  const std::string host = "Host: 127.0.0.1\r\n";
  const std::string end = "\r\n\r\n";
  return {
      "GET / HTTP/9.9\r\n" + host + "\r\n",
      "GET /\r\n\r\n",
      "POST /users/login/ HTTP/1.1\r\n" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked" + end +
          "0" + end,
      "POST /users/login/ HTTP/1.1\r\n" + host + "Content-Length: 4\r\nContent-Length: 5" + end + "{}{}",
      "POST /users/login/ HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999" + end,
      "POST /users/login/ HTTP/1.1\r\n" + host + "Content-Length: 1000000000" + end + std::string(4000, 'x'),
      "POST /users/login/ HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked" + end + "ffffffffffffffff\r\n",
      "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n",
      "GET / HTTP/1.1\r\n" + host + "X: " + std::string(40'000, 'a') + end,
      "GET / HTTP/1.1\r\n" + host + repeated("X: y\r\n", 500) + "\r\n",
      "GET / HTTP/1.1\r\n" + host + "X\x01Y: z" + end,
      "GET / HTTP/1.1\r\n" + host + " folded: line" + end,
      "GET /%00%ff/../.. HTTP/1.1\r\n" + host + "\r\n",
      "\x16\x03\x01\x02 TLS where there is none \r\n\r\n",
      "GET /ws/chat/r1/ HTTP/1.1\r\n" + host +
          "Upgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short" +
          end,
  };
}

std::vector<BrokenFrames> make_frames() {
  const std::uint64_t absurd = std::uint64_t{1} << 63U;
  const std::uint64_t too_long = std::uint64_t{1} << 30U;
  std::string many;
  for (int fragment = 0; fragment < 2000; ++fragment)
    many += encode({.opcode = fragment == 0 ? text : continuation, .fin = false});
  return {
      {encode({.payload = "hello", .masked = false}), 1002},
      {encode({.payload = "hello", .reserved = 4}), 1002},
      {encode({.opcode = 3, .payload = "hello"}), 1002},
      {encode({.opcode = continuation, .payload = "of nothing"}), 1002},
      {encode({.opcode = ping, .payload = std::string(126, 'p')}), 1002},
      {encode({.opcode = ping, .payload = "p", .fin = false}), 1002},
      {encode({.opcode = close, .payload = "x"}), 1002},
      {encode({.payload = "\xC0\xAF is overlong"}), 1007},
      {encode({.payload = "\xED\xA0\x80 is half of a pair"}), 1007},
      {encode({.payload = "x", .claimed_length = absurd}), 1002},
      {encode({.payload = "x", .claimed_length = too_long}), 1009},
      {encode({.payload = std::string(70'000, 'x')}), 1009},
      {many, 0},
  };
}

std::vector<std::string> make_texts() {
  const std::string deep = repeated("[", 10'000);
  return {
      "",
      "{",
      "null",
      "[1,2,3]",
      "\"message\"",
      deep,
      R"({"content":)" + deep,
      R"({"type":5,"content":"x"})",
      R"({"type":"message","content":["x"]})",
      R"({"type":"message","content":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":1}}}}}}}}}})",
      R"({"type":"message","content":""})",
      R"({"type":"message","content":"x","client_id":"no blanks please"})",
      R"({"type":"message","content":"x","reply_to":1e400})",
      R"({"type":"message","content":"\ud800"})",
      R"({"type":"recall","id":-9223372036854775809})",
      R"({"type":"recall","id":"7"})",
      R"({"type":"there is no such type"})",
      R"({"type":"message","content":")" + std::string(30'000, 'x') + R"("})",
  };
}

}  // namespace

std::string random_bytes(Dice& dice, std::size_t most) {
  std::string bytes(1 + below(dice, most), '\0');
  for (auto& byte : bytes) byte = static_cast<char>(below(dice, 256));
  return bytes;
}

std::string broken_request(Dice& dice) {
  static const auto requests = make_requests();
  return one_of(dice, requests);
}

BrokenFrames broken_frames(Dice& dice) {
  static const auto frames = make_frames();
  const auto which = below(dice, frames.size() + 1);
  return which < frames.size() ? frames[which] : BrokenFrames{random_bytes(dice, 4096), 0};
}

std::string nonsense(Dice& dice) {
  static const auto texts = make_texts();
  return one_of(dice, texts);
}

}  // namespace heartlink::fault
