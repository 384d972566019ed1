// SPDX-License-Identifier: Apache-2.0
// The HTTP front door of one worker: finds the handler of an address, and puts the same security headers on
// every answer. No GET ever changes state; unsafe methods pass the CSRF rule first.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "api/routes.h"
#include "api/services.h"

namespace prometheus {
class Counter;
}

namespace heartlink::api {

class FrontDoor {
 public:
  explicit FrontDoor(Services services);
  FrontDoor(const FrontDoor&) = delete;
  FrontDoor& operator=(const FrontDoor&) = delete;

  // Answers exactly once, on the worker, perhaps inside the call.
  void handle(const protocol::SharedRequest& request, protocol::Respond respond) const;

  // A request that could not be read; the connection ends after it.
  [[nodiscard]] protocol::Response malformed(std::uint16_t status, std::string_view reason) const;

  // A socket that was refused before its upgrade, with what the handshake protocol wants to see.
  [[nodiscard]] protocol::Response refused(const protocol::Request& request, const base::Error& error,
                                           const std::string& diagnosis_id, bool to_owner) const;

 private:
  void route(const protocol::SharedRequest& request, const protocol::Respond& respond) const;
  void finish(protocol::Response& response, const protocol::Request& request) const;

  Services services_;
  prometheus::Counter& server_errors_;
  std::vector<prometheus::Counter*> refusals_;  // by code
  Routes routes_;
};

}  // namespace heartlink::api
