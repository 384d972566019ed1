// SPDX-License-Identifier: Apache-2.0
#include "cli/admin_command.h"

#include <boost/json.hpp>

#include "base/log.h"
#include "cli/admin_client.h"

namespace heartlink::cli {

namespace json = boost::json;

int run_admin_command(const Program& program, const json::object& request,
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
  const auto answer = AdminClient{config, program.open_store}.run(request);
  base::log::stop();
  const auto* ok = answer.if_contains("ok");
  if (ok == nullptr || !ok->is_bool() || !ok->get_bool()) return complain(console, answer, as_json);
  show(answer);
  return exit_ok;
}

}  // namespace heartlink::cli
