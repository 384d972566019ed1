// SPDX-License-Identifier: Apache-2.0
// Bytes → one HTTP request, over Beast's sans-I/O parser, with our limits and the framing rules on which
// servers and proxies have disagreed (RFC 9112 §6.3; request smuggling). One parser reads one request. Pure.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/config.h"
#include "protocol/http.h"

namespace heartlink::net {

class HttpParser {
 public:
  enum class State : std::uint8_t { reading, wants_continue, done, failed };

  explicit HttpParser(const base::Limits& limits);
  HttpParser(const HttpParser&) = delete;
  HttpParser& operator=(const HttpParser&) = delete;
  ~HttpParser();

  // Reads on. `wants_continue` is reported once, when the head asks for 100-continue before it sends its
  // body.
  State feed(std::string_view bytes);

  // Any byte of a request has come; its whole head has come.
  [[nodiscard]] bool begun() const;
  [[nodiscard]] bool head_done() const;

  // After `done`: the request, and the bytes behind it (the next request, or a socket's first frames).
  // `peer` is who is connected; the configuration says which proxies may speak for others.
  [[nodiscard]] protocol::Request take_request(std::string_view peer, const base::Config& config);
  [[nodiscard]] std::string take_rest();
  [[nodiscard]] bool keep_alive() const;

  // After `failed`: 400, 413, 414, 431 or 501, and why (stable English).
  [[nodiscard]] std::uint16_t status() const;
  [[nodiscard]] std::string_view reason() const;

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace heartlink::net
