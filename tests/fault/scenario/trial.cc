// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/trial.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <set>
#include <thread>

#include <boost/json.hpp>

#include "tests/fault/checker/check.h"
#include "tests/fault/scenario/final_reads.h"
#include "tests/fault/scenario/server_figures.h"

namespace heartlink::fault {
namespace {

constexpr milliseconds look_again{20};
constexpr seconds standstill{60};
constexpr seconds settling{40};

// The figures of one process are compared with this much allowance: the page caches of SQLite (16 MiB and 4
// MiB a reader) fill once, and a worker's buffers grow to their size.
constexpr std::int64_t memory_allowance_bytes = std::int64_t{48} * 1024 * 1024;
constexpr std::int64_t descriptor_allowance = 8;
constexpr std::int64_t connections_of_a_process = 1'000'000;

// Limits that protect a server from strangers would only hide what these runs look for.
process::Words open_limits(const RunOptions& options, const process::Words& settings) {
  process::Words words{"workers=" + std::to_string(options.workers),
                       "registrations_per_hour=100000",
                       "limits.new_rooms_per_hour=100000",
                       "limits.messages_per_second=1000000",
                       "limits.messages_burst=1000000",
                       "limits.sockets_per_user=1000",
                       "limits.resume_entries=2000",
                       "limits.heartbeat=2s"};
  words.insert(words.end(), settings.begin(), settings.end());
  return words;
}

// Enough of a log to see what it was about.
std::string last_lines(const std::string& log) {
  constexpr std::size_t most = 1500;
  return log.size() <= most ? log : log.substr(log.size() - most);
}

std::string number_of(std::size_t at) { return std::to_string(at + 1); }

}  // namespace

Trial::Trial(RunOptions options, const process::Words& settings)
    : server(open_limits(options, settings)), random(options.seed), options_(std::move(options)) {
  folder_ = options_.folder + "/" + options_.fault + "-w" + std::to_string(options_.workers) + "-s" +
            std::to_string(options_.seed);
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  history_ = std::make_unique<HistoryWriter>(folder_ + "/run.jsonl");
}

Trial::~Trial() = default;

void Trial::open(std::size_t rooms, std::size_t writers, std::size_t readers) {
  server.start();
  for (std::size_t at = 0; at < writers; ++at) writers_.push_back("w" + number_of(at));
  for (std::size_t at = 0; at < readers; ++at) readers_.push_back("d" + number_of(at));
  const auto& owner = person("owner");
  for (std::size_t at = 0; at < rooms; ++at) {
    const auto& room = rooms_.emplace_back("r" + number_of(at));
    process::accepted(owner.post("/tools/api/chat/create-room/", {{"room_name", room}}));
    for (const auto* people : {&writers_, &readers_}) {
      for (const auto& name : *people) {
        (void)person(name);
        process::accepted(
            owner.post(process::in_room(room, "members/"), {{"username", name}, {"action", "add"}}));
      }
    }
  }
  (void)token_of("owner");
}

ClientPlan Trial::client(const std::string& user, const std::string& room) {
  ClientPlan plan;
  plan.client = user + room;
  plan.user = user;
  plan.room = room;
  plan.token = token_of(user);
  plan.session = user;
  return plan;
}

std::vector<ClientPlan> Trial::crowd(std::size_t window, std::uint32_t per_second,
                                     const std::string& prefix) {
  std::vector<ClientPlan> all;
  for (const auto& room : rooms_) {
    for (const auto* people : {&writers_, &readers_}) {
      for (const auto& name : *people) {
        auto plan = client(name, room);
        plan.client = prefix + plan.client;
        if (people == &writers_) {
          plan.window = window;
          plan.per_second = per_second;
          plan.resend_one_in = 97;
        }
        all.push_back(std::move(plan));
      }
    }
  }
  return all;
}

void Trial::start_clients(const std::string& process, std::vector<ClientPlan> plans, std::uint16_t port) {
  ProcessPlan plan;
  plan.name = process;
  plan.folder = folder_;
  plan.port = port == 0 ? server.port() : port;
  plan.seed = random();
  plan.first_connection = ++processes_ * connections_of_a_process;
  plan.clients = std::move(plans);
  clients.start(plan);
}

void Trial::start_crowd(std::size_t window, std::uint32_t per_second, std::uint16_t port) {
  auto all = crowd(window, per_second);
  std::vector<ClientPlan> other;
  for (std::size_t at = all.size(); at-- > 0;) {
    if (at % 2 == 0) continue;
    other.push_back(std::move(all[at]));
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
  }
  start_clients("clients1", std::move(all), port);
  start_clients("clients2", std::move(other), port);
}

const process::Person& Trial::person(const std::string& name) {
  const auto known = people_.find(name);
  if (known != people_.end()) return known->second;
  return people_.emplace(name, process::Person::registered(server, name)).first->second;
}

const std::string& Trial::token_of(const std::string& user) {
  auto& token = tokens_[user];
  if (token.empty()) token = process::make_token(server, user);
  return token;
}

milliseconds Trial::between(milliseconds least, milliseconds most) {
  return milliseconds{std::uniform_int_distribution<milliseconds::rep>{least.count(), most.count()}(random)};
}

void Trial::phase(const std::string& name) { say(What::phase, name); }
void Trial::find(const std::string& sentence) { say(What::finding, sentence); }
void Trial::measure(const std::string& what, std::int64_t value) { say(What::measure, what, value); }
void Trial::bound(const std::string& what, std::int64_t most) { say(What::bound, what, most); }

void Trial::say(What what, const std::string& text, std::int64_t value) {
  Event event;
  event.what = what;
  event.text = text;
  event.id = value;
  note(std::move(event));
}

void Trial::note(Event event) { history_->write(std::move(event)); }

void Trial::measure_server(bool limit) {
  const auto figures = figures_of(server.pid());
  if (limit) {
    bound("rss_bytes", figures.rss_bytes + figures.rss_bytes / 20 + memory_allowance_bytes);
    bound("fds", figures.descriptors + figures.descriptors / 20 + descriptor_allowance);
  }
  measure("rss_bytes", figures.rss_bytes);
  measure("fds", figures.descriptors);
}

void Trial::work_for(milliseconds time) { std::this_thread::sleep_for(time); }

void Trial::work_until(std::size_t acknowledged) {
  auto before = clients.progress().acknowledged;
  process::Deadline deadline{standstill};
  while (before < acknowledged) {
    std::this_thread::sleep_for(look_again);
    const auto now = clients.progress().acknowledged;
    if (now > before) deadline = process::Deadline{standstill};
    if (deadline.passed()) return find("I10: nothing was acknowledged for a minute");
    before = now;
  }
}

milliseconds Trial::wait_for_acknowledgement(milliseconds most) {
  const auto began = std::chrono::steady_clock::now();
  const auto before = clients.progress().acknowledged;
  const process::Deadline deadline{most};
  while (clients.progress().acknowledged == before && !deadline.passed())
    std::this_thread::sleep_for(look_again);
  const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
  if (deadline.passed())
    find("I10: no message was acknowledged within " + std::to_string(most.count()) + " ms; the server says " +
         last_lines(server.log()));
  return took;
}

void Trial::settle() {
  clients.order("pause");
  const process::Deadline deadline{settling};
  while (!has_settled()) {
    if (deadline.passed()) {
      const auto progress = clients.progress();
      return find("I10: after " + std::to_string(settling.count()) +
                  " s not everybody is back: " + json_of(progress));
    }
    std::this_thread::sleep_for(look_again);
  }
}

bool Trial::has_settled() {
  const auto progress = clients.progress();
  if (progress.unanswered > 0 || progress.live < progress.clients || progress.behind > 0) return false;
  return std::ranges::all_of(progress.seen, [this](const auto& seen) {
    return seen.second >= head_of(server, token_of("owner"), seen.first);
  });
}

int Trial::finish() {
  try {
    settle();
    phase("end");
    clients.stop();
    read_everything();
  } catch (const std::exception& error) {
    find(std::string{"I11: the run broke off: "} + error.what() + "\n" + server.log());
  }
  history_->flush();
  return judge();
}

void Trial::read_everything() {
  if (const int exit_code = server.stop(); exit_code != 0)
    find("I11: asked to stop, the server ended with " + std::to_string(exit_code) + "\n" + server.log());
  auto rooms = rooms_;
  rooms.insert(rooms.end(), read_too_.begin(), read_too_.end());
  const auto path = server.data() + "/heartlink.db";
  read_database(path, rooms, *history_);
  const auto unread = unread_in_database(path);
  server.run_under({});
  server.start();
  read_over_http(server, token_of("owner"), rooms, *history_);
  read_by_socket(server, token_of("owner"), rooms, *history_);
  for (const auto* people : {&writers_, &readers_}) {
    for (const auto& user : *people) compare_unread(server, user, token_of(user), unread, *history_);
  }
  if (const int exit_code = server.stop(); exit_code != 0)
    find("I11: the last stop ended with " + std::to_string(exit_code));
}

int Trial::judge() {
  const auto verdict = check(read_histories(folder_));
  const auto took = std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now() - began_);
  std::string line = options_.fault + " workers=" + std::to_string(options_.workers) +
                     " seed=" + std::to_string(options_.seed);
  for (const auto& [name, value] : counts_) line += " " + name + "=" + std::to_string(value);
  line += ": " + summary(verdict) + " (" + std::to_string(took.count()) + " s)";
  std::printf("%s %s\n", verdict.violations.empty() ? "ok  " : "FAIL", line.c_str());
  if (verdict.violations.empty()) {
    std::filesystem::remove_all(folder_);
    return 0;
  }
  // Of each invariant the smallest counter-example.
  std::set<std::string> told;
  for (const auto& violation : verdict.violations) {
    if (told.insert(violation.invariant).second) std::printf("%s\n", describe(violation).c_str());
  }
  std::printf("%zu violations in all; histories are kept in %s\n", verdict.violations.size(),
              folder_.c_str());
  return 1;
}

}  // namespace heartlink::fault
