// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/client_processes.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace heartlink::fault {
namespace {

std::pair<process::FileDescriptor, process::FileDescriptor> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  return {process::FileDescriptor{ends[0]}, process::FileDescriptor{ends[1]}};
}

}  // namespace

void ClientProcesses::start(const ProcessPlan& plan) {
  const auto path = plan.folder + "/" + plan.name + ".plan";
  std::ofstream{path} << json_of(plan);
  auto [orders_in, orders_out] = make_pipe();
  auto [answers_in, answers_out] = make_pipe();
  Member member;
  member.name = plan.name;
  member.errors = std::make_unique<process::MemoryFile>();
  const auto program = std::filesystem::read_symlink("/proc/self/exe").string();
  member.child = std::make_unique<process::ChildProcess>(
      std::vector<std::string>{program, "client", path},
      process::ChildProcess::Streams{orders_in.number(), answers_out.number(), member.errors->number()});
  member.orders = std::move(orders_out);
  member.answers = std::move(answers_in);
  members_.push_back(std::move(member));
}

void ClientProcesses::order(std::string_view word) {
  for (auto& member : members_) send(member, word);
}

void ClientProcesses::send(Member& member, std::string_view word) {
  const auto line = std::string{word} + "\n";
  if (::write(member.orders.number(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
    throw std::runtime_error("client process " + member.name + " has ended: " + member.errors->text());
}

Progress ClientProcesses::progress() {
  order("progress");
  Progress all;
  for (auto& member : members_) {
    const auto one = progress_of(answer_of(member));
    all.acknowledged += one.acknowledged;
    all.unanswered += one.unanswered;
    all.live += one.live;
    all.clients += one.clients;
    all.behind += one.behind;
    for (const auto& [code, sockets] : one.ended) all.ended[code] += sockets;
    for (const auto& [room, id] : one.seen) {
      const auto [seen, first] = all.seen.emplace(room, id);
      if (!first) seen->second = std::min(seen->second, id);
    }
  }
  return all;
}

std::string ClientProcesses::answer_of(Member& member) {
  const process::Deadline deadline;
  for (auto end = member.received.find('\n');; end = member.received.find('\n')) {
    if (end != std::string::npos) {
      auto line = member.received.substr(0, end);
      member.received.erase(0, end + 1);
      return line;
    }
    pollfd file{member.answers.number(), POLLIN, 0};
    std::array<char, 4096> part{};
    const bool ready = ::poll(&file, 1, deadline.milliseconds_left()) > 0;
    const auto size = ready ? ::read(member.answers.number(), part.data(), part.size()) : 0;
    if (size <= 0)
      throw std::runtime_error("client process " + member.name + " is silent: " + member.errors->text());
    member.received.append(part.data(), static_cast<std::size_t>(size));
  }
}

void ClientProcesses::signal(std::string_view prefix, int number) {
  for (auto& member : members_) {
    if (member.name.starts_with(prefix)) member.child->signal(number);
  }
}

void ClientProcesses::stop() {
  for (auto& member : members_) member.orders = {};
  for (auto& member : members_) {
    const auto exit_code = member.child->wait(process::Deadline{});
    if (exit_code != 0)
      throw std::runtime_error("client process " + member.name + ": " + member.errors->text());
  }
  members_.clear();
}

}  // namespace heartlink::fault
