// SPDX-License-Identifier: Apache-2.0
#include "tests/process/old_match_pages.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <boost/json.hpp>

namespace heartlink::process {
namespace {

const std::string number_api = "/tools/api/number-match/";
const std::string heart_api = "/tools/api/heart_link/";
// The page looks for these very words before it offers to cancel.
constexpr std::string_view waits_already = "您已有一个正在等待匹配的心动链接请求";

// `data.error || data.message`: the first is always there.
std::string complaint(const Read& data) { return data.at("error").text(); }

}  // namespace

void OldNumberPage::start(const std::string& typed) {
  std::string number;
  std::ranges::copy_if(typed, std::back_inserter(number), [](char c) { return c >= '0' && c <= '9'; });
  const auto [status, data] = browser_.post(number_api, {{"number", number}});
  if (!data.at("success").flag()) {
    alert_ = complaint(data);
    return;
  }
  if (!data.at("matched").flag()) {
    shows_ = Shows::waiting;
    text_ = data.at("message").text();
    return;
  }
  shows_ = Shows::matched;
  partner_ = data.at("matched_user").at("display_name").text();
  room_ = data.at("room_id").text();
  link_ = "/tools/chat/enhanced/" + room_ + "/";
}

void OldNumberPage::cancel() {
  if (shows_ != Shows::waiting) throw std::runtime_error("the button 取消匹配 is hidden");
  const auto [status, data] = browser_.post(number_api + "cancel/", {});
  if (!data.at("success").flag()) {
    alert_ = complaint(data);
    return;
  }
  shows_ = Shows::form;
  text_.clear();
}

OldHeartLinkPage::OldHeartLinkPage(const OldBrowser& browser) : browser_(browser) { reload(); }

void OldHeartLinkPage::reset(std::string text) {
  shows_ = Shows::start;
  text_ = std::move(text);
  offers_cancel_ = false;
}

void OldHeartLinkPage::reload() {
  reset({});
  const auto [status, data] = browser_.get(heart_api + "status/");
  if (status != 200 || !data.at("success").flag())
    throw std::runtime_error("the page cannot begin: " + data.pretty());
  if (data.at("status").text() != "matched") return;
  room_ = data.at("room_id").text();
  partner_ = data.at("matched_user").text();
  goes_to_ = "/tools/heart_link/chat/" + room_ + "/";
  text_ = "您已有一个与 " + partner_ + " 的聊天室";
  shows_ = Shows::active_room;
}

void OldHeartLinkPage::find(const Read& data) {
  room_ = data.at("room_id").text();
  partner_ = data.at("matched_user").text();
  goes_to_ = data.at("chat_url").text();
  shows_ = Shows::found;
}

void OldHeartLinkPage::start() {
  const auto [status, data] = browser_.post(heart_api + "create/", {});
  if (!data.at("success").flag()) {
    shows_ = Shows::refused;
    text_ = complaint(data);
    offers_cancel_ = text_.find(waits_already) != std::string::npos;
    return;
  }
  if (data.is_set("reconnect")) {
    room_ = data.at("room_id").text();
    partner_ = data.at("matched_user").text();
    goes_to_ = "/tools/heart_link/chat/" + room_ + "/";
    text_ = data.at("message").text();
    shows_ = Shows::active_room;
    return;
  }
  (void)data.at("request_id").number();
  if (data.at("matched").flag()) return find(data);
  shows_ = Shows::waiting;
  text_ = data.at("message").text();
  offers_cancel_ = true;
}

// Whatever else the status is, the page goes on waiting.
void OldHeartLinkPage::poll() {
  if (shows_ != Shows::waiting) throw std::runtime_error("the timer does not run");
  const auto [http_status, data] = browser_.get(heart_api + "status/");
  if (!data.at("success").flag()) return;
  const auto status = data.at("status").text();
  if (status == "matched") {
    room_ = data.at("room_id").text();
    partner_ = data.at("matched_user").text();
    goes_to_ = "/tools/heart_link/chat/" + room_ + "/";
    shows_ = Shows::found;
  } else if (status == "expired") {
    reset("匹配请求已过期");
  } else if (status == "not_found") {
    reset({});
  }
}

void OldHeartLinkPage::cancel() {
  if (!offers_cancel_) throw std::runtime_error("the button 取消匹配 is hidden");
  const auto [status, data] = browser_.post(heart_api + "cancel/", {});
  if (data.at("success").flag()) return reset({});
  shows_ = Shows::refused;
  text_ = complaint(data);
}

void OldHeartLinkPage::decline_room() {
  if (shows_ != Shows::active_room) throw std::runtime_error("there is no room to decline");
  const auto [status, data] =
      browser_.post(heart_api + "cleanup/", {{"room_id", room_}, {"force_end", true}});
  if (!data.at("success").flag()) throw std::runtime_error("the room does not end: " + data.pretty());
  reload();
}

}  // namespace heartlink::process
