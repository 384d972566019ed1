// SPDX-License-Identifier: Apache-2.0
#include "tests/process/history.h"

#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

std::string text_at(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value == nullptr || !value->is_string() ? std::string{} : std::string{value->get_string()};
}

boost::json::object page_on(HttpConnection& connection, const HttpRequest& request) {
  const auto answer = connection.ask(request);
  if (answer.status == 200) return answer.json();
  throw std::runtime_error(request.target + " answers " + std::to_string(answer.status) + " " + answer.body);
}

HttpRequest page_request(const Headers& headers, const std::string& room, const std::string& query) {
  return {"/tools/api/chat/" + room + "/messages/" + query, headers};
}

}  // namespace

boost::json::object read_page(std::uint16_t port, const Headers& headers, const std::string& room,
                              const std::string& query) {
  HttpConnection connection{port};
  return page_on(connection, page_request(headers, room, query));
}

std::vector<HistoryEntry> messages_of(const boost::json::object& page) {
  std::vector<HistoryEntry> messages;
  for (const auto& each : page.at("messages").as_array()) {
    const auto& message = each.as_object();
    messages.push_back({message.at("id").as_int64(), text_at(message, "content"),
                        text_at(message, "client_id"), message.at("is_own").as_bool()});
  }
  return messages;
}

std::vector<HistoryEntry> read_history(std::uint16_t port, const Headers& headers, const std::string& room) {
  std::vector<HistoryEntry> all;
  HttpConnection connection{port};
  for (bool has_more = true; has_more;) {
    const auto after = all.empty() ? 0 : all.back().id;
    const auto query = "?limit=200&after=" + std::to_string(after);
    const auto page = page_on(connection, page_request(headers, room, query));
    const auto messages = messages_of(page);
    has_more = page.at("has_more").as_bool();
    if (has_more && messages.empty()) throw std::runtime_error("has_more on an empty page after " + query);
    all.insert(all.end(), messages.begin(), messages.end());
  }
  return all;
}

}  // namespace heartlink::process
