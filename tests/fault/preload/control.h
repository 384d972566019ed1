// SPDX-License-Identifier: Apache-2.0
// What a run and the server it torments share: a small file, mapped by both. The run writes the order (which
// step suffers what, and when), the preloaded library (failing_calls.cc) obeys and counts. A file of zeros is
// a valid one without an order. It outlives the server, so that counts go on over a restart. Nothing in src/
// may know of it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace heartlink::fault::preload {

// Where in a message's way a call stands. The three marked "after" are counted when the real call has
// returned, all others before it is made.
enum class Step : std::uint8_t {
  none,
  received,  // after: a TCP connection gave bytes; the server has not seen them yet
  begin,  // SQLite asks for the write lock: BEGIN IMMEDIATE
  insert,  // a write to the -wal: the header of a frame, a page, or the header of the log
  sync,  // a sync of the -wal, before it is made: before the commit
  synced,  // after: a sync of the -wal made frames durable: committed, not acknowledged
  answer,  // the first send on any TCP connection since `synced`: the acknowledgement is about to leave
  answered,  // after: the same send has returned
  mid_frame,  // a send that begins with a text frame; kill and short_write let only a part of it out
  checkpoint,  // a write to the .db
  database_sync,  // a sync of the .db
  index_write,  // a write to the -shm, which makes it longer
  truncate,  // ftruncate of one of the three
  allocate  // malloc and its kin; counted only while an order names it
};
inline constexpr std::size_t step_count = 14;

inline constexpr std::array<std::string_view, step_count> step_names{
    "none",     "received",  "begin",      "insert",        "sync",        "synced",   "answer",
    "answered", "mid_frame", "checkpoint", "database_sync", "index_write", "truncate", "allocate"};

enum class Action : std::uint8_t {
  none,
  kill,  // SIGKILL to the whole process
  eio,  // the call fails with this errno and is not made; at `synced` it was made
  enospc,  //
  edquot,  //
  eintr,  //
  short_write,  // half of the bytes are really written, and so it says
  delay,  // the call is made `argument` milliseconds later: a slow disk
  no_memory  // the allocation fails
};
inline constexpr std::array<std::string_view, 9> action_names{
    "none", "kill", "eio", "enospc", "edquot", "eintr", "short_write", "delay", "no_memory"};

[[nodiscard]] constexpr std::string_view name_of(Step step) {
  return step_names.at(static_cast<std::size_t>(step));
}
[[nodiscard]] constexpr std::string_view name_of(Action action) {
  return action_names.at(static_cast<std::size_t>(action));
}

enum class Repeat : std::uint8_t { once, from_then_on, every_nth };

// The n-th occurrence from now on suffers; n is `countdown`, from 1 to countdown_max.
struct Order {
  Step step = Step::none;
  Action action = Action::none;
  std::uint32_t countdown = 1;
  Repeat repeat = Repeat::once;
  // For delay: milliseconds. For mid_frame: how many bytes leave (0: all but one). For allocate: the smallest
  // size in bytes that counts.
  std::uint64_t argument = 0;
};
inline constexpr std::uint32_t countdown_max = (1U << 24U) - 1;

// Bytes that were received cannot be taken back, nor can an answer: those steps only take kill and delay.
[[nodiscard]] constexpr bool fits(Step step, Action action) {
  const bool writes = step == Step::insert || step == Step::checkpoint || step == Step::index_write ||
                      step == Step::answer || step == Step::mid_frame;
  const bool allocates = step == Step::allocate;
  const bool is_over = step == Step::received || step == Step::answered;
  if (step == Step::none || action == Action::none) return false;
  if (action == Action::kill) return true;
  if (action == Action::delay) return !allocates;
  if (action == Action::no_memory) return allocates;
  return action == Action::short_write ? writes : !allocates && !is_over;
}

// The order without its argument as one word, so that whoever counts down and whoever gives a new order never
// see half of the other's work: step 8 bits, action 4, repeat 4, the n of every_nth 24, countdown 24.
[[nodiscard]] constexpr std::uint64_t word_of(const Order& order, std::uint32_t left) {
  return static_cast<std::uint64_t>(order.step) << 56U | static_cast<std::uint64_t>(order.action) << 52U |
         static_cast<std::uint64_t>(order.repeat) << 48U | std::uint64_t{order.countdown} << 24U | left;
}

struct Control {
  std::atomic<std::uint64_t> word;  // 0: no order
  std::atomic<std::uint64_t> argument;
  std::atomic<std::uint64_t> strikes;
  std::array<std::atomic<std::uint64_t>, step_count> seen;

  [[nodiscard]] Step step() const { return static_cast<Step>(word.load(std::memory_order_acquire) >> 56U); }

  // `step` happens now: what it must suffer. An order that strikes once is void afterwards.
  Action happens(Step step) {
    seen[static_cast<std::size_t>(step)].fetch_add(1, std::memory_order_relaxed);
    auto now = word.load(std::memory_order_acquire);
    for (;;) {
      if (static_cast<Step>(now >> 56U) != step) return Action::none;
      const auto left = static_cast<std::uint32_t>(now & countdown_max);
      const auto whole = static_cast<std::uint32_t>(now >> 24U & countdown_max);
      const auto repeat = static_cast<Repeat>(now >> 48U & 0xFU);
      const bool strikes_now = left <= 1;
      std::uint64_t next = now - 1;
      if (strikes_now && repeat == Repeat::once) next = 0;
      if (strikes_now && repeat == Repeat::from_then_on) next = now;
      if (strikes_now && repeat == Repeat::every_nth) next = now - left + whole;
      if (!word.compare_exchange_weak(now, next, std::memory_order_acq_rel)) continue;
      if (!strikes_now) return Action::none;
      strikes.fetch_add(1, std::memory_order_relaxed);
      return static_cast<Action>(now >> 52U & 0xFU);
    }
  }
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "it is shared between processes");

// The environment variable that names the file.
inline constexpr const char* control_variable = "FAULT_CONTROL";

}  // namespace heartlink::fault::preload
