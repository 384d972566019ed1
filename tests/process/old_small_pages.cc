// SPDX-License-Identifier: Apache-2.0
#include "tests/process/old_small_pages.h"

#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

Read succeeded(const OldBrowser::Fetched& fetched) {
  if (fetched.status != 200 || !fetched.body.at("success").flag())
    throw std::runtime_error("the page fails on " + fetched.body.pretty());
  return fetched.body;
}

}  // namespace

// What is not served is told in JSON, which the page's catch can parse; then it goes on without.
std::int64_t OldLayout::load() {
  const auto data = succeeded(browser_.get("/users/api/session-status/"));
  for (const auto* other : {"/users/theme/", "/content/api/announcements/"}) {
    const auto [status, body] = browser_.get(other);
    if (status != 404 || body.at("success").flag())
      throw std::runtime_error(std::string{other} + " is not served, but answers " + body.pretty());
  }
  return data.at("data").at("expires_in_days").number();
}

std::int64_t OldLayout::poll() {
  return succeeded(browser_.get("/tools/api/notifications/summary/")).at("total_unread").number();
}

std::vector<std::string> OldLayout::open_bubble() {
  std::vector<std::string> shown;
  const auto data = succeeded(browser_.get("/tools/api/notifications/unread/"));
  for (const auto& each : data.at("notifications").list()) {
    (void)each.at("message_type").text();
    (void)each.at("created_at").text();
    (void)each.at("room_name").text_or_null();
    shown.push_back(each.at("sender_username").text() + " in " + each.at("room_id").text() + ": " +
                    each.at("message_preview").text());
  }
  return shown;
}

void OldLayout::mark_read(const std::string& room) {
  (void)succeeded(browser_.post("/tools/api/notifications/mark-read/", {{"room_id", room}}));
}

void OldLayout::clear_all() { (void)succeeded(browser_.post("/tools/api/notifications/clear-all/", {})); }

void OldLayout::extend_session() { (void)succeeded(browser_.post("/users/api/extend-session/", {})); }

std::string OldLayout::sign_out() {
  return succeeded(browser_.post("/users/api/logout/", {})).at("redirect_url").text();
}

OldDebugPage::OldDebugPage(const OldBrowser& browser, const std::string& room)
    : socket_(browser.open_socket(room)) {}

void OldDebugPage::send(const std::string& text) {
  socket_.send({{"type", "message"}, {"content", text}, {"message_type", "text"}});
}

Read OldDebugPage::log_until(const std::string& type) {
  for (;;) {
    const auto event = parse_event(socket_.next());
    log_.push_back(event.pretty());
    if (event.at("type").text() == type) return event;
  }
}

std::string OldDebugPage::disconnect() {
  socket_.close(1000);
  const auto notice = socket_.await_close();
  return std::to_string(notice.code) + " " + notice.reason;
}

OldActiveRooms::OldActiveRooms(const OldBrowser& browser) {
  const auto [status, data] = browser.get("/tools/api/chat/active_rooms/");
  if (!data.at("success").flag()) {
    failure = data.at("message").text();
    return;
  }
  for (const auto& each : data.at("active_rooms").list()) {
    (void)each.at("created_at").text();
    Card card{each.at("room_id").text(), each.at("participant_count").number(), {}};
    for (const auto& participant : each.at("participants").list())
      card.names.push_back(participant.at("display_name").text());
    cards.push_back(std::move(card));
  }
  if (data.at("active_room_count").number() != static_cast<std::int64_t>(cards.size()))
    throw std::runtime_error("the count differs from the cards: " + data.pretty());
  const auto heart_link = data.at("heart_link_status");
  if (heart_link.is_null()) return;
  heart_link_waits = heart_link.at("status").text() == "pending";
  (void)heart_link.at("created_at").text();
  (void)heart_link.at("expires_at").text();
}

}  // namespace heartlink::process
