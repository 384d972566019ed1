// SPDX-License-Identifier: Apache-2.0
// fault_match: 200 people ask to be matched with each other, come, stay away, cancel, block and go, while the
// server (the environment's HEARTLINK) is killed and started again; then everything that they were told is
// judged against the database. Exit code 1: a promise is broken, with the stories of those whom it is about.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <deque>
#include <exception>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>

#include "tests/fault/match/fields.h"
#include "tests/fault/match/judge.h"
#include "tests/fault/match/read_ledger.h"
#include "tests/fault/match/stranger.h"
#include "tests/process/server_process.h"

namespace heartlink::fault::match {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Options {
  int people = 200;
  int seconds = 60;
  int kills = 24;
  int workers = 2;
  std::uint64_t seed = 1;
  bool smoke = false;
};

constexpr seconds confirm{2};
// Longer than partners are recent, and than two whom the store refused once are tried again.
constexpr milliseconds silence{2'500};
constexpr seconds calm_most{30};
constexpr int broken_shown = 12;

// Every fourth seed keeps partners apart for a while.
process::Words settings_of(const Options& options) {
  const std::string recent = options.seed % 4 == 3 ? "2s" : "0s";
  return {"workers=" + std::to_string(options.workers),
          "registrations_per_hour=1000000",
          "match.guess_limit=1000000",
          "match.confirm=" + std::to_string(confirm.count()) + "s",
          "match.wait=10s",
          "match.absence=5s",
          "match.recent_partners=" + recent,
          "limits.user_events=100000",
          "limits.rooms_per_user=100000",
          "limits.new_rooms_per_hour=1000000",
          "limits.messages_per_second=100000",
          "limits.messages_burst=100000",
          "log_level=warning"};
}

void pause(milliseconds time) { std::this_thread::sleep_for(time); }

class MatchStorm {
 public:
  explicit MatchStorm(const Options& options)
      : options_(options), random_(options.seed), server_(settings_of(options)) {
    server_.start();
    for (int i = 0; i < options.people; ++i) names_.push_back("p" + std::to_string(1000 + i));
    for (const auto& name : names_) {
      people_.emplace_back(process::Person::registered(server_, name), names_, habits_, random_(),
                           server_.port());
    }
  }

  [[nodiscard]] int run() {
    {
      std::vector<std::jthread> threads;
      for (auto& person : people_) threads.emplace_back([&] { person.live(weather_); });
      try {
        kill_and_start_for(seconds{options_.seconds});
        weather_ = Weather::calm;
        wait_for_calm();
      } catch (...) {
        weather_ = Weather::over;
        throw;
      }
      weather_ = Weather::over;
    }
    const auto ended = now_us();
    if (server_.stop() != 0) throw std::runtime_error("the server did not stop cleanly:\n" + server_.log());
    Storm storm;
    storm.ended = ended;
    storm.restarted = restarted_;
    storm.confirm = std::chrono::microseconds{confirm}.count();
    storm.ledger = read_ledger(server_.data() + "/heartlink.db");
    for (const auto& person : people_) storm.people.push_back(person.story());
    return report(storm);
  }

 private:
  // At random moments, on average evenly over the time.
  void kill_and_start_for(seconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    for (int left = options_.kills; left > 0; --left) {
      const auto rest = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
      const auto mean = std::max<std::int64_t>(1, rest.count() / (left + 1));
      std::uniform_int_distribution<std::int64_t> dice{mean / 2, mean + mean / 2};
      pause(milliseconds{dice(random_)});
      server_.kill();
      const auto offered = count_offered(server_.data() + "/heartlink.db");
      offered_at_kills_ += offered;
      restarts_while_offered_ += offered > 0 ? 1 : 0;
      server_.start();
      restarted_ = now_us();
    }
    std::this_thread::sleep_until(end);
  }

  // Whoever is not settled by the end of this is a finding of its own.
  void wait_for_calm() {
    const auto end = std::chrono::steady_clock::now() + calm_most;
    const auto is_settled = [](const Stranger& one) { return one.is_settled(now_us(), silence); };
    while (!std::ranges::all_of(people_, is_settled)) {
      if (std::chrono::steady_clock::now() > end) break;
      pause(milliseconds{50});
    }
    for (std::size_t at = 0; at < people_.size(); ++at) {
      if (!is_settled(people_[at])) restless_.push_back(names_[at]);
    }
  }

  [[nodiscard]] int report(const Storm& storm) const {
    auto verdict = judge(storm);
    for (const auto& name : restless_) verdict.broken.push_back({"M6", "is never settled", {name}});
    std::set<std::string> about;
    int shown = 0;
    for (const auto& broken : verdict.broken) {
      if (++shown > broken_shown) break;
      std::string names;
      for (const auto& name : broken.people) names += " " + name;
      std::printf("%s: %s:%s\n", broken.promise.c_str(), broken.sentence.c_str(), names.c_str());
      if (shown <= 2) about.insert(broken.people.begin(), broken.people.end());
    }
    for (const auto& person : storm.people) {
      if (about.contains(person.name)) std::printf("%s", story_of(person).c_str());
    }
    std::printf("match: %zu promises broken; kills=%d restarts_while_offered=%d offered_at_kills=%lld",
                verdict.broken.size(), options_.kills, restarts_while_offered_,
                static_cast<long long>(offered_at_kills_));
    for (const auto& [name, value] : verdict.counts) {
      std::printf(" %s=%lld", name.c_str(), static_cast<long long>(value));
    }
    std::printf(" people=%d workers=%d seed=%llu\n", options_.people, options_.workers,
                static_cast<unsigned long long>(options_.seed));
    return verdict.broken.empty() ? 0 : 1;
  }

  Options options_;
  Habits habits_;
  std::mt19937_64 random_;
  process::ServerProcess server_;
  std::vector<std::string> names_;
  std::vector<std::string> restless_;
  std::deque<Stranger> people_;
  std::atomic<Weather> weather_{Weather::storm};
  int restarts_while_offered_ = 0;
  std::int64_t offered_at_kills_ = 0;
  Micros restarted_ = 0;
};

}  // namespace
}  // namespace heartlink::fault::match

int main(int argc, char** argv) try {
  ::signal(SIGPIPE, SIG_IGN);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  CLI::App app{"people who are matched while the server is killed"};
  heartlink::fault::match::Options options;
  app.add_option("--people", options.people)->check(CLI::Range(2, 1000));
  app.add_option("--seconds", options.seconds)->check(CLI::Range(1, 3600));
  app.add_option("--kills", options.kills)->check(CLI::Range(0, 1000));
  app.add_option("--workers", options.workers)->check(CLI::Range(1, 64));
  app.add_option("--seed", options.seed);
  app.add_flag("--smoke", options.smoke, "60 people, 8 seconds, 4 kills");
  CLI11_PARSE(app, argc, argv);
  if (options.smoke) {
    options.people = 60;
    options.seconds = 8;
    options.kills = 4;
  }
  return heartlink::fault::match::MatchStorm{options}.run();
} catch (const std::exception& error) {
  std::fprintf(stderr, "fault_match: %s\n", error.what());
  return 1;
}
