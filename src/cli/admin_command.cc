// SPDX-License-Identifier: Apache-2.0
#include "cli/admin_command.h"

#include <utility>

#include <boost/json.hpp>

#include "base/log.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

int with_client(const Program& program, const std::function<json::object(const AdminClient& client)>& ask,
                const std::function<void(const json::object& answer)>& show) {
  const Console& console = program.console;
  const bool as_json = program.common.json;
  const auto loaded = load_options(program.common, program.environment);
  if (!loaded) return complain(console, loaded.error(), as_json);
  const auto& config = loaded->config;
  // The store's own news are for a server's log; whoever gave a command reads only what is wrong.
  if (auto started = base::log::start("error", config.log_format, config.limits.log_queue_lines); !started) {
    return complain(console, started.error(), as_json);
  }
  const auto answer = ask(AdminClient{config, program.open_store, *program.bus});
  base::log::stop();
  const auto* ok = answer.if_contains("ok");
  if (ok == nullptr || !ok->is_bool() || !ok->get_bool()) return complain(console, answer, as_json);
  show(answer);
  return exit_ok;
}

}  // namespace

int run_admin_command(const Program& program, const json::object& request,
                      const std::function<void(const json::object& answer)>& show) {
  return with_client(program, [&](const AdminClient& client) { return client.run(request); }, show);
}

int run_paged_command(const Program& program, const json::object& request,
                      const AdminClient::Listing& listing,
                      const std::function<void(const json::object& answer)>& show) {
  return with_client(
      program, [&](const AdminClient& client) { return client.run_listing(request, listing); }, show);
}

int run_list_command(const Program& program, const json::object& request, const ListCommand& list) {
  const Console& console = program.console;
  return run_paged_command(program, request, list.listing, [&](const json::object& answer) {
    const json::array& rows = answer.at(list.listing.name).as_array();
    if (program.common.json) return print(console, {{list.listing.name, rows}});
    if (rows.empty()) return tell(console, list.nothing.in(console.lang));
    std::vector<std::string> heads;
    for (const Text& head : list.heads) heads.push_back(head.in(console.lang));
    Table table{std::move(heads)};
    for (const auto& row : rows) table.add(list.cells(row.as_object()));
    table.print(console.out);
  });
}

}  // namespace heartlink::cli
