// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include <fmt/format.h>

#include <fstream>

#include "failure.h"

namespace heartlink::load {

void complete(CommonOptions& options) {
  if (!options.token_file.empty()) {
    std::ifstream file(options.token_file);
    if (!file) throw UsageError(fmt::format("--token-file {}: cannot be read", options.token_file));
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) options.tokens.push_back(line);
    }
  }
  if (options.tokens.empty()) {
    throw UsageError(
        "no token: give --token T or --token-file FILE (`heartlink token create USER` prints one)");
  }
}

std::vector<Seat> deal_seats(const CommonOptions& options, std::uint32_t sockets) {
  std::vector<Seat> seats;
  seats.reserve(sockets);
  for (std::uint32_t i = 0; i < sockets; ++i) {
    const std::uint32_t room = i % options.rooms;
    seats.push_back({room, options.rooms == 1 ? options.room : fmt::format("{}-{}", options.room, room),
                     options.tokens[i % options.tokens.size()]});
  }
  return seats;
}

}  // namespace heartlink::load
