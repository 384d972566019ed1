// SPDX-License-Identifier: Apache-2.0
// One escape for both forms, so that a value never means two things: what is unsafe on a terminal is unsafe
// in JSON.

#include "base/log_line.h"

#include <cstdint>
#include <iterator>

#include <fmt/format.h>
#include <utf8proc.h>

namespace heartlink::base::log {
namespace {

bool is_safe(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CN:
      return false;
    default:
      return true;
  }
}

// RFC 8259 §7: above U+FFFF as a surrogate pair.
void append_escaped(std::string& out, std::uint32_t code) {
  if (code == '\n') {
    out += "\\n";
  } else if (code < 0x10000U) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
  } else {
    const std::uint32_t offset = code - 0x10000U;
    fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xD800U + (offset >> 10U),
                   0xDC00U + (offset & 0x3FFU));
  }
}

// In JSON `\x` is no escape, so there the backslash itself is escaped and a reader sees the same two
// characters.
void append_foreign_byte(std::string& out, Format format, char byte) {
  fmt::format_to(std::back_inserter(out), "{}x{:02x}", format == Format::json ? "\\\\" : "\\",
                 static_cast<unsigned char>(byte));
}

std::string escaped(Format format, std::string_view value) {
  std::string out;
  out.reserve(value.size() + 2);
  while (!value.empty()) {
    utf8proc_int32_t code = 0;
    const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(value.data());
    const auto length = utf8proc_iterate(data, static_cast<utf8proc_ssize_t>(value.size()), &code);
    const auto bytes = length > 0 ? static_cast<std::size_t>(length) : 1;
    if (length <= 0) {
      append_foreign_byte(out, format, value.front());
    } else if (code == '"' || code == '\\') {
      out += '\\';
      out += static_cast<char>(code);
    } else if (is_safe(code)) {
      out += value.substr(0, bytes);
    } else {
      append_escaped(out, static_cast<std::uint32_t>(code));
    }
    value.remove_prefix(bytes);
  }
  return out;
}

// A bare logfmt value has no blank, no quote, no `=` and no backslash; everything else is quoted.
bool needs_quotes(std::string_view escaped_value) {
  return escaped_value.empty() || escaped_value.find_first_of(" =\"\\") != std::string_view::npos;
}

void append_logfmt(std::string& out, std::string_view key, std::string_view value) {
  const std::string safe = escaped(Format::logfmt, value);
  const std::string_view quote = needs_quotes(safe) ? "\"" : "";
  fmt::format_to(std::back_inserter(out), "{}{}={}{}{}", out.empty() ? "" : " ", key, quote, safe, quote);
}

void append_json(std::string& out, std::string_view key, std::string_view value) {
  fmt::format_to(std::back_inserter(out), "{}\"{}\":\"{}\"", out.empty() ? "" : ",", key,
                 escaped(Format::json, value));
}

}  // namespace

std::string line_body(Format format, std::string_view event, Fields fields) {
  const auto append = format == Format::json ? append_json : append_logfmt;
  std::string out;
  append(out, "event", event);
  for (const Field& field : fields) append(out, field.key, field.value);
  return out;
}

}  // namespace heartlink::base::log
