// SPDX-License-Identifier: Apache-2.0
// What a person chose about himself.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using boost::json::object;

constexpr const char* address = "/tools/api/preferences/";

using PreferencesTest = testing::AnnsHouse;

TEST_F(PreferencesTest, are_told_and_chosen_in_one_shape) {
  const object on{{"success", true}, {"read_receipts", true}, {"rules_accepted", false}};
  const object off{{"success", true}, {"read_receipts", false}, {"rules_accepted", false}};
  EXPECT_EQ(json_of(get(address)), on);
  EXPECT_EQ(json_of(post(address, R"({"read_receipts":false})")), off);
  EXPECT_EQ(json_of(get(address)), off);
  EXPECT_EQ(house.store.fake_users.chosen.size(), 1U) << "his own and nobody else's";
  EXPECT_EQ(json_of(post(address, R"({"read_receipts":true})")), on);
  EXPECT_EQ(json_of(get(address)), on);
}

TEST_F(PreferencesTest, the_rules_are_accepted_once_and_no_other_choice_takes_that_back) {
  EXPECT_EQ(json_of(get(address)).at("rules_accepted"), false);
  const object accepted{{"success", true}, {"read_receipts", true}, {"rules_accepted", true}};
  EXPECT_EQ(json_of(post(address, R"({"rules_accepted":true})")), accepted);
  const object quiet{{"success", true}, {"read_receipts", false}, {"rules_accepted", true}};
  EXPECT_EQ(json_of(post(address, R"({"read_receipts":false})")), quiet) << "old clients name only this";
  EXPECT_EQ(json_of(post(address, R"({"rules_accepted":true,"read_receipts":true})")), accepted);
}

TEST_F(PreferencesTest, what_is_no_choice_changes_nothing) {
  for (const auto* body :
       {"{}", R"({"read_receipts":null})", R"({"read_receipts":"false"})", R"({"read_receipts":0})",
        R"({"rules_accepted":"yes"})", R"({"read_receipts":true,"rules_accepted":null})"})
    EXPECT_EQ(refusal_in(post(address, body)), "400 field_invalid 消息里有一项的值不对") << body;
  EXPECT_EQ(refusal_in(post(address, "x")), "400 invalid_json 无效的JSON格式");
  EXPECT_EQ(house.store.fake_users.writes, 0);
}

TEST_F(PreferencesTest, a_store_that_cannot_say_or_keep_them_is_told_as_it_is) {
  house.store.fake_users.outage = base::fail(base::Code::busy);
  EXPECT_EQ(refusal_in(get(address)), "503 busy 服务器正忙，请稍后再试");
  house.store.fake_users.write_outage = base::fail(base::Code::storage_full);
  EXPECT_EQ(refusal_in(post(address, R"({"read_receipts":true})")),
            "507 storage_full 服务器存储空间已满，暂时不能发消息");
}

TEST_F(PreferencesTest, are_for_people_who_are_signed_in) {
  EXPECT_TRUE(is_for_members_only("GET", address));
  EXPECT_TRUE(is_for_members_only("POST", address));
  EXPECT_EQ(house.ask(testing::request_of("DELETE", address)).status, 405);
}

}  // namespace
}  // namespace heartlink::api
