// SPDX-License-Identifier: Apache-2.0
// May this request become a socket? The checks of protocol.md §2 in their order, before any upgrade; the
// first one that fails decides, leaves a row in the handshake log, and explains itself. The same checks
// answer the page that asks why.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "account/authenticate.h"
#include "base/config.h"
#include "base/lifecycle.h"
#include "base/random.h"
#include "chat/open_room.h"
#include "connection/chat_connection.h"
#include "diagnose/handshake_log.h"
#include "presence/registry.h"
#include "protocol/http.h"

namespace heartlink::connection {

struct Question {
  Question() = default;

  // Which socket is asked for: in a room, or the one of a person.
  enum class Door : std::uint8_t { room, user };

  protocol::SharedRequest request;
  Door door = Door::room;
  std::string room;                    // decoded, not yet checked; of the user's door empty
  std::string origin;  // the Origin header, or what the asking page says of itself; may be empty
  std::optional<base::Error> problem;  // the request is no correct handshake
  bool take_seat = false;  // a socket will follow: keep its place, make a test room that is not there
};

struct Verdict {
  Verdict() = default;

  std::optional<Admitted> admitted;
  base::Error error;         // when refused
  std::string diagnosis_id;  // of the refusal's row in the handshake log, "D-…"
  bool to_owner = false;     // whoever asks runs this server, and is told what the owner can do
  // What became of this session's last socket for this room, if it was refused a moment ago. Of a question
  // only (take_seat is false).
  std::optional<model::Handshake> last_refusal;
};

class Admission {
 public:
  struct Services {
    base::Executor& worker;
    const base::Config& config;
    const base::Clock& clock;
    const base::Lifecycle& lifecycle;
    base::Random& random;
    account::Authenticate authenticate;
    presence::Registry& registry;
    chat::OpenRoom open_room;
    diagnose::HandshakeLog& handshakes;
  };

  explicit Admission(Services services) : services_(std::move(services)) {}

  // Answers exactly once, on the worker, perhaps inside the call.
  void check(Question question, std::function<void(Verdict)> answer) const;

 private:
  using Answer = std::function<void(Verdict)>;

  // A check that failed: its name in the handshake log, and why.
  struct Refused {
    std::string_view stage;
    base::Error error;
  };

  [[nodiscard]] std::optional<Refused> check_request(const Question& question) const;
  [[nodiscard]] bool may_make_test_room(const protocol::Request& request) const;
  void check_room(const Question& question, model::Principal person, const Answer& answer) const;
  void admit(const Question& question, model::Principal person, const model::RoomId& room,
             const Answer& answer) const;
  void refuse(const Question& question, const Refused& refused, const model::User* person,
              const Answer& answer) const;
  void explain(const Question& question, Verdict verdict, model::Handshake row, const Answer& answer) const;
  void record(const model::Handshake& row, std::string session) const;

  Services services_;
};

}  // namespace heartlink::connection
