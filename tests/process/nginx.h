// SPDX-License-Identifier: Apache-2.0
// A real nginx in front of a server under test, on a port of its own, with a configuration that is right or
// wrong in one way. Needs Debian's nginx. Stops with the test.
#pragma once

#include <memory>
#include <string>

#include "store/testing/temporary_directory.h"
#include "tests/process/child_process.h"
#include "tests/process/socket.h"

namespace heartlink::process {

class Nginx {
 public:
  enum class Kind {
    right,           // the lines that README.md and the error table show
    strips_upgrade,  // without proxy_http_version, Upgrade and Connection: nginx's own default
    hides_host,      // Upgrade, but the upstream's name as Host: nginx's own default
    over_tls,        // the right lines behind a certificate that nobody trusts
  };

  // Returns when it answers. Throws, with its log, when it does not.
  Nginx(Kind kind, std::uint16_t upstream);
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url() const;

 private:
  void write_configuration(std::uint16_t upstream) const;
  void make_certificate() const;
  void wait_until_it_listens() const;

  Kind kind_;
  store::testing::TemporaryDirectory directory_;
  std::uint16_t port_ = 0;
  MemoryFile nothing_;
  MemoryFile log_;
  std::unique_ptr<ChildProcess> child_;
};

}  // namespace heartlink::process
