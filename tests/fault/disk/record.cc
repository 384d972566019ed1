// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/record.h"

#include <utility>

#include <fmt/format.h>

namespace heartlink::fault::disk {

std::string describe(const Step& step) {
  switch (step.act) {
    case Act::create:
      return "create " + step.file;
    case Act::write:
      return fmt::format("write {} bytes at {} of {}", step.bytes.size(), step.offset, step.file);
    case Act::truncate:
      return fmt::format("truncate {} to {} bytes", step.file, step.offset);
    case Act::sync:
      return "sync " + step.file;
    case Act::failed_sync:
      return "sync " + step.file + ", which failed";
    case Act::remove:
      return "remove " + step.file;
    case Act::sync_directory:
      break;
  }
  return "sync the directory";
}

Record::Record(const Record& other, std::size_t steps) {
  steps_ = other.steps();
  steps_.resize(steps);
}

void Record::add(Step step) {
  auto shared = std::make_shared<const Step>(std::move(step));
  const std::lock_guard lock{mutex_};
  steps_.push_back(std::move(shared));
}

std::size_t Record::size() const {
  const std::lock_guard lock{mutex_};
  return steps_.size();
}

std::vector<SharedStep> Record::steps() const {
  const std::lock_guard lock{mutex_};
  return steps_;
}

}  // namespace heartlink::fault::disk
