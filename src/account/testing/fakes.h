// SPDX-License-Identifier: Apache-2.0
// What the tests of floors 5 and up use in place of a store: people, sign-ins and rooms in memory, answering
// on the asker's executor as the real ones do; and an executor that the test drives. Single-threaded but for
// HandExecutor::post().
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "account/testing/fake_bus.h"
#include "account/testing/fake_people.h"
#include "account/testing/fake_rooms.h"
#include "account/testing/fake_sessions.h"
#include "account/testing/fake_users.h"
#include "account/testing/hand_executor.h"
#include "store/store.h"
#include "store/testing/fake_moderation.h"

namespace heartlink::account::testing {

// Cheap enough for hundreds of hashes in a test: argon2's own minimum for one lane.
inline constexpr std::uint32_t cheap_memory_kib = 8;

class FakeMessages final : public store::MessageStore {
 public:
  void post(store::NewMessage, base::Done<store::Posted> done) override { refuse(done); }
  void recall(store::NewRecall, base::Done<store::Posted> done) override { refuse(done); }
  void mark(store::NewMark, base::Done<store::Marked> done) override { refuse(done); }
  void resume(store::ResumeQuery, base::Done<store::Resume> done) override { refuse(done); }
  void page(store::PageQuery, base::Done<store::Page> done) override { refuse(done); }

 private:
  template <class T>
  static void refuse(const base::Done<T>& done) {
    done.post(base::fail(base::Code::unavailable, "these tests send no messages"));
  }
};

class FakeHandshakes final : public store::HandshakeStore {
 public:
  void keep(std::vector<model::Handshake> some, std::uint32_t most, base::Done<bool> done) override {
    for (auto& row : some) {
      const bool known =
          std::any_of(rows.begin(), rows.end(), [&row](const auto& r) { return r.id == row.id; });
      if (!known) rows.push_back(std::move(row));
    }
    if (rows.size() > most) rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(most));
    done.post(true);
  }

  void latest(std::uint32_t limit, base::Done<std::vector<model::Handshake>> done) override {
    const auto count = static_cast<std::ptrdiff_t>(std::min<std::size_t>(limit, rows.size()));
    done.post(std::vector<model::Handshake>(rows.end() - count, rows.end()));
  }

  std::vector<model::Handshake> rows;  // oldest first
};

// Removes from the other fakes, where it has them.
class FakeScratch final : public store::ScratchStore {
 public:
  FakeScratch() = default;
  FakeScratch(FakeUsers& users, FakeSessions& sessions, FakeTokens& tokens, FakeRooms& rooms)
      : users_(&users), sessions_(&sessions), tokens_(&tokens), rooms_(&rooms) {}

  void remove(store::Scratch scratch, base::Done<bool> done) override {
    if (rooms_ != nullptr && scratch.room) rooms_->by_id.erase(*scratch.room);
    if (users_ != nullptr && scratch.user) {
      const auto is_his = [user = *scratch.user](const auto& one) { return one.second.user.id == user; };
      std::erase_if(users_->by_key, is_his);
      std::erase_if(sessions_->sessions, is_his);
      std::erase_if(tokens_->tokens, is_his);
    }
    removed.push_back(std::move(scratch));
    done.post(true);
  }

  std::vector<store::Scratch> removed;  // every call

 private:
  FakeUsers* users_ = nullptr;
  FakeSessions* sessions_ = nullptr;
  FakeTokens* tokens_ = nullptr;
  FakeRooms* rooms_ = nullptr;
};

class FakeStore : public store::Store {
 public:
  FakeStore() { fake_rooms.people = &fake_users.by_key; }

  store::MessageStore& messages() override { return messages_; }
  store::RoomStore& rooms() override { return fake_rooms; }
  store::MemberStore& members() override { return fake_members; }
  store::ConversationStore& conversations() override { return fake_conversations; }
  store::PeopleStore& people() override { return fake_people; }
  store::MatchStore& matches() override { return fake_matches; }
  store::EventStore& events() override { return fake_events; }
  store::ReportStore& reports() override { return fake_reports; }
  store::ModerationStore& moderation() override { return fake_moderation; }
  store::AuditStore& audit() override { return fake_audit; }
  store::RetentionStore& retention() override { return fake_retention; }
  store::UserStore& users() override { return fake_users; }
  store::SessionStore& sessions() override { return fake_sessions; }
  store::TokenStore& tokens() override { return fake_tokens; }
  store::HandshakeStore& handshakes() override { return fake_handshakes; }
  store::ScratchStore& scratch() override { return fake_scratch; }
  [[nodiscard]] bool writable() const override { return true; }
  void stop() override {}

  FakeRooms fake_rooms;
  FakeMembers fake_members;
  FakeConversations fake_conversations;
  FakePeopleStore fake_people;
  store::testing::ScriptedMatches fake_matches;
  store::testing::ScriptedEvents fake_events;
  FakeReports fake_reports;
  store::testing::FakeAudit fake_audit;
  store::testing::FakeModeration fake_moderation{fake_reports, fake_audit};
  FakeRetention fake_retention;
  FakeSessions fake_sessions;
  FakeTokens fake_tokens;
  FakeUsers fake_users{fake_sessions, fake_tokens};
  FakeHandshakes fake_handshakes;
  FakeScratch fake_scratch{fake_users, fake_sessions, fake_tokens, fake_rooms};

 private:
  FakeMessages messages_;
};

}  // namespace heartlink::account::testing
