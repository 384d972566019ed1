// SPDX-License-Identifier: Apache-2.0
#include "store/sql/fault_marker.h"

#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

namespace heartlink::store::sql {

void FaultMarker::write(std::string_view reason) const {
  const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;
  // The name alone is the message; its text is for people.
  [[maybe_unused]] const auto written = ::write(file, reason.data(), reason.size());
  ::fsync(file);
  ::close(file);
  // And so that a power loss does not take the name.
  const auto directory = std::filesystem::path{path_}.parent_path();
  const int folder = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

bool FaultMarker::exists() const { return ::access(path_.c_str(), F_OK) == 0; }

void FaultMarker::remove() const { ::unlink(path_.c_str()); }

}  // namespace heartlink::store::sql
