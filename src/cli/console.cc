// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <boost/json.hpp>

#include "api/admin.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using base::Code;

constexpr std::size_t secret_bytes_max = 4096;

int exit_code(std::string_view code) {
  if (code == "usage" || code == "room_kind_invalid") return exit_usage;
  if (code == "config_invalid" || code == "config_unknown_key") return exit_config;
  return exit_failed;
}

}  // namespace

std::string_view text_at(const json::object& answer, std::string_view key) {
  const auto* value = answer.if_contains(key);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view{*text};
}

void tell(const Console& console, std::string_view line) { console.err << line << std::endl; }

void print(const Console& console, const json::object& data) {
  console.out << json::serialize(data) << std::endl;
}

int complain(const Console& console, const json::object& refusal, bool as_json) {
  const std::string_view code = text_at(refusal, "code");
  if (as_json) {
    console.err << json::serialize(refusal) << std::endl;
    return exit_code(code);
  }
  const bool zh = console.lang == Lang::zh;
  console.err << "heartlink: " << text_at(refusal, zh ? "error" : "error_en") << " (" << code;
  if (const auto detail = text_at(refusal, "detail"); !detail.empty()) console.err << ": " << detail;
  console.err << ")\n";
  for (const auto hint : {text_at(refusal, zh ? "hint" : "hint_en"), text_at(refusal, "owner_hint")}) {
    if (!hint.empty()) console.err << "  " << hint << "\n";
  }
  console.err << std::flush;
  return exit_code(code);
}

int complain(const Console& console, const base::Error& error, bool as_json) {
  return complain(console, api::admin_refusal(error), as_json);
}

base::Result<std::string> read_secret(const Console& console) {
  std::string secret;
  for (int c = console.in.get(); c != std::istream::traits_type::eof() && c != '\n'; c = console.in.get()) {
    if (secret.size() == secret_bytes_max)
      return base::fail(Code::usage, "the first line of stdin is too long");
    secret += static_cast<char>(c);
  }
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) return base::fail(Code::usage, "the first line of stdin is empty");
  return secret;
}

}  // namespace heartlink::cli
