// SPDX-License-Identifier: Apache-2.0
// The ports as scripts: every method remembers what it was asked and answers what the test has put there. For
// tests of use cases and addresses; what the rules are is the contract suite's business.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/conversation_store.h"
#include "store/event_store.h"
#include "store/match_store.h"
#include "store/member_store.h"
#include "store/message_store.h"
#include "store/people_store.h"
#include "store/retention_store.h"
#include "store/room_store.h"

namespace heartlink::store::testing {

// One method: the last question, and the answer to all.
template <class Asked, class Answer>
struct Scripted {
  void ask(Asked question, const base::Done<Answer>& done) {
    asked = std::move(question);
    if (before_answer) before_answer();
    done.post(answer);
  }

  std::optional<Asked> asked;
  std::function<void()> before_answer;  // what happens meanwhile
  base::Result<Answer> answer{Answer{}};
};

class ScriptedMessages final : public MessageStore {
 public:
  void post(NewMessage message, base::Done<Posted> done) override { posted.ask(std::move(message), done); }
  void recall(NewRecall one, base::Done<Posted> done) override { recalled.ask(std::move(one), done); }
  void mark(NewMark one, base::Done<Marked> done) override { marked.ask(std::move(one), done); }
  void resume(ResumeQuery query, base::Done<Resume> done) override { resumed.ask(std::move(query), done); }
  void page(PageQuery query, base::Done<Page> done) override { paged.ask(std::move(query), done); }

  Scripted<NewMessage, Posted> posted;
  Scripted<NewRecall, Posted> recalled;
  Scripted<NewMark, Marked> marked;
  Scripted<ResumeQuery, Resume> resumed;
  Scripted<PageQuery, Page> paged;
};

class ScriptedMatches final : public MatchStore {
 public:
  void commit(MatchStep step, base::Done<bool> done) override { committed.ask(std::move(step), done); }
  void live(base::WallTime met_since, base::Done<LiveTickets> done) override { lived.ask(met_since, done); }
  void queue(std::uint32_t limit, base::Done<std::vector<QueuedTicket>> done) override {
    queued.ask(limit, done);
  }
  void company(model::UserId user, base::WallTime, base::Done<Company> done) override {
    companies.ask(user, done);
  }
  void newest(model::UserId user, model::MatchKind kind, base::Done<Meeting> done) override {
    newests.ask({user, kind}, done);
  }
  void reunion(model::UserId user, base::Done<Meeting> done) override { reunions.ask(user, done); }

  Scripted<MatchStep, bool> committed;
  Scripted<base::WallTime, LiveTickets> lived;
  Scripted<std::uint32_t, std::vector<QueuedTicket>> queued;
  Scripted<model::UserId, Company> companies;
  Scripted<std::pair<model::UserId, model::MatchKind>, Meeting> newests;
  Scripted<model::UserId, Meeting> reunions;
};

class ScriptedEvents final : public EventStore {
 public:
  void events_after(model::UserId user, model::EventId after, base::Done<EventPage> done) override {
    asked.ask({user, after}, done);
  }

  Scripted<std::pair<model::UserId, model::EventId>, EventPage> asked;
};

class ScriptedRooms final : public RoomStore {
 public:
  void create(NewRoom room, base::Done<model::Room> done) override { created.ask(std::move(room), done); }
  void find(model::RoomId id, model::UserId viewer, base::Done<RoomView> done) override {
    found.ask({std::move(id), viewer}, done);
  }
  void show(model::RoomId id, base::Done<RoomDetails> done) override { shown.ask(std::move(id), done); }
  void list(RoomsQuery query, base::Done<std::vector<RoomDetails>> done) override {
    listed.ask(std::move(query), done);
  }
  void end(EndRoom order, base::Done<model::EntryId> done) override { ended.ask(std::move(order), done); }

  Scripted<NewRoom, model::Room> created;
  Scripted<std::pair<model::RoomId, model::UserId>, RoomView> found;
  Scripted<model::RoomId, RoomDetails> shown;
  Scripted<RoomsQuery, std::vector<RoomDetails>> listed;
  Scripted<EndRoom, model::EntryId> ended;
};

class FakeMembers final : public MemberStore {
 public:
  void change(MemberChange one, base::Done<model::EntryId> done) override {
    changed.ask(std::move(one), done);
  }
  void leave(model::RoomId room, model::User user, base::Done<Left> done) override {
    left.ask({std::move(room), user.id}, done);
  }
  void invite(NewInvite one, base::Done<bool> done) override { invited.ask(std::move(one), done); }
  void join(JoinRoom one, base::Done<Joined> done) override { joined.ask(std::move(one), done); }
  void reveal(model::RoomId room, model::User user, base::Done<Consent> done) override {
    revealed.ask({std::move(room), user.id}, done);
  }
  void keep(model::RoomId room, model::User user, base::Done<Consent> done) override {
    kept.ask({std::move(room), user.id}, done);
  }
  void participants(model::RoomId room, model::UserId viewer, base::Done<Participants> done) override {
    people.ask({std::move(room), viewer}, done);
  }
  void acquaintance(model::UserId viewer, model::UserId person, base::Done<model::User> done) override {
    known.ask({viewer, person}, done);
  }

  using InRoom = std::pair<model::RoomId, model::UserId>;
  Scripted<MemberChange, model::EntryId> changed;
  Scripted<InRoom, Left> left;
  Scripted<NewInvite, bool> invited;
  Scripted<JoinRoom, Joined> joined;
  Scripted<InRoom, Consent> revealed;
  Scripted<InRoom, Consent> kept;
  Scripted<InRoom, Participants> people;
  Scripted<std::pair<model::UserId, model::UserId>, model::User> known;
};

class FakeConversations final : public ConversationStore {
 public:
  void conversations(model::UserId user, base::Done<std::vector<Conversation>> done) override {
    listed.ask(user, done);
  }
  void unread(model::UserId user, base::Done<std::vector<UnreadRoom>> done) override {
    counted.ask(user, done);
  }
  void member_rooms(model::UserId user, base::Done<std::vector<model::RoomId>> done) override {
    rooms.ask(user, done);
  }
  void unread_in(model::UserId user, model::RoomId room, base::Done<UnreadRoom> done) override {
    counted_in.ask({std::move(room), user}, done);
  }
  void notices(model::UserId user, std::uint32_t most, base::Done<Notices> done) override {
    noticed.ask({user, most}, done);
  }
  void mark_all(model::User user, std::optional<std::vector<std::int64_t>> some,
                base::Done<std::uint32_t> done) override {
    marked.ask({user.id, std::move(some)}, done);
  }

  Scripted<model::UserId, std::vector<Conversation>> listed;
  Scripted<model::UserId, std::vector<UnreadRoom>> counted;
  Scripted<model::UserId, std::vector<model::RoomId>> rooms;
  Scripted<std::pair<model::RoomId, model::UserId>, UnreadRoom> counted_in;
  Scripted<std::pair<model::UserId, std::uint32_t>, Notices> noticed;
  Scripted<std::pair<model::UserId, std::optional<std::vector<std::int64_t>>>, std::uint32_t> marked;
};

class FakePeopleStore final : public PeopleStore {
 public:
  void open_direct(NewDirect one, base::Done<Direct> done) override {
    if (!one.may_make && !direct_exists) return done.post(base::fail(base::Code::room_not_found));
    opened.ask(std::move(one), done);
  }
  void block(model::User by, model::User whom, base::Done<Blocked> done) override {
    blocked_person.ask({by.id, whom.id}, done);
  }
  void block_in(model::User by, model::RoomId room, base::Done<Blocked> done) override {
    blocked_room.ask({std::move(room), by.id}, done);
  }
  void unblock(model::UserId by, model::UserId whom, base::Done<bool> done) override {
    unblocked.ask({by, whom}, done);
  }
  void unblock_in(model::UserId by, model::RoomId room, base::Done<bool> done) override {
    unblocked_room.ask({std::move(room), by}, done);
  }
  void blocked(model::UserId by, base::Done<std::vector<BlockedPerson>> done) override {
    listed.ask(by, done);
  }
  void notify(model::User user, std::string text, base::Done<std::int64_t> done) override {
    notified.ask({user.id, std::move(text)}, done);
  }

  using Two = std::pair<model::UserId, model::UserId>;
  bool direct_exists = false;
  Scripted<NewDirect, Direct> opened;
  Scripted<Two, Blocked> blocked_person;
  Scripted<std::pair<model::RoomId, model::UserId>, Blocked> blocked_room;
  Scripted<Two, bool> unblocked;
  Scripted<std::pair<model::RoomId, model::UserId>, bool> unblocked_room;
  Scripted<model::UserId, std::vector<BlockedPerson>> listed;
  Scripted<std::pair<model::UserId, std::string>, std::int64_t> notified;
};

class FakeRetention final : public RetentionStore {
 public:
  void leftovers(std::int64_t after, base::WallTime match_before, base::WallTime test_before,
                 base::Done<Leftovers> done) override {
    walked.push_back({after, match_before, test_before});
    auto answer = steps.empty() ? Leftovers{} : std::move(steps.front());
    if (!steps.empty()) steps.erase(steps.begin());
    done.post(std::move(answer));
  }
  void prune(model::RoomId room, base::WallTime, base::Done<std::uint32_t> done) override {
    pruned.push_back(std::move(room));
    const auto gone = batches.empty() ? 0U : batches.front();
    if (!batches.empty()) batches.erase(batches.begin());
    done.post(gone);
  }
  void prune_acts(base::Done<std::uint32_t> done) override {
    acts_pruned += 1;
    const auto gone = act_batches.empty() ? 0U : act_batches.front();
    if (!act_batches.empty()) act_batches.erase(act_batches.begin());
    done.post(gone);
  }
  void remove_test_room(model::RoomId room, base::WallTime, base::Done<bool> done) override {
    removed.push_back(std::move(room));
    done.post(true);
  }

  struct Step {
    std::int64_t after;
    base::WallTime match_before;
    base::WallTime test_before;
  };
  std::vector<Leftovers> steps;  // answered one after the other, then nothing
  std::vector<std::uint32_t> batches;  // the same of prune
  std::vector<std::uint32_t> act_batches;  // the same of prune_acts
  int acts_pruned = 0;
  std::vector<Step> walked;
  std::vector<model::RoomId> pruned;
  std::vector<model::RoomId> removed;
};

}  // namespace heartlink::store::testing
