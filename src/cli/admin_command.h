// SPDX-License-Identifier: Apache-2.0
// What the operator's commands have in common: load the configuration, ask, show the answer.
#pragma once

#include <functional>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "cli/admin_client.h"
#include "cli/program.h"
#include "cli/table.h"

namespace heartlink::cli {

// `show` is called with the answer when it is not a refusal. Returns the exit code.
int run_admin_command(const Program& program, const boost::json::object& request,
                      const std::function<void(const boost::json::object& answer)>& show);

// The same of an answer with a list that comes in pages: `show` gets the last page with all rows.
int run_paged_command(const Program& program, const boost::json::object& request,
                      const AdminClient::Listing& listing,
                      const std::function<void(const boost::json::object& answer)>& show);

// A list as people and programs read it: {name: rows} with --json, else a table, else, without rows, one
// sentence on `err`.
struct ListCommand {
  AdminClient::Listing listing;
  std::vector<Text> heads;
  std::function<std::vector<std::string>(const boost::json::object& row)> cells;
  Text nothing;
};
int run_list_command(const Program& program, const boost::json::object& request, const ListCommand& list);

}  // namespace heartlink::cli
