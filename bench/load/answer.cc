// SPDX-License-Identifier: Apache-2.0
#include "answer.h"

#include <fmt/format.h>

#include <charconv>

#include "failure.h"

namespace heartlink::load {
namespace {

constexpr std::string_view length_name = "\r\ncontent-length:";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Where the value of Content-Length begins; npos without one.
std::size_t find_length(std::string_view head) {
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
    std::size_t same = 0;
    while (same < length_name.size() && at + same < head.size() &&
           lower(head[at + same]) == length_name[same])
      ++same;
    if (same == length_name.size()) return at + same;
  }
  return std::string_view::npos;
}

}  // namespace

Answer read_answer(std::string_view received) {
  Answer answer;
  const auto blank = received.find("\r\n\r\n");
  if (blank == std::string_view::npos) return answer;
  const std::string_view head = received.substr(0, blank);
  auto at = find_length(head);
  if (!head.starts_with("HTTP/1.1 ") || at == std::string_view::npos) {
    throw Failure(fmt::format("no answer with a length: {}", received.substr(0, 200)));
  }
  std::from_chars(head.data() + 9, head.data() + head.size(), answer.status);
  while (at < head.size() && head[at] == ' ') ++at;
  std::size_t length = 0;
  std::from_chars(head.data() + at, head.data() + head.size(), length);
  if (received.size() < blank + 4 + length) return answer;
  answer.body_at = blank + 4;
  answer.bytes = answer.body_at + length;
  return answer;
}

std::string_view text_of(std::string_view json, std::string_view key) {
  const std::string name = fmt::format("\"{}\":\"", key);
  const auto found = json.find(name);
  if (found == std::string_view::npos) return {};
  const auto rest = json.substr(found + name.size());
  return rest.substr(0, rest.find('"'));
}

}  // namespace heartlink::load
