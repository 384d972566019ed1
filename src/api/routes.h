// SPDX-License-Identifier: Apache-2.0
// The table of addresses: a method, a pattern such as "/tools/api/chat/:room/messages/", a handler. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/http.h"

namespace heartlink::api {

// The values of a pattern's `:name` segments, in order.
using Arguments = std::vector<std::string>;
using Handler = std::function<void(const protocol::SharedRequest&, const Arguments&, protocol::Respond)>;

struct Match {
  Match() = default;

  const Handler* handler = nullptr;
  Arguments arguments;
  std::string allow;       // the methods of this address, when the asked one is not among them
  std::string_view wrong_method;  // what it then says, if the address has words of its own for that
  bool add_slash = false;  // a GET that lacks the final slash: 301
};

class Routes {
 public:
  // A GET also answers HEAD. Patterns end in `/` unless they name a plain resource ("/livez"). `wrong_method`
  // lives as long as the program.
  void add(std::string_view method, std::string_view pattern, Handler handler,
           std::string_view wrong_method = {});

  [[nodiscard]] Match find(const protocol::Request& request) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    bool final_slash;
    Handler handler;
    std::string_view wrong_method;
  };
  std::vector<Route> routes_;
};

}  // namespace heartlink::api
