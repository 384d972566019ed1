// SPDX-License-Identifier: Apache-2.0
// data/io-fault: the note that a read, write or sync of the database failed. While it is there, a start reads
// the whole file before it serves. Written by the writer at its end, read and removed when a store opens.
#pragma once

#include <string>
#include <string_view>

namespace heartlink::store::sql {

class FaultMarker {
 public:
  explicit FaultMarker(std::string path) : path_(std::move(path)) {}

  // As well as the disk still can; a marker that cannot be written is logged by the caller's fault line
  // alone.
  void write(std::string_view reason) const;
  [[nodiscard]] bool exists() const;
  void remove() const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace heartlink::store::sql
