// SPDX-License-Identifier: Apache-2.0
// A front door that answers by script: a reply for every "METHOD path", and one socket with what it says. It
// writes down what was asked, so that a test sees where the doctor stopped.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/clock.h"
#include "diagnose/door.h"

namespace heartlink::diagnose::testing {

inline Reply reply(unsigned status, std::string body, Headers headers = {}) {
  Reply made;
  made.status = status;
  made.body = std::move(body);
  made.headers = std::move(headers);
  return made;
}

inline Reply refusal(unsigned status, std::string_view code, std::string_view diagnosis_id = "D-1a2b3c4d") {
  return reply(status, fmt::format(R"({{"success":false,"code":"{}","error":"x","diagnosis_id":"{}"}})", code,
                                   diagnosis_id));
}

// What the error page of a proxy looks like.
inline Reply proxy_page(unsigned status) {
  return reply(status, "<html>Bad Gateway</html>",
               {{"content-type", "text/html"}, {"server", "nginx/1.22.1"}});
}

// The client's end of the scripted socket. "@" in a scripted text stands for the client_id that was sent.
class ScriptedLine final : public Line {
 public:
  struct Script {
    std::deque<Heard> first;   // before anything is sent
    std::deque<Heard> answer;  // to the message
    std::vector<std::string> sent = {};
    bool closed = false;
  };

  ScriptedLine(Script& script, base::ManualClock& clock) : script_(script), clock_(clock) {}

  base::Result<void> send(std::string_view text) override {
    script_.sent.emplace_back(text);
    const auto frame = boost::json::parse(text).as_object();
    client_id_ = std::string{frame.at("client_id").as_string()};
    for (auto& heard : script_.answer) script_.first.push_back(std::move(heard));
    script_.answer.clear();
    return {};
  }

  base::Result<Heard> receive(std::chrono::milliseconds within) override {
    if (script_.first.empty()) {
      clock_.advance(within);
      return base::fail(base::Code::no_echo, "nothing came");
    }
    clock_.advance(std::chrono::milliseconds{1});
    auto heard = std::move(script_.first.front());
    script_.first.pop_front();
    if (auto* text = std::get_if<std::string>(&heard)) {
      if (const auto at = text->find('@'); at != std::string::npos) text->replace(at, 1, client_id_);
    }
    return heard;
  }

  void close() override { script_.closed = true; }

 private:
  Script& script_;
  base::ManualClock& clock_;
  std::string client_id_ = {};
};

class ScriptedDoor final : public Door {
 public:
  struct Asked {
    std::string what;  // "GET /readyz?verbose", "SOCKET /ws/chat/public-room/"
    Headers headers;
    std::string body;
  };

  explicit ScriptedDoor(base::ManualClock& clock) : clock_(clock) {}

  base::Result<Reply> ask(std::string_view method, std::string_view path, const Headers& headers,
                          std::string_view body) override {
    const auto what = fmt::format("{} {}", method, path);
    asked.push_back({what, headers, std::string{body}});
    clock_.advance(std::chrono::milliseconds{2});
    if (down) return *down;
    const auto found = replies.find(what);
    if (found == replies.end()) return proxy_page(404);
    return found->second;
  }

  base::Result<Opened> open_socket(std::string_view path, const Headers& headers) override {
    const auto what = fmt::format("SOCKET {}", path);
    asked.push_back({what, headers, {}});
    clock_.advance(std::chrono::milliseconds{3});
    const auto found = replies.find(what);
    if (found != replies.end()) return Opened{found->second};
    return Opened{std::make_unique<ScriptedLine>(line, clock_)};
  }

  [[nodiscard]] std::vector<std::string> whats() const {
    std::vector<std::string> out;
    for (const auto& one : asked) out.push_back(one.what);
    return out;
  }

  // The header of the newest request for `what`; empty when it was not sent.
  [[nodiscard]] std::string header(std::string_view what, std::string_view name) const {
    for (auto one = asked.rbegin(); one != asked.rend(); ++one) {
      if (one->what != what) continue;
      for (const auto& [key, value] : one->headers) {
        if (key == name) return value;
      }
    }
    return {};
  }

  std::map<std::string, Reply, std::less<>> replies;
  std::optional<base::Error> down;
  ScriptedLine::Script line;
  std::vector<Asked> asked;

 private:
  base::ManualClock& clock_;
};

}  // namespace heartlink::diagnose::testing
