// SPDX-License-Identifier: Apache-2.0
// The client's end of a running server's admin socket: one JSON object per line each way, over a unix stream.
// Blocks, with timeouts; the command line has nothing else to do. Called by cli/admin_client.cc only.
#pragma once

#include <cstddef>
#include <string>

#include <boost/json/object.hpp>

#include "base/result.h"

namespace heartlink::cli {

class AdminChannel {
 public:
  // Nobody listens there, or not for us: data_busy, detail says why. Coming back later may help.
  static base::Result<AdminChannel> connect(const std::string& path);

  AdminChannel(AdminChannel&& other) noexcept;
  AdminChannel& operator=(AdminChannel&&) = delete;
  AdminChannel(const AdminChannel&) = delete;
  AdminChannel& operator=(const AdminChannel&) = delete;
  ~AdminChannel();

  // Sends one request and waits for its answer, 30 s at most; both lines have at most `bytes_max` bytes.
  // Errors: request_invalid (too long), unavailable (cut off; the request may have been carried out all the
  // same).
  base::Result<boost::json::object> ask(const boost::json::object& request, std::size_t bytes_max);

 private:
  explicit AdminChannel(int descriptor) : descriptor_(descriptor) {}

  base::Result<void> send_line(const std::string& line) const;
  base::Result<std::string> receive_line(std::size_t bytes_max) const;

  int descriptor_;
};

}  // namespace heartlink::cli
