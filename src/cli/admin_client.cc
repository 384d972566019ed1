// SPDX-License-Identifier: Apache-2.0
#include "cli/admin_client.h"

#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <boost/json.hpp>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "account/sessions.h"
#include "api/admin.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/random.h"
#include "cli/admin_channel.h"
#include "cli/loop_executor.h"
#include "diagnose/handshake_log.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using base::Code;

constexpr std::size_t page_rows = 100;

bool is_refusal(const json::object& answer) {
  const auto* ok = answer.if_contains("ok");
  return ok == nullptr || !ok->is_bool() || !ok->get_bool();
}

// Hands the rows of a page over. False: this was the last page.
bool collect(json::object& page, const AdminClient::Listing& listing, json::array& rows) {
  auto* part = page.if_contains(listing.name);
  if (part == nullptr || !part->is_array()) return false;
  for (auto& row : part->get_array()) {
    if (rows.size() < listing.rows_max) rows.push_back(std::move(row));
  }
  const bool is_empty = part->get_array().empty();
  return page.contains("next") && !is_empty && rows.size() < listing.rows_max;
}

base::Result<std::size_t> load_alone(diagnose::HandshakeLog& handshakes, LoopExecutor& loop) {
  std::optional<base::Result<std::size_t>> loaded;
  handshakes.load({&loop, [&loaded](const base::Result<std::size_t>& rows) { loaded = rows; }});
  while (!loaded) loop.run_one();
  return *loaded;
}

}  // namespace

json::object AdminClient::run(const json::object& request) const {
  return converse([&request](const Ask& ask) { return ask(request); });
}

json::object AdminClient::run_listing(json::object request, const Listing& listing) const {
  return converse([&](const Ask& ask) {
    json::array rows;
    for (;;) {
      request["limit"] = std::min(page_rows, listing.rows_max - rows.size());
      json::object page = ask(request);
      if (is_refusal(page)) return page;
      const bool is_last = !collect(page, listing, rows);
      if (!is_last) {
        request[listing.cursor] = page.at("next");
        continue;
      }
      page.erase("next");
      page[listing.name] = std::move(rows);
      return page;
    }
  });
}

json::object AdminClient::converse(const Talk& talk) const {
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
    if (store) return talk_alone(**store, clock, talk);
    if (store.error().code != Code::data_busy) return api::admin_refusal(store.error());

    auto channel = AdminChannel::connect(config_.data + "/admin.sock");
    if (channel) {
      return talk([this, &channel](const json::object& request) {
        auto answer = channel->ask(request, config_.limits.admin_request_bytes);
        return answer ? std::move(*answer) : api::admin_refusal(answer.error());
      });
    }
    if (clock.now() >= deadline) return api::admin_refusal(channel.error());
    std::this_thread::sleep_for(patience_.step);
  }
}

// The parts of a server that an operator's command needs, on one thread.
json::object AdminClient::talk_alone(store::Store& store, const base::Clock& clock, const Talk& talk) const {
  base::SystemRandom random;
  LoopExecutor loop;
  account::PasswordPool pool{1, 1};
  const account::Sessions sessions{store.sessions(), store.tokens(), bus_,
                                   random,           clock,          config_.session_days};
  diagnose::HandshakeLog handshakes{store.handshakes(), clock, config_.limits, loop};
  const api::AdminCommands commands{{.store = store,
                                     .pool = pool,
                                     .random = random,
                                     .clock = clock,
                                     .cost = account::hash_cost(config_),
                                     .config = config_,
                                     .sessions = sessions,
                                     .bus = bus_,
                                     .handshakes = handshakes}};
  bool has_log = false;
  const auto ask = [&](const json::object& request) {
    std::optional<json::object> answer;
    if (request.at("op") == "ledger" && !std::exchange(has_log, true)) {
      if (const auto loaded = load_alone(handshakes, loop); !loaded)
        return api::admin_refusal(loaded.error());
    }
    commands.run(request, loop, [&answer](json::object reply) { answer = std::move(reply); });
    while (!answer) loop.run_one();
    return std::move(*answer);
  };
  auto last = talk(ask);
  pool.stop();
  store.stop();
  return last;
}

}  // namespace heartlink::cli
