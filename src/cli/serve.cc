// SPDX-License-Identifier: Apache-2.0
#include "cli/serve.h"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>

#include <boost/json.hpp>

#include "base/log.h"
#include "base/version.h"
#include "cli/server.h"

namespace heartlink::cli {
namespace {

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
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

constexpr Text first_steps{
    "还没有用户。新建第一个管理员 (密码从标准输入读):\n"
    "  read -rs P; printf '%s\\n' \"$P\" | heartlink user create NAME --staff --password-stdin --data ",
    "There is no user yet. Make the first one, who is staff (the password comes by stdin):\n"
    "  read -rs P; printf '%s\\n' \"$P\" | heartlink user create NAME --staff --password-stdin --data "};

int give_up(const base::Error& error, const Console& console, bool as_json) {
  base::log::stop();
  return complain(console, error, as_json);
}

// Until somebody wants it to end. SIGHUP is the word to read again what can be; from a terminal, that it has
// gone.
int serve_until_signal(Server& server, const sigset_t& signals) {
  const bool is_in_terminal = ::isatty(STDIN_FILENO) != 0;
  for (;;) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP || is_in_terminal) return signal;
    server.reload();
  }
}

// One line that says where it is, and for a database without people what comes first.
void greet(Server& server, const base::Config& config, const Console& console, bool as_json) {
  const bool deserted = server.is_deserted();
  if (as_json) {
    return print(console, {{"version", base::version()}, {"url", server.url()}, {"deserted", deserted}});
  }
  console.out << "heartlink " << base::version() << " → " << server.url() << std::endl;
  if (deserted) console.out << first_steps.in(console.lang) << "'" << config.data << "'" << std::endl;
}

}  // namespace

int run_serve(const base::LoadedConfig& loaded, const store::Opener& open_store, bus::Bus& bus,
              const Console& console, bool as_json) {
  const auto& config = loaded.config;
  const auto signals = block_signals();
  raise_descriptor_limit();
  if (auto started = base::log::start(config.log_level, config.log_format, config.limits.log_queue_lines);
      started.has_error()) {
    return give_up(started.error(), console, as_json);
  }
  std::atomic<bool> failed{false};
  auto built = Server::build(config, open_store, bus, [&failed](const base::Error& error) {
    base::log::error("storage_fault", {{"detail", error.detail}});
    failed = true;
    ::kill(::getpid(), SIGTERM);
  });
  if (built.has_error()) return give_up(built.error(), console, as_json);
  auto& server = *built.value();
  server.start();
  greet(server, config, console, as_json);
  base::log::info("serving", {{"url", server.url()}, {"data", config.data}});

  const int signal = serve_until_signal(server, signals);
  base::log::info("draining", {{"signal", std::to_string(signal)}});
  server.drain();
  base::log::stop();
  return failed ? exit_failed : exit_ok;
}

}  // namespace heartlink::cli
