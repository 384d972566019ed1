// SPDX-License-Identifier: Apache-2.0
// A server with as many people as a test names: whoever is named for the first time makes an account. The
// base of the suites about rooms, whose limits on how fast one person may do things are opened unless a suite
// sets them.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "tests/process/person.h"

namespace heartlink::process {

class Town {
 public:
  explicit Town(Words settings = {});

  [[nodiscard]] const Person& person(const std::string& name);
  // Somebody who helps to run the site: `user create NAME --staff`.
  [[nodiscard]] const Person& staff(const std::string& name);

  // `heartlink room create ID …` with two people, who are made when they are new.
  void make_pair_room(const std::string& id, const std::string& kind, const std::string& user1,
                      const std::string& user2);
  // A group of its owner and these members; its id is its name.
  void make_group(const std::string& id, const std::string& owner, const Words& members = {});

  ServerProcess server;

 private:
  std::map<std::string, Person> people_;
};

// One town for all tests of a suite. A suite with settings opens it in a SetUpTestSuite of its own.
class TownTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { open({}); }
  static void TearDownTestSuite();

  static void open(Words settings) { town_ = std::make_unique<Town>(std::move(settings)); }
  static Town& town() { return *town_; }
  static const Person& person(const std::string& name) { return town_->person(name); }

 private:
  static inline std::unique_ptr<Town> town_;
};

}  // namespace heartlink::process
