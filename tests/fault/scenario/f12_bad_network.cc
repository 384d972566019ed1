// SPDX-License-Identifier: Apache-2.0
// F12: a bad way to the server, and a whole one: up to two seconds each way and never the same, two seconds
// there and back, byte by byte, and a trickle. Nobody may be taken for dead whose answers are only late.
#include "tests/fault/proxy/chaos_proxy.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/process/http_client.h"

namespace heartlink::fault {
namespace {

// The default is 60 s beside a heartbeat of 25 s. Here the heartbeat is 2 s, a fifth more, a second that a
// worker's wheel turns in, and four seconds there and back.
constexpr auto silence = "limits.silent_socket=8s";

constexpr std::uint32_t messages_per_second = 10;
constexpr std::size_t window = 20;  // a message takes two seconds
constexpr std::size_t talking_rooms = 2;

Weather both_ways(const OneWay& way) {
  Weather weather;
  weather.up = weather.down = way;
  return weather;
}

Weather jitter() {
  OneWay way;
  way.delay_max = milliseconds{2000};
  return both_ways(way);
}

Weather far_away() {
  OneWay way;
  way.delay_min = way.delay_max = milliseconds{1000};
  return both_ways(way);
}

Weather crumbs() {
  OneWay way;
  way.chop_bytes = 1;
  return both_ways(way);
}

// A little less than what is said: it gets later and later, and less than what the kernel and a queue hold.
Weather trickle() {
  OneWay way;
  way.bytes_per_second = 5000;
  return both_ways(way);
}

// In the last room nobody talks: of whom is there the server hears nothing but answers to its pings.
std::vector<ClientPlan> everybody(Trial& trial) {
  auto all = trial.crowd(window, messages_per_second);
  for (auto& plan : all) {
    if (plan.room == trial.rooms().back()) plan.window = 0;
  }
  return all;
}

// What a request takes on this way: the proof that it is as bad as it is said to be.
std::int64_t request_ms(const ChaosProxy& proxy) {
  const auto began = std::chrono::steady_clock::now();
  (void)process::ask(proxy.port(), {"/readyz"});
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began).count();
}

void suffer(Trial& trial, ChaosProxy& proxy, const Weather& weather, seconds time) {
  proxy.set(weather);
  trial.work_for(time);
  trial.measure_server(false);
}

}  // namespace

int run_bad_network(RunOptions options) {
  Trial trial{std::move(options), {silence}};
  trial.open(talking_rooms + 1, 3, 3);
  ChaosProxy proxy{trial.server.port(), trial.random()};
  trial.start_clients("clients", everybody(trial), proxy.port());
  trial.work_until(100);
  trial.measure_server(true);
  trial.phase("fault");
  suffer(trial, proxy, jitter(), seconds{11});
  suffer(trial, proxy, far_away(), seconds{8});
  const auto round_trip = request_ms(proxy);
  trial.count("round_trip_ms", round_trip);
  if (round_trip < 1900) trial.find("the way was not as long as it should have been");
  suffer(trial, proxy, crumbs(), seconds{5});
  suffer(trial, proxy, trickle(), seconds{6});
  proxy.set({});
  trial.phase("healed");
  trial.work_for(seconds{6});
  auto ended = trial.clients.progress().ended;
  trial.count("called_silent", ended["4000"]);
  if (ended["4000"] > 0) trial.find("I12: clients were called silent whose answers were late");
  for (const auto& [code, sockets] : ended) trial.count("ended", sockets);
  return trial.finish();
}

}  // namespace heartlink::fault
