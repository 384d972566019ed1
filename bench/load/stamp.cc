// SPDX-License-Identifier: Apache-2.0
#include "stamp.h"

#include <fmt/format.h>

#include <charconv>

namespace heartlink::load {
namespace {

constexpr std::size_t sender_at = 17;
constexpr std::size_t number_at = 22;

template <class Number>
bool read_digits(std::string_view text, int base, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string write_stamp(const Stamp& stamp, std::size_t content_bytes) {
  std::string content = fmt::format("{:016x}-{:04x}-{:010}-", stamp.sent_ns, stamp.sender, stamp.number);
  while (content.size() < content_bytes) content.push_back(static_cast<char>('a' + content.size() % 26));
  return content;
}

std::optional<Stamp> read_stamp(std::string_view content) {
  if (content.size() < stamp_bytes || content[sender_at - 1] != '-' || content[number_at - 1] != '-' ||
      content[stamp_bytes - 1] != '-') {
    return std::nullopt;
  }
  Stamp stamp;
  if (!read_digits(content.substr(0, 16), 16, stamp.sent_ns) ||
      !read_digits(content.substr(sender_at, 4), 16, stamp.sender) ||
      !read_digits(content.substr(number_at, 10), 10, stamp.number)) {
    return std::nullopt;
  }
  return stamp;
}

}  // namespace heartlink::load
