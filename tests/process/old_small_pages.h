// SPDX-License-Identifier: Apache-2.0
// The Django application's other pages that this server keeps working: what its base layout asks on every
// page, the debug page and the active-rooms page (contract.md 6.7, 6.8, 1.2 P7 and P8). Each does what the
// page's script does and returns what the page would show.
#pragma once

#include <string>
#include <vector>

#include "tests/process/old_page.h"

namespace heartlink::process {

class OldLayout {
 public:
  explicit OldLayout(const OldBrowser& browser) : browser_(browser) {}

  // On load: how long the session lasts, theme, announcements. Returns the days that are left.
  std::int64_t load();
  // Every 5 s: the number on the bubble.
  std::int64_t poll();
  // A click on it: "<sender> in <room>: <preview>", the newest first.
  std::vector<std::string> open_bubble();
  void mark_read(const std::string& room);
  void clear_all();
  void extend_session();
  // Where the page goes then.
  std::string sign_out();

 private:
  const OldBrowser& browser_;
};

class OldDebugPage {
 public:
  // 连接WebSocket.
  OldDebugPage(const OldBrowser& browser, const std::string& room);

  void send(const std::string& text);
  // Logs frames until one of this type is logged; returns that.
  Read log_until(const std::string& type);
  [[nodiscard]] const std::vector<std::string>& log() const { return log_; }
  // 断开连接: what the debug log says about the end.
  std::string disconnect();

 private:
  WebSocketClient socket_;
  std::vector<std::string> log_;
};

// GET active_rooms: the cards, or what the page says when it failed.
struct OldActiveRooms {
  explicit OldActiveRooms(const OldBrowser& browser);

  struct Card {
    std::string room;
    std::int64_t participants = 0;
    std::vector<std::string> names;
  };
  std::string failure;
  std::vector<Card> cards;
  bool heart_link_waits = false;
};

}  // namespace heartlink::process
