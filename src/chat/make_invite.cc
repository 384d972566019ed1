// SPDX-License-Identifier: Apache-2.0
#include "chat/make_invite.h"

#include <utility>

#include "base/crypto.h"

namespace heartlink::chat {
namespace {

constexpr std::size_t code_bytes = 16;  // nobody guesses one, so tries need not be counted
constexpr std::int64_t hour_us = 3600LL * 1'000'000;

}  // namespace

std::string invite_hash(std::string_view code) { return base::sha256(code); }

void MakeInvite::run(model::RoomId room, model::User by, InviteTerms terms, base::Done<Invite> done) const {
  if (terms.uses && (*terms.uses < 1 || *terms.uses > uses_max)) {
    return done.post(base::fail(base::Code::field_invalid, "uses"));
  }
  if (terms.hours < 1 || terms.hours > hours_max) {
    return done.post(base::fail(base::Code::field_invalid, "hours"));
  }
  Invite invite;
  invite.code = base::base64url(random_.bytes(code_bytes));
  if (terms.uses) invite.uses = static_cast<std::uint32_t>(*terms.uses);
  invite.expires_at.us = clock_.wall().us + terms.hours * hour_us;

  store::NewInvite kept;
  kept.room = std::move(room);
  kept.by = std::move(by);
  kept.code_hash = invite_hash(invite.code);
  kept.uses = invite.uses;
  kept.expires_at = invite.expires_at;
  base::Done<bool> made;
  made.on = done.on;
  made.call = [invite = std::move(invite), done = std::move(done)](const base::Result<bool>& result) {
    if (result.has_error()) return done.call(result.error());
    done.call(invite);
  };
  members_.invite(std::move(kept), std::move(made));
}

}  // namespace heartlink::chat
