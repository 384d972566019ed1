// SPDX-License-Identifier: Apache-2.0
#include "chat/create_room.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "chat/allowance.h"
#include "chat/join_room.h"
#include "protocol/room_name.h"

namespace heartlink::chat {
namespace {

using base::Code;
using base::Result;

// One order on its way; it lives until it is answered.
class Making : public std::enable_shared_from_this<Making> {
 public:
  Making(const CreateRoom::Parts& parts, model::User by, store::NewRoom room, base::Done<NamedRoom> done)
      : parts_(parts), by_(std::move(by)), room_(std::move(room)), done_(std::move(done)) {}

  void look() {
    base::Done<store::RoomView> found;
    found.on = done_.on;
    found.call = [self = shared_from_this()](const Result<store::RoomView>& view) {
      if (view.has_value()) return self->enter(*view);
      if (view.error().code != Code::room_not_found || self->was_taken_)
        return self->done_.call(view.error());
      self->make();
    };
    parts_.rooms.find(room_.id, by_.id, std::move(found));
  }

 private:
  void make() {
    if (const auto wait = refuse_room(parts_.registry, by_.id, parts_.clock.now(), parts_.limits)) {
      return done_.call(*wait);
    }
    base::Done<model::Room> made;
    made.on = done_.on;
    made.call = [self = shared_from_this()](const Result<model::Room>& room) {
      if (room.has_value()) return self->answer(true);
      if (room.error().code != Code::room_exists) return self->done_.call(room.error());
      self->was_taken_ = true;  // by somebody who was a moment earlier
      self->look();
    };
    parts_.rooms.create(room_, std::move(made));
  }

  void enter(const store::RoomView& view) {
    if (!view.may_enter) return done_.call(base::fail(Code::not_a_member));
    if (view.room.status == model::RoomStatus::ended) return done_.call(base::fail(Code::room_ended));
    if (view.room.type != model::RoomType::public_room) return answer(false);
    base::Done<store::Joined> joined;
    joined.on = done_.on;
    joined.call = [self = shared_from_this()](const Result<store::Joined>& result) {
      if (result.has_error()) return self->done_.call(result.error());
      self->answer(false);
    };
    JoinRoom{parts_.members}.run(by_, room_.id, std::move(joined));
  }

  void answer(bool made) const {
    NamedRoom room;
    room.id = room_.id;
    room.made = made;
    done_.call(std::move(room));
  }

  CreateRoom::Parts parts_;
  model::User by_;
  store::NewRoom room_;
  base::Done<NamedRoom> done_;
  bool was_taken_ = false;
};

bool is_reserved(std::string_view id) {
  constexpr std::array<std::string_view, 5> prefixes{"direct-", "match-", "heart-", "system-", "test-room-"};
  return std::ranges::any_of(prefixes, [id](std::string_view prefix) { return id.starts_with(prefix); });
}

}  // namespace

Result<model::RoomId> room_id_of(std::string_view name) {
  if (!base::is_valid_utf8(name)) return base::fail(Code::room_id_invalid, "not UTF-8");
  auto id = base::folded(base::trimmed(name));
  std::ranges::replace_if(id, [](char c) { return c == ' ' || c == '_'; }, '-');
  if (is_reserved(id)) return base::fail(Code::room_reserved);
  return protocol::parse_room_id(id);
}

void CreateRoom::run(model::User by, std::string name, model::MadeBy kind, base::Done<NamedRoom> done) const {
  auto id = room_id_of(name);
  if (id.has_error()) return done.post(id.error());
  const bool is_public = kind == model::MadeBy::public_room;
  if (is_public && !by.staff) return done.post(base::fail(Code::not_allowed));
  store::NewRoom room;
  room.id = std::move(id.value());
  room.type = is_public ? model::RoomType::public_room : model::RoomType::group;
  room.made_by = is_public ? model::MadeBy::public_room : model::MadeBy::group;
  room.user1 = by.id;
  room.name.assign(base::trimmed(name));
  std::make_shared<Making>(parts_, std::move(by), std::move(room), std::move(done))->look();
}

}  // namespace heartlink::chat
