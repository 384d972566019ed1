// SPDX-License-Identifier: Apache-2.0
// A room's log whose every moment the test chooses: when a snapshot is taken, when its answer arrives, when a
// post is answered. It answers through Done like a real store, so the answer comes in a later turn.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "store/message_store.h"

namespace heartlink::connection::testing {

inline model::Entry entry_of(std::int64_t id, std::int64_t sender = 1) {
  model::Entry entry;
  entry.room = model::RoomId{"a"};
  entry.id = model::EntryId{id};
  entry.sender = model::UserId{sender};
  entry.sender_name = "user-" + std::to_string(sender);
  entry.content = "text " + std::to_string(id);
  return entry;
}

class ScriptedLog final : public store::MessageStore {
 public:
  struct Post {
    store::NewMessage message;
    base::Done<store::Posted> done;
  };
  struct RecallAsk {
    store::NewRecall recall;
    base::Done<store::Posted> done;
  };
  struct MarkAsk {
    store::NewMark mark;
    base::Done<store::Marked> done;
  };
  struct Ask {
    store::ResumeQuery query;
    base::Done<store::Resume> done;
  };

  void post(store::NewMessage message, base::Done<store::Posted> done) override {
    posts.push_back({std::move(message), std::move(done)});
  }
  void recall(store::NewRecall recall, base::Done<store::Posted> done) override {
    recalls.push_back({std::move(recall), std::move(done)});
  }
  void mark(store::NewMark mark, base::Done<store::Marked> done) override {
    marks.push_back({std::move(mark), std::move(done)});
  }
  void resume(store::ResumeQuery query, base::Done<store::Resume> done) override {
    asks.push_back({std::move(query), std::move(done)});
  }
  void page(store::PageQuery, base::Done<store::Page> done) override {
    done.post(base::fail(base::Code::internal, "these tests read no pages"));
  }

  // Commits one entry; nobody hears of it before the test delivers it.
  const model::Entry& commit(std::int64_t sender = 1) {
    return entries.emplace_back(entry_of(static_cast<std::int64_t>(entries.size()) + 1, sender));
  }

  // What a snapshot taken now says, at most `part` entries at a time.
  [[nodiscard]] store::Resume snapshot(const store::ResumeQuery& query, std::size_t part = SIZE_MAX) const {
    store::Resume resume;
    resume.room.id = query.room;
    resume.room.epoch = "e1";
    resume.head = model::EntryId{static_cast<std::int64_t>(entries.size())};
    if (!query.after) return resume;
    for (auto id = static_cast<std::size_t>(query.after->value); id < entries.size(); ++id) {
      if (resume.entries.size() == part) break;
      resume.entries.push_back(entries[id]);
    }
    resume.more = !resume.entries.empty() && resume.entries.back().id < resume.head;
    return resume;
  }

  // Answers the oldest question and the oldest post.
  void answer_ask(const base::Result<store::Resume>& answer) {
    const auto ask = std::move(asks.front());
    asks.pop_front();
    ask.done.post(answer);
  }
  void answer_post(const base::Result<store::Posted>& answer) {
    const auto post = std::move(posts.front());
    posts.pop_front();
    post.done.post(answer);
  }

  std::vector<model::Entry> entries;
  std::deque<Post> posts;
  std::deque<RecallAsk> recalls;
  std::deque<MarkAsk> marks;
  std::deque<Ask> asks;
};

}  // namespace heartlink::connection::testing
