// SPDX-License-Identifier: Apache-2.0
#include "filter/filter.h"

#include <cstdio>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace heartlink::filter {
namespace {

using model::Caution;
using model::MadeBy;

constexpr const char* contact = "加我微信 abc123";

model::Room room_of(MadeBy made_by) {
  model::Room room;
  room.made_by = made_by;
  return room;
}

TEST(Filter, looks_only_into_rooms_of_strangers) {
  const base::Config config;
  const auto filter = Filter::open(config).value();
  for (const auto made_by : {MadeBy::number, MadeBy::heart})
    EXPECT_EQ(filter->caution_in(room_of(made_by), contact), Caution::contact);
  for (const auto made_by :
       {MadeBy::direct, MadeBy::group, MadeBy::public_room, MadeBy::test, MadeBy::system})
    EXPECT_EQ(filter->caution_in(room_of(made_by), contact), Caution::none) << static_cast<int>(made_by);
  auto half_kept = room_of(MadeBy::heart);
  half_kept.kept = 1;
  EXPECT_EQ(filter->caution_in(half_kept, contact), Caution::contact) << "one of the two is not enough";
}

TEST(Filter, marks_messages_and_no_other_entry) {
  const base::Config config;
  const auto filter = Filter::open(config).value();
  model::Entry entry;
  entry.content = contact;
  filter->mark(room_of(MadeBy::heart), entry);
  EXPECT_EQ(entry.caution, Caution::contact);
  for (const auto kind : {model::EntryKind::recall, model::EntryKind::ended, model::EntryKind::member_changed,
                          model::EntryKind::recalled}) {
    model::Entry other;
    other.kind = kind;
    other.content = contact;
    filter->mark(room_of(MadeBy::heart), other);
    EXPECT_EQ(other.caution, Caution::none);
  }
}

TEST(Filter, does_what_is_configured) {
  base::Config config;
  EXPECT_FALSE(Filter::open(config).value()->holds());
  config.filter_action = "hold";
  EXPECT_TRUE(Filter::open(config).value()->holds());
  config.filter_action = "off";
  EXPECT_EQ(Filter::open(config).value()->caution_in(room_of(MadeBy::heart), contact), Caution::none);
  config.filter_action = "warn";
  config.filter_defaults = false;
  EXPECT_EQ(Filter::open(config).value()->caution_in(room_of(MadeBy::heart), contact), Caution::none);
}

TEST(Filter, a_mistake_in_the_operators_file_leaves_the_patterns_as_they_were) {
  const auto path = ::testing::TempDir() + "heartlink-filter.txt";
  std::ofstream{path} << "rude\n";
  base::Config config;
  config.filter_words = path;
  const auto filter = Filter::open(config).value();
  const auto found = [&](const char* text) { return filter->caution_in(room_of(MadeBy::number), text); };
  EXPECT_EQ(found("rude"), Caution::word);
  EXPECT_EQ(found(contact), Caution::contact) << "with the program's own";
  std::ofstream{path} << "kind\n...\n";
  EXPECT_EQ(filter->reload().error().detail, path + ":2: has no letter and no digit");
  EXPECT_EQ(found("rude"), Caution::word);
  EXPECT_EQ(found("kind"), Caution::none);
  std::ofstream{path} << "kind\n";
  EXPECT_TRUE(filter->reload().has_value());
  EXPECT_EQ(found("kind"), Caution::word);
  EXPECT_EQ(found("rude"), Caution::none);
  std::remove(path.c_str());
  EXPECT_EQ(Filter::open(config).error().code, base::Code::config_invalid);
}

}  // namespace
}  // namespace heartlink::filter
