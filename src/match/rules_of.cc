// SPDX-License-Identifier: Apache-2.0
#include "match/rules_of.h"

namespace heartlink::match {

Rules rules_of(const base::Config& config) {
  Rules rules;
  rules.lifetime = config.match_wait;
  rules.confirm_within = config.match_confirm;
  rules.absence = config.match_absence;
  rules.recent = config.match_recent_partners;
  rules.guesses = config.match_guess_limit;
  rules.steps = config.limits.write_queue_jobs / 4;
  return rules;
}

}  // namespace heartlink::match
