// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/testing/house.h"

namespace heartlink::api {
namespace {

using base::Code;
using store::PageQuery;
using testing::QuietHouse;

class HistoryTest : public ::testing::Test {
 protected:
  HistoryTest() {
    store::Page page;
    page.room.id = model::RoomId{"a"};
    page.viewer_read = model::EntryId{1};
    page.others_read = model::EntryId{2};
    for (const auto& [id, sender] : {std::pair{1, 2}, {2, 1}, {3, 1}, {4, 2}}) {
      auto& entry = page.entries.emplace_back();
      entry.id = model::EntryId{id};
      entry.sender = model::UserId{sender};
      entry.content = "text";
      entry.client_id = "c" + std::to_string(id);
    }
    page.has_more = true;
    house_.store.page.answer = page;
  }

  protocol::Response get(const std::string& query, const char* room = "a") {
    return house_.get("/tools/api/chat/" + std::string{room} + "/messages/" + query,
                      {{"cookie", "sessionid=" + secret_}});
  }
  boost::json::object body(const std::string& query) {
    return boost::json::parse(get(query).body).as_object();
  }
  PageQuery asked(const std::string& query) {
    EXPECT_EQ(get(query).status, 200) << query;
    return house_.store.page.asked.value();
  }

  QuietHouse house_;
  std::string secret_ = house_.sign_in_as(model::UserId{1}, "ann");
};

TEST_F(HistoryTest, without_parameters_it_is_the_old_pages_shape) {
  const auto answer = body("");
  EXPECT_EQ(answer.size(), 3U);
  EXPECT_EQ(answer.at("success"), true);
  EXPECT_EQ(answer.at("room_id"), "a");
  const auto& messages = answer.at("messages").as_array();
  ASSERT_EQ(messages.size(), 4U);
  std::string read;
  for (const auto& message : messages) read += message.at("is_read").as_bool() ? "y" : "n";
  EXPECT_EQ(read, "yynn") << "theirs up to my mark, mine up to theirs";
  EXPECT_EQ(messages[1].at("client_id"), "c2");
  EXPECT_FALSE(messages[0].as_object().contains("client_id"));
}

TEST_F(HistoryTest, with_parameters_it_has_the_entries_as_a_socket_would_get_them) {
  const auto answer = body("?limit=4");
  EXPECT_EQ(answer.at("has_more"), true);
  EXPECT_EQ(answer.at("room_ended"), false);
  EXPECT_EQ(answer.at("messages").as_array().size(), 4U);
  const auto& entry = answer.at("entries").as_array().at(2);
  EXPECT_EQ(entry.at("type"), "chat_message");
  EXPECT_EQ(entry.at("id"), 3);
  EXPECT_EQ(entry.at("message"), answer.at("messages").as_array().at(2));
}

TEST_F(HistoryTest, the_parameters_say_what_is_read) {
  EXPECT_EQ(asked("").from, PageQuery::From::newest);
  EXPECT_EQ(asked("").limit, 200U);
  EXPECT_EQ(asked("").viewer.value, 1);
  const auto after = asked("?after=7");
  EXPECT_EQ(after.from, PageQuery::From::after);
  EXPECT_EQ(after.anchor.value, 7);
  EXPECT_EQ(after.limit, 50U);
  const auto before = asked("?before=9&limit=20");
  EXPECT_EQ(before.from, PageQuery::From::before);
  EXPECT_EQ(before.limit, 20U);
  EXPECT_EQ(asked("?limit=100000").limit, 200U);
  EXPECT_EQ(asked("?limit=9223372036854775807").limit, 200U);
  EXPECT_EQ(asked("?after=0").anchor.value, 0);
}

TEST_F(HistoryTest, the_old_shape_counts_messages_and_pages_count_entries) {
  EXPECT_TRUE(asked("").only_messages);
  EXPECT_FALSE(asked("?limit=200").only_messages);
  EXPECT_FALSE(asked("?after=0").only_messages);
}

TEST_F(HistoryTest, a_recalled_message_keeps_its_place_and_its_recall_is_an_entry_only) {
  auto& entries = house_.store.page.answer->entries;
  entries[0].kind = model::EntryKind::recalled;
  entries[1].kind = model::EntryKind::recall;
  entries[2].kind = model::EntryKind::member_changed;
  const auto answer = body("?limit=4");
  EXPECT_EQ(answer.at("entries").as_array().size(), 4U);
  const auto& messages = answer.at("messages").as_array();
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].at("id"), 1);
  EXPECT_EQ(messages[0].at("recalled"), true);
  EXPECT_EQ(messages[1].at("id"), 4);
}

TEST_F(HistoryTest, what_is_gone_for_good_is_told) {
  house_.store.page.answer->room.pruned_before = model::EntryId{3};
  EXPECT_EQ(body("").at("pruned_before"), 3);
  EXPECT_EQ(body("?limit=4").at("pruned_before"), 3);
  house_.store.page.answer->room.pruned_before = model::EntryId{1};
  EXPECT_FALSE(body("").contains("pruned_before"));
}

TEST_F(HistoryTest, what_is_no_number_is_refused) {
  for (const auto* query : {"?after=", "?after=x", "?after=-1", "?after=1.5", "?before=9223372036854775808",
                            "?limit=0", "?limit=", "?limit=-5", "?after=1&before=2"}) {
    const auto response = get(query);
    EXPECT_EQ(response.status, 400) << query;
    EXPECT_EQ(boost::json::parse(response.body).at("code"), "field_invalid") << query;
  }
}

TEST_F(HistoryTest, an_ended_room_is_gone_for_the_old_pages_and_readable_for_the_new) {
  house_.store.page.answer.value().room.status = model::RoomStatus::ended;
  const auto old = get("");
  EXPECT_EQ(old.status, 410);
  const auto gone = boost::json::parse(old.body).as_object();
  EXPECT_EQ(gone.at("room_ended"), true);
  EXPECT_EQ(gone.at("code"), "room_ended");
  EXPECT_EQ(get("?limit=50").status, 200);
  EXPECT_EQ(body("?limit=50").at("room_ended"), true);
}

TEST_F(HistoryTest, what_the_store_refuses_is_told_with_its_status) {
  for (const auto& [code, status] : {std::pair{Code::room_not_found, 404}, std::pair{Code::not_a_member, 403},
                                     std::pair{Code::busy, 503}}) {
    house_.store.page.answer = base::fail(code, {}, std::chrono::milliseconds{1500});
    const auto response = get("");
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(testing::header_of(response, "Retry-After"), "2");
    EXPECT_EQ(boost::json::parse(response.body).at("retry_ms"), 1500);
  }
}

TEST_F(HistoryTest, a_room_that_cannot_be_and_a_person_who_is_not_signed_in_never_reach_the_store) {
  EXPECT_EQ(get("", "a%2Fb").status, 400);
  const auto response = house_.get("/tools/api/chat/a/messages/");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(boost::json::parse(response.body),
            (boost::json::object{{"success", false},
                                 {"code", "login_required"},
                                 {"error", "请先登录"},
                                 {"hint", boost::json::parse(response.body).at("hint")},
                                 {"redirect_url", "/users/login/"},
                                 {"message", "请先登录"}}));
  EXPECT_FALSE(house_.store.page.asked.has_value());
  EXPECT_EQ(testing::header_of(response, "Cache-Control"), "no-store");
}

}  // namespace
}  // namespace heartlink::api
