// SPDX-License-Identifier: Apache-2.0
#include "api/body.h"

#include <gtest/gtest.h>

namespace heartlink::api {
namespace {

using base::Code;
using Numbers = std::vector<std::int64_t>;

Body body_of(const char* text) {
  protocol::Request request;
  request.body = text;
  return Body::read_json(request).value();
}

TEST(Body, a_number_may_be_its_digits_and_may_be_missing) {
  const auto body =
      body_of(R"({"a":7,"b":"-8","c":null,"d":"x","e":1.5,"f":"","g":18446744073709551615,"h":true})");
  EXPECT_EQ(body.number("a").value(), 7);
  EXPECT_EQ(body.number("b").value(), -8);
  EXPECT_EQ(body.number("c").value(), std::nullopt);
  EXPECT_EQ(body.number("z").value(), std::nullopt);
  for (const auto* name : {"d", "e", "f", "g", "h"}) {
    const auto number = body.number(name);
    ASSERT_TRUE(number.has_error()) << name;
    EXPECT_EQ(number.error().code, Code::field_invalid);
    EXPECT_EQ(number.error().detail, name);
  }
}

TEST(Body, a_list_of_numbers_has_nothing_else_in_it) {
  const auto body = body_of(R"({"a":[1,"2"],"b":[],"c":null,"d":[1,"x"],"e":"1,2"})");
  EXPECT_EQ(body.numbers("a").value(), (Numbers{1, 2}));
  EXPECT_EQ(body.numbers("b").value(), Numbers{});
  EXPECT_EQ(body.numbers("c").value(), Numbers{});
  EXPECT_EQ(body.numbers("z").value(), Numbers{});
  EXPECT_TRUE(body.numbers("d").has_error());
  EXPECT_TRUE(body.numbers("e").has_error());
}

TEST(Body, a_choice_is_true_or_false_and_must_be_made) {
  const auto body = body_of(R"({"a":true,"b":false,"c":null,"d":"true","e":1})");
  EXPECT_TRUE(body.choice("a").value());
  EXPECT_FALSE(body.choice("b").value());
  for (const auto* name : {"c", "d", "e", "z"}) {
    const auto choice = body.choice(name);
    ASSERT_TRUE(choice.has_error()) << name;
    EXPECT_EQ(choice.error().code, Code::field_invalid);
    EXPECT_EQ(choice.error().detail, name);
  }
}

TEST(Body, json_is_wanted_whatever_the_header_says_and_only_optional_json_may_be_missing) {
  protocol::Request request;
  request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  request.body = R"( {"a":"b"} )";
  EXPECT_EQ(Body::read_json(request)->text("a"), "b");
  for (const auto* wrong : {"", "a=b", "[]", "null", "{", "{\"a\":\"\xff\"}"}) {
    request.body = wrong;
    ASSERT_TRUE(Body::read_json(request).has_error()) << wrong;
    EXPECT_EQ(Body::read_json(request).error().code, Code::invalid_json) << wrong;
  }
  request.body = "  ";
  EXPECT_TRUE(Body::read_optional_json(request).has_value());
  request.body = "{";
  EXPECT_TRUE(Body::read_optional_json(request).has_error());
}

}  // namespace
}  // namespace heartlink::api
