// SPDX-License-Identifier: Apache-2.0
// The person whom somebody names in full. Called by the use cases behind the operator's commands and for
// whoever is signed in, never for a stranger: it tells whether the account exists.
#pragma once

#include <string>

#include "base/executor.h"
#include "store/user_store.h"

namespace heartlink::account {

// `typed` in whatever capitals. Errors: user_not_found (detail is the name as typed), busy.
void find_named(store::UserStore& users, std::string typed, base::Done<store::Credentials> done);

}  // namespace heartlink::account
