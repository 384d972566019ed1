// SPDX-License-Identifier: Apache-2.0
// The operator's door of a running server: a unix socket in the data directory, mode 0600, for the same user
// or root. One JSON object per line in, one out.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <string>

#include <boost/json/fwd.hpp>

#include "base/result.h"
#include "net/worker.h"

namespace heartlink::net {

class AdminSocket {
 public:
  // Takes a command; answers exactly once, on the worker.
  using Reply = std::function<void(boost::json::object)>;
  using Handler = std::function<void(boost::json::object, Reply)>;

  // Listens at `path`; a stale socket file is replaced (the data lock says that nobody else is there). At
  // most four operators at a time. Error: config_invalid (the path is too long, or not writable).
  static base::Result<std::unique_ptr<AdminSocket>> open(Worker& worker, const std::string& path,
                                                         Handler handler);

  AdminSocket(const AdminSocket&) = delete;
  AdminSocket& operator=(const AdminSocket&) = delete;
  ~AdminSocket();

 private:
  using Protocol = boost::asio::local::stream_protocol;

  AdminSocket(Worker& worker, std::string path, Handler handler);

  static boost::asio::awaitable<void> serve(Worker& worker, const Handler& handler, Protocol::socket socket,
                                            std::shared_ptr<int> open);
  void accept();
  void accept_later();

  Worker& worker_;
  std::string path_;
  Handler handler_;
  Protocol::acceptor acceptor_;
  boost::asio::steady_timer pause_;  // while the process is out of descriptors
  std::shared_ptr<int> open_ = std::make_shared<int>(0);
};

}  // namespace heartlink::net
