// SPDX-License-Identifier: Apache-2.0
// F22: whatever a client sends arrives twice, the second time up to a second late; then lines are cut as
// well, so that a message is also sent again on the next one. Every answer names the same id, and nothing is
// there twice.
#include "tests/fault/proxy/chaos_proxy.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

Weather twice(milliseconds late) {
  Weather weather;
  weather.duplicates = 1;
  weather.duplicate_delay_max = late;
  return weather;
}

Weather twice_and_cut() {
  auto weather = twice(milliseconds{200});
  weather.cuts_per_second = 0.3;
  weather.cut_after_send = 0.01;
  return weather;
}

}  // namespace

int run_duplicates(RunOptions options) {
  const bool smoke = options.smoke;
  Trial trial{std::move(options)};
  trial.open(4, 4, 3);
  ChaosProxy proxy{trial.server.port(), trial.random()};
  trial.start_crowd(8, 80, proxy.port());
  trial.work_until(200);
  trial.phase("fault");
  for (const auto& weather : {twice(milliseconds{0}), twice(milliseconds{1000}), twice_and_cut()}) {
    proxy.set(weather);
    trial.work_for(smoke ? seconds{2} : seconds{8});
  }
  proxy.set({});
  trial.phase("healed");
  trial.work_for(smoke ? seconds{1} : seconds{5});
  const auto& counters = proxy.counters();
  trial.count("sent_twice", static_cast<std::int64_t>(counters.duplicated_frames.load()));
  trial.count("cuts", static_cast<std::int64_t>(counters.cuts.load()));
  if (counters.duplicated_frames.load() < trial.clients.progress().acknowledged / 2)
    trial.find("too little was sent twice to show anything");
  return trial.finish();
}

}  // namespace heartlink::fault
