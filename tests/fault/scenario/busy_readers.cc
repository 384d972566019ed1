// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/busy_readers.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include <boost/json.hpp>

#include "tests/fault/history/entry_of.h"
#include "tests/process/history.h"
#include "tests/process/people.h"

namespace heartlink::fault {
namespace {

constexpr std::size_t complaints_max = 5;

// The machine has a writer too.
constexpr std::chrono::milliseconds breath{4};

}  // namespace

BusyReaders::BusyReaders(std::uint16_t port, std::string token, std::vector<std::string> rooms,
                         std::size_t threads, std::uint64_t seed)
    : port_(port), token_(std::move(token)), rooms_(std::move(rooms)) {
  for (std::size_t at = 0; at < threads; ++at)
    threads_.emplace_back([this, at, seed] { run(Dice{seed + at}, at % 2 == 0); });
}

void BusyReaders::stop() {
  stopping_ = true;
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void BusyReaders::run(Dice dice, bool paging) {
  while (!stopping_) {
    const auto& room = rooms_[dice() % rooms_.size()];
    try {
      paging ? read_page(room, dice) : resume(room, dice);
    } catch (const std::exception& error) {
      complain(room + " cannot be read: " + error.what());
    }
    std::this_thread::sleep_for(breath);
  }
}

void BusyReaders::read_page(const std::string& room, Dice& dice) {
  const auto after = somewhere(dice);
  const auto page = process::read_page(port_, process::with_token(token_), room,
                                       "?limit=200&after=" + std::to_string(after));
  std::vector<std::int64_t> ids;
  for (const auto& frame : page.at("entries").as_array()) ids.push_back(frame.at("id").as_int64());
  check(room, after, ids);
  ++pages_;
}

void BusyReaders::resume(const std::string& room, Dice& dice) {
  const auto after = somewhere(dice);
  process::WebSocketClient socket{
      port_, process::upgrade_request("/ws/chat/" + room + "/?after=" + std::to_string(after),
                                      process::with_token(token_))};
  std::vector<std::int64_t> ids;
  for (auto frame = socket.next(); frame.at("type").as_string() != "resumed"; frame = socket.next()) {
    if (const auto entry = entry_of(frame)) ids.push_back(entry->id);
  }
  // Of much that was missed only the newest part comes.
  check(room, ids.empty() ? after : std::max(after, ids.front() - 1), ids);
  ++resumes_;
}

void BusyReaders::check(const std::string& room, std::int64_t after, const std::vector<std::int64_t>& ids) {
  for (const auto id : ids) {
    if (id == after + 1) {
      ++after;
      continue;
    }
    return complain("I3: " + room + " was read with a hole: " + std::to_string(id) + " behind " +
                    std::to_string(after));
  }
  if (after > newest_) newest_ = after;
}

// Mostly near the end, as people read; sometimes anywhere.
std::int64_t BusyReaders::somewhere(Dice& dice) const {
  const std::int64_t newest = newest_;
  const auto back = dice() % 4 == 0 ? newest : std::min<std::int64_t>(newest, 400);
  return newest - std::uniform_int_distribution<std::int64_t>{0, back}(dice);
}

void BusyReaders::complain(const std::string& sentence) {
  const std::lock_guard lock{mutex_};
  if (complaints_.size() < complaints_max) complaints_.push_back(sentence);
}

}  // namespace heartlink::fault
