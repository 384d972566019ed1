// SPDX-License-Identifier: Apache-2.0
#include "api/wishes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "api/body.h"
#include "base/text.h"
#include "base/utf8.h"
#include "match/rules.h"
#include "protocol/decode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;

constexpr std::size_t language_chars_max = 35;  // RFC 5646 §4.4.1
constexpr std::size_t tag_graphemes_max = 20;
// A grapheme has no bound of its own, and a ticket keeps its tags in memory.
constexpr std::size_t tag_bytes_max = tag_graphemes_max * 32;
constexpr std::int64_t age_bands = 8;

base::Error invalid(std::string_view key) { return base::fail(Code::preferences_invalid, std::string{key}); }

const json::value* find(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

Result<std::string> language_in(const json::object& object) {
  const auto* value = find(object, "language");
  if (value == nullptr) return std::string{};
  const auto* text = value->if_string();
  if (text == nullptr || text->size() > language_chars_max) return invalid("language");
  auto language = base::ascii_lower(*text);
  const auto is_ours = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (!std::ranges::all_of(language, is_ours)) return invalid("language");
  return language;
}

// Folded, so that people who write them differently mean the same.
std::optional<std::string> tag_of(const json::value& value) {
  const auto* text = value.if_string();
  if (text == nullptr || !base::is_valid_utf8(*text)) return std::nullopt;
  auto tag = base::folded(base::trimmed(*text));
  if (tag.empty() || tag.size() > tag_bytes_max) return std::nullopt;
  if (base::graphemes(tag, tag_graphemes_max) > tag_graphemes_max) return std::nullopt;
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::ranges::any_of(tag, is_control)) return std::nullopt;
  return tag;
}

Result<std::vector<std::string>> tags_in(const json::object& object) {
  std::vector<std::string> tags;
  const auto* value = find(object, "tags");
  if (value == nullptr) return tags;
  const auto* list = value->if_array();
  if (list == nullptr || list->size() > match::tags_max) return invalid("tags");
  for (const auto& one : *list) {
    auto tag = tag_of(one);
    if (!tag) return invalid("tags");
    if (std::ranges::find(tags, *tag) == tags.end()) tags.push_back(std::move(*tag));
  }
  return tags;
}

std::optional<std::uint8_t> band_of(const json::value& value) {
  const auto band = protocol::integer_of(value);
  if (!band || *band < 1 || *band > age_bands) return std::nullopt;
  return static_cast<std::uint8_t>(*band);
}

// What is said of oneself, and wished of the other, in the same words.
template <class Said>
Result<void> read_words(const json::object& object, Said& said) {
  auto language = language_in(object);
  if (!language) return language.error();
  auto tags = tags_in(object);
  if (!tags) return tags.error();
  said.language = std::move(*language);
  said.tags = std::move(*tags);
  return {};
}

Result<void> read_about(const json::object& object, model::About& about) {
  if (auto read = read_words(object, about); !read) return read;
  if (const auto* value = find(object, "age_band")) {
    const auto band = band_of(*value);
    if (!band) return invalid("age_band");
    about.age_band = *band;
  }
  return {};
}

Result<void> read_wanted(const json::object& object, model::Wanted& wanted) {
  if (auto read = read_words(object, wanted); !read) return read;
  if (const auto* value = find(object, "age_bands")) {
    const auto* list = value->if_array();
    if (list == nullptr || list->size() > static_cast<std::size_t>(age_bands)) return invalid("age_bands");
    for (const auto& one : *list) {
      const auto band = band_of(one);
      if (!band) return invalid("age_bands");
      wanted.age_bands = static_cast<std::uint8_t>(wanted.age_bands | (1U << (*band - 1U)));
    }
  }
  if (const auto* value = find(object, "hard")) {
    if (!value->is_bool()) return invalid("hard");
    wanted.hard = value->get_bool();
  }
  return {};
}

}  // namespace

Result<std::string> number_in(const protocol::Request& request) {
  const auto body = Body::read(request);
  if (body.has_error()) return body.error();
  const auto text = body->text("number");
  const std::string number{base::is_valid_utf8(text) ? base::trimmed(text) : std::string_view{}};
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (number.size() != 4 || !std::ranges::all_of(number, is_digit)) return base::fail(Code::number_invalid);
  return number;
}

Result<void> read_wishes(const protocol::Request& request, match::Wish& wish) {
  boost::system::error_code error;
  const auto value = json::parse(request.body, error);
  const auto* object = error ? nullptr : value.if_object();
  if (object == nullptr) return {};
  if (auto about = read_about(*object, wish.about); !about) return about;
  const auto* wanted = find(*object, "wanted");
  if (wanted == nullptr) return {};
  if (!wanted->is_object()) return invalid("wanted");
  return read_wanted(wanted->get_object(), wish.wanted);
}

}  // namespace heartlink::api
