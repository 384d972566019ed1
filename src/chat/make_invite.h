// SPDX-License-Identifier: Apache-2.0
// The use case: the owner or an admin of a group makes a code with which people come in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "model/user.h"
#include "store/member_store.h"

namespace heartlink::chat {

// For how many people, and for how long.
struct InviteTerms {
  std::optional<std::int64_t> uses;  // empty: no bound
  std::int64_t hours = 168;
};

struct Invite {
  Invite() = default;

  std::string code;  // told once; nobody can read it from the store
  std::optional<std::uint32_t> uses;
  base::WallTime expires_at;
};

// Under which an invite is kept: SHA-256 of its code.
[[nodiscard]] std::string invite_hash(std::string_view code);

class MakeInvite {
 public:
  static constexpr std::int64_t uses_max = 1000;
  static constexpr std::int64_t hours_max = 720;

  // All of them outlive the answer; `random` is safe from every thread that asks.
  MakeInvite(store::MemberStore& members, base::Random& random, const base::Clock& clock)
      : members_(members), random_(random), clock_(clock) {}

  // Errors: field_invalid (uses outside 1–1000, hours outside 1–720), and those of MemberStore::invite.
  void run(model::RoomId room, model::User by, InviteTerms terms, base::Done<Invite> done) const;

 private:
  store::MemberStore& members_;
  base::Random& random_;
  const base::Clock& clock_;
};

}  // namespace heartlink::chat
