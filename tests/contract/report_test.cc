// SPDX-License-Identifier: Apache-2.0
// Reports: who may send one about whom, what is kept with it, and what becomes of it.
#include "store/report_store.h"
#include "store/retention_store.h"
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using std::chrono::seconds;

class Reports : public RoomsContract {
 protected:
  base::Result<std::int64_t> file(const model::User& by, const model::RoomId& room,
                                  const std::string& subject_key = {}, const std::string& note = {}) {
    store::NewReport report;
    report.room = room;
    report.by = by;
    report.subject_key = subject_key;
    report.reason = model::ReportReason::fraud;
    report.note = note;
    return executor.ask<std::int64_t>([&](auto done) { opened->reports().file(report, done); });
  }
  base::Result<model::Report> show(std::int64_t id) {
    return executor.ask<model::Report>([&](auto done) { opened->reports().show(id, done); });
  }
  base::Result<model::Report> resolve(std::int64_t id, const std::string& outcome) {
    store::Resolution resolution;
    resolution.id = id;
    resolution.outcome = outcome;
    resolution.by = "operator";
    return executor.ask<model::Report>([&](auto done) { opened->reports().resolve(resolution, done); });
  }
  std::vector<model::Report> list(bool all, std::int64_t before = 0, std::uint32_t limit = 100) {
    store::ReportsQuery query;
    query.all = all;
    query.before = before;
    query.limit = limit;
    return executor.ask<std::vector<model::Report>>([&](auto done) { opened->reports().list(query, done); })
        .value();
  }
  static Words ids_of(const std::vector<model::Report>& reports) {
    Words ids;
    for (const auto& report : reports) ids.push_back(std::to_string(report.id));
    return ids;
  }
  // "3 bob fraud: hello", one line for each message of the evidence.
  Words evidence_of(std::int64_t id) {
    Words lines;
    for (const auto& entry : show(id).value().evidence) {
      const bool recalled = entry.kind == model::EntryKind::recalled;
      lines.push_back(std::to_string(entry.id.value) + ' ' + entry.sender_name +
                      (recalled ? " recalled " : " says ") + entry.content);
    }
    return lines;
  }
  std::uint32_t prune(const model::RoomId& room) {
    clock.advance(std::chrono::hours{48});
    return executor
        .ask<std::uint32_t>([&](auto done) { opened->retention().prune(room, clock.wall(), done); })
        .value();
  }
  // Under aliases, as heart link makes them.
  model::RoomId masked_room(const model::User& a, const model::User& b) {
    store::NewRoom room;
    room.id = {"heart-1"};
    room.made_by = model::MadeBy::heart;
    room.user1 = a.id;
    room.user2 = b.id;
    return executor.ask<model::Room>([&](auto done) { opened->rooms().create(room, done); }).value().id;
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Reports, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Reports, in_a_room_of_two_the_other_one_is_meant_whatever_name_is_given) {
  const auto room = masked_room(bob, alice);
  ASSERT_TRUE(post(message(room, bob, "hello")));
  forget_news();
  const auto id = file(alice, room, "carol", "he wants money").value();
  EXPECT_EQ(news(), Words{}) << "nobody is told";
  const auto report = show(id).value();
  EXPECT_EQ(report.id, id);
  EXPECT_EQ(report.reporter, alice.id);
  EXPECT_EQ(report.reporter_name, "alice");
  EXPECT_EQ(report.subject, bob.id);
  EXPECT_EQ(report.subject_name, "bob");
  EXPECT_EQ(report.room, room);
  EXPECT_EQ(report.reason, model::ReportReason::fraud);
  EXPECT_EQ(report.note, "he wants money");
  EXPECT_EQ(report.status, model::ReportStatus::open);
  EXPECT_EQ(report.created_at, clock.wall());
  EXPECT_FALSE(report.resolved_at.has_value());
  ASSERT_EQ(report.evidence.size(), 1U);
  EXPECT_EQ(report.evidence[0].sender, bob.id);
  EXPECT_EQ(report.evidence[0].message_type, "text");
  EXPECT_EQ(report.evidence[0].created_at, clock.wall());
  EXPECT_EQ(evidence_of(id), Words{"1 bob says hello"});
}

TEST_P(Reports, the_evidence_is_the_last_messages_oldest_first_and_says_which_were_recalled) {
  config.limits.report_messages = 3;
  reopen();
  const auto room = room_of(alice, bob);
  post_many(room, alice, 2);
  ASSERT_TRUE(post(message(room, bob, "give me \"money\"\n")));
  ASSERT_TRUE(recall(room, alice, 2));
  ASSERT_TRUE(post(message(room, bob, "now")));
  EXPECT_EQ(evidence_of(file(alice, room).value()),
            (Words{"2 alice recalled ", "3 bob says give me \"money\"\n", "5 bob says now"}));
}

TEST_P(Reports, the_evidence_has_every_message_that_came_before_it_in_its_batch) {
  const auto room = room_of(alice, bob);
  std::optional<base::Result<std::int64_t>> filed;
  std::vector<std::optional<base::Result<store::Posted>>> posted(2);
  in_one_batch([&] {
    opened->messages().post(message(room, bob, "before"), into(posted[0]));
    store::NewReport report;
    report.room = room;
    report.by = alice;
    opened->reports().file(report, into(filed));
    opened->messages().post(message(room, bob, "after"), into(posted[1]));
  });
  ASSERT_TRUE(executor.run_until([&] { return filed && posted[0] && posted[1]; }));
  EXPECT_EQ(evidence_of(filed->value()), Words{"1 bob says before"});
}

TEST_P(Reports, only_who_may_read_the_room_reports_in_it) {
  const auto room = room_of(alice, bob);
  EXPECT_EQ(file(carol, room).error().code, Code::not_a_member);
  EXPECT_EQ(file(alice, {"nowhere"}).error().code, Code::room_not_found);
  const auto of = group(alice, {bob, carol});
  ASSERT_TRUE(remove(of, alice, carol));
  EXPECT_EQ(file(carol, of, "bob").error().code, Code::not_a_member);
  disable(bob);
  EXPECT_EQ(file(bob, room).error().code, Code::account_disabled);
}

TEST_P(Reports, in_a_group_a_member_is_named_or_who_has_just_spoken) {
  const auto of = group(alice, {bob, carol});
  EXPECT_EQ(file(bob, of, "dave").error().code, Code::member_not_found);
  EXPECT_EQ(file(bob, of, "nobody").error().code, Code::member_not_found);
  EXPECT_EQ(file(bob, of).error().code, Code::member_not_found);
  EXPECT_EQ(file(bob, of, "bob").error().code, Code::self_refused);
  EXPECT_EQ(show(file(bob, of, "alice").value()).value().subject, alice.id);
  ASSERT_TRUE(post(message(of, carol, "hit and run")));
  ASSERT_TRUE(leave(of, carol));
  EXPECT_EQ(show(file(bob, of, "carol").value()).value().subject_name, "carol");
  const auto open = public_room(alice);
  EXPECT_EQ(file(bob, open, "dave").error().code, Code::member_not_found);
  ASSERT_TRUE(post(message(open, dave, "hello")));
  EXPECT_TRUE(file(bob, open, "dave")) << "neither of the two is a member";
}

TEST_P(Reports, in_the_room_of_notices_there_is_nobody_to_report) {
  ASSERT_TRUE(notify(alice, "welcome"));
  EXPECT_EQ(file(alice, {"system-" + std::to_string(alice.id.value)}, "bob").error().code,
            Code::member_not_found);
}

TEST_P(Reports, one_is_open_of_each_about_another_in_a_room) {
  const auto room = room_of(alice, bob);
  const auto of = group(alice, {bob, carol});
  const auto first = file(alice, room).value();
  EXPECT_EQ(file(alice, room).error().code, Code::already_reported);
  EXPECT_TRUE(file(bob, room));
  EXPECT_TRUE(file(alice, of, "bob"));
  EXPECT_EQ(file(alice, of, "bob").error().code, Code::already_reported);
  EXPECT_TRUE(file(alice, of, "carol"));
  ASSERT_TRUE(resolve(first, "warned"));
  EXPECT_NE(file(alice, room).value(), first);
  EXPECT_EQ(file(alice, room).error().code, Code::already_reported);
}

TEST_P(Reports, two_at_once_are_one) {
  const auto room = room_of(alice, bob);
  std::vector<std::optional<base::Result<std::int64_t>>> filed(2);
  in_one_batch([&] {
    for (auto& each : filed) {
      store::NewReport report;
      report.room = room;
      report.by = alice;
      opened->reports().file(report, into(each));
    }
  });
  ASSERT_TRUE(executor.run_until([&] { return filed[0] && filed[1]; }));
  EXPECT_TRUE(filed[0]->has_value());
  EXPECT_EQ(filed[1]->error().code, Code::already_reported);
  EXPECT_EQ(list(true).size(), 1U);
}

TEST_P(Reports, an_ended_room_can_be_reported_while_something_of_it_is_kept) {
  const auto room = match_room(alice, bob);
  ASSERT_TRUE(post(message(room, bob, "hello")));
  ASSERT_TRUE(block(bob, alice));
  const auto id = file(alice, room).value();
  EXPECT_EQ(evidence_of(id), Words{"1 bob says hello"});
  ASSERT_TRUE(resolve(id, "seen"));
  ASSERT_GT(prune(room), 0U);
  EXPECT_EQ(file(alice, room).error().code, Code::room_ended);
  EXPECT_EQ(file(carol, room).error().code, Code::not_a_member) << "a stranger learns nothing";
}

TEST_P(Reports, the_evidence_outlives_its_room_and_its_people) {
  const auto room = match_room(alice, bob);
  ASSERT_TRUE(post(message(room, bob, "hello")));
  const auto id = file(alice, room).value();
  ASSERT_TRUE(end_room(room, "left"));
  ASSERT_GT(prune(room), 0U);

  const auto test = test_room(alice);
  const auto guest = person("guest");
  ASSERT_TRUE(post(message(test, guest, "ha")));
  const auto about_guest = file(alice, test, "guest").value();
  store::Scratch scratch;
  scratch.room = test;
  scratch.user = guest.id;
  ASSERT_TRUE(executor.ask<bool>([&](auto done) { opened->scratch().remove(scratch, done); }));
  ASSERT_EQ(
      executor.ask<store::Credentials>([&](auto done) { opened->users().find("guest", done); }).error().code,
      Code::user_not_found);

  reopen();
  EXPECT_EQ(evidence_of(id), Words{"1 bob says hello"});
  EXPECT_EQ(evidence_of(about_guest), Words{"1 guest says ha"});
  EXPECT_EQ(show(about_guest).value().subject_name, "guest");
  EXPECT_EQ(show(about_guest).value().subject, guest.id);
}

TEST_P(Reports, they_are_listed_newest_first_and_open_ones_unless_all_are_wanted) {
  const auto of = group(alice, {bob, carol, dave});
  for (const auto* name : {"alice", "carol", "dave"}) ASSERT_TRUE(file(bob, of, name));
  ASSERT_TRUE(resolve(2, "nothing wrong"));
  EXPECT_EQ(ids_of(list(false)), (Words{"3", "1"}));
  EXPECT_EQ(ids_of(list(true)), (Words{"3", "2", "1"}));
  EXPECT_EQ(ids_of(list(true, 3)), (Words{"2", "1"}));
  EXPECT_EQ(ids_of(list(true, 0, 2)), (Words{"3", "2"}));
  EXPECT_EQ(list(true)[1].outcome, "nothing wrong");
  EXPECT_EQ(list(false)[0].subject_name, "dave");
}

TEST_P(Reports, an_outcome_is_given_once) {
  const auto id = file(alice, room_of(alice, bob)).value();
  clock.advance(seconds{5});
  EXPECT_EQ(resolve(id + 1, "x").error().code, Code::report_not_found);
  EXPECT_EQ(show(id + 1).error().code, Code::report_not_found);
  const auto settled = resolve(id, "warned").value();
  EXPECT_EQ(settled.id, id);
  EXPECT_EQ(settled.status, model::ReportStatus::resolved);
  EXPECT_EQ(resolve(id, "banned").error().code, Code::already_resolved);
  const auto report = show(id).value();
  EXPECT_EQ(report.outcome, "warned");
  EXPECT_EQ(report.resolved_by, "operator");
  EXPECT_EQ(report.resolved_at, clock.wall());
}

}  // namespace
}  // namespace heartlink::contract
