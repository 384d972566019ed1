// SPDX-License-Identifier: Apache-2.0
#include "tests/process/old_heart_page.h"

#include <algorithm>
#include <stdexcept>

#include <boost/json.hpp>

namespace heartlink::process {

namespace json = boost::json;

OldHeartPage::OldHeartPage(const OldBrowser& browser, std::string room)
    : browser_(browser), room_(std::move(room)) {
  load_history();
  if (!shows_ended_) open_socket();
}

std::string OldHeartPage::api(const std::string& what) const {
  return "/tools/api/chat/" + room_ + "/" + what;
}

// Skips what is not beyond the last id it has seen: ids must be numbers that grow.
void OldHeartPage::load_history() {
  const auto [status, data] = browser_.get(api("messages/"));
  if (!data.at("success").flag()) {
    shows_ended_ = data.is_set("room_ended");
    ended_text_ = data.at("error").text();
    if (shows_ended_ && status != 410) throw std::runtime_error("ended, but answered " + data.pretty());
    return;
  }
  for (const auto& message : data.at("messages").list()) {
    auto bubble = read_bubble(message);
    if (bubble.id <= last_id_)
      throw std::runtime_error("the page skips " + message.pretty() + " for it has seen " +
                               std::to_string(last_id_));
    last_id_ = bubble.id;
    add(std::move(bubble));
  }
}

OldHeartPage::Bubble OldHeartPage::read_bubble(const Read& message) {
  Bubble bubble;
  bubble.id = message.at("id").number();
  bubble.is_own = message.at("is_own").flag();
  bubble.is_read = message.at("is_read").flag();
  bubble.message_type = message.at("message_type").text();
  bubble.content = message.at("content").text();
  // new Date(message.created_at), and file_url.startsWith('http').
  if (message.at("created_at").text().find('T') == std::string::npos)
    throw std::runtime_error("no date: " + message.pretty());
  (void)message.at("file_url").text();
  return bubble;
}

// The page keeps no set of ids: what it is told twice it shows twice.
void OldHeartPage::add(Bubble bubble) {
  const bool shown = std::ranges::any_of(bubbles_, [&](const Bubble& old) { return old.id == bubble.id; });
  if (shown) throw std::runtime_error("the page shows message " + std::to_string(bubble.id) + " twice");
  bubbles_.push_back(std::move(bubble));
}

void OldHeartPage::open_socket() {
  connected_ = false;
  socket_.emplace(browser_.open_socket(room_));
  listen_until([this] { return connected_; });
}

void OldHeartPage::send(const std::string& text) {
  socket_->send({{"type", "message"}, {"content", text}, {"message_type", "text"}});
}

void OldHeartPage::ping() { socket_->send({{"type", "ping"}}); }

std::size_t OldHeartPage::unread() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      bubbles_, [](const Bubble& bubble) { return !bubble.is_own && !bubble.is_read; }));
}

// The ids come out of data- attributes: numbers for the API, texts for the socket.
bool OldHeartPage::turn_read_timer() {
  if (unread() == 0) return false;
  json::array ids;
  json::array texts;
  for (const auto& bubble : bubbles_) {
    if (bubble.is_own || bubble.is_read) continue;
    ids.emplace_back(bubble.id);
    texts.emplace_back(std::to_string(bubble.id));
  }
  const auto [status, data] = browser_.post(api("mark-read/"), {{"message_ids", ids}});
  if (!data.at("success").flag()) throw std::runtime_error("mark-read fails: " + data.pretty());
  socket_->send({{"type", "read_status"}, {"message_ids", texts}});
  return true;
}

void OldHeartPage::invite_to_call() {
  socket_->send({{"type", "video_call_invite"}, {"room_id", room_}, {"message", "邀请您进行视频通话"}});
  call_ = Call::waiting;
}

void OldHeartPage::answer_call(const std::string& status) {
  socket_->send({{"type", "video_call_status"},
                 {"room_id", room_},
                 {"video_room_id", room_},
                 {"status", status},
                 {"message_id", "video-invite-1"}});
}

void OldHeartPage::turn_call_timer() {
  const auto [http_status, data] = browser_.get("/tools/check-video-room-status/" + room_ + "/");
  if (!data.at("success").flag()) throw std::runtime_error("the call's room is gone: " + data.pretty());
  if (data.at("participants").list().size() > 1) call_ = Call::joined;
  if (data.at("status").text() == "declined") call_ = Call::declined;
}

void OldHeartPage::listen_until(const std::function<bool()>& enough) {
  while (!enough()) on_event(parse_event(socket_->next()));
}

CloseNotice OldHeartPage::listen_until_closed() {
  auto notice = socket_->await_close();
  for (auto& inbox = socket_->inbox(); !inbox.empty(); inbox.pop_front())
    on_event(parse_event(parse_frame(inbox.front())));
  connected_ = false;
  return notice;
}

void OldHeartPage::lose_line() {
  socket_->drop();
  connected_ = false;
}

bool OldHeartPage::try_to_reconnect() {
  try {
    open_socket();
  } catch (const std::runtime_error&) {
    return false;
  }
  return true;
}

// A switch over event.type; what it does not know it ignores.
void OldHeartPage::on_event(const Read& event) {
  const auto type = event.at("type").text();
  if (type == "connection_established") {
    connected_ = true;
  } else if (type == "chat_message") {
    on_chat_message(event.at("message"));
  } else if (type == "read_status_update") {
    on_read_status_update(event);
  } else if (type == "user_joined") {
    announcements_.push_back(event.at("username").text() + " 加入了聊天室");
  } else if (type == "new_message") {
    load_history();
  } else if (type == "video_call_invite") {
    invitations_.push_back(event.at("username").text());
    (void)event.at("room_id").text();
    (void)event.at("message").text();
  } else if (type == "video_call_status") {
    const auto status = event.at("status").text();
    (void)event.at("username").text();
    (void)event.at("video_room_id").text();
    (void)event.at("message_id");  // whatever the other page put there, to find its invitation by
    if (call_ == Call::waiting && status == "joined") call_ = Call::joined;
    if (call_ == Call::waiting && status == "declined") call_ = Call::declined;
  }
}

void OldHeartPage::on_chat_message(const Read& message) { add(read_bubble(message)); }

void OldHeartPage::on_read_status_update(const Read& event) {
  for (const auto& each : event.at("message_ids").list()) {
    const auto id = each.number();
    for (auto& bubble : bubbles_) {
      if (bubble.id == id) bubble.is_read = true;
    }
  }
}

}  // namespace heartlink::process
