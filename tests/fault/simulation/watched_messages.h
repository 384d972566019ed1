// SPDX-License-Identifier: Apache-2.0
// The port of messages as a socket sees it, with an eye on what it asks: a snapshot that is asked for while
// the one before is being answered tells of an overflow (fanout/catch_up.h), one that continues is a further
// part. It changes nothing.
#pragma once

#include <utility>

#include "store/message_store.h"
#include "tests/fault/simulation/counts.h"

namespace heartlink::fault::simulation {

class WatchedMessages final : public store::MessageStore {
 public:
  WatchedMessages(store::MessageStore& real, Counts& counts) : real_(real), counts_(counts) {}

  void post(store::NewMessage message, base::Done<store::Posted> done) override {
    real_.post(std::move(message), std::move(done));
  }
  void recall(store::NewRecall recall, base::Done<store::Posted> done) override {
    real_.recall(std::move(recall), std::move(done));
  }
  void mark(store::NewMark mark, base::Done<store::Marked> done) override {
    real_.mark(std::move(mark), std::move(done));
  }
  void page(store::PageQuery query, base::Done<store::Page> done) override {
    real_.page(std::move(query), std::move(done));
  }
  void resume(store::ResumeQuery query, base::Done<store::Resume> done) override {
    if (answering_) counts_.add(Met::overflows);
    base::Done<store::Resume> watched;
    watched.on = done.on;
    watched.call = [this, done = std::move(done)](base::Result<store::Resume> result) {
      if (result && result->more) counts_.add(Met::parts);
      answering_ = true;
      done.call(std::move(result));
      answering_ = false;
    };
    real_.resume(std::move(query), std::move(watched));
  }

 private:
  store::MessageStore& real_;
  Counts& counts_;
  bool answering_ = false;
};

}  // namespace heartlink::fault::simulation
