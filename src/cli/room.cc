// SPDX-License-Identifier: Apache-2.0
// `heartlink room …`. What kinds there are and whom they take is decided in api/admin_room_order.
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"
#include "cli/command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr CommandTexts group{"room", {"管理聊天室", "rooms"}};
constexpr CommandTexts create_texts{"create",
                                    {"新建聊天室", "make a room"},
                                    {"示例:\n"
                                     "  heartlink room create test-room-123 --user1 alice\n"
                                     "  heartlink room create alice-and-bob --user1 alice --user2 bob\n"
                                     "  heartlink room create lobby --kind public",
                                     "Examples:\n"
                                     "  heartlink room create test-room-123 --user1 alice\n"
                                     "  heartlink room create alice-and-bob --user1 alice --user2 bob\n"
                                     "  heartlink room create lobby --kind public"}};
constexpr CommandTexts show_texts{
    "show",
    {"显示一个聊天室和它的成员", "a room and its members"},
    {"示例:\n  heartlink room show lobby", "Examples:\n  heartlink room show lobby"}};
constexpr CommandTexts list_texts{"list",
                                  {"列出聊天室，新的在前", "rooms, the newest first"},
                                  {"示例:\n"
                                   "  heartlink room list --status active --last 20\n"
                                   "  heartlink room list --kind direct --json",
                                   "Examples:\n"
                                   "  heartlink room list --status active --last 20\n"
                                   "  heartlink room list --kind direct --json"}};
constexpr CommandTexts end_texts{
    "end",
    {"结束一个聊天室，不能恢复；记录仍可查看", "end a room for good; its history stays readable"},
    {"示例:\n  heartlink room end alice-and-bob --reason \"请勿发广告\"",
     "Examples:\n  heartlink room end alice-and-bob --reason \"no advertising, please\""}};

constexpr Text new_id_help{"房间号，1 到 100 个字母或数字，可用 - _ .",
                           "1 to 100 letters or digits, and - _ ."};
constexpr Text id_help{"房间号", "the room's id"};
constexpr Text user1_help{"第一个人；群聊里是群主", "the first person; the owner of a group"};
constexpr Text user2_help{"第二个人", "the second person"};
constexpr Text kind_help{"房间类型；默认: test-room-* 是 test，两个人是 direct，一个人是 group",
                         "its kind; by default test for test-room-*, direct for two people, group for one"};
constexpr Text only_status_help{"只看这个状态的", "only those of this status"};
constexpr Text only_kind_help{"只看这个类型的", "only those of this kind"};
constexpr Text reason_help{"原因，房间里的人看得到，最多 200 个字符",
                           "why; the people in the room read it; at most 200 characters"};
constexpr Text created{"已新建聊天室 ", "created room "};
constexpr Text ended{"已结束聊天室 ", "ended room "};
constexpr Text none{"没有这样的聊天室", "There are no such rooms."};
constexpr Text more_members{"还有这么多成员没有列出: ", "members not shown: "};

// In the order they are shown.
constexpr std::pair<std::string_view, Text> field_names[] = {
    {"room_id", {"房间号", "room"}},     {"kind", {"类型", "kind"}},
    {"status", {"状态", "status"}},      {"user1", {"第一个人", "user1"}},
    {"user2", {"第二个人", "user2"}},    {"created_at", {"建立时间", "since"}},
    {"ended_at", {"结束时间", "ended"}}, {"last_id", {"最后编号", "last id"}},
    {"online", {"在线人数", "online"}},  {"member_count", {"成员数", "members"}},
};

struct RoomOptions {
  std::string id;
  std::string user1;
  std::string user2;
  std::string kind;
  std::string status;
  std::string reason;
  std::uint32_t last = 50;
};

void set(json::object& request, std::string_view key, const std::string& value) {
  if (!value.empty()) request[key] = value;
}

int create_room(const Program& program, const RoomOptions& options) {
  const Console& console = program.console;
  json::object request{{"op", "room.create"}, {"room_id", options.id}};
  set(request, "user1", options.user1);
  set(request, "user2", options.user2);
  set(request, "kind", options.kind);
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json)
      return print(console, {{"room_id", answer.at("room_id")}, {"kind", answer.at("kind")}});
    tell(console, created.in(console.lang) + cell(answer, "room_id") + " (" + cell(answer, "kind") + ")");
  });
}

void show_members(const Console& console, const json::object& room) {
  const auto& members = room.at("members").as_array();
  if (members.empty()) return;
  console.out << "\n";
  const Lang lang = console.lang;
  Table table{{Text{"成员", "MEMBER"}.in(lang), Text{"角色", "ROLE"}.in(lang),
               Text{"加入时间", "SINCE"}.in(lang), Text{"已读", "READ"}.in(lang),
               Text{"已送达", "DELIVERED"}.in(lang)}};
  for (const auto& member : members) {
    const auto& row = member.as_object();
    table.add({cell(row, "name"), cell(row, "role"), time_cell(row, "joined_at"), cell(row, "read"),
               cell(row, "delivered")});
  }
  table.print(console.out);
  const auto all = room.at("member_count").to_number<std::size_t>();
  if (all > members.size()) tell(console, more_members.in(lang) + std::to_string(all - members.size()));
}

int show_room(const Program& program, const RoomOptions& options) {
  const Console& console = program.console;
  const json::object request{{"op", "room.show"}, {"room_id", options.id}};
  return run_admin_command(program, request, [&](const json::object& answer) {
    json::object room = answer;
    room.erase("ok");
    if (program.common.json) return print(console, room);
    Card card;
    for (const auto& [key, name] : field_names)
      card.add(name.in(console.lang), key.ends_with("_at") ? time_cell(room, key) : cell(room, key));
    card.print(console.out);
    show_members(console, room);
  });
}

int list_rooms(const Program& program, const RoomOptions& options) {
  json::object request{{"op", "room.list"}};
  set(request, "status", options.status);
  set(request, "kind", options.kind);
  ListCommand list{{"rooms", "before", options.last},
                   {{"房间号", "ROOM"},
                    {"类型", "KIND"},
                    {"状态", "STATUS"},
                    {"第一个人", "USER1"},
                    {"第二个人", "USER2"},
                    {"成员数", "MEMBERS"},
                    {"最后编号", "LAST ID"},
                    {"建立时间", "SINCE"}},
                   {},
                   none};
  list.cells = [](const json::object& row) -> std::vector<std::string> {
    return {cell(row, "room_id"), cell(row, "kind"),           cell(row, "status"),
            cell(row, "user1"),   cell(row, "user2"),          cell(row, "member_count"),
            cell(row, "last_id"), time_cell(row, "created_at")};
  };
  return run_list_command(program, request, list);
}

int end_room(const Program& program, const RoomOptions& options) {
  json::object request{{"op", "room.end"}, {"room_id", options.id}};
  set(request, "reason", options.reason);
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json)
      return print(program.console, {{"room_id", answer.at("room_id")}, {"id", answer.at("id")}});
    tell(program.console, ended.in(program.console.lang) + cell(answer, "room_id"));
  });
}

using SharedOptions = std::shared_ptr<RoomOptions>;

void add_create(CLI::App& room, Program& program, const SharedOptions& options) {
  const Lang lang = program.console.lang;
  auto* create = begin_command(room, program, create_texts);
  add_argument(*create, "ID", options->id, new_id_help.in(lang));
  create->add_option("--user1", options->user1, user1_help.in(lang))->option_text("NAME");
  create->add_option("--user2", options->user2, user2_help.in(lang))->option_text("NAME");
  create->add_option("--kind", options->kind, kind_help.in(lang))
      ->option_text("direct|group|public|heart|test");
  end_command(*create, program, [&program, options] { return create_room(program, *options); });
}

void add_show_and_end(CLI::App& room, Program& program, const SharedOptions& options) {
  const Lang lang = program.console.lang;
  auto* show = begin_command(room, program, show_texts);
  add_argument(*show, "ID", options->id, id_help.in(lang));
  end_command(*show, program, [&program, options] { return show_room(program, *options); });

  auto* end = begin_command(room, program, end_texts);
  add_argument(*end, "ID", options->id, id_help.in(lang));
  end->add_option("--reason", options->reason, reason_help.in(lang))->option_text("TEXT");
  end_command(*end, program, [&program, options] { return end_room(program, *options); });
}

void add_list(CLI::App& room, Program& program, const SharedOptions& options) {
  const Lang lang = program.console.lang;
  auto* list = begin_command(room, program, list_texts);
  list->add_option("--status", options->status, only_status_help.in(lang))
      ->option_text("waiting|active|ended")
      ->check(CLI::IsMember({"waiting", "active", "ended"}));
  list->add_option("--kind", options->kind, only_kind_help.in(lang))
      ->option_text("direct|number|heart|group|public|test")
      ->check(CLI::IsMember({"direct", "number", "heart", "group", "public", "test"}));
  add_last_option(*list, options->last, lang);
  end_command(*list, program, [&program, options] { return list_rooms(program, *options); });
}

}  // namespace

void add_room_command(CLI::App& app, Program& program) {
  auto* room = add_group(app, program, group);
  const auto options = std::make_shared<RoomOptions>();
  add_create(*room, program, options);
  add_show_and_end(*room, program, options);
  add_list(*room, program, options);
}

}  // namespace heartlink::cli
