// SPDX-License-Identifier: Apache-2.0
// The frames that wait for one socket, in order, and how many bytes they are. It gathers them for one write
// and forgets what was written, to the byte. An empty queue owns no memory.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "protocol/frame.h"

namespace heartlink::connection {

class SendQueue {
 public:
  void push(const protocol::Frame& frame) {
    frames_.push_back(frame);
    bytes_ += frame.bytes().size();
  }

  [[nodiscard]] bool empty() const { return bytes_ == 0; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  // Calls `add(view)` for the unwritten bytes of at most `most` frames, in order.
  template <class Add>
  void gather(std::size_t most, Add add) const {
    std::size_t skip = written_;
    for (std::size_t i = first_; i < frames_.size() && i < first_ + most; ++i) {
      add(frames_[i].bytes().substr(skip));
      skip = 0;
    }
  }

  // Forgets the first `count` bytes; `count` is at most bytes().
  void consume(std::size_t count);

  // Forgets the frames of which nothing was written; the rest of a begun frame stays, for the peer waits for
  // it.
  void drop_unsent();

 private:
  std::vector<protocol::Frame> frames_;  // a vector with a moving start: cleared whenever it runs empty
  std::size_t first_ = 0;
  std::size_t written_ = 0;  // of the first frame
  std::size_t bytes_ = 0;
};

}  // namespace heartlink::connection
