// SPDX-License-Identifier: Apache-2.0
#include "tests/process/server_process.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include "tests/process/http_client.h"

namespace heartlink::process {
namespace {

std::string joined(const Words& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

ServerProcess::ServerProcess(Words settings) : settings_(std::move(settings)) {
  // Hashes as cheap as the configuration allows, and no deadline of a read that a busy machine under a
  // sanitizer would pass: these suites are about neither.
  settings_.insert(settings_.begin(),
                   {"password_memory_kib=7168", "password_passes=1", "limits.read_many_deadline=10s"});
}

void ServerProcess::start() {
  launch();
  const auto answer = ask(port(), {"/readyz"});
  if (answer.status != 200) throw std::runtime_error("started, but /readyz says: " + answer.body + log());
}

void ServerProcess::start_unready() { launch(); }

void ServerProcess::launch() {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  out_ = FileDescriptor{pipe[0]};
  errors_ = std::make_unique<MemoryFile>();
  const MemoryFile nothing;
  {
    const FileDescriptor write_end{pipe[1]};
    Words words = prefix_;
    words.insert(words.end(), {heartlink_program(), "serve", "--listen", listen()});
    child_ = std::make_unique<ChildProcess>(
        with_settings(words), ChildProcess::Streams{nothing.number(), write_end.number(), errors_->number()});
  }
  read_greeting(out_.number());
}

void ServerProcess::read_greeting(int out) {
  greeting_.clear();
  const Deadline deadline;
  while (!greeting_.ends_with('\n')) {
    pollfd file{out, POLLIN, 0};
    if (::poll(&file, 1, deadline.milliseconds_left()) == 0)
      throw std::runtime_error("does not start:\n" + log());
    char byte = 0;
    if (::read(out, &byte, 1) != 1) throw std::runtime_error("ended instead of starting:\n" + log());
    greeting_ += byte;
  }
  greeting_.pop_back();
}

void ServerProcess::kill() {
  child_->signal(SIGKILL);
  wait_until_stopped();
}

void ServerProcess::ask_to_stop() { child_->signal(SIGTERM); }

int ServerProcess::wait_until_stopped(Deadline deadline) {
  const auto exit_code = child_->wait(deadline);
  if (!exit_code) throw std::runtime_error("does not stop:\n" + log());
  return *exit_code;
}

int ServerProcess::stop() {
  ask_to_stop();
  return wait_until_stopped();
}

Words ServerProcess::with_settings(Words words) const {
  words.insert(words.end(), {"--data", data()});
  for (const auto& setting : settings_) words.insert(words.end(), {"--set", setting});
  return words;
}

Outcome ServerProcess::command(const Words& words, std::string_view input) const {
  Words all{heartlink_program()};
  all.insert(all.end(), words.begin(), words.end());
  return run_to_end(with_settings(std::move(all)), input);
}

std::string ServerProcess::must(const Words& words, std::string_view input) const {
  auto outcome = command(words, input);
  if (outcome.exit_code == 0) return std::move(outcome.out);
  throw std::runtime_error("heartlink " + joined(words) + " ended with " + std::to_string(outcome.exit_code) +
                           "\n" + outcome.out + outcome.err);
}

Outcome ServerProcess::serve_to_end(const std::string& listen, const std::string& data) const {
  return run_to_end({heartlink_program(), "serve", "--listen", listen, "--data", data});
}

}  // namespace heartlink::process
