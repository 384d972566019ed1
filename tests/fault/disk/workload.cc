// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/workload.h"

#include <fmt/format.h>

namespace heartlink::fault::disk {

void Workload::people(StoreRun& run, std::size_t rooms) {
  for (const char* name : {"alice", "bob", "carol"}) people_.push_back(run.person(name));
  guest_ = run.person("dave");
  for (std::size_t number = 0; number < rooms; ++number) {
    rooms_.push_back(run.group(fmt::format("room-{}", number), people_[0], {people_[1], people_[2]}));
  }
}

Sent Workload::message(std::size_t room) { return message_of(people_[0], room % rooms_.size()); }

Sent Workload::message_of(const model::User& by, std::size_t room) {
  Sent message;
  message.room = rooms_[room];
  message.by = by;
  message.cid = fmt::format("c-{:05}", ++next_cid_);
  // Mostly short; now and then one that does not fit on a page of the database.
  const std::size_t letters = below(24) == 0 ? 3000 + below(6000) : 1 + below(160);
  message.content = message.cid + " ";
  for (std::size_t at = 0; at < letters; ++at) message.content.push_back(static_cast<char>('a' + below(26)));
  return message;
}

void Workload::batches(StoreRun& run, std::size_t count, std::size_t jobs_max) {
  run.hold();
  sent_.push_back(message(below(rooms_.size())));
  run.send(sent_.back());
  run.settle();
  for (std::size_t batch = 1; batch < count; ++batch) {
    run.clock.advance(std::chrono::milliseconds{7});
    // One that is new for certain, so that the batch has news to hold the writer with.
    sent_.push_back(message(below(rooms_.size())));
    run.send(sent_.back());
    for (std::uint64_t more = below(jobs_max); more > 0; --more) one_job(run);
    run.let_go();
    run.settle();
    if (below(8) == 0) run.read(rooms_[below(rooms_.size())], somebody());
    run.settle();
  }
  run.hold_no_more();
  remove_and_add(run);
}

void Workload::one_job(StoreRun& run) {
  const std::size_t room = below(rooms_.size());
  switch (below(12)) {
    case 0:
      return run.send(sent_[below(sent_.size())]);  // again
    case 1:
      return recall_one(run, room);
    case 2:
      return run.mark(rooms_[room], somebody(), static_cast<std::int64_t>(1 + below(40)));
    case 3:
      return run.add(rooms_[room], people_[0], guest_);
    default:
      break;
  }
  sent_.push_back(message_of(somebody(), room));
  run.send(sent_.back());
}

// By its author, or by nobody when the dice find none.
void Workload::recall_one(StoreRun& run, std::size_t room) {
  const Sent& message = sent_[below(sent_.size())];
  const auto id = run.notes().answers.find(message.cid);
  if (id == run.notes().answers.end()) return run.mark(rooms_[room], somebody(), 1);
  run.recall(message.room, message.by, id->second);
}

// Answered behind their news, so not while the writer is held.
void Workload::remove_and_add(StoreRun& run) {
  const auto& room = rooms_[below(rooms_.size())];
  run.remove(room, people_[0], guest_);
  run.settle();
  run.add(room, people_[0], guest_);
  run.settle();
}

}  // namespace heartlink::fault::disk
