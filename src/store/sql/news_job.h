// SPDX-License-Identifier: Apache-2.0
// A job that tells every worker something: entries, marks, memberships, blocks and the like. What its
// function puts into the parcel travels with the commit. Made by the ports of messages, rooms, members,
// people and conversations.
#pragma once

#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// Where a job runs, and whether its answer waits for its news (WriteJob::answers_last).
struct JobTraits {
  JobTraits() = default;

  std::string room;  // empty: none of its own
  bool answers_last = false;
  std::size_t text_bytes = 0;  // of what people wrote
};

template <class T>
class NewsJob final : public AnsweredJob<T> {
 public:
  // Writes, and says what every worker must see.
  using Write = std::function<base::Result<T>(WriteScope&, model::Parcel&)>;
  NewsJob(base::Done<T> done, JobTraits traits, Write write)
      : AnsweredJob<T>(std::move(done)), traits_(std::move(traits)), write_(std::move(write)) {}

  [[nodiscard]] std::string_view room() const override { return traits_.room; }
  [[nodiscard]] bool answers_last() const override { return traits_.answers_last; }
  [[nodiscard]] std::size_t bytes() const override { return WriteJob::bytes() + traits_.text_bytes; }
  void publish(model::Parcel& parcel) override {
    add(parcel.entries, news_.entries);
    add(parcel.revocations, news_.revocations);
    add(parcel.marks, news_.marks);
    add(parcel.affiliations, news_.affiliations);
    add(parcel.preferences, news_.preferences);
    add(parcel.events, news_.events);
    add(parcel.blocks, news_.blocks);
    add(parcel.mutes, news_.mutes);
  }

 protected:
  base::Result<T> write(WriteScope& scope) override {
    news_ = {};  // of a run that was rolled back
    return write_(scope, news_);
  }

 private:
  template <class Item>
  static void add(std::vector<Item>& all, std::vector<Item>& more) {
    all.insert(all.end(), std::move_iterator{more.begin()}, std::move_iterator{more.end()});
  }

  JobTraits traits_;
  Write write_;
  model::Parcel news_;
};

}  // namespace heartlink::store::sql
