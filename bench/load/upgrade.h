// SPDX-License-Identifier: Apache-2.0
// The client's half of the opening handshake (RFC 6455 §4.1). Pure. Every socket uses the sample key of RFC
// 6455 §1.3, so the one right answer is known without hashing; a key need only be random against caches, and
// there is none here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heartlink::load {

// The request for this path with a bearer token. Nothing is escaped.
[[nodiscard]] std::string upgrade_request(std::string_view authority, std::string_view path,
                                          std::string_view token);

struct UpgradeAnswer {
  enum class Kind {
    unfinished,  // read more
    accepted,    // 101 with the right Sec-WebSocket-Accept; frames follow after `bytes`
    refused      // anything else; `reason` is the status line and the body
  };
  Kind kind = Kind::unfinished;
  std::size_t bytes = 0;
  std::string reason;
};

// Judges what has arrived so far. `at_end` says that the server closed, so a body without a length is
// complete.
[[nodiscard]] UpgradeAnswer judge_upgrade(std::string_view received, bool at_end);

}  // namespace heartlink::load
