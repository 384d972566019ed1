// SPDX-License-Identifier: Apache-2.0
#include "answer.h"

#include <gtest/gtest.h>

#include <string>

#include "failure.h"

namespace heartlink::load {
namespace {

const std::string whole = "HTTP/1.1 409 Conflict\r\ncontent-Length: 4\r\nX: y\r\n\r\nbody";

TEST(Answer, is_whole_with_the_last_byte_of_its_body) {
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(read_answer(whole.substr(0, size)).bytes, 0U) << size;
  const Answer answer = read_answer(whole + "HTTP/1.1 200 OK");
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(whole.substr(answer.body_at), "body");
  EXPECT_EQ(answer.bytes, whole.size());
}

TEST(Answer, without_a_length_is_none) {
  EXPECT_THROW((void)read_answer("HTTP/1.1 200 OK\r\n\r\n"), Failure);
  EXPECT_THROW((void)read_answer("SMTP\r\nContent-Length: 0\r\n\r\n"), Failure);
}

TEST(Answer, a_text_is_found_by_its_whole_key) {
  const std::string_view body = R"({"my_room_id":"x","room_id":"heart-1","matched":true})";
  EXPECT_EQ(text_of(body, "room_id"), "heart-1");
  EXPECT_EQ(text_of(body, "url"), "");
  EXPECT_EQ(text_of(body, "matched"), "");
}

}  // namespace
}  // namespace heartlink::load
