// SPDX-License-Identifier: Apache-2.0
// Which call of a store to its disk fails, and how: the n-th of some kinds, once or from then on. Asked by
// the shim (recording_vfs.h) before every call, armed by tests and by the sweep (error_sweep.h).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <optional>

namespace heartlink::fault::disk {

enum class Call : std::uint8_t { create, open, read, write, truncate, sync, remove, size, lock, map_memory };

enum class Trouble : std::uint8_t {
  io_error,    // EIO
  no_space,    // ENOSPC
  short_write  // half of the bytes get through, then ENOSPC; other calls than writes do not know it
};

struct Plan {
  std::uint32_t kinds = 0;  // bits of Call, see kinds_of
  std::size_t at = 0;       // the first one that fails, from 0
  Trouble trouble = Trouble::io_error;
  bool stays = false;  // every later one of these kinds fails too
};

[[nodiscard]] constexpr std::uint32_t kinds_of(std::initializer_list<Call> calls) {
  std::uint32_t bits = 0;
  for (const auto call : calls) bits |= 1U << static_cast<unsigned>(call);
  return bits;
}

// What a failure was.
struct Strike {
  Call call = Call::open;
  std::size_t position = 0;  // in the record
};

// Safe from every thread.
class Failures {
 public:
  // Counts from 0 again and forgets what struck.
  void arm(const Plan& plan);
  // Nothing fails from here on; what was counted and what struck can still be asked.
  void disarm();

  // The trouble of this call, if it has one. `position` is where the record stands.
  [[nodiscard]] std::optional<Trouble> next(Call call, std::size_t position);

  // Calls of the armed kinds so far; with `at` out of reach this is how many there are to fail.
  [[nodiscard]] std::size_t calls() const;
  // The first failure since arm().
  [[nodiscard]] std::optional<Strike> struck() const;

 private:
  mutable std::mutex mutex_;
  std::optional<Plan> plan_;
  std::size_t calls_ = 0;
  std::optional<Strike> struck_;
};

}  // namespace heartlink::fault::disk
