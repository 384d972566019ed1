// SPDX-License-Identifier: Apache-2.0
#include "cli/server.h"

#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "api/admin.h"
#include "base/log.h"
#include "cli/server_worker.h"
#include "filter/filter.h"
#include "match/rules.h"
#include "net/admin_socket.h"

namespace heartlink::cli {
namespace {

using base::Result;

// How the sockets' goodbyes are spread, so that their clients do not all come back at once.
constexpr std::chrono::milliseconds drain_tick{100};
constexpr std::size_t drain_ticks = 20;

std::uint32_t worker_count(const base::Config& config) {
  if (config.workers > 0) return config.workers;
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof(set), &set) != 0) return 1;
  return static_cast<std::uint32_t>(std::max(1, CPU_COUNT(&set)));
}

// Descriptors that are no connections: per worker its loop and its listener, per reader its files, and for
// the rest (the writer's files, the lock, the log, the operator's socket) more than they ever are.
constexpr std::uint64_t own_descriptors = 48;
constexpr std::uint64_t descriptors_per_worker = 4;
constexpr std::uint64_t descriptors_per_reader = 2;

std::uint32_t connections_of(const base::Config& config) {
  const auto most = config.limits.connections;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return most;
  const auto own = own_descriptors + descriptors_per_worker * worker_count(config) +
                   descriptors_per_reader * config.limits.read_threads;
  const auto fitting = net::connections_within(most, limit.rlim_cur, own);
  if (fitting < most)
    base::log::warning("few_descriptors", {{"descriptors", std::to_string(limit.rlim_cur)},
                                           {"connections", std::to_string(fitting)},
                                           {"configured", std::to_string(most)}});
  return fitting;
}

// A command line that works beside us holds the data directory for a moment; a second server holds it for
// good.
Result<std::unique_ptr<store::Store>> open_patiently(const store::Opener& open_store,
                                                     const store::Environment& environment) {
  constexpr int tries = 20;
  for (int i = 1;; ++i) {
    auto opened = open_store(environment);
    const bool taken = opened.has_error() && opened.error().code == base::Code::data_busy;
    if (!taken || i == tries) return opened;
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
}

account::Throttle throttle(const base::Config& config) {
  return {config.sign_in_failures, std::chrono::seconds{config.sign_in_window_seconds}};
}

}  // namespace

// In the order of construction; destruction runs backwards.
struct Server::Parts {
  Parts(const base::Config& c, bus::Bus& b)
      : config(c), bus(b), connections(connections_of(c)), files(net::embedded_files()) {
    for (std::uint32_t i = 0; i < worker_count(c); ++i)
      loops.push_back(std::make_unique<net::Worker>(clock, config.limits));
  }

  base::Config config;
  base::SystemClock clock;
  base::SystemRandom random;
  base::Metrics metrics;
  base::Lifecycle lifecycle;
  presence::Registry registry;
  presence::Calls calls{config.limits.calls};
  bus::Bus& bus;
  net::ConnectionCount connections;
  net::StaticFiles files;
  std::vector<std::unique_ptr<net::Worker>> loops;
  std::unique_ptr<filter::Filter> filter;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<account::PasswordPool> passwords;
  std::unique_ptr<account::Sessions> sessions;
  std::unique_ptr<account::SignIn> sign_in;
  std::unique_ptr<account::Register> registration;
  std::unique_ptr<account::ChangePassword> change_password;
  std::unique_ptr<diagnose::HandshakeLog> handshakes;
  std::unique_ptr<chat::Retention> retention;
  match::Rules rules = match::rules_of(config);
  std::unique_ptr<match::Matchmaker> matchmaker;
  std::unique_ptr<diagnose::Pulse> pulse;
  std::unique_ptr<api::AdminCommands> admin;
  std::vector<std::unique_ptr<ServerWorker>> workers;
  std::unique_ptr<net::AdminSocket> admin_socket;
  std::string url;

  Result<void> open(const store::Opener& open_store, std::function<void(const base::Error&)> on_fatal);
  void open_accounts();
  Result<void> listen(const net::Endpoint& endpoint);
  void write_handshakes();
};

Result<void> Server::Parts::open(const store::Opener& open_store,
                                 std::function<void(const base::Error&)> on_fatal) {
  auto opened_filter = filter::Filter::open(config);
  if (opened_filter.has_error()) return opened_filter.error();
  filter = std::move(opened_filter.value());
  store::Environment environment;
  environment.config = &config;
  environment.filter = filter.get();
  environment.clock = &clock;
  environment.metrics = &metrics;
  environment.on_commit = [this](model::SharedParcel parcel) { bus.publish(std::move(parcel)); };
  environment.on_fatal = std::move(on_fatal);
  auto opened = open_patiently(open_store, environment);
  if (opened.has_error()) return opened.error();
  store = std::move(opened.value());

  const auto& limits = config.limits;
  passwords = std::make_unique<account::PasswordPool>(limits.password_threads, limits.password_queue_jobs);
  open_accounts();
  handshakes = std::make_unique<diagnose::HandshakeLog>(store->handshakes(), clock, limits, *loops.front());
  handshakes->load({loops.front().get(), [](const Result<std::size_t>& rows) {
                      if (!rows)
                        base::log::warning("handshakes_not_loaded", {{"detail", rows.error().detail}});
                    }});
  retention = std::make_unique<chat::Retention>(store->retention(), registry, config, clock, *loops.front());
  matchmaker = std::make_unique<match::Matchmaker>(
      match::Matchmaker::Parts{*loops.front(), clock, random, store->matches(), registry, metrics}, rules,
      config.match_aliases);
  loops.front()->post([this] { matchmaker->tick(); });  // loads what waits
  pulse = std::make_unique<diagnose::Pulse>(metrics, clock, *loops.front());
  admin = std::make_unique<api::AdminCommands>(
      api::AdminCommands::Parts{*store, *passwords, random, clock, account::hash_cost(config), config,
                                *sessions, bus, *handshakes, matchmaker.get(), &registry, true});
  return {};
}

void Server::Parts::open_accounts() {
  auto& home = *loops.front();
  auto& users = store->users();
  const auto cost = account::hash_cost(config);
  sessions = std::make_unique<account::Sessions>(store->sessions(), store->tokens(), bus, random, clock,
                                                 config.session_days);
  sign_in = std::make_unique<account::SignIn>(
      account::SignIn::Parts{users, *sessions, *passwords, clock, home, random, metrics}, cost,
      throttle(config));
  registration = std::make_unique<account::Register>(
      account::Register::Parts{users, *sessions, *passwords, clock, home, random}, cost, config);
  change_password = std::make_unique<account::ChangePassword>(*sign_in, users, *passwords, random, cost, bus);
}

Result<void> Server::Parts::listen(const net::Endpoint& endpoint) {
  const Shared shared{
      config,     clock,       random,    metrics,        lifecycle,     registry,         calls,
      bus,        *store,      *sessions, *sign_in,       *registration, *change_password, *handshakes,
      *retention, *matchmaker, *pulse,    *loops.front(), files,         connections};
  for (auto& loop : loops) {
    auto worker = std::make_unique<ServerWorker>(shared, *loop);
    if (auto listening = worker->listen(endpoint); listening.has_error()) return listening.error();
    workers.push_back(std::move(worker));
  }
  auto& home = *loops.front();
  auto handler = [this, &home](boost::json::object request, net::AdminSocket::Reply reply) {
    admin->run(std::move(request), home, std::move(reply));
  };
  auto socket = net::AdminSocket::open(home, config.data + "/admin.sock", std::move(handler));
  if (socket.has_error()) return socket.error();
  admin_socket = std::move(socket.value());
  const auto host = endpoint.address().is_v6() ? "[" + endpoint.address().to_string() + "]"
                                               : endpoint.address().to_string();
  url = fmt::format("http://{}:{}", host, endpoint.port());
  return {};
}

// Waits until the store was given every row; it commits them when it stops.
void Server::Parts::write_handshakes() {
  std::promise<void> asked;
  handshakes->close(*loops.front(), [&asked] { asked.set_value(); });
  asked.get_future().wait();
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Result<std::unique_ptr<Server>> Server::build(const base::Config& config, const store::Opener& open_store,
                                              bus::Bus& bus,
                                              std::function<void(const base::Error&)> on_fatal) {
  const auto asked = net::parse_endpoint(config.listen);
  if (asked.has_error()) return asked.error();
  const auto endpoint = net::probe_address(asked.value());
  if (endpoint.has_error()) return endpoint.error();
  auto parts = std::make_unique<Parts>(config, bus);
  if (auto opened = parts->open(open_store, std::move(on_fatal)); opened.has_error()) return opened.error();
  if (auto listening = parts->listen(endpoint.value()); listening.has_error()) return listening.error();
  return std::unique_ptr<Server>{new Server(std::move(parts))};
}

Server::~Server() {
  if (parts_->lifecycle.serving()) drain();
}

const std::string& Server::url() const { return parts_->url; }

void Server::start() {
  parts_->lifecycle.enter(base::Lifecycle::State::serving);
  for (auto& worker : parts_->workers) worker->start();
}

void Server::reload() {
  const auto& file = parts_->config.filter_words;
  if (const auto read = parts_->filter->reload(); read.has_error()) {
    return base::log::error("filter_not_reloaded", {{"detail", read.error().detail}});
  }
  base::log::info("filter_reloaded", {{"words", file}});
}

bool Server::is_deserted() {
  std::promise<bool> found;
  parts_->store->users().list({}, 1, {parts_->loops.front().get(), [&found](const auto& people) {
                                        found.set_value(people.has_value() && people->empty());
                                      }});
  return found.get_future().get();
}

void Server::drain() {
  auto& parts = *parts_;
  parts.lifecycle.enter(base::Lifecycle::State::draining);
  const auto deadline = parts.clock.now() + parts.config.limits.drain - std::chrono::seconds{1};
  const auto left = [&] {
    std::size_t sockets = 0;
    for (const auto& worker : parts.workers) sockets += worker->sockets_left();
    return sockets;
  };
  for (std::size_t tick = 0; parts.clock.now() < deadline; ++tick) {
    for (auto& worker : parts.workers) {
      // Growing shares: everybody has been told after drain_ticks, however many there are.
      const auto share =
          tick + 1 >= drain_ticks ? SIZE_MAX : worker->sockets_left() / (drain_ticks - tick) + 1;
      worker->drain_some(share);
    }
    std::this_thread::sleep_for(drain_tick);
    if (left() == 0) break;
  }
  // Until here a balancer that asks /readyz has heard 503, and every socket its last answers and 1001.
  for (auto& worker : parts.workers) worker->stop_accepting();
  parts.write_handshakes();
  parts.store->stop();
  parts.passwords->stop();
  for (auto& worker : parts.workers) worker->join();
  base::log::info("drained", {{"sockets_left", std::to_string(left())}});
}

}  // namespace heartlink::cli
