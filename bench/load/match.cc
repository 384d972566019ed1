// SPDX-License-Identifier: Apache-2.0
#include "match.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "answer.h"
#include "failure.h"
#include "findings.h"
#include "latencies.h"
#include "process_usage.h"
#include "report.h"
#include "requests.h"
#include "server_text.h"
#include "swarm.h"

namespace heartlink::load {
namespace {

constexpr std::uint32_t numbers = 10'000;
constexpr Nanoseconds patience = 10 * ns_per_second;

struct Person {
  enum class State : std::uint8_t { idle, asking, told, cancelling };

  State state = State::idle;
  bool heart = false;
  bool survived = false;  // waits again since his last partner went: nobody here knows since when
  Nanoseconds asked = 0;  // when his request was due; a request that waits for a connection waits since then
  std::string room;
};

// The first of two who was told of a room.
struct Half {
  std::uint32_t person = 0;
  Nanoseconds told = 0;
};

class Match final : public Audience, public Asker {
 public:
  explicit Match(const MatchOptions& options)
      : options_(options),
        swarm_(Endpoint::parse(options.url), *this),
        people_(options.people),
        requests_(Endpoint::parse(options.url), options.requests, *this) {
    for (std::uint32_t i = 0; i < options.people; ++i) idle_.push_back(i);
  }

  void run() {
    std::vector<Seat> seats;
    for (std::uint32_t i = 0; i < options_.people; ++i) {
      Seat seat;
      seat.room_id = "of my own";
      seat.path = "/ws/user/";
      seat.token = options_.tokens[i % options_.tokens.size()];
      seats.push_back(std::move(seat));
    }
    swarm_.seat_all(seats, options_.connect_timeout_s * ns_per_second);
    fmt::print(stderr, "connected: {} people\n", options_.people);
    ask_until(now_ns() + options_.warmup_s * ns_per_second);
    measuring_ = true;
    began_ = now_ns();
    const double cpu = options_.server_pid > 0 ? cpu_seconds(options_.server_pid) : 0;
    const double own = own_cpu_seconds();
    ask_until(began_ + options_.seconds * ns_per_second);
    measuring_ = false;
    seconds_ = seconds_of(now_ns() - began_);
    server_cpu_ = options_.server_pid > 0 ? cpu_seconds(options_.server_pid) - cpu : 0;
    own_cpu_ = own_cpu_seconds() - own;
    drain();
  }

  [[nodiscard]] int print() const {
    const double rate = static_cast<double>(matches_) / seconds_;
    const double p99 = times_.quantile_ms(0.99);
    Report report;
    report.text("mode", "match")
        .count("people", options_.people)
        .number("asked_per_second", static_cast<double>(asked_) / seconds_)
        .number("matches_per_second", rate)
        .count("matches", matches_)
        .count("survivors", survivors_)
        .latencies("told_ms", times_)
        .latencies("told_heart_ms", heart_times_)
        .latencies("told_number_ms", number_times_)
        .latencies("cancel_ms", cancel_times_)
        .count("late_arrivals", late_)
        .number("server_cpu_percent", 100 * server_cpu_ / seconds_)
        .number("generator_cpu_percent", 100 * own_cpu_ / seconds_)
        .counts("errors", findings_.errors())
        .counts("violations", findings_.violations())
        .text("first_violation", findings_.first());
    fmt::print("{}", report.json());
    const bool fast = rate >= options_.bar_per_second;
    const bool soon = p99 < options_.bar_ms;
    fmt::print(stderr,
               "match: both told after p50 {:.1f} ms, p99 {:.1f} ms (bar: {}: {}), max {:.1f} ms at {:.0f} "
               "matches/s (bar: {}: {})\n",
               times_.quantile_ms(0.5), p99, options_.bar_ms, soon ? "held" : "MISSED", times_.max_ms(), rate,
               options_.bar_per_second, fast ? "held" : "MISSED");
    return fast && soon && findings_.clean() ? 0 : 1;
  }

  void on_text(Client& client, std::string_view text, Nanoseconds read_ns) override {
    const auto type = leading_type(text);
    if (type == "match_found") return on_told(client.ordinal(), text_of(text, "room_id"), read_ns);
    if (type == "match_withdrawn") return on_withdrawn(client.ordinal());
    if (type == "ticket_expired" || type == "ticket_dropped") findings_.violation(type, text);
  }
  void on_read_end(Client&) override {}
  void on_close(Client&, std::uint16_t code, std::string_view reason) override {
    findings_.close(code, reason);
    throw Failure(fmt::format("the server ended a socket: {} {}", code, reason));
  }

  void on_answer(std::uint64_t tag, int status, std::string_view body, Nanoseconds read_ns) override {
    const auto person = static_cast<std::uint32_t>(tag / 2);
    if (tag == cancel_of(person)) return on_cancelled(person, status, body, read_ns);
    if (status == 200) return on_told(person, text_of(body, "room_id"), read_ns);
    const auto code = text_of(body, "code");
    findings_.error(code);
    if (people_[person].state != Person::State::asking) return;
    // The match was over before it was told: he may be waiting again, and must not be forgotten so.
    if (code == "ticket_moved" || code == "already_waiting") return cancel(person, read_ns);
    rest(person);
  }

 private:
  // What an answer belongs to: that of a wish may come when its match is known and cancelled already.
  static std::uint64_t wish_of(std::uint32_t person) { return 2ULL * person; }
  static std::uint64_t cancel_of(std::uint32_t person) { return wish_of(person) + 1; }

  // An open loop: whoever is late stays due, and his time runs.
  void ask_until(Nanoseconds until) {
    const auto pause = static_cast<Nanoseconds>(ns_per_second / (2 * options_.rate));
    if (next_ == 0) next_ = now_ns();
    for (Nanoseconds now = now_ns(); now < until; now = now_ns()) {
      for (; next_ <= now; next_ += pause) ask(next_);
      turn(std::min(next_, until) - now);
    }
  }

  void ask(Nanoseconds due) {
    if (idle_.empty()) {
      ++late_;
      return;
    }
    const auto at = idle_.front();
    idle_.pop_front();
    Person& person = people_[at];
    person.state = Person::State::asking;
    person.heart = arrivals_++ % 2 == 0;
    person.survived = false;
    person.asked = due;
    if (measuring_) ++asked_;
    const auto& token = swarm_.clients()[at].token();
    if (person.heart) return requests_.post(token, "/tools/api/heart_link/create/", "{}", wish_of(at));
    // Two in a row think of the same number.
    const auto number = arrivals_ / 4 % numbers;
    requests_.post(token, "/tools/api/number-match/", fmt::format(R"({{"number":"{:04}"}})", number),
                   wish_of(at));
  }

  // By an answer or on his line, whatever comes first. No room: he waits.
  void on_told(std::uint32_t at, std::string_view room, Nanoseconds read_ns) {
    Person& person = people_[at];
    if (room.empty() || person.room == room) return;
    if (person.state != Person::State::asking) return;  // his cancel is on its way
    person.state = Person::State::told;
    person.room = room;
    const auto [half, first] = halves_.try_emplace(person.room, Half{at, read_ns});
    if (first) return;
    const auto other = half->second.person;
    halves_.erase(half);
    on_pair(other, at, read_ns);
  }

  // The other one had cancelled his wait before he was told.
  void on_withdrawn(std::uint32_t at) {
    Person& person = people_[at];
    if (person.state != Person::State::told) return;
    halves_.erase(person.room);
    person.state = Person::State::asking;
    person.survived = true;
    ++survivors_;
  }

  void on_pair(std::uint32_t one, std::uint32_t other, Nanoseconds told) {
    const auto eligible = std::max(people_[one].asked, people_[other].asked);
    const bool is_timed = !people_[one].survived && !people_[other].survived;
    if (measuring_ && eligible >= began_) ++matches_;
    if (measuring_ && eligible >= began_ && is_timed) {
      times_.add(told - eligible);
      (people_[one].heart ? heart_times_ : number_times_).add(told - eligible);
    }
    cancel(one, told);
    cancel(other, told);
  }

  void cancel(std::uint32_t at, Nanoseconds now) {
    Person& person = people_[at];
    person.state = Person::State::cancelling;
    person.asked = now;
    const auto* target = person.heart ? "/tools/api/heart_link/cancel/" : "/tools/api/number-match/cancel/";
    requests_.post(swarm_.clients()[at].token(), target, "{}", cancel_of(at));
  }

  void on_cancelled(std::uint32_t at, int status, std::string_view body, Nanoseconds read_ns) {
    if (status != 200) findings_.error(text_of(body, "code"));
    if (text_of(body, "code") == "already_matched") return cancel(at, people_[at].asked);
    if (measuring_) cancel_times_.add(read_ns - people_[at].asked);
    rest(at);
  }

  void rest(std::uint32_t at) {
    people_[at].state = Person::State::idle;
    idle_.push_back(at);
  }

  // Whoever is still under way is answered; of those who wait one may be left of each kind.
  void drain() {
    const auto until = now_ns() + patience;
    const auto is_moving = [](const Person& person) { return person.state >= Person::State::told; };
    while (std::ranges::any_of(people_, is_moving)) {
      if (now_ns() > until) {
        findings_.violation("unanswered", fmt::format("{} halves of matches", halves_.size()));
        return;
      }
      turn(10 * ns_per_ms);
    }
  }

  void turn(Nanoseconds wait) {
    std::array<pollfd, 2> files{pollfd{swarm_.number(), POLLIN, 0}, pollfd{requests_.number(), POLLIN, 0}};
    const timespec time{0, std::clamp<Nanoseconds>(wait, 0, ns_per_second - 1)};
    ppoll(files.data(), files.size(), &time, nullptr);
    requests_.turn();
    swarm_.turn(0);
  }

  const MatchOptions& options_;
  Swarm swarm_;
  std::vector<Person> people_;
  Requests requests_;
  std::deque<std::uint32_t> idle_;
  std::unordered_map<std::string, Half> halves_;
  Nanoseconds next_ = 0;
  std::uint64_t arrivals_ = 0;
  bool measuring_ = false;
  Nanoseconds began_ = 0;
  double seconds_ = 0;
  double server_cpu_ = 0;
  double own_cpu_ = 0;
  std::uint64_t asked_ = 0;
  std::uint64_t matches_ = 0;
  std::uint64_t survivors_ = 0;
  std::uint64_t late_ = 0;
  Latencies times_;
  Latencies heart_times_;
  Latencies number_times_;
  Latencies cancel_times_;
  Findings findings_;
};

}  // namespace

int run_match(const MatchOptions& options) {
  Match match(options);
  match.run();
  return match.print();
}

}  // namespace heartlink::load
