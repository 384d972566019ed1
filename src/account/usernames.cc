// SPDX-License-Identifier: Apache-2.0
#include "account/usernames.h"

#include <utf8proc.h>

#include <cstddef>
#include <optional>

#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::account {
namespace {

constexpr std::size_t chars_min = 2;
constexpr std::size_t chars_max = 32;
constexpr std::size_t imported_chars_max = 150;  // of Django's User
// Imported names have up to 150 characters; nobody types more.
constexpr std::size_t typed_bytes_max = 1024;

struct Reading {
  bool to_right = false;   // a letter that is written from left to right
  bool to_left = false;    // a letter or number of a script that is not
  bool invisible = false;  // a letter or mark that leaves no trace: fillers, joiners, variation selectors
  bool speakable = false;  // a letter or digit at all
  bool controls = false;   // a control character, or a separator of lines
};

// Looks at every character of valid UTF-8. The bidirectional class is Unicode's (UAX #9, table 4).
Reading read(std::string_view name) {
  Reading reading;
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(name.data());
  auto left = static_cast<utf8proc_ssize_t>(name.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const auto bytes = utf8proc_iterate(data, left, &code);
    if (bytes <= 0) break;
    const utf8proc_property_t* property = utf8proc_get_property(code);
    if (property->ignorable) reading.invisible = true;
    if (property->category == UTF8PROC_CATEGORY_CC || property->category == UTF8PROC_CATEGORY_CF ||
        property->category == UTF8PROC_CATEGORY_ZL || property->category == UTF8PROC_CATEGORY_ZP) {
      reading.controls = true;
    }
    switch (property->bidi_class) {
      case UTF8PROC_BIDI_CLASS_L:
        reading.to_right = true;
        break;
      case UTF8PROC_BIDI_CLASS_R:
      case UTF8PROC_BIDI_CLASS_AL:
      case UTF8PROC_BIDI_CLASS_AN:
        reading.to_left = true;
        break;
      default:
        break;
    }
    if (code > 0x7F || (code != '_' && code != '-' && code != '.')) reading.speakable = true;
    data += bytes;
    left -= bytes;
  }
  return reading;
}

std::optional<std::string_view> fault_of(std::string_view name) {
  const std::size_t length = base::code_points(name);
  if (length < chars_min) return "shorter than 2 characters";
  if (length > chars_max) return "longer than 32 characters";
  if (!base::is_word(name, "_-.")) return "only letters, digits and _ - . are allowed";
  const Reading reading = read(name);
  if (reading.invisible) return "it has an invisible character";
  if (reading.to_right && reading.to_left) return "it mixes writing directions";
  if (!reading.speakable) return "it has no letter and no digit";
  return std::nullopt;
}

}  // namespace

base::Result<Username> parse_username(std::string_view typed) {
  if (typed.size() > typed_bytes_max || !base::is_valid_utf8(typed)) {
    return base::fail(base::Code::username_invalid, "too long or not UTF-8");
  }
  std::string name = base::nfkc(base::trimmed(typed));
  if (const auto fault = fault_of(name)) return base::fail(base::Code::username_invalid, std::string{*fault});
  std::string key = base::folded(name);
  return Username{std::move(name), std::move(key)};
}

base::Result<Username> parse_imported_username(std::string_view typed) {
  if (typed.size() > typed_bytes_max || !base::is_valid_utf8(typed)) {
    return base::fail(base::Code::username_invalid, "too long or not UTF-8");
  }
  std::string name = base::nfc(base::trimmed(typed));
  std::string key = username_key(name);
  if (name.empty() || key.empty()) return base::fail(base::Code::username_invalid, "it is empty");
  if (base::code_points(name) > imported_chars_max) {
    return base::fail(base::Code::username_invalid, "longer than 150 characters");
  }
  const Reading reading = read(name);
  if (reading.invisible || reading.controls) {
    return base::fail(base::Code::username_invalid, "it has an invisible or a control character");
  }
  return Username{std::move(name), std::move(key)};
}

std::string username_key(std::string_view typed) {
  if (typed.size() > typed_bytes_max || !base::is_valid_utf8(typed)) return {};
  auto key = base::folded(base::nfkc(base::trimmed(typed)));
  // NFKC can make a text eleven times as long; keys are kept in memory, where tries are counted.
  return key.size() > typed_bytes_max ? std::string{} : key;
}

}  // namespace heartlink::account
