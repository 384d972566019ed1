// SPDX-License-Identifier: Apache-2.0
// What user.cc, room.cc and token.cc have in common: load the configuration, send one request, show its
// answer.
#pragma once

#include <functional>

#include <boost/json/object.hpp>

#include "cli/program.h"

namespace heartlink::cli {

// `show` is called with the answer when it is not a refusal. Returns the exit code.
int run_admin_command(const Program& program, const boost::json::object& request,
                      const std::function<void(const boost::json::object& answer)>& show);

}  // namespace heartlink::cli
