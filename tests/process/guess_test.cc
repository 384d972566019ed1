// SPDX-License-Identifier: Apache-2.0
// Nobody finds a stranger by trying numbers: a person and an address have so many, and the refusal tells
// nothing of who waits.
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/seeker.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

// Behind a proxy that says where somebody asks from.
class GuessLimit : public ::testing::Test {
 protected:
  void open(Words settings = {}) {
    settings.emplace_back("trusted_proxies=127.0.0.1");
    town_.emplace(std::move(settings));
  }
  void TearDown() override { EXPECT_EQ(town_->server.stop(), 0) << town_->server.log(); }

  const Person& who(const std::string& name) { return town_->person(name); }
  HttpAnswer type_from(const std::string& address, const std::string& name, const std::string& number) {
    auto headers = who(name).headers();
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("X-Forwarded-For", address);
    return ask(town_->server.port(),
               {number_match, headers, "POST", json::serialize(json::object{{"number", number}})});
  }
  void guess_from(const std::string& address, const std::string& name, int from, int count) {
    for (int number = from; number < from + count; ++number) {
      waits(type_from(address, name, std::to_string(number)));
      accepted(cancel_number(who(name)));
    }
  }

 private:
  std::optional<Town> town_;
};

constexpr const char* limited = "429 too_many_numbers 尝试的数字太多，请稍后再试";

TEST_F(GuessLimit, the_eleventh_number_is_refused_whether_or_not_somebody_waits_with_it) {
  open();
  waits(type_from("203.0.113.1", "ann", "7777"));
  guess_from("203.0.113.2", "bo", 1000, 10);
  const auto taken = type_from("203.0.113.2", "bo", "7777");
  const auto free = type_from("203.0.113.2", "bo", "8888");
  for (const auto& answer : {taken, free}) {
    EXPECT_EQ(refused(answer), limited);
    EXPECT_GT(number_of(answer.json(), "retry_ms"), 570'000);
    EXPECT_LE(number_of(answer.json(), "retry_ms"), 600'000);
  }
  const auto keys = [](const HttpAnswer& answer) {
    std::vector<std::string> found;
    for (const auto& pair : answer.json()) found.emplace_back(pair.key());
    return found;
  };
  EXPECT_EQ(keys(taken), keys(free));
  EXPECT_EQ(number_status(who("ann")).at("status"), "pending") << "she was not found";
  waits(type_from("203.0.113.2", "bo", "1003"));
  accepted(cancel_number(who("bo")));
}

TEST_F(GuessLimit, it_holds_for_a_person_anywhere_and_for_an_address_whoever_asks) {
  open({"match.guess_limit=3"});
  guess_from("203.0.113.2", "bo", 1000, 3);
  EXPECT_EQ(refused(type_from("203.0.113.3", "bo", "2000")), limited) << "from elsewhere";
  EXPECT_EQ(refused(type_from("203.0.113.2", "cy", "2000")), limited) << "somebody else from there";
  waits(type_from("203.0.113.3", "cy", "2000"));
  EXPECT_EQ(meets(type_from("203.0.113.4", "di", "2000")).at("matched_user").at("username"), "cy");
  waits(seek_heart(who("bo")));
}

}  // namespace
}  // namespace heartlink::process
