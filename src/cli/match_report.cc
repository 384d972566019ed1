// SPDX-License-Identifier: Apache-2.0
#include "cli/match_report.h"

#include <sstream>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "cli/table.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr Text everybody{"全部", "all"};
constexpr Text language{"语言 ", "language "};
constexpr Text kept{
    "承诺守住了：没有人被后来的人抢先，也没有人在合适的人旁边过期。",
    "The promise is kept: nobody was passed over, and nobody expired beside a compatible one."};
constexpr Text broken{"承诺没有守住：", "The promise is broken:"};
constexpr Text passed_over{"  被后来的人抢先，最多相差: ", "  somebody was passed over, by at most: "};
constexpr Text expired_beside{"  在合适的人旁边过期的人数: ",
                              "  people who expired beside a compatible one: "};

std::string seconds_of(milliseconds time) {
  return fmt::format("{}.{:03} s", time.count() / 1000, time.count() % 1000);
}

void add_row(Table& table, std::string name, const match::Waits& waits) {
  const bool nobody = waits.matched == 0;
  const auto time = [nobody](milliseconds of) { return nobody ? std::string{} : seconds_of(of); };
  table.add({std::move(name), std::to_string(waits.people), std::to_string(waits.matched),
             std::to_string(waits.expired), std::to_string(waits.no_shows), time(waits.half),
             time(waits.nine_tenths), time(waits.all_but_one_percent), time(waits.longest)});
}

json::object waits_json(const match::Waits& waits) {
  return {{"people", waits.people},
          {"matched", waits.matched},
          {"expired", waits.expired},
          {"no_shows", waits.no_shows},
          {"p50_ms", waits.half.count()},
          {"p90_ms", waits.nine_tenths.count()},
          {"p99_ms", waits.all_but_one_percent.count()},
          {"longest_ms", waits.longest.count()}};
}

json::object crowd_json(const match::Crowd& crowd) {
  return {{"seed", crowd.seed},
          {"people", crowd.people},
          {"per_minute", crowd.per_minute},
          {"burst", crowd.burst},
          {"languages", crowd.languages},
          {"skew", crowd.skew},
          {"wish_percent", crowd.wish_percent},
          {"hard_percent", crowd.hard_percent},
          {"no_show_percent", crowd.no_show_percent}};
}

}  // namespace

bool keeps_promise(const match::Simulated& simulated) {
  return simulated.passed_over == milliseconds{0} && simulated.expired_beside_compatible == 0;
}

std::string simulated_text(const match::Simulated& simulated, Lang lang) {
  Table table{{Text{"人群", "GROUP"}.in(lang), Text{"人数", "PEOPLE"}.in(lang),
               Text{"配对", "MATCHED"}.in(lang), Text{"过期", "EXPIRED"}.in(lang),
               Text{"未到", "NO-SHOWS"}.in(lang), "50%", "90%", "99%", Text{"最久", "LONGEST"}.in(lang)}};
  add_row(table, everybody.in(lang), simulated.all);
  std::size_t number = 0;
  for (const auto& waits : simulated.by_language) {
    add_row(table, language.in(lang) + std::to_string(++number), waits);
  }
  std::ostringstream out;
  table.print(out);
  out << "\n";
  if (keeps_promise(simulated)) {
    out << kept.in(lang) << "\n";
    return out.str();
  }
  out << broken.in(lang) << "\n"
      << passed_over.in(lang) << seconds_of(simulated.passed_over) << "\n"
      << expired_beside.in(lang) << simulated.expired_beside_compatible << "\n";
  return out.str();
}

json::object simulated_json(const match::Crowd& crowd, const match::Simulated& simulated) {
  json::array languages;
  for (const auto& waits : simulated.by_language) languages.push_back(waits_json(waits));
  return {{"crowd", crowd_json(crowd)},
          {"all", waits_json(simulated.all)},
          {"by_language", std::move(languages)},
          {"passed_over_ms", simulated.passed_over.count()},
          {"expired_beside_compatible", simulated.expired_beside_compatible},
          {"promise_kept", keeps_promise(simulated)}};
}

}  // namespace heartlink::cli
