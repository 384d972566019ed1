// SPDX-License-Identifier: Apache-2.0
#include "tests/process/child_process.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace heartlink::process {
namespace {

// What execve wants: pointers into texts that outlive it, and a null at the end.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> clean_environment() {
  std::vector<std::string> kept;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    if (!text.starts_with("HEARTLINK")) kept.emplace_back(text);
  }
  return kept;
}

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// After fork: only calls that are safe there.
[[noreturn]] void become(char* const* arguments, char* const* environment, ChildProcess::Streams streams) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  if (::dup2(streams.in, 0) < 0 || ::dup2(streams.out, 1) < 0 || ::dup2(streams.err, 2) < 0) ::_exit(126);
  ::execve(arguments[0], arguments, environment);
  ::_exit(127);
}

}  // namespace

std::string heartlink_program() {
  const char* path = std::getenv("HEARTLINK");
  if (path == nullptr) throw std::runtime_error("HEARTLINK must name the program under test; ctest sets it");
  return path;
}

MemoryFile::MemoryFile(std::string_view content) : file_(::memfd_create("stream", MFD_CLOEXEC)) {
  if (file_.number() < 0) fail("memfd_create");
  const auto written = ::pwrite(file_.number(), content.data(), content.size(), 0);
  if (written != static_cast<ssize_t>(content.size())) fail("pwrite");
}

std::string MemoryFile::text() const {
  std::string all;
  std::array<char, 4096> part{};
  for (;;) {
    const auto size = ::pread(file_.number(), part.data(), part.size(), static_cast<off_t>(all.size()));
    if (size <= 0) return all;
    all.append(part.data(), static_cast<std::size_t>(size));
  }
}

ChildProcess::ChildProcess(const std::vector<std::string>& command, Streams streams) {
  auto words = command;
  auto variables = clean_environment();
  const auto arguments = pointers_to(words);
  const auto environment = pointers_to(variables);
  pid_ = ::fork();
  if (pid_ < 0) fail("fork");
  if (pid_ == 0) become(arguments.data(), environment.data(), streams);
  pidfd_ = FileDescriptor{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))};
  if (pidfd_.number() < 0) fail("pidfd_open");
}

ChildProcess::~ChildProcess() {
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void ChildProcess::signal(int number) {
  if (running()) ::kill(pid_, number);
}

std::optional<int> ChildProcess::wait(Deadline deadline) {
  if (!running()) return exit_code_;
  pollfd ended{pidfd_.number(), POLLIN, 0};
  int ready = 0;
  do {
    ready = ::poll(&ended, 1, deadline.milliseconds_left());
  } while (ready < 0 && errno == EINTR);
  if (ready == 0) return std::nullopt;
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_) fail("waitpid");
  pid_ = -1;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

Outcome run_to_end(const std::vector<std::string>& command, std::string_view input) {
  const MemoryFile in{input};
  const MemoryFile out;
  const MemoryFile err;
  ChildProcess child{command, {in.number(), out.number(), err.number()}};
  const auto exit_code = child.wait(Deadline{});
  if (!exit_code) throw std::runtime_error("does not end: " + command.at(1) + "\n" + err.text());
  return {*exit_code, out.text(), err.text()};
}

}  // namespace heartlink::process
