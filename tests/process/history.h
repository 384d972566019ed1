// SPDX-License-Identifier: Apache-2.0
// A room's whole history over HTTP, page by page, as one of its people sees it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/process/http_client.h"

namespace heartlink::process {

struct HistoryEntry {
  std::int64_t id = 0;
  std::string content;
  std::string client_id;  // of the reader's own messages
  bool is_own = false;
};

// One page; throws unless the answer is 200. `query` such as "?after=0&limit=200".
boost::json::object read_page(std::uint16_t port, const Headers& headers, const std::string& room,
                              const std::string& query);

// The messages of a page, in its order.
std::vector<HistoryEntry> messages_of(const boost::json::object& page);

// Everything from the first entry to the last.
std::vector<HistoryEntry> read_history(std::uint16_t port, const Headers& headers, const std::string& room);

}  // namespace heartlink::process
