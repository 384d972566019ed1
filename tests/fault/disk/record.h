// SPDX-License-Identifier: Apache-2.0
// What a store did to its directory, step by step, with a copy of every byte. Written by the shim
// (recording_vfs.h) from all threads of a store, read by crash_images.h when the run is over. A place in it
// is a point in time: what was true "before step n" is true of the first n steps.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace heartlink::fault::disk {

enum class Act : std::uint8_t {
  create,         // a name that was not there, with an empty file behind it
  write,          // `bytes` at `offset`
  truncate,       // to `offset` bytes
  sync,           // everything done to this file so far is durable
  failed_sync,    // nobody knows what is durable, and asking again will not tell
  remove,         // the name is gone
  sync_directory  // every name created or removed so far is durable
};

struct Step {
  Act act = Act::write;
  std::string file;  // its name inside the directory; empty: the directory
  std::uint64_t offset = 0;
  std::string bytes;
};

using SharedStep = std::shared_ptr<const Step>;

// "write 4096 bytes at 32 of heartlink.db-wal".
[[nodiscard]] std::string describe(const Step& step);

// Safe from every thread.
class Record {
 public:
  Record() = default;
  // Goes on after the first `steps` of another one, as a second process does.
  Record(const Record& other, std::size_t steps);
  Record& operator=(const Record&) = delete;

  void add(Step step);
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::vector<SharedStep> steps() const;

 private:
  mutable std::mutex mutex_;
  std::vector<SharedStep> steps_;
};

}  // namespace heartlink::fault::disk
