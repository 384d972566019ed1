// SPDX-License-Identifier: Apache-2.0
// The use case: a page writes somebody a notice of his own, into his system room.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/limits.h"
#include "model/user.h"
#include "presence/registry.h"
#include "store/people_store.h"

namespace heartlink::chat {

class WriteNotice {
 public:
  // All of them outlive the answer.
  WriteNotice(store::PeopleStore& people, presence::Registry& registry, const base::Clock& clock,
              const base::Limits& limits)
      : people_(people), registry_(registry), clock_(clock), limits_(limits) {}

  // `title` and `text` are valid UTF-8; the title, if there is one, stands on a line of its own. Notices
  // count as messages. The value: the notice's number. Errors: content_empty, content_too_long, rate_limited,
  // and those of PeopleStore::notify.
  void run(model::User user, std::string_view title, std::string_view text,
           base::Done<std::int64_t> done) const;

 private:
  store::PeopleStore& people_;
  presence::Registry& registry_;
  const base::Clock& clock_;
  const base::Limits& limits_;
};

}  // namespace heartlink::chat
