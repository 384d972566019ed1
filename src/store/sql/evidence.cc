// SPDX-License-Identifier: Apache-2.0
#include "store/sql/evidence.h"

#include <utility>

#include <boost/json.hpp>

namespace heartlink::store::sql {
namespace {

namespace json = boost::json;

constexpr std::string_view recalled = "recalled";

json::object object_of(const model::Entry& entry) {
  return {{"id", entry.id.value},
          {"kind", entry.kind == model::EntryKind::recalled ? recalled : "message"},
          {"sender_id", entry.sender.value},
          {"sender", entry.sender_name},
          {"type", entry.message_type},
          {"text", entry.content},
          {"at", entry.created_at.us}};
}

std::int64_t number_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* number = value == nullptr ? nullptr : value->if_int64();
  return number == nullptr ? 0 : *number;
}

std::string text_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{*text};
}

model::Entry entry_in(const json::object& object, model::EntryKind kind) {
  model::Entry entry;
  entry.id = {number_at(object, "id")};
  entry.kind = kind;
  entry.sender = {number_at(object, "sender_id")};
  entry.sender_name = text_at(object, "sender");
  entry.message_type = text_at(object, "type");
  entry.content = text_at(object, "text");
  entry.created_at = {number_at(object, "at")};
  return entry;
}

}  // namespace

std::string write_evidence(const std::vector<model::Entry>& entries) {
  json::array all;
  for (const auto& entry : entries) all.push_back(object_of(entry));
  return json::serialize(all);
}

std::vector<model::Entry> read_evidence(std::string_view text) {
  std::vector<model::Entry> entries;
  boost::system::error_code error;
  const auto all = json::parse(text, error);
  if (error || !all.is_array()) return entries;
  for (const auto& one : all.get_array()) {
    const auto* object = one.if_object();
    if (object == nullptr) continue;
    const bool is_recalled = text_at(*object, "kind") == recalled;
    const auto kind = is_recalled ? model::EntryKind::recalled : model::EntryKind::message;
    entries.push_back(entry_in(*object, kind));
  }
  return entries;
}

}  // namespace heartlink::store::sql
