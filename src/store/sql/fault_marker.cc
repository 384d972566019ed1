// SPDX-License-Identifier: Apache-2.0
#include "store/sql/fault_marker.h"

#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include "store/sql/sync.h"

namespace heartlink::store::sql {

void FaultMarker::write(std::string_view reason) const {
  const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;
  // The name alone is the message; its text is for people.
  [[maybe_unused]] const auto written = ::write(file, reason.data(), reason.size());
  ::fsync(file);
  ::close(file);
  // A power loss must not take the name. If the sync fails too, the disk says so by itself at the next start.
  (void)sync_directory(std::filesystem::path{path_}.parent_path());
}

bool FaultMarker::exists() const { return ::access(path_.c_str(), F_OK) == 0; }

void FaultMarker::remove() const { ::unlink(path_.c_str()); }

}  // namespace heartlink::store::sql
