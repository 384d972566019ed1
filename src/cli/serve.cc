// SPDX-License-Identifier: Apache-2.0
#include "cli/serve.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>

#include "base/log.h"
#include "base/version.h"
#include "cli/server.h"
#include "protocol/errors.h"

namespace heartlink::cli {
namespace {

constexpr int exit_failed = 1;
constexpr int exit_config = 78;  // EX_CONFIG of sysexits.h

// Every connection is a descriptor; the soft limit is often 1,024.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Blocked in every thread; the main thread waits for them.
sigset_t block_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int report(const base::Error& error, std::ostream& err) {
  const auto& row = protocol::error_row(error.code);
  err << "heartlink: " << row.name << ": " << row.zh << " / " << row.en;
  if (!error.detail.empty()) err << " (" << error.detail << ")";
  err << "\n  " << row.owner_hint << std::endl;
  base::log::stop();
  return error.code == base::Code::config_invalid ? exit_config : exit_failed;
}

}  // namespace

int run_serve(const base::LoadedConfig& loaded, const store::Opener& open_store, bus::Bus& bus,
              std::ostream& out, std::ostream& err) {
  const auto& config = loaded.config;
  const auto signals = block_signals();
  raise_descriptor_limit();
  if (auto started = base::log::start(config.log_level, config.log_format, config.limits.log_queue_lines);
      started.has_error()) {
    return report(started.error(), err);
  }
  std::atomic<bool> failed{false};
  auto built = Server::build(config, open_store, bus, [&failed](const base::Error& error) {
    base::log::error("storage_fault", {{"detail", error.detail}});
    failed = true;
    ::kill(::getpid(), SIGTERM);
  });
  if (built.has_error()) return report(built.error(), err);
  auto& server = *built.value();
  server.start();
  out << "heartlink " << base::version() << " → " << server.url() << std::endl;
  base::log::info("serving", {{"url", server.url()}, {"data", config.data}});

  int signal = 0;
  sigwait(&signals, &signal);
  base::log::info("draining", {{"signal", std::to_string(signal)}});
  server.drain();
  base::log::stop();
  return failed ? exit_failed : 0;
}

}  // namespace heartlink::cli
