// SPDX-License-Identifier: Apache-2.0
// A file system for SQLite that stands between a store and the real one: it writes down what is done to the
// files of one directory (record.h), and makes calls fail (failures.h). While it lives it is SQLite's
// default, so that the store is opened as always; files of other directories pass through unseen. The -shm
// file is the processes' memory and not the disk's: it is not written down.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tests/fault/disk/failures.h"
#include "tests/fault/disk/record.h"

namespace heartlink::fault::disk {

class RecordingVfs {
 public:
  struct Options {
    bool lies_about_syncs = false;  // a sync says that it was done, and nothing was: the proof must see it
    std::uint64_t seed = 1;  // of the randomness that SQLite asks for, so that a run can be had again
  };

  // `directory` holds the files to watch; one such object at a time. Everything given outlives it.
  RecordingVfs(const std::string& directory, Record& record, Failures& failures, Options options);
  RecordingVfs(const std::string& directory, Record& record, Failures& failures);
  ~RecordingVfs();
  RecordingVfs(const RecordingVfs&) = delete;
  RecordingVfs& operator=(const RecordingVfs&) = delete;

 private:
  class Shim;
  std::unique_ptr<Shim> shim_;
};

}  // namespace heartlink::fault::disk
