// SPDX-License-Identifier: Apache-2.0
// `heartlink room create ID`. What kinds there are and whom they take is decided in api/admin_room.
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/admin_command.h"

namespace heartlink::cli {
namespace {

namespace json = boost::json;

constexpr Text room_about{"管理聊天室", "rooms"};
constexpr Text create_about{"新建聊天室", "make a room"};
constexpr Text id_help{"房间号，1 到 100 个字母或数字，可用 - _ .", "1 to 100 letters or digits, and - _ ."};
constexpr Text user1_help{"第一个人；群聊里是群主", "the first person; the owner of a group"};
constexpr Text user2_help{"第二个人", "the second person"};
constexpr Text kind_help{"房间类型；默认: test-room-* 是 test，两个人是 direct，一个人是 group",
                         "its kind; by default test for test-room-*, direct for two people, group for one"};
constexpr Text examples{
    "示例:\n"
    "  heartlink room create test-room-123 --user1 alice\n"
    "  heartlink room create alice-and-bob --user1 alice --user2 bob\n"
    "  heartlink room create lobby --kind public",
    "Examples:\n"
    "  heartlink room create test-room-123 --user1 alice\n"
    "  heartlink room create alice-and-bob --user1 alice --user2 bob\n"
    "  heartlink room create lobby --kind public"};
constexpr Text created{"已新建聊天室 ", "created room "};

struct RoomOptions {
  std::string id;
  std::string user1;
  std::string user2;
  std::string kind;
};

int create_room(const Program& program, const RoomOptions& options) {
  const Console& console = program.console;
  json::object request{{"op", "room.create"}, {"room_id", options.id}};
  if (!options.user1.empty()) request["user1"] = options.user1;
  if (!options.user2.empty()) request["user2"] = options.user2;
  if (!options.kind.empty()) request["kind"] = options.kind;
  return run_admin_command(program, request, [&](const json::object& answer) {
    if (program.common.json)
      return print(console, {{"room_id", answer.at("room_id")}, {"kind", answer.at("kind")}});
    const std::string kind{text_at(answer, "kind")};
    tell(console, created.in(console.lang) + std::string{text_at(answer, "room_id")} + " (" + kind + ")");
  });
}

}  // namespace

void add_room_command(CLI::App& app, Program& program) {
  const Lang lang = program.console.lang;
  auto* room = app.add_subcommand("room", room_about.in(lang));
  room->require_subcommand(1);
  auto* create = room->add_subcommand("create", create_about.in(lang));
  create->footer(examples.in(lang));
  const auto options = std::make_shared<RoomOptions>();
  create->add_option("ID", options->id, id_help.in(lang))->type_name("")->required();
  create->add_option("--user1", options->user1, user1_help.in(lang))->option_text("NAME");
  create->add_option("--user2", options->user2, user2_help.in(lang))->option_text("NAME");
  create->add_option("--kind", options->kind, kind_help.in(lang))
      ->option_text("direct|group|public|heart|test");
  add_json_option(*create, program.common, lang);
  add_common_options(*create, program.common, lang);
  create->callback([&program, options] {
    program.chosen = [&program, options] { return create_room(program, *options); };
  });
}

}  // namespace heartlink::cli
