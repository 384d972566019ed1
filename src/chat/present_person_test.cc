// SPDX-License-Identifier: Apache-2.0
#include "chat/present_person.h"

#include <gtest/gtest.h>

namespace heartlink::chat {
namespace {

constexpr std::int64_t day_us = 86'400LL * 1'000'000;
constexpr base::WallTime now{1'700'000'000'000'000};

std::vector<std::string> tags_after(std::int64_t days, bool staff = false) {
  model::User user{model::UserId{1}, "ann", staff, false, base::WallTime{now.us - days * day_us}};
  return present_person(user, now, true).tags;
}

TEST(PresentPerson, a_profile_names_the_person) {
  const model::User user{model::UserId{9}, "安", false, false, now};
  const auto profile = present_person(user, now, true);
  EXPECT_EQ(profile.id, 9);
  EXPECT_EQ(profile.username, "安");
  EXPECT_EQ(profile.display_name, "安");
  EXPECT_TRUE(profile.is_online);
  EXPECT_FALSE(present_person(user, now, false).is_online);
}

TEST(PresentPerson, the_tag_of_seniority_changes_after_a_month_and_after_a_year) {
  using Tags = std::vector<std::string>;
  EXPECT_EQ(tags_after(0), Tags{"🆕 新用户"});
  EXPECT_EQ(tags_after(30), Tags{"🆕 新用户"});
  EXPECT_EQ(tags_after(31), Tags{"🌟 活跃用户"});
  EXPECT_EQ(tags_after(365), Tags{"🌟 活跃用户"});
  EXPECT_EQ(tags_after(366), Tags{"🎂 老用户"});
  EXPECT_EQ(tags_after(0, true), (Tags{"👑 管理员", "🆕 新用户"}));
}

TEST(PresentPerson, an_alias_has_a_name_and_nothing_else) {
  const model::User user{model::UserId{9}, "安", true, false, now};
  model::Room room;
  room.user1 = model::UserId{8};
  room.user2 = user.id;
  room.alias1 = "Owl";
  room.alias2 = "Fox";
  const auto profile = present_person(user, room, now, true);
  EXPECT_EQ(profile.id, 2);
  EXPECT_EQ(profile.username, "Fox");
  EXPECT_EQ(profile.display_name, "Fox");
  EXPECT_TRUE(profile.tags.empty()) << "they would tell since when he has been here";
  EXPECT_TRUE(profile.is_online);
  room.revealed = 3;
  EXPECT_EQ(present_person(user, room, now, true).username, "安");
  EXPECT_EQ(present_person(user, room, now, true).tags.size(), 2U);
}

}  // namespace
}  // namespace heartlink::chat
