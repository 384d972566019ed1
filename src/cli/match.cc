// SPDX-License-Identifier: Apache-2.0
// `heartlink match …`. `status` and `explain` ask the running server (cli/match_live.cc); `sim` sends a crowd
// through the matching machine under a virtual clock, without a server or data, and fails when somebody was
// treated unfairly.
#include <charconv>
#include <cmath>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/match_live.h"
#include "cli/match_report.h"
#include "match/simulate.h"

namespace heartlink::cli {
namespace {

constexpr CommandTexts group{"match", {"匹配陌生人", "how strangers are matched"}};
constexpr CommandTexts sim_texts{
    "sim",
    {"模拟一群人来匹配，看每个人要等多久", "simulate a crowd and see how long people wait"},
    {"示例:\n"
     "  heartlink match sim --arrivals 120/min --people 10000\n"
     "  heartlink match sim --arrivals 5 --people 500 --languages 20 --hard 80 --json\n"
     "有人被后来的人抢先，或者在合适的人旁边过期时，退出码是 1",
     "Examples:\n"
     "  heartlink match sim --arrivals 120/min --people 10000\n"
     "  heartlink match sim --arrivals 5 --people 500 --languages 20 --hard 80 --json\n"
     "Exits 1 when somebody was passed over, or expired while a compatible one waited"}};

constexpr Text arrivals_help{"平均每分钟来多少人，0.01 到 1000000",
                             "people who arrive in a minute, on average, 0.01 to 1000000"};
constexpr Text people_help{"一共多少人，1 到 1000000", "how many people come, 1 to 1000000"};
constexpr Text seed_help{"随机数种子，0 到 10^15；同样的种子给出同样的结果",
                         "0 to 10^15; the same seed gives the same figures"};
constexpr Text burst_help{"每十分钟里最忙的一分钟是其他的几倍，0.1 到 100",
                          "the busiest minute of ten against the others, 0.1 to 100; 1: even"};
constexpr Text languages_help{"有几种语言，1 到 64", "how many languages there are, 1 to 64"};
constexpr Text skew_help{"第 n 种语言占 1/n^X，0 到 10", "language n has a share of 1/n^X, 0 to 10"};
constexpr Text wish_help{"多少人只想要同语言的人，0 到 100", "who wish for their own language, 0 to 100"};
constexpr Text hard_help{"其中多少人永远不让步，0 到 100", "of those, who wish so for ever, 0 to 100"};
constexpr Text no_show_help{"多少人配对后不来，0 到 100", "who do not come when they are matched, 0 to 100"};

// A number in the range and nothing behind it; CLI11's own check lets "nan" pass.
bool is_number(const std::string& text, double least, double most) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end && std::isfinite(number) && number >= least &&
         number <= most;
}

CLI::Validator number_between(double least, double most) {
  const auto check = [least, most](std::string& text) {
    return is_number(text, least, most) ? std::string{} : std::string{"out of range"};
  };
  return CLI::Validator{check, ""};
}

// "120" or "120/min", as a number.
CLI::Validator arrivals() {
  constexpr double most = 1'000'000;
  constexpr double least = 0.01;  // a million of them take 190 years, which the clock can count
  const auto check = [](std::string& text) {
    constexpr std::string_view unit = "/min";
    if (text.ends_with(unit)) text.resize(text.size() - unit.size());
    return is_number(text, least, most) ? std::string{} : std::string{"no rate"};
  };
  return CLI::Validator{check, ""};
}

int simulate_crowd(const Program& program, const match::Crowd& crowd) {
  const Console& console = program.console;
  const auto simulated = match::simulate(crowd, match::Rules{});
  if (program.common.json) {
    print(console, simulated_json(crowd, simulated));
  } else {
    console.out << simulated_text(simulated, console.lang) << std::flush;
  }
  return keeps_promise(simulated) ? exit_ok : exit_failed;
}

void add_sim(CLI::App& match, Program& program) {
  const Lang lang = program.console.lang;
  const auto crowd = std::make_shared<match::Crowd>();
  auto* sim = begin_command(match, program, sim_texts);
  const auto add = [sim, lang](const char* name, auto& value, const Text& help, const char* wanted,
                               const CLI::Validator& check) {
    sim->add_option(name, value, help.in(lang))->option_text(wanted)->check(check);
  };
  sim->add_option("--arrivals", crowd->per_minute, arrivals_help.in(lang))
      ->option_text("N/min")
      ->transform(arrivals());
  add("--people", crowd->people, people_help, "N", number_between(1, 1'000'000));
  add("--seed", crowd->seed, seed_help, "N", number_between(0, 1e15));
  add("--burst", crowd->burst, burst_help, "X", number_between(0.1, 100));
  add("--languages", crowd->languages, languages_help, "N", number_between(1, 64));
  add("--skew", crowd->skew, skew_help, "X", number_between(0, 10));
  add("--wish", crowd->wish_percent, wish_help, "PERCENT", number_between(0, 100));
  add("--hard", crowd->hard_percent, hard_help, "PERCENT", number_between(0, 100));
  add("--no-show", crowd->no_show_percent, no_show_help, "PERCENT", number_between(0, 100));
  end_command(*sim, program, [&program, crowd] { return simulate_crowd(program, *crowd); });
}

}  // namespace

void add_match_command(CLI::App& app, Program& program) {
  auto* match = add_group(app, program, group);
  add_match_status(*match, program);
  add_match_explain(*match, program);
  add_sim(*match, program);
}

}  // namespace heartlink::cli
