// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <boost/json.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "account/origin.h"
#include "protocol/errors.h"

namespace heartlink::api {

namespace json = boost::json;
using protocol::Response;

Response json_answer(std::uint16_t status, const json::object& body) {
  Response response{status};
  response.set("Content-Type", "application/json; charset=utf-8").set("Cache-Control", "no-store");
  response.body = json::serialize(body);
  return response;
}

namespace {

// The web build writes the same page three times.
constexpr std::string_view plain_shell = "/index.html";
struct ThemedShell {
  std::string_view theme;
  std::string_view file;
};
constexpr std::array themed_shells{ThemedShell{"light", "/index.light.html"},
                                   ThemedShell{"dark", "/index.dark.html"}};

// A header is ASCII: what a person typed into `next` in another script is encoded, what is encoded stays.
std::string ascii_only(std::string_view location) {
  std::string out;
  for (const char c : location) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", byte);
    }
  }
  return out;
}

}  // namespace

json::object refusal_body(const base::Error& error) {
  const auto& row = protocol::error_row(error.code);
  json::object body{{"success", false}, {"code", row.name}, {"error", row.zh}, {"hint", row.hint_zh}};
  if (const auto reason = protocol::told_reason(error); !reason.empty()) body["reason"] = reason;
  if (error.retry.count() > 0) body["retry_ms"] = error.retry.count();
  if (error.code == base::Code::login_required) {
    body["redirect_url"] = "/users/login/";
    body["message"] = row.zh;  // some old pages read this key
  }
  return body;
}

Response refusal(const base::Error& error) { return refusal_with(error, protocol::error_row(error.code).zh); }

Response refusal_with(const base::Error& error, std::string_view text, const json::object& more) {
  auto body = refusal_body(error);
  body["error"] = text;
  if (error.code == base::Code::room_ended) body["room_ended"] = true;
  for (const auto& [key, value] : more) body[key] = value;
  auto response = json_answer(protocol::error_row(error.code).status, body);
  response.refused = error.code;
  if (error.retry.count() > 0)
    response.set("Retry-After", std::to_string((error.retry.count() + 999) / 1000));
  return response;
}

// A stripped upgrade is told to everybody: who reads the answer by hand is the one who can mend it.
Response admission_refusal(const protocol::Request& request, const base::Error& error,
                           const std::string& diagnosis_id, bool to_owner) {
  auto response = refusal(error);
  auto body = refusal_body(error);
  body["diagnosis_id"] = diagnosis_id;
  if (error.code == base::Code::request_invalid) body["detail"] = error.detail;  // which rule it breaks
  if (to_owner || error.code == base::Code::not_websocket) {
    const auto& row = protocol::error_row(error.code);
    const bool english = request.header("accept-language").starts_with("en");
    body["owner_hint"] = english ? row.owner_en : row.owner_zh;
  }
  response.body = json::serialize(body);
  return response;
}

Response redirect(const std::string& location, bool permanent) {
  Response response{static_cast<std::uint16_t>(permanent ? 301 : 302)};
  response.set("Location", ascii_only(location)).set("Cache-Control", "no-store");
  return response;
}

Response shell(std::uint16_t status) {
  Response response{status};
  response.file = plain_shell;
  return response;
}

bool is_shell(std::string_view file) {
  return file == plain_shell ||
         std::ranges::any_of(themed_shells, [file](const auto& one) { return one.file == file; });
}

void put_on_theme(Response& response, const protocol::Request& request,
                  const std::function<bool(std::string_view)>& has_file) {
  if (response.file != plain_shell) return;
  response.set("Vary", "Cookie");
  const auto chosen = request.cookie("heartlink_theme");
  for (const auto& [theme, file] : themed_shells) {
    if (chosen == theme && has_file(file)) response.file = file;
  }
}

std::string destination(const protocol::Request& request) {
  const auto next = request.parameter("next");
  return std::string{account::is_same_site_path(next) ? next : "/tools/chat/"};
}

std::string percent_encoded(std::string_view text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars + '/');
}

std::string segment_encoded(std::string_view text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

}  // namespace heartlink::api
