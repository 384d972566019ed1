// SPDX-License-Identifier: Apache-2.0
#include "tests/process/old_page.h"

#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

namespace json = boost::json;

std::string pair_of(const std::string& set_cookie) { return set_cookie.substr(0, set_cookie.find(';')); }

// document.cookie shows only what is not HttpOnly.
std::string script_sees(const std::string& set_cookie) {
  if (set_cookie.empty() || set_cookie.find("HttpOnly") != std::string::npos)
    throw std::runtime_error("getCookie('csrftoken') is null: '" + set_cookie + "'");
  const auto pair = pair_of(set_cookie);
  return pair.substr(pair.find('=') + 1);
}

}  // namespace

void Read::wrong(std::string_view wanted) const {
  throw std::runtime_error("the page reads " + name_ + " as " + std::string{wanted} + " and finds " +
                           json::serialize(value_));
}

Read Read::at(std::string_view key) const {
  if (!value_.is_object()) wrong("an object with " + std::string{key});
  const auto* found = value_.get_object().if_contains(key);
  const auto name = name_ + "." + std::string{key};
  if (found == nullptr)
    throw std::runtime_error("the page reads " + name + " and finds undefined in " + json::serialize(value_));
  return {name, *found};
}

bool Read::is_set(std::string_view key) const {
  if (!value_.is_object()) wrong("an object with " + std::string{key});
  const auto* found = value_.get_object().if_contains(key);
  return found != nullptr && *found == true;
}

std::string Read::text() const {
  if (!value_.is_string()) wrong("a text");
  return std::string{value_.get_string()};
}

std::int64_t Read::number() const {
  if (!value_.is_int64()) wrong("a whole number");
  return value_.get_int64();
}

bool Read::flag() const {
  if (!value_.is_bool()) wrong("true or false");
  return value_.get_bool();
}

std::vector<Read> Read::list() const {
  if (!value_.is_array()) wrong("a list");
  std::vector<Read> all;
  for (const auto& each : value_.get_array())
    all.emplace_back(name_ + "[" + std::to_string(all.size()) + "]", each);
  return all;
}

std::string Read::text_or_null() const { return is_null() ? std::string{} : text(); }

std::string Read::pretty() const { return json::serialize(value_); }

Read parse_event(const json::object& frame) { return {"event", frame}; }

OldBrowser::OldBrowser(const ServerProcess& server, const std::string& name, std::string_view with_password)
    : server_(&server), name_(name) {
  csrf_token_ = script_sees(ask(server.port(), {"/users/login/"}).set_cookie("csrftoken"));
  const auto answer =
      ask(server.port(),
          {"/users/login/",
           {{"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "csrftoken=" + csrf_token_}},
           "POST",
           "csrfmiddlewaretoken=" + csrf_token_ + "&username=" + name +
               "&password=" + std::string{with_password} + "&captcha_type=click&remember_me=on"});
  session_cookie_ = pair_of(answer.set_cookie("sessionid"));
  if (answer.status != 302 || session_cookie_.empty())
    throw std::runtime_error("the old form does not sign in: " + std::to_string(answer.status) + answer.body);
  // Django gives a new token at sign-in; whoever does not keeps the old one good.
  const auto renewed = answer.set_cookie("csrftoken");
  if (!renewed.empty()) csrf_token_ = script_sees(renewed);
}

std::string OldBrowser::cookies() const { return session_cookie_ + "; csrftoken=" + csrf_token_; }

OldBrowser::Fetched OldBrowser::fetch(const HttpRequest& request) const {
  const auto answer = ask(server_->port(), request);
  const auto name = request.method + " " + request.target;
  if (!answer.header("content-type").starts_with("application/json"))
    throw std::runtime_error(name + " is no JSON, the page would fail to parse it: " +
                             std::to_string(answer.status) + " " + answer.header("content-type"));
  return {answer.status, {name, answer.json()}};
}

OldBrowser::Fetched OldBrowser::get(const std::string& target) const {
  return fetch({target, {{"Cookie", cookies()}}});
}

OldBrowser::Fetched OldBrowser::post(const std::string& target, const json::object& body) const {
  return fetch({target,
                {{"Cookie", cookies()}, {"X-CSRFToken", csrf_token_}, {"Content-Type", "application/json"}},
                "POST",
                json::serialize(body)});
}

OldBrowser::Fetched OldBrowser::post_without_token(const std::string& target) const {
  return fetch({target, {{"Cookie", cookies()}, {"Content-Type", "application/json"}}, "POST", "{}"});
}

WebSocketClient OldBrowser::open_socket(const std::string& room) const {
  const Headers headers{{"Cookie", cookies()}, {"Origin", server_->origin()}};
  return {server_->port(), upgrade_request("/ws/chat/" + room + "/", headers)};
}

}  // namespace heartlink::process
