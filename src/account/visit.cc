// SPDX-License-Identifier: Apache-2.0
#include "account/visit.h"

#include "base/utf8.h"

namespace heartlink::account {

Visit visit_of(const protocol::Request& request) {
  Visit visit;
  visit.address = request.peer;
  const auto agent = request.header("user-agent");
  if (base::is_valid_utf8(agent)) visit.agent = base::utf8_prefix(agent, agent_bytes_max);
  return visit;
}

}  // namespace heartlink::account
