// SPDX-License-Identifier: Apache-2.0
// Starts a store on a directory as a restart after a crash does, lives on with it a little, reads the
// database and says what is wrong with it, given what had been promised. The checker (checker/check.h) judges
// messages; what it cannot know (integrity_check, acknowledged entries that are no messages) is a finding.
#pragma once

#include <string>
#include <vector>

#include "tests/fault/disk/notes.h"

namespace heartlink::fault::disk {

struct Judgement {
  std::vector<std::string> wrong;  // nothing: all is as it was promised
  std::size_t lost = 0;  // acknowledged messages that are not there
};

// `promised` is everything that was invoked and acknowledged before. The database is opened with SQLite's own
// file system unless a RecordingVfs lives.
[[nodiscard]] Judgement judge(const std::string& directory, const Notes& promised);

}  // namespace heartlink::fault::disk
