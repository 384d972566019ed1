// SPDX-License-Identifier: Apache-2.0
#include "store/sql/write_queue.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace heartlink::store::sql {

void WriteQueue::add(std::unique_ptr<WriteJob> job) {
  auto found = lanes_.find(job->room());
  if (found == lanes_.end()) {
    line_.emplace_back();
    const auto lane = std::prev(line_.end());
    lane->room = job->room();
    found = lanes_.emplace(std::string_view{lane->room}, lane).first;
  }
  found->second->jobs.push_back(std::move(job));
  ++size_;
}

Jobs WriteQueue::take_batch() {
  std::vector<Jobs> shares;
  Space left{limits_.write_batch_jobs, limits_.write_batch_bytes};
  bool space = true;
  // A lane is visited once: what is left of it waits at the end for the next batch.
  for (std::size_t lanes = line_.size(); lanes > 0 && space; --lanes) {
    Lane& lane = line_.front();
    shares.emplace_back();
    space = take_share(lane, shares.back(), left);
    if (lane.jobs.empty()) {
      lanes_.erase(lane.room);
      line_.pop_front();
    } else if (space) {
      line_.splice(line_.end(), line_, line_.begin());
    }
    if (shares.back().empty()) shares.pop_back();
  }
  // A room has one share, so this order is the same each time.
  std::sort(shares.begin(), shares.end(),
            [](const Jobs& a, const Jobs& b) { return a.front()->room() < b.front()->room(); });
  Jobs batch;
  for (auto& share : shares) std::move(share.begin(), share.end(), std::back_inserter(batch));
  size_ -= batch.size();
  return batch;
}

bool WriteQueue::take_share(Lane& lane, Jobs& share, Space& left) const {
  const std::size_t most =
      lane.room.empty() ? std::numeric_limits<std::size_t>::max() : limits_.write_batch_room_jobs;
  while (share.size() < most && !lane.jobs.empty()) {
    const std::size_t bytes = lane.jobs.front()->bytes();
    const bool first = left.jobs == limits_.write_batch_jobs;
    if (left.jobs == 0 || (!first && bytes > left.bytes)) return false;
    --left.jobs;
    left.bytes -= std::min(bytes, left.bytes);
    share.push_back(std::move(lane.jobs.front()));
    lane.jobs.pop_front();
  }
  return true;
}

}  // namespace heartlink::store::sql
