// SPDX-License-Identifier: Apache-2.0
// The Django application's heart-link chat page without its uploads (contract.md 6.4), as a state machine: it
// does what the page's script does and keeps what the page would show. Timers do not run by themselves; the
// tests turn them, so that a loop of the page is a number of turns.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/process/old_page.h"

namespace heartlink::process {

class OldHeartPage {
 public:
  struct Bubble {
    std::int64_t id = 0;
    bool is_own = false;
    bool is_read = false;
    std::string message_type;
    std::string content;
  };
  enum class Call { none, waiting, joined, declined };

  // Loads the history, then opens the socket, unless the room has ended.
  OldHeartPage(const OldBrowser& browser, std::string room);

  // Enter in the text area.
  void send(const std::string& text);
  // Every 30 s.
  void ping();
  // Every 2 s: asks for mark-read while an incoming bubble is unread. False when there was nothing to do.
  bool turn_read_timer();
  // The camera button, and the two buttons that it makes appear on the other side.
  void invite_to_call();
  void answer_call(const std::string& status);
  // Every 3 s after an invitation.
  void turn_call_timer();

  // Handles frames until `enough` holds. Throws when none comes any more.
  void listen_until(const std::function<bool()>& enough);
  // onclose: waits for the end of the connection. What had arrived before is handled.
  CloseNotice listen_until_closed();
  // The line breaks: onclose comes without a word from the server.
  void lose_line();
  // One of the five attempts, 3 s apart, after a close code other than 1000. False: failed.
  bool try_to_reconnect();

  [[nodiscard]] const std::vector<Bubble>& bubbles() const { return bubbles_; }
  [[nodiscard]] std::size_t unread() const;
  [[nodiscard]] bool connected() const { return connected_; }
  // It shows 聊天室已结束，无法继续发送消息 and takes no more input.
  [[nodiscard]] bool shows_ended() const { return shows_ended_; }
  [[nodiscard]] const std::string& ended_text() const { return ended_text_; }
  [[nodiscard]] Call call() const { return call_; }
  // Who invited to a call, one name for each time.
  [[nodiscard]] const std::vector<std::string>& invitations() const { return invitations_; }
  [[nodiscard]] const std::vector<std::string>& announcements() const { return announcements_; }

 private:
  [[nodiscard]] std::string api(const std::string& what) const;
  void load_history();
  void open_socket();
  void on_event(const Read& event);
  void on_chat_message(const Read& message);
  void on_read_status_update(const Read& event);
  void add(Bubble bubble);
  static Bubble read_bubble(const Read& message);

  const OldBrowser& browser_;
  std::string room_;
  std::optional<WebSocketClient> socket_;
  std::vector<Bubble> bubbles_;
  std::int64_t last_id_ = 0;
  bool connected_ = false;
  bool shows_ended_ = false;
  std::string ended_text_;
  Call call_ = Call::none;
  std::vector<std::string> invitations_;
  std::vector<std::string> announcements_;
};

}  // namespace heartlink::process
