// SPDX-License-Identifier: Apache-2.0
// The five boxes of the checklist (protocol.md §7), walked through the front door as a real client would: the
// server, the sign-in, the room, the socket, a message. It stops at the first broken link, for what is below
// cannot work yet. Called by `heartlink doctor`; it blocks as its Door does.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "diagnose/door.h"
#include "diagnose/replies.h"
#include "diagnose/visitor.h"

namespace heartlink::diagnose {

enum class Box : std::uint8_t { server, signed_in, room, socket, message };
inline constexpr std::size_t box_count = 5;

enum class BoxState : std::uint8_t { pass, fail, not_reached };

// Stable words, as in `--json`.
[[nodiscard]] std::string_view name_of(Box box);
[[nodiscard]] std::string_view name_of(BoxState state);

struct Finding {
  Box box = Box::server;
  BoxState state = BoxState::not_reached;
  Trouble trouble = {};  // of a failed box
  std::string note = {};  // of a passed box: the server's version, who is signed in; English, no secrets
  std::chrono::milliseconds took{0};
};

struct Visit {
  // Asked once, when their box begins and not before; their refusal is what that box fails with.
  std::function<base::Result<Credentials>()> credentials;
  std::function<base::Result<std::string>()> room;
  std::string origin;  // of the page that a browser would have open
  bool secure = false;  // the address is https, or this machine's own: Secure cookies are kept
};

struct Checkup {
  std::array<Finding, box_count> boxes = {};
  std::string user = {};  // who was signed in
  std::string room = {};

  // The first broken link; nullptr when every box is ticked.
  [[nodiscard]] const Finding* broken() const;
};

class Doctor {
 public:
  // How long a socket's next frame, and the way of a message out and back, may take.
  static constexpr std::chrono::milliseconds patience{5000};

  // All of them outlive it.
  Doctor(Door& door, const base::Clock& clock, base::Random& random)
      : door_(door), clock_(clock), random_(random) {}

  [[nodiscard]] Checkup walk(const Visit& visit);

 private:
  Door& door_;
  const base::Clock& clock_;
  base::Random& random_;
};

}  // namespace heartlink::diagnose
