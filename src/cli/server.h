// SPDX-License-Identifier: Apache-2.0
// The server as one object: builds every part in the order of the floors, starts the workers, drains them. It
// knows no implementation of the store; main.cc brings it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/config.h"
#include "base/result.h"
#include "bus/bus.h"
#include "store/store.h"

namespace heartlink::cli {

class Server {
 public:
  // Takes the address and the data directory, migrates, builds. `on_fatal` may be called from any thread,
  // once: the disk failed, nothing is acknowledged any more, the process must exit 1. Errors: config_invalid,
  // port_in_use, data_busy, schema_too_new, storage_failed.
  static base::Result<std::unique_ptr<Server>> build(const base::Config& config,
                                                     const store::Opener& open_store, bus::Bus& bus,
                                                     std::function<void(const base::Error&)> on_fatal);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  // Starts the workers' threads and accepts connections.
  void start();

  // Reads the file of filter.words again. With a mistake in it the patterns stay as they were; the log says
  // which it was.
  void reload();

  // The address it listens on, "http://127.0.0.1:8000", with the real port.
  [[nodiscard]] const std::string& url() const;

  // Nobody has an account yet. Asks the store; after start() only.
  [[nodiscard]] bool is_deserted();

  // Answers 503 on /readyz, accepts no more, says 1001 to the sockets one after the other, commits what is
  // queued and stops the threads. Takes at most limits.drain.
  void drain();

 private:
  struct Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace heartlink::cli
