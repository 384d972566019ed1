// SPDX-License-Identifier: Apache-2.0
#include "server_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace heartlink::load {
namespace {

std::string chat_message(std::int64_t id, std::string_view content) {
  return fmt::format(
      R"({{"type":"chat_message","message":{{"id":{},"sender":"bench","sender_id":1,"content":"{}"}}}})", id,
      content);
}

TEST(DeliveryScanner, reads_id_and_stamp_while_the_id_grows) {
  DeliveryScanner scanner;
  for (const std::int64_t id : {9, 10, 99, 100, 123456}) {
    const auto delivery = scanner.scan(chat_message(id, write_stamp({77, 3, 5}, 100))).value_or(Delivery{});
    const Stamp stamp = delivery.stamp.value_or(Stamp{});
    EXPECT_EQ(delivery.id, id);
    EXPECT_EQ(stamp.sent_ns, 77);
    EXPECT_EQ(stamp.sender, 3U);
    EXPECT_EQ(stamp.number, 5U);
  }
}

TEST(DeliveryScanner, an_id_inside_the_content_is_not_the_id) {
  DeliveryScanner scanner;
  const Delivery delivery =
      scanner.scan(R"({"type":"chat_message","message":{"content":"say \"id\":7","sender_id":1,"id":12}})")
          .value_or(Delivery{});
  EXPECT_EQ(delivery.id, 12);
  EXPECT_FALSE(delivery.stamp);
}

TEST(DeliveryScanner, leaves_other_frames_to_the_parser) {
  DeliveryScanner scanner;
  EXPECT_FALSE(scanner.scan(R"({"type":"ack","client_id":"a","id":3})"));
  EXPECT_FALSE(scanner.scan(R"({"type":"chat_message","message":{"content":"no id"}})"));
  EXPECT_FALSE(scanner.scan(""));
}

TEST(ServerText, another_order_of_keys_is_parsed_whole) {
  const Event event =
      parse_event(R"({"message":{"content":"x","id":4},"type":"chat_message"})").value_or(Event{});
  EXPECT_EQ(event.type, "chat_message");
  EXPECT_EQ(event.id, 4);
  EXPECT_EQ(event.content, "x");
}

TEST(ServerText, an_error_says_code_and_waiting_time) {
  const Event event =
      parse_event(R"({"type":"error","code":"busy","client_id":"a","retry_ms":50})").value_or(Event{});
  EXPECT_EQ(event.code, "busy");
  EXPECT_EQ(event.client_id, "a");
  EXPECT_EQ(event.retry_ms, 50);
  EXPECT_EQ(parse_event(R"({"type":"error","code":"x"})").value_or(Event{}).retry_ms, -1);
}

TEST(ServerText, what_is_no_object_with_a_type_is_nothing) {
  EXPECT_FALSE(parse_event("[]"));
  EXPECT_FALSE(parse_event("{}"));
  EXPECT_FALSE(parse_event("{\"type\":"));
  EXPECT_EQ(leading_type(R"({"type":"user_joined","username":"a"})"), "user_joined");
  EXPECT_EQ(leading_type(R"({"username":"a"})"), "");
}

TEST(Stamp, content_is_as_long_as_asked_and_foreign_text_has_none) {
  EXPECT_EQ(write_stamp({1, 2, 3}, 100).size(), 100U);
  EXPECT_FALSE(read_stamp("hello"));
  EXPECT_FALSE(read_stamp("zzzzzzzzzzzzzzzz-0001-0000000001-"));
}

}  // namespace
}  // namespace heartlink::load
