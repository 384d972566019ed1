// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <fstream>

#include <boost/json.hpp>

#include "api/admin.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using base::Code;

constexpr std::size_t secret_bytes_max = 4096;
constexpr Text see_help{"用法说明", "for help"};

int exit_code(std::string_view code) {
  if (code == "usage" || code == "room_kind_invalid") return exit_usage;
  if (code == "config_invalid" || code == "config_unknown_key") return exit_config;
  return exit_failed;
}

base::Result<std::string> first_line(std::istream& in, const std::string& source) {
  std::string secret;
  for (int c = in.get(); c != std::istream::traits_type::eof() && c != '\n'; c = in.get()) {
    if (secret.size() == secret_bytes_max)
      return base::fail(Code::usage, "the first line of " + source + " is too long");
    secret += static_cast<char>(c);
  }
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) return base::fail(Code::usage, "the first line of " + source + " is empty");
  return secret;
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
  for (const auto hint :
       {text_at(refusal, zh ? "hint" : "hint_en"), text_at(refusal, zh ? "owner_hint" : "owner_hint_en")}) {
    if (!hint.empty()) console.err << "  " << hint << "\n";
  }
  console.err << std::flush;
  return exit_code(code);
}

int complain(const Console& console, const base::Error& error, bool as_json) {
  return complain(console, api::admin_refusal(error), as_json);
}

int complain_usage(const Console& console, const std::string& sentence, std::string_view command,
                   bool as_json) {
  if (as_json) return complain(console, base::fail(Code::usage, sentence), true);
  tell(console, "heartlink: " + sentence);
  tell(console, "  " + std::string{command} + " --help  # " + see_help.in(console.lang));
  return exit_usage;
}

base::Result<std::string> read_secret(const Console& console) { return first_line(console.in, "stdin"); }

base::Result<std::string> read_secret_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return base::fail(Code::usage, path + ": cannot be read");
  return first_line(file, path);
}

}  // namespace heartlink::cli
