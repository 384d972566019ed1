// SPDX-License-Identifier: Apache-2.0
// F11: connections are cut, by a reset or in order: at any time, within frames and handshakes, between a
// message and its answer, all at once; and some are only said to be there, for nothing goes through any more.
#include "tests/fault/proxy/chaos_proxy.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

constexpr std::uint64_t cuts_min = 300;
constexpr std::uint64_t cuts_min_of_smoke = 100;

Weather cut_at_any_time() {
  Weather weather;
  weather.cuts_per_second = 0.5;
  return weather;
}

// A handshake and its greeting are 1.5 KB, so some fail while they are made.
Weather cut_within_frames() {
  Weather weather;
  weather.cut_after_bytes = 24 * 1024;
  return weather;
}

Weather cut_before_the_answer() {
  Weather weather;
  weather.cut_after_send = 0.05;
  return weather;
}

// Cuts, in crumbs and late: what is torn is torn in the middle.
Weather everything() {
  Weather weather;
  weather.cuts_per_second = 0.3;
  weather.cut_after_bytes = 64 * 1024;
  weather.cut_after_send = 0.01;
  for (auto* way : {&weather.up, &weather.down}) {
    way->chop_bytes = 100;
    way->delay_max = milliseconds{20};
  }
  return weather;
}

Weather half_open() {
  Weather weather;
  weather.up.silent = weather.down.silent = true;
  return weather;
}

void cut_everybody(Trial& trial, ChaosProxy& proxy, int times) {
  proxy.set({});
  for (int time = 0; time < times; ++time) {
    proxy.cut_all();
    trial.work_for(trial.between(milliseconds{50}, milliseconds{600}));
  }
}

// Longer than the clients' patience: they give up, and cannot come back until it is over.
void lead_nowhere(Trial& trial, ChaosProxy& proxy) {
  const auto before = trial.clients.progress().ended["1006"];
  proxy.set(half_open());
  trial.work_for(seconds{11});
  const auto gave_up = trial.clients.progress().ended["1006"] - before;
  trial.count("gave_up", gave_up);
  if (gave_up == 0) trial.find("nobody gave up a line through which nothing comes");
}

}  // namespace

int run_cut_lines(RunOptions options) {
  const bool smoke = options.smoke;
  Trial trial{std::move(options)};
  trial.open(4, 4, 3);
  ChaosProxy proxy{trial.server.port(), trial.random()};
  trial.start_crowd(8, 80, proxy.port());
  trial.work_until(500);
  trial.measure_server(true);
  trial.phase("fault");
  for (const auto& weather :
       {cut_at_any_time(), cut_within_frames(), cut_before_the_answer(), everything()}) {
    proxy.set(weather);
    trial.work_for(smoke ? milliseconds{1500} : milliseconds{3500});
  }
  cut_everybody(trial, proxy, smoke ? 4 : 8);
  if (!smoke) lead_nowhere(trial, proxy);
  proxy.set({});
  trial.phase("healed");
  trial.measure("recovery_ms", trial.wait_for_acknowledgement(seconds{5}).count());
  trial.work_for(smoke ? milliseconds{1000} : milliseconds{5200});
  const auto cuts = proxy.counters().cuts.load();
  trial.count("cuts", static_cast<std::int64_t>(cuts));
  if (cuts < (smoke ? cuts_min_of_smoke : cuts_min)) trial.find("too few cuts to show anything");
  trial.settle();
  trial.measure_server(false);
  return trial.finish();
}

}  // namespace heartlink::fault
