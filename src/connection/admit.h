// SPDX-License-Identifier: Apache-2.0
// May this request become a socket? The checks of protocol.md §2 in their order, before any upgrade; the
// first one that fails decides, is logged with a short id, and explains itself. The same checks answer the
// page that asks why.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "account/authenticate.h"
#include "base/config.h"
#include "base/lifecycle.h"
#include "base/random.h"
#include "chat/open_room.h"
#include "connection/chat_connection.h"
#include "presence/registry.h"
#include "protocol/http.h"

namespace heartlink::connection {

struct Question {
  Question() = default;

  protocol::SharedRequest request;
  std::string room;                    // decoded, not yet checked
  std::string origin;  // the Origin header, or what the asking page says of itself; may be empty
  std::optional<base::Error> problem;  // the request is no correct handshake
  bool take_seat = false;  // a socket will follow: keep its place, make a test room that is not there
};

struct Verdict {
  Verdict() = default;

  std::optional<Admitted> admitted;
  base::Error error;  // when refused
  std::string diagnosis_id;  // of the refusal's log line, "D-…"
};

class Admission {
 public:
  struct Services {
    base::Executor& worker;
    const base::Config& config;
    const base::Lifecycle& lifecycle;
    base::Random& random;
    account::Authenticate authenticate;
    presence::Registry& registry;
    chat::OpenRoom open_room;
  };

  explicit Admission(Services services) : services_(std::move(services)) {}

  // Answers exactly once, on the worker, perhaps inside the call.
  void check(Question question, std::function<void(Verdict)> answer) const;

 private:
  [[nodiscard]] std::optional<base::Error> check_request(const Question& question) const;
  [[nodiscard]] bool may_make_test_room(const protocol::Request& request) const;
  void check_room(Question question, model::Principal person, std::function<void(Verdict)> answer) const;
  [[nodiscard]] Verdict admit(const Question& question, model::Principal person,
                              const model::RoomId& room) const;
  [[nodiscard]] Verdict refuse(const Question& question, base::Error error) const;

  Services services_;
};

}  // namespace heartlink::connection
