// SPDX-License-Identifier: Apache-2.0
#include "chat/create_room.h"

#include <gtest/gtest.h>

#include "store/testing/queue_executor.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::chat {
namespace {

using base::Code;
using model::MadeBy;

class CreateRoomTest : public ::testing::Test {
 protected:
  CreateRoomTest() { rooms_.found.answer = base::fail(Code::room_not_found); }

  base::Result<NamedRoom> make(std::string name, MadeBy kind = MadeBy::group) {
    return worker_.ask<NamedRoom>(
        [&](base::Done<NamedRoom> done) { use_case_.run(ann_, std::move(name), kind, std::move(done)); });
  }
  Code refused(std::string name, MadeBy kind = MadeBy::group) {
    const auto result = make(std::move(name), kind);
    return result.has_error() ? result.error().code : Code::last_;
  }
  void there_is(model::RoomType type, bool may_enter, model::RoomStatus status = model::RoomStatus::active) {
    store::RoomView view;
    view.room.type = type;
    view.room.status = status;
    view.may_enter = may_enter;
    rooms_.found.answer = view;
  }

  store::testing::ScriptedRooms rooms_;
  store::testing::FakeMembers members_;
  store::testing::QueueExecutor worker_;
  presence::Registry registry_;
  base::ManualClock clock_;
  base::Limits limits_;
  model::User ann_{model::UserId{1}, "ann", false, false, {}};
  CreateRoom use_case_{{rooms_, members_, registry_, clock_, limits_}};
};

TEST_F(CreateRoomTest, a_group_gets_the_id_of_its_name_and_its_maker_as_owner) {
  const auto made = make("  My New_Room ");
  ASSERT_TRUE(made.has_value());
  EXPECT_TRUE(made->made);
  EXPECT_EQ(made->id.value, "my-new-room");
  const auto& asked = rooms_.created.asked.value();
  EXPECT_EQ(asked.id.value, "my-new-room");
  EXPECT_EQ(asked.name, "My New_Room") << "what people call it stays as typed";
  EXPECT_EQ(asked.type, model::RoomType::group);
  EXPECT_EQ(asked.made_by, MadeBy::group);
  EXPECT_EQ(asked.user1, model::UserId{1});
  EXPECT_FALSE(asked.keep_existing);
}

TEST_F(CreateRoomTest, an_id_is_the_same_however_its_name_is_written) {
  EXPECT_EQ(room_id_of("技术讨论")->value, "技术讨论");
  EXPECT_EQ(room_id_of("ПРИВЕТ")->value, "привет");
  EXPECT_EQ(room_id_of("Ｆull")->value, "full");
  EXPECT_EQ(room_id_of("a\u3000b")->value, "a-b");
}

TEST_F(CreateRoomTest, what_can_be_no_id_and_what_is_reserved_makes_no_room) {
  for (const auto* name : {"", "   ", "a/b", "a\nb", "..", "\xff"}) {
    EXPECT_EQ(refused(name), Code::room_id_invalid) << name;
  }
  for (const auto* name : {"direct-1", "Match-1", "heart_1", "SYSTEM 1", "test-room-1"}) {
    EXPECT_EQ(refused(name), Code::room_reserved) << name;
  }
  EXPECT_FALSE(rooms_.created.asked.has_value());
  EXPECT_FALSE(rooms_.found.asked.has_value());
}

TEST_F(CreateRoomTest, public_rooms_are_for_staff_to_make) {
  EXPECT_EQ(refused("hall", MadeBy::public_room), Code::not_allowed);
  EXPECT_FALSE(rooms_.created.asked.has_value());
  ann_.staff = true;
  ASSERT_TRUE(make("hall", MadeBy::public_room).has_value());
  EXPECT_EQ(rooms_.created.asked->type, model::RoomType::public_room);
  EXPECT_EQ(rooms_.created.asked->made_by, MadeBy::public_room);
}

TEST_F(CreateRoomTest, who_may_enter_the_room_that_is_there_comes_in_and_others_do_not) {
  there_is(model::RoomType::group, true);
  const auto there = make("team");
  ASSERT_TRUE(there.has_value());
  EXPECT_FALSE(there->made);
  EXPECT_EQ(there->id.value, "team");
  EXPECT_FALSE(members_.joined.asked.has_value()) << "he is a member already";
  there_is(model::RoomType::group, false);
  EXPECT_EQ(refused("team"), Code::not_a_member);
  there_is(model::RoomType::group, true, model::RoomStatus::ended);
  EXPECT_EQ(refused("team"), Code::room_ended);
  EXPECT_FALSE(rooms_.created.asked.has_value());
}

TEST_F(CreateRoomTest, in_a_public_room_that_is_there_one_becomes_a_member) {
  there_is(model::RoomType::public_room, true);
  ASSERT_TRUE(make("hall").has_value());
  EXPECT_EQ(members_.joined.asked->room->value, "hall");
  EXPECT_EQ(members_.joined.asked->user.id.value, 1);
  members_.joined.answer = base::fail(Code::room_full);
  EXPECT_EQ(refused("hall"), Code::room_full);
}

TEST_F(CreateRoomTest, only_rooms_that_are_made_count_for_the_hour) {
  limits_.new_rooms_per_hour = 1;
  there_is(model::RoomType::group, true);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(make("team").has_value());
  rooms_.found.answer = base::fail(Code::room_not_found);
  EXPECT_TRUE(make("one").has_value());
  const auto second = make("two");
  EXPECT_EQ(second.error().code, Code::throttled);
  EXPECT_EQ(second.error().retry, std::chrono::hours{1});
  EXPECT_EQ(rooms_.created.asked->id.value, "one");
  clock_.advance(std::chrono::hours{1});
  EXPECT_TRUE(make("two").has_value());
}

// Answers as if somebody else had made the room between the look and the making.
TEST_F(CreateRoomTest, two_who_make_the_same_at_once_meet_in_it) {
  rooms_.created.answer = base::fail(Code::room_exists);
  rooms_.created.before_answer = [this] { there_is(model::RoomType::group, true); };
  const auto there = make("team");
  ASSERT_TRUE(there.has_value());
  EXPECT_FALSE(there->made);
}

TEST_F(CreateRoomTest, a_room_that_is_there_for_one_question_only_ends_the_matter) {
  rooms_.created.answer = base::fail(Code::room_exists);
  EXPECT_EQ(refused("team"), Code::room_not_found);
}

TEST_F(CreateRoomTest, a_sick_store_is_told) {
  rooms_.found.answer = base::fail(Code::busy);
  EXPECT_EQ(refused("team"), Code::busy);
  rooms_.found.answer = base::fail(Code::room_not_found);
  rooms_.created.answer = base::fail(Code::storage_full);
  EXPECT_EQ(refused("team"), Code::storage_full);
}

}  // namespace
}  // namespace heartlink::chat
