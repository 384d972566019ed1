// SPDX-License-Identifier: Apache-2.0
#include "connection/send_queue.h"

#include <iterator>

namespace heartlink::connection {
namespace {

// A drained queue keeps room for this many frames; a larger buffer goes back, for most sockets are idle.
constexpr std::size_t kept_frames = 16;
// A long queue that never runs empty moves its frames to the front at times, so it cannot creep.
constexpr std::size_t compact_at = 256;

}  // namespace

void SendQueue::consume(std::size_t count) {
  bytes_ -= count;
  while (count > 0) {
    const auto rest = frames_[first_].bytes().size() - written_;
    if (count < rest) {
      written_ += count;
      break;
    }
    count -= rest;
    written_ = 0;
    frames_[first_++] = {};
  }
  if (first_ == frames_.size()) {
    frames_.clear();
    first_ = 0;
    if (frames_.capacity() > kept_frames) frames_ = {};
  } else if (first_ >= compact_at) {
    frames_.erase(frames_.begin(), std::next(frames_.begin(), static_cast<std::ptrdiff_t>(first_)));
    first_ = 0;
  }
}

void SendQueue::drop_unsent() {
  const auto keep = first_ + (written_ > 0 ? 1 : 0);
  frames_.resize(keep);
  bytes_ = written_ > 0 ? frames_[first_].bytes().size() - written_ : 0;
  if (bytes_ == 0) {
    frames_ = {};
    first_ = 0;
  }
}

}  // namespace heartlink::connection
