// SPDX-License-Identifier: Apache-2.0
#include "protocol/room_name.h"

#include <string>

#include <gtest/gtest.h>

namespace heartlink::protocol {
namespace {

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

bool accepted(std::string_view text) { return parse_room_id(text).has_value(); }

TEST(RoomName, letters_and_digits_of_any_script_and_three_signs_are_allowed) {
  for (const std::string_view name :
       {"test-room-123", "a", "A_b.c-9", "聊天室", "二〇二五", "кафе", "غرفة٧", "हिन्दी", ".hidden", "..."}) {
    const auto id = parse_room_id(name);
    ASSERT_TRUE(id.has_value()) << name;
    EXPECT_EQ(id->value, name);
  }
}

TEST(RoomName, everything_else_is_refused) {
  for (const std::string_view name :
       {"", ".", "..", "a b", "a/b", "a\\b", "a%20b", "room?", "<b>", "a\nb", "心❤", "a\u200Bb", "\u202Eabc",
        "a\u00A0b", "①", "\u0301a", "-\u0301"}) {
    const auto id = parse_room_id(name);
    ASSERT_TRUE(id.has_error()) << name;
    EXPECT_EQ(id.error().code, base::Code::room_id_invalid);
    EXPECT_FALSE(id.error().detail.empty());
  }
  EXPECT_FALSE(accepted(std::string_view{"a\0b", 3}));
}

TEST(RoomName, bytes_that_are_not_utf8_are_refused) {
  EXPECT_FALSE(accepted("a\xFF"));
  EXPECT_FALSE(accepted("\xC0\xAF"));
  EXPECT_FALSE(accepted("\xED\xA0\x80"));
}

TEST(RoomName, two_spellings_of_one_name_are_one_room) {
  const auto composed = parse_room_id("caf\u00E9");
  const auto decomposed = parse_room_id("cafe\u0301");
  ASSERT_TRUE(composed.has_value() && decomposed.has_value());
  EXPECT_EQ(*composed, *decomposed);
  EXPECT_EQ(composed->value, "caf\u00E9");
}

TEST(RoomName, a_hundred_characters_are_allowed_and_counted_after_normalising) {
  EXPECT_TRUE(accepted(times(100, "a")));
  EXPECT_FALSE(accepted(times(101, "a")));
  EXPECT_TRUE(accepted(times(100, "房")));
  EXPECT_FALSE(accepted(times(101, "房")));
  EXPECT_TRUE(accepted(times(100, "\u03B1\u0313\u0300\u0345")));
  EXPECT_FALSE(accepted(times(100'000, "a")));
}

TEST(RoomName, only_the_prefix_with_something_behind_it_is_a_test_room) {
  EXPECT_TRUE(is_test_room(model::RoomId{"test-room-123"}));
  EXPECT_FALSE(is_test_room(model::RoomId{"test-room-"}));
  EXPECT_FALSE(is_test_room(model::RoomId{"Test-room-1"}));
  EXPECT_FALSE(is_test_room(model::RoomId{"my-test-room-1"}));
}

}  // namespace
}  // namespace heartlink::protocol
