// SPDX-License-Identifier: Apache-2.0
// heartlink-load: N WebSocket clients in one process, to measure a server from outside. Prints JSON on
// stdout. Exit codes: 0 all promises held, 1 one did not or the run failed, 2 wrong usage.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "failure.h"
#include "fanout.h"
#include "idle.h"
#include "match.h"
#include "stamp.h"

namespace {

using heartlink::load::CommonOptions;
using heartlink::load::FanoutOptions;
using heartlink::load::IdleOptions;
using heartlink::load::MatchOptions;
using heartlink::load::UsageError;

void add_common(CLI::App& mode, CommonOptions& options) {
  mode.add_option("--url", options.url, "The server, http://HOST:PORT")->required();
  mode.add_option("--token", options.tokens, "Access token; may be given several times")->take_all();
  mode.add_option("--token-file", options.token_file, "File with one access token per line");
  mode.add_option("--room", options.room, "Room id; with several rooms they are ROOM-0, ROOM-1 …")
      ->capture_default_str();
  mode.add_option("--rooms", options.rooms, "How many rooms the sockets are spread over")
      ->check(CLI::Range(1U, 10'000U))
      ->capture_default_str();
  mode.add_option("--server-pid", options.server_pid, "The server's process, for memory and CPU")
      ->check(CLI::PositiveNumber);
  mode.add_option("--connect-timeout", options.connect_timeout_s, "Seconds for all handshakes together")
      ->check(CLI::Range(1U, 3600U))
      ->capture_default_str();
}

CLI::App& add_idle(CLI::App& app, IdleOptions& options) {
  CLI::App& mode = *app.add_subcommand("idle", "Many connections that say nothing: bytes and CPU of each");
  options.room = "test-room-idle";
  add_common(mode, options);
  mode.get_option("--server-pid")->required();
  mode.add_option("--connections", options.connections, "Sockets to open")
      ->check(CLI::Range(1U, 1'000'000U))
      ->capture_default_str();
  mode.add_option("--hold", options.hold_s, "Seconds of idling after the memory has settled")
      ->check(CLI::Range(0U, 86'400U))
      ->capture_default_str();
  return mode;
}

CLI::App& add_talk(CLI::App& app, FanoutOptions& options, const char* about) {
  CLI::App& mode = *app.add_subcommand(options.mode, about);
  options.room = "test-room-" + options.mode;
  add_common(mode, options);
  const auto number = [&mode](const char* name, std::uint32_t& value, const char* help,
                              const CLI::Range& range) {
    mode.add_option(name, value, help)->check(range)->capture_default_str();
  };
  number("--sockets", options.sockets, "Sockets in each room", CLI::Range(1U, 100'000U));
  number("--senders", options.senders, "Senders in all, spread over the rooms", CLI::Range(1U, 0xFFFFU));
  number("--window", options.window, "Unanswered messages of each sender", CLI::Range(1U, 10'000U));
  mode.add_option("--rate", options.rate,
                  "Messages per second of all, whatever the server does; 0: as it answers")
      ->check(CLI::Range(0.0, 1e7))
      ->capture_default_str();
  number("--seconds", options.seconds, "Seconds that are measured", CLI::Range(1U, 86'400U));
  number("--warmup", options.warmup_s, "Seconds of sending before", CLI::Range(0U, 3600U));
  number("--settle", options.settle_s, "Seconds of silence before the first message", CLI::Range(0U, 60U));
  number("--content-bytes", options.content_bytes, "Length of a message",
         CLI::Range(static_cast<unsigned>(heartlink::load::stamp_bytes) + 1, 4000U));
  return mode;
}

FanoutOptions pairs() {
  FanoutOptions options;
  options.mode = "pairs";
  options.rooms = 500;
  options.sockets = 2;
  options.senders = 500;
  options.window = 1;
  return options;
}

CLI::App& add_match(CLI::App& app, MatchOptions& options) {
  CLI::App& mode =
      *app.add_subcommand("match", "People who are matched at a steady rate: how soon both know");
  add_common(mode, options);
  const auto add = [&mode](const char* name, auto& value, const char* help, const CLI::Range& range) {
    mode.add_option(name, value, help)->check(range)->capture_default_str();
  };
  add("--people", options.people, "People, each with a socket of his own", CLI::Range(2U, 1'000'000U));
  add("--rate", options.rate, "Matches that are asked for in a second", CLI::Range(0.1, 100'000.0));
  add("--seconds", options.seconds, "Seconds that are measured", CLI::Range(1U, 86'400U));
  add("--warmup", options.warmup_s, "Seconds of matches before", CLI::Range(0U, 3600U));
  add("--requests", options.requests, "Connections for requests", CLI::Range(1U, 10'000U));
  add("--bar-rate", options.bar_per_second, "Fewer matches in a second are a failure", CLI::Range(0.0, 1e6));
  add("--bar-ms", options.bar_ms, "So long or longer for one in a hundred is a failure",
      CLI::Range(0.0, 1e6));
  return mode;
}

int run(int argc, char** argv) {
  CLI::App app("Load generator for a Heartlink server. Prints JSON on stdout.", "heartlink-load");
  app.require_subcommand(1);
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.footer(
      "Example:\n"
      "  heartlink-load idle --url http://127.0.0.1:8000 --token \"$TOKEN\" --server-pid \"$PID\"");
  IdleOptions idle_options;
  FanoutOptions fanout_options;
  MatchOptions match_options;
  const CLI::App& idle = add_idle(app, idle_options);
  const CLI::App& match = add_match(app, match_options);
  fanout_options.rooms = 10;
  add_talk(app, fanout_options, "Senders in full rooms: CPU of each delivery, order, latency");
  FanoutOptions pair_options = pairs();
  const CLI::App& pairs_mode = add_talk(app, pair_options, "Two in each room, one of them speaks: latency");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (idle.parsed()) {
    complete(idle_options);
    return run_idle(idle_options);
  }
  if (match.parsed()) {
    complete(match_options);
    if (match_options.tokens.size() < match_options.people)
      throw UsageError("--people is more than the tokens");
    return run_match(match_options);
  }
  FanoutOptions& talk = pairs_mode.parsed() ? pair_options : fanout_options;
  complete(talk);
  if (talk.senders > talk.rooms * talk.sockets) {
    throw UsageError("--senders is more than the sockets there are (--rooms times --sockets)");
  }
  return run_fanout(talk);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const UsageError& error) {
    fmt::print(stderr, "heartlink-load: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "heartlink-load: {}\n", error.what());
    return 1;
  }
}
