// SPDX-License-Identifier: Apache-2.0
#include "cli/admin_client.h"

#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "api/admin.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/random.h"
#include "cli/admin_channel.h"
#include "cli/loop_executor.h"

namespace heartlink::cli {

namespace json = boost::json;
using base::Code;

json::object AdminClient::run(const json::object& request) const {
  const base::SystemClock clock;
  base::Metrics metrics;
  const auto deadline = clock.now() + patience_.most;
  for (;;) {
    store::Environment environment;
    environment.config = &config_;
    environment.clock = &clock;
    environment.metrics = &metrics;
    environment.on_fatal = [](const base::Error&) {
    };  // the request itself is refused; nothing else is at stake
    const auto store = open_store_(std::move(environment));
    if (store) return run_alone(**store, request);
    if (store.error().code != Code::data_busy) return api::admin_refusal(store.error());

    auto channel = AdminChannel::connect(config_.data + "/admin.sock");
    if (channel) {
      auto answer = channel->ask(request, config_.limits.admin_request_bytes);
      return answer ? std::move(*answer) : api::admin_refusal(answer.error());
    }
    if (clock.now() >= deadline) return api::admin_refusal(channel.error());
    std::this_thread::sleep_for(patience_.step);
  }
}

json::object AdminClient::run_alone(store::Store& store, const json::object& request) const {
  base::SystemRandom random;
  LoopExecutor loop;
  account::PasswordPool pool{1, 1};
  const api::AdminCommands commands{store, pool, random, account::hash_cost(config_)};
  std::optional<json::object> answer;
  commands.run(request, loop, [&answer](json::object reply) { answer = std::move(reply); });
  while (!answer) loop.run_one();
  pool.stop();
  store.stop();
  return std::move(*answer);
}

}  // namespace heartlink::cli
