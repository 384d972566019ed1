// SPDX-License-Identifier: Apache-2.0
#include "match/rules.h"

#include <algorithm>

#include "base/config.h"

namespace heartlink::match {

Rules rules_of(const base::Config& config) {
  Rules rules;
  rules.lifetime = config.match_wait;
  rules.confirm_within = config.match_confirm;
  rules.absence = config.match_absence;
  rules.recent = config.match_recent_partners;
  rules.guesses = config.match_guess_limit;
  rules.steps = std::max<std::size_t>(1, config.limits.write_queue_jobs / 4);
  return rules;
}

}  // namespace heartlink::match
