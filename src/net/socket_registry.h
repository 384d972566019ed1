// SPDX-License-Identifier: Apache-2.0
// The upgraded sockets of one worker, so that draining can reach them.
#pragma once

#include <boost/intrusive/list.hpp>

#include <cstddef>

namespace heartlink::net {

class SocketRegistry {
 public:
  class Member
      : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    // Says goodbye; the socket then closes by itself.
    virtual void drain() = 0;
    // Closes at once, without a word; it is gone from the registry after the call.
    virtual void abort() = 0;

   protected:
    Member() = default;
    ~Member() = default;
  };

  void add(Member& member) { members_.push_back(member); }

  [[nodiscard]] bool empty() const { return members_.empty(); }

  // Drains up to `most` sockets, the oldest first; they go to the back of the list. Returns how many were
  // asked.
  std::size_t drain_some(std::size_t most);

  void abort_all() {
    while (!members_.empty()) members_.front().abort();
  }

  [[nodiscard]] std::size_t size() const { return members_.size(); }

 private:
  boost::intrusive::list<Member, boost::intrusive::constant_time_size<false>> members_;
};

}  // namespace heartlink::net
