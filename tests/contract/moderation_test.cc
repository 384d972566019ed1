// SPDX-License-Identifier: Apache-2.0
// What operators decide about people, and the log of it: each is one transaction with its act, and a mute
// holds wherever somebody could say something.
#include "store/moderation_store.h"
#include "store/report_store.h"
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::Measure;
using std::chrono::hours;
using std::chrono::milliseconds;

class Moderation : public RoomsContract {
 protected:
  void SetUp() override {
    config.limits.audit_acts = 100;
    config.limits.prune_entries = 3;
    RoomsContract::SetUp();
    room = match_room(alice, bob);
    (void)post(message(room, bob, "give me money")).value();
  }
  std::int64_t file() {
    store::NewReport report;
    report.room = room;
    report.by = alice;
    report.reason = model::ReportReason::fraud;
    return executor.ask<std::int64_t>([&](auto done) { opened->reports().file(report, done); }).value();
  }
  base::Result<model::Report> decide(std::int64_t report, Measure measure, hours length = hours{24}) {
    store::Decision decision;
    decision.report = report;
    decision.measure = measure;
    decision.reason = "seen it";
    decision.by = "sue";
    decision.mute_length = length;
    return executor.ask<model::Report>([&](auto done) { opened->moderation().decide(decision, done); });
  }
  static store::Ruling about(const model::User& user) {
    store::Ruling ruling;
    ruling.user = user.id;
    ruling.reason = "enough";
    ruling.by = "sue";
    return ruling;
  }
  base::Result<base::WallTime> mute_everywhere(const model::User& user, hours length) {
    return executor.ask<base::WallTime>(
        [&](auto done) { opened->moderation().mute(about(user), length, done); });
  }
  base::Result<bool> unmute(const model::User& user) {
    return executor.ask<bool>([&](auto done) { opened->moderation().unmute(about(user), done); });
  }
  base::Result<store::OpenedReport> open_report(std::int64_t id) {
    return executor.ask<store::OpenedReport>(
        [&](auto done) { opened->moderation().open_report(id, "sue", done); });
  }
  std::vector<model::Act> acts(std::int64_t before = 0, std::uint32_t limit = 100) {
    return executor
        .ask<std::vector<model::Act>>([&](auto done) { opened->audit().list(before, limit, done); })
        .value();
  }
  // The oldest first: "sue report.mute report 1 (bob): seen it".
  Words audit() {
    Words lines;
    for (const auto& act : acts()) {
      lines.insert(lines.begin(), act.by + ' ' + act.act + ' ' + act.subject +
                                      (act.reason.empty() ? std::string{} : ": " + act.reason));
    }
    return lines;
  }
  // What somebody was told on his own line, as frames without their numbers.
  Words told(const model::User& user) {
    Words bodies;
    const auto page = executor.ask<store::EventPage>(
        [&](auto done) { opened->events().events_after(user.id, model::EventId{0}, done); });
    for (const auto& event : page.value().events) bodies.push_back(event.body);
    return bodies;
  }
  // "2 until 1700000000000000", of the parcels since the last call.
  Words mutes() {
    wait_for_parcels();
    Words lines;
    for (const auto& parcel : parcels) {
      for (const auto& mute : parcel->mutes)
        lines.push_back(names[mute.user] + " until " + std::to_string(mute.until.us));
    }
    forget_parcels();
    return lines;
  }
  base::WallTime in(milliseconds time) { return {clock.wall().us + time.count() * 1000}; }
  base::Result<bool> enqueue(const model::User& user, std::int64_t id) {
    store::MatchStep step;
    auto& change = step.changes.emplace_back();
    change.is_new = true;
    change.after = ticket(user, id);
    return commit(step);
  }
  model::Ticket ticket(const model::User& user, std::int64_t id) {
    model::Ticket ticket;
    ticket.id = {id};
    ticket.user = user.id;
    ticket.since = clock.wall();
    ticket.expires_at = in(hours{1});
    return ticket;
  }
  base::Result<bool> commit(const store::MatchStep& step) {
    return executor.ask<bool>([&](auto done) { opened->matches().commit(step, done); });
  }

  model::RoomId room;
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Moderation, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Moderation, nobody_reads_evidence_without_an_act) {
  const auto id = file();
  EXPECT_EQ(audit(), Words{});
  const auto opened_report = open_report(id).value();
  EXPECT_EQ(opened_report.report.evidence.at(0).content, "give me money");
  EXPECT_FALSE(opened_report.subject_disabled);
  EXPECT_EQ(opened_report.subject_muted_until.us, 0);
  EXPECT_EQ(audit(), Words{"sue report.open report 1 (bob)"});
  EXPECT_EQ(acts().at(0).at, clock.wall());
  EXPECT_EQ(open_report(9).error().code, Code::report_not_found);
  EXPECT_EQ(acts().size(), 1U);
  reopen();
  EXPECT_EQ(audit(), Words{"sue report.open report 1 (bob)"});
}

TEST_P(Moderation, a_report_is_settled_once_and_ignoring_it_does_nothing_else) {
  const auto id = file();
  EXPECT_EQ(decide(id + 1, Measure::ignore).error().code, Code::report_not_found);
  const auto settled = decide(id, Measure::ignore).value();
  EXPECT_EQ(settled.status, model::ReportStatus::resolved);
  EXPECT_EQ(settled.outcome, "ignore: seen it");
  EXPECT_EQ(settled.resolved_by, "sue");
  EXPECT_EQ(settled.resolved_at, clock.wall());
  EXPECT_EQ(decide(id, Measure::disable).error().code, Code::already_resolved);
  EXPECT_EQ(audit(), Words{"sue report.ignore report 1 (bob): seen it"});
  EXPECT_EQ(told(bob), Words{});
  EXPECT_TRUE(post(message(room, bob, "still here")));
}

TEST_P(Moderation, a_warning_is_told_to_whom_it_is_about_with_the_reason_of_the_report) {
  ASSERT_TRUE(decide(file(), Measure::warn));
  EXPECT_EQ(told(bob), Words{R"({"type":"moderation","action":"warn","reason":"fraud","until":null})"});
  EXPECT_EQ(told(alice), Words{});
  EXPECT_TRUE(post(message(room, bob, "sorry")));
  EXPECT_EQ(audit(), Words{"sue report.warn report 1 (bob): seen it"});
}

TEST_P(Moderation, a_mute_holds_in_every_room_until_its_end) {
  const auto elsewhere = group(carol, {bob});
  forget_parcels();
  ASSERT_EQ(decide(file(), Measure::mute, hours{2}).value().outcome, "mute 2 h: seen it");
  const auto until = in(hours{2});
  EXPECT_EQ(mutes(), Words{"bob until " + std::to_string(until.us)});
  ASSERT_EQ(told(bob).size(), 1U);
  EXPECT_NE(told(bob)[0].find(R"("action":"mute","reason":"fraud","until":"20)"), std::string::npos);
  clock.advance(hours{1});
  for (const auto& where : {room, elsewhere}) {
    const auto refused = post(message(where, bob, "hello"));
    ASSERT_TRUE(refused.has_error()) << where.value;
    EXPECT_EQ(refused.error().code, Code::muted);
    EXPECT_EQ(refused.error().retry, hours{1});
    EXPECT_EQ(resume(where, bob).value().muted_everywhere_until, until);
    EXPECT_EQ(resume(where, bob).value().muted_until.us, 0) << "no mute of the room";
  }
  EXPECT_TRUE(post(message(elsewhere, carol, "so quiet")));
  reopen();
  EXPECT_EQ(open_report(1).value().subject_muted_until, until);
  clock.advance(hours{1});
  EXPECT_TRUE(post(message(room, bob, "hello")));
}

TEST_P(Moderation, what_was_said_before_a_mute_keeps_its_answer) {
  const auto first = post(message(room, bob, "hello", "c-1")).value();
  ASSERT_TRUE(mute_everywhere(bob, hours{1}));
  const auto again = post(message(room, bob, "hello", "c-1")).value();
  EXPECT_EQ(again.id, first.id);
  EXPECT_TRUE(again.dup);
}

TEST_P(Moderation, a_shorter_mute_does_not_end_a_longer_one) {
  const auto until = in(hours{48});
  EXPECT_EQ(mute_everywhere(bob, hours{48}).value(), until);
  EXPECT_EQ(mute_everywhere(bob, hours{1}).value(), until);
  EXPECT_EQ(mute_everywhere(bob, hours{72}).value(), in(hours{72}));
  EXPECT_EQ(audit().back(), "sue user.mute bob: enough");
  EXPECT_EQ(told(bob).size(), 3U);
}

TEST_P(Moderation, who_may_speak_again_is_told_so_once) {
  ASSERT_TRUE(mute_everywhere(bob, hours{1}));
  (void)mutes();
  EXPECT_TRUE(unmute(bob).value());
  EXPECT_EQ(mutes(), Words{"bob until 0"});
  EXPECT_TRUE(post(message(room, bob, "thanks")));
  EXPECT_EQ(told(bob).back(), R"({"type":"moderation","action":"unmute","reason":null,"until":null})");
  EXPECT_FALSE(unmute(bob).value());
  EXPECT_EQ(told(bob).size(), 2U);
  EXPECT_EQ(mutes(), Words{});
  EXPECT_EQ(audit(), (Words{"sue user.mute bob: enough", "sue user.unmute bob: enough",
                            "sue user.unmute bob: enough"}));
}

TEST_P(Moderation, who_leaves_a_room_while_he_is_muted_everywhere_is_not_muted_in_it) {
  const auto open = public_room(carol);
  ASSERT_TRUE(join(open, bob));
  ASSERT_TRUE(mute_everywhere(bob, hours{1}));
  ASSERT_TRUE(leave(open, bob));
  ASSERT_TRUE(unmute(bob));
  ASSERT_TRUE(join(open, bob));
  EXPECT_TRUE(post(message(open, bob, "hello")));
}

TEST_P(Moderation, disabling_ends_every_sign_in_and_enabling_gives_the_account_back) {
  ASSERT_TRUE(open_session('b', bob));
  (void)take_revocations();
  ASSERT_TRUE(decide(file(), Measure::disable));
  EXPECT_EQ(take_revocations(), Words{"bob: all and tokens"}) << "before the answer";
  EXPECT_EQ(find_session('b').error().code, Code::login_required);
  EXPECT_EQ(post(message(room, bob, "hello")).error().code, Code::account_disabled);
  EXPECT_TRUE(open_report(1).value().subject_disabled);
  const auto enabled =
      executor.ask<model::User>([&](auto done) { opened->moderation().enable(about(bob), done); });
  EXPECT_FALSE(enabled.value().disabled);
  EXPECT_TRUE(post(message(room, bob, "hello")));
  EXPECT_EQ(audit(), (Words{"sue report.disable report 1 (bob): seen it", "sue report.open report 1 (bob)",
                            "sue user.enable bob: enough"}));
}

TEST_P(Moderation, an_account_that_is_gone_is_neither_warned_nor_muted_and_nothing_is_half_done) {
  const auto scratch = person("gone");
  const auto other = group(alice, {scratch});
  store::NewReport report;
  report.room = other;
  report.by = alice;
  report.subject_key = "gone";
  const auto id =
      executor.ask<std::int64_t>([&](auto done) { opened->reports().file(report, done); }).value();
  store::Scratch all;
  all.room = other;
  all.user = scratch.id;
  ASSERT_TRUE(executor.ask<bool>([&](auto done) { opened->scratch().remove(all, done); }));
  for (const auto measure : {Measure::warn, Measure::mute, Measure::disable})
    EXPECT_EQ(decide(id, measure).error().code, Code::user_not_found);
  EXPECT_EQ(mute_everywhere(scratch, hours{1}).error().code, Code::user_not_found);
  EXPECT_EQ(unmute(scratch).error().code, Code::user_not_found);
  EXPECT_EQ(audit(), Words{}) << "what was refused is no act";
  EXPECT_TRUE(open_report(id).value().subject_disabled);
  EXPECT_TRUE(decide(id, Measure::ignore)) << "it is still open";
}

TEST_P(Moderation, who_is_muted_is_brought_together_with_nobody) {
  ASSERT_TRUE(enqueue(alice, 1));
  ASSERT_TRUE(mute_everywhere(carol, hours{1}));
  EXPECT_EQ(executor
                .ask<store::Company>(
                    [&](auto done) { opened->matches().company(carol.id, base::WallTime{0}, done); })
                .value()
                .muted_until,
            in(hours{1}));
  store::MatchStep step;
  step.what = store::MatchStep::What::offer;
  step.room = {"heart-1"};
  for (const auto& [user, id] : {std::pair{alice, 1}, std::pair{carol, 2}}) {
    auto& change = step.changes.emplace_back();
    change.is_new = id == 2;
    change.after = ticket(user, id);
    change.after.state = model::TicketState::offered;
    change.after.room = step.room;
  }
  EXPECT_EQ(commit(step).error().code, Code::ticket_moved);
  clock.advance(hours{1});
  EXPECT_TRUE(commit(step)) << "when it is over";
}

TEST_P(Moderation, a_removed_ticket_is_told_and_noted_with_its_owners_name) {
  ASSERT_TRUE(enqueue(alice, 7));
  const auto queue = [&] {
    return executor
        .ask<std::vector<store::QueuedTicket>>([&](auto done) { opened->matches().queue(1, done); })
        .value();
  };
  ASSERT_EQ(queue().size(), 1U);
  EXPECT_EQ(queue()[0].username, "alice");
  EXPECT_EQ(queue()[0].ticket.id.value, 7);
  store::MatchStep step;
  step.what = store::MatchStep::What::close;
  auto& change = step.changes.emplace_back();
  change.after = ticket(alice, 7);
  change.after.state = model::TicketState::dropped;
  change.reason = model::TicketReason::removed;
  auto& act = change.acts.emplace_back();
  act.by = "sue";
  act.act = "queue.remove";
  act.reason = "a bot";
  ASSERT_TRUE(commit(step));
  EXPECT_EQ(queue().size(), 0U);
  EXPECT_EQ(told(alice), Words{R"({"type":"ticket_dropped","kind":"heart","reason":"removed"})"});
  EXPECT_EQ(audit(), Words{"sue queue.remove ticket 7 (alice): a bot"});
  EXPECT_EQ(commit(step).error().code, Code::ticket_moved);
  EXPECT_EQ(acts().size(), 1U) << "what was not done was not noted";
}

TEST_P(Moderation, resolving_by_the_command_line_is_an_act_too) {
  store::Resolution resolution;
  resolution.id = file();
  resolution.outcome = "warned";
  resolution.by = model::command_line;
  EXPECT_EQ(executor.ask<std::uint32_t>([&](auto done) { opened->reports().count_open(done); }).value(), 1U);
  ASSERT_TRUE(executor.ask<model::Report>([&](auto done) { opened->reports().resolve(resolution, done); }));
  EXPECT_EQ(audit(), Words{"operator report.resolve report 1 (bob): warned"});
  EXPECT_EQ(executor.ask<std::uint32_t>([&](auto done) { opened->reports().count_open(done); }).value(), 0U);
}

TEST_P(Moderation, acts_are_paged_and_the_oldest_go_over_the_bound) {
  const auto over = [&] {
    return executor
        .ask<store::Leftovers>(
            [&](auto done) { opened->retention().leftovers(0, clock.wall(), clock.wall(), done); })
        .value()
        .acts;
  };
  const auto prune = [&] {
    return executor.ask<std::uint32_t>([&](auto done) { opened->retention().prune_acts(done); }).value();
  };
  for (int number = 1; number <= 104; ++number) {
    EXPECT_EQ(over(), number > 101) << number - 1 << " are kept";
    model::Act act;
    act.by = "operator";
    act.act = "room.end";
    act.subject = std::to_string(number);
    EXPECT_EQ(executor.ask<std::int64_t>([&](auto done) { opened->audit().note(act, done); }).value(),
              number);
  }
  EXPECT_EQ(acts(0, 2).at(1).subject, "103");
  EXPECT_EQ(acts(103, 2).at(0).subject, "102");
  EXPECT_EQ(prune(), 3U) << "a few at a time";
  EXPECT_EQ(prune(), 1U);
  EXPECT_EQ(prune(), 0U);
  EXPECT_FALSE(over());
  EXPECT_EQ(acts(0, 1000).size(), 100U);
  EXPECT_EQ(acts(0, 1000).back().subject, "5");
}

}  // namespace
}  // namespace heartlink::contract
