// SPDX-License-Identifier: Apache-2.0
// A pool whose people a test makes in one line each. The base of its suites.
#pragma once

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "match/pool.h"

namespace heartlink::match::testing {

inline constexpr base::SteadyTime start{std::chrono::seconds{1000}};

class PoolHands : public ::testing::Test {
 protected:
  // There and free, younger than all before him; the id is the user's. Without a number: for heart link.
  Waiter& add(std::int64_t user, std::string number = {}, base::SteadyTime since = start) {
    Waiter waiter;
    waiter.ticket.id = model::TicketId{user};
    waiter.ticket.user = model::UserId{user};
    waiter.ticket.kind = number.empty() ? model::MatchKind::heart : model::MatchKind::number;
    waiter.ticket.number = std::move(number);
    waiter.since = since;
    waiter.expires = since + rules.lifetime;
    waiter.liveness.sockets = 1;
    auto* added = pool.try_add(std::move(waiter));
    pool.refresh(*added);
    return *added;
  }

  Rules rules;
  Pool pool{rules};
};

}  // namespace heartlink::match::testing
