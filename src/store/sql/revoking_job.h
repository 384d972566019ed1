// SPDX-License-Identifier: Apache-2.0
// A job that ends sign-ins: what it revokes travels in the parcel of its commit to every worker, and its
// answer comes behind. Made by the ports of people, sessions, tokens and scratch.
#pragma once

#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "store/sql/write_job.h"

namespace heartlink::store::sql {

using Revocations = std::vector<model::Revocation>;

template <class T>
class RevokingJob final : public AnsweredJob<T> {
 public:
  // Writes, and says what is good no longer.
  using Write = std::function<base::Result<T>(WriteScope&, Revocations&)>;
  RevokingJob(base::Done<T> done, Write write, std::string room = {})
      : AnsweredJob<T>(std::move(done)), write_(std::move(write)), room_(std::move(room)) {}

  [[nodiscard]] std::string_view room() const override { return room_; }
  [[nodiscard]] bool answers_last() const override { return true; }
  void publish(model::Parcel& parcel) override {
    parcel.revocations.insert(parcel.revocations.end(), std::move_iterator{revoked_.begin()},
                              std::move_iterator{revoked_.end()});
  }

 protected:
  base::Result<T> write(WriteScope& scope) override {
    revoked_.clear();  // of a run that was rolled back
    return write_(scope, revoked_);
  }

 private:
  Write write_;
  std::string room_;
  Revocations revoked_;
};

}  // namespace heartlink::store::sql
