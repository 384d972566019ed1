// SPDX-License-Identifier: Apache-2.0
// The one place where a text becomes a room id. What looks the same must be the same, so the text is brought
// to NFC before it is judged, and nothing invisible passes.

#include "protocol/room_name.h"

#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::protocol {
namespace {

constexpr std::string_view test_room_prefix = "test-room-";
constexpr std::size_t characters_max = 100;
// What NFC makes one character of was at most four code points of at most four bytes.
constexpr std::size_t bytes_max = characters_max * 4 * 4;

base::Error refused(const char* why) { return base::fail(base::Code::room_id_invalid, why); }

}  // namespace

base::Result<model::RoomId> parse_room_id(std::string_view text) {
  if (text.empty()) return refused("empty");
  if (text.size() > bytes_max) return refused("over 100 characters");
  if (!base::is_valid_utf8(text)) return refused("not UTF-8");
  std::string name = base::nfc(text);
  if (base::code_points(name) > characters_max) return refused("over 100 characters");
  if (!base::is_word(name, "-_.")) return refused("only letters, digits and - _ . are allowed");
  if (name == "." || name == "..") return refused("a path, not a name");
  return model::RoomId{std::move(name)};
}

bool is_test_room(const model::RoomId& id) {
  return id.value.starts_with(test_room_prefix) && id.value.size() > test_room_prefix.size();
}

}  // namespace heartlink::protocol
