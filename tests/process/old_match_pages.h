// SPDX-License-Identifier: Apache-2.0
// The Django application's pages on which one is matched (contract.md 1.2 P2 and P3, 6.2, 6.3), as state
// machines: each does what the page's script does and keeps what the page would show. Timers do not run by
// themselves; the tests turn them.
#pragma once

#include <string>

#include "tests/process/old_page.h"

namespace heartlink::process {

// One box of four digits. Its timer of 3 s is an empty stub: whoever waits here never learns that he was met.
class OldNumberPage {
 public:
  explicit OldNumberPage(const OldBrowser& browser) : browser_(browser) {}

  enum class Shows { form, waiting, matched };

  // 开始匹配; what is no digit was taken out as it was typed.
  void start(const std::string& typed);
  // 取消匹配, which the page offers only while it shows that it waits.
  void cancel();

  [[nodiscard]] Shows shows() const { return shows_; }
  // 正在等待输入 NNNN 的用户..., or what the page says in an alert when something is refused.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& alert() const { return alert_; }
  // Whom it has found, and the link 💬.
  [[nodiscard]] const std::string& partner() const { return partner_; }
  [[nodiscard]] const std::string& room() const { return room_; }
  [[nodiscard]] const std::string& link() const { return link_; }

 private:
  const OldBrowser& browser_;
  Shows shows_ = Shows::form;
  std::string text_;
  std::string alert_;
  std::string partner_;
  std::string room_;
  std::string link_;
};

class OldHeartLinkPage {
 public:
  // Asks for the status first: there may be a room already.
  explicit OldHeartLinkPage(const OldBrowser& browser);

  // `found` has 1.5 s of 匹配成功, then the page goes to `goes_to`; `active_room` offers 重进房间 and
  // 拒绝重连并刷新; `refused` shows `text`, with 取消匹配 only if it says that one waits already.
  enum class Shows { start, active_room, waiting, found, refused };

  // 开始寻找.
  void start();
  // Every 3 s while it waits.
  void poll();
  // 取消匹配.
  void cancel();
  // 拒绝重连并刷新: ends the room and loads the page again.
  void decline_room();
  // F5.
  void reload();

  [[nodiscard]] Shows shows() const { return shows_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool offers_cancel() const { return offers_cancel_; }
  [[nodiscard]] const std::string& partner() const { return partner_; }
  [[nodiscard]] const std::string& room() const { return room_; }
  [[nodiscard]] const std::string& goes_to() const { return goes_to_; }

 private:
  void reset(std::string text);
  void find(const Read& data);

  const OldBrowser& browser_;
  Shows shows_ = Shows::start;
  std::string text_;
  bool offers_cancel_ = false;
  std::string partner_;
  std::string room_;
  std::string goes_to_;
};

}  // namespace heartlink::process
