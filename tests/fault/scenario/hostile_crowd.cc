// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/hostile_crowd.h"

#include <chrono>
#include <exception>
#include <optional>

#include <boost/json.hpp>

#include "net/testing/client_frames.h"
#include "tests/process/people.h"

namespace heartlink::fault {
namespace {

using process::Deadline;
using process::Socket;
using process::WebSocketClient;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr microseconds join_pause{1000};
constexpr microseconds deed_pause{4000};
constexpr std::size_t drips = 100;
constexpr milliseconds drip_pause{200};
constexpr seconds end_by{8};
constexpr std::size_t complaints_max = 5;

// Sends what the server takes of it, reads what it says, until it ends the connection.
std::optional<std::string> answer_until_end(std::uint16_t port, std::string bytes) {
  Socket socket{port};
  std::string answer;
  for (const Deadline deadline{end_by}; !deadline.passed();) {
    if (!socket.send_some(bytes)) return answer;
    if (!socket.wait(deadline, !bytes.empty())) break;
    if (socket.receive(answer) == Socket::Received::ended) return answer;
    if (answer.starts_with("HTTP/1.1 ")) return answer;
  }
  return std::nullopt;
}

process::HttpRequest upgrade(const std::string& room, const std::string& token) {
  return process::upgrade_request("/ws/chat/" + room + "/", process::with_token(token));
}

}  // namespace

HostileCrowd::HostileCrowd(Target target, std::uint64_t seed) : target_(std::move(target)) {
  const Deed join = [this](Dice&) { join_and_go(); };
  const std::vector<Deed> others{
      [this](Dice& dice) { show_wrong_token(dice); },    [this](Dice& dice) { send_garbage(dice); },
      [this](Dice& dice) { send_broken_request(dice); }, [this](Dice& dice) { send_broken_frames(dice); },
      [this](Dice& dice) { send_nonsense(dice); },       [this](Dice&) { ping_and_never_read(); }};
  threads_.emplace_back([this, seed, join] { run(Dice{seed}, join_pause, {join}); });
  threads_.emplace_back([this, seed, others] { run(Dice{seed + 1}, deed_pause, others); });
  threads_.emplace_back([this, seed] { drip(Dice{seed + 2}); });
}

void HostileCrowd::stop() {
  stopping_ = true;
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

// A deed that takes longer than the pause is followed by the next one at once, and lost time is lost.
void HostileCrowd::run(Dice dice, microseconds pause, const std::vector<Deed>& deeds) {
  auto next = std::chrono::steady_clock::now();
  for (std::size_t at = 0; !stopping_; ++at) {
    try {
      deeds[at % deeds.size()](dice);
    } catch (const std::exception& error) {
      // A server that cuts an enemy off in the middle of a word is right.
      did("cut_off");
    }
    next = std::max(next + pause, std::chrono::steady_clock::now());
    std::this_thread::sleep_until(next);
  }
}

// Heads of requests that come a byte at a time and never end.
void HostileCrowd::drip(Dice dice) {
  std::vector<std::optional<Socket>> sockets(drips);
  while (!stopping_) {
    for (auto& socket : sockets) {
      std::string byte(1, static_cast<char>('a' + dice() % 26));
      std::string said;
      if (!socket) {
        socket.emplace(target_.port);
        byte = "GET /";
      }
      if (socket->send_some(byte) && socket->receive(said) != Socket::Received::ended) continue;
      socket.reset();
      did("drips_cut");
    }
    std::this_thread::sleep_for(drip_pause);
  }
}

void HostileCrowd::join_and_go() {
  WebSocketClient socket{target_.port, upgrade(target_.room, target_.token)};
  did("joins");
}

void HostileCrowd::show_wrong_token(Dice& dice) {
  const auto answer = process::ask(
      target_.port, upgrade(target_.room, "hl_" + std::to_string(dice()) + std::to_string(dice())));
  did("wrong_tokens");
  if (answer.status != 401) complain("a token that nobody was given was answered " + answer.body);
}

void HostileCrowd::send_garbage(Dice& dice) {
  if (!answer_until_end(target_.port, random_bytes(dice, 16'384) + "\r\n\r\n")) {
    complain("garbage was neither refused nor cut off");
  }
  did("garbage");
}

void HostileCrowd::send_broken_request(Dice& dice) {
  const auto request = broken_request(dice);
  const auto answer = answer_until_end(target_.port, request);
  did("broken_requests");
  if (!answer || answer->starts_with("HTTP/1.1 2") || answer->starts_with("HTTP/1.1 1"))
    complain("not refused: " + request.substr(0, 200));
}

void HostileCrowd::send_broken_frames(Dice& dice) {
  const auto frames = broken_frames(dice);
  WebSocketClient socket{target_.port, upgrade(target_.room, target_.token)};
  did("broken_frames");
  socket.send_bytes(frames.bytes);
  if (frames.code == 0) return;
  const auto notice = socket.await_close();
  if (notice.code != frames.code)
    complain("frames that deserve " + std::to_string(frames.code) + " were answered " +
             std::to_string(notice.code) + " " + notice.reason);
}

void HostileCrowd::send_nonsense(Dice& dice) {
  WebSocketClient socket{target_.port, upgrade(target_.room, target_.token)};
  const auto text = nonsense(dice);
  socket.send_text(text);
  did("nonsense");
  try {
    socket.await("error");
  } catch (const std::exception& error) {
    complain("nonsense was not answered with an error: " + text.substr(0, 200) + ": " + error.what());
  }
}

// Every ping makes a pong wait for somebody who takes none.
void HostileCrowd::ping_and_never_read() {
  constexpr int small_buffer_bytes = 4096;
  constexpr int pings = 2000;
  WebSocketClient socket{target_.port, upgrade(target_.room, target_.token), small_buffer_bytes};
  const auto ping = net::testing::client_ping(std::string(125, 'p'));
  std::string all;
  for (int time = 0; time < pings; ++time) all += ping;
  did("ping_floods");
  socket.send_bytes(all);
}

void HostileCrowd::did(const std::string& what) {
  const std::lock_guard lock{mutex_};
  ++deeds_[what];
}

void HostileCrowd::complain(const std::string& sentence) {
  const std::lock_guard lock{mutex_};
  if (complaints_.size() < complaints_max) complaints_.push_back(sentence);
}

}  // namespace heartlink::fault
