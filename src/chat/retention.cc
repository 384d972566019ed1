// SPDX-License-Identifier: Apache-2.0
#include "chat/retention.h"

#include <iterator>
#include <utility>

#include "base/log.h"

namespace heartlink::chat {

using base::Result;

base::WallTime Retention::before(std::chrono::milliseconds age) const {
  return base::WallTime{clock_.wall().us - std::chrono::microseconds{age}.count()};
}

void Retention::step() {
  if (std::exchange(running_, true)) return;
  base::Done<store::Leftovers> done;
  done.on = &worker_;
  done.call = [ref = anchor_.ref()](Result<store::Leftovers> found) {
    if (auto* self = ref.get()) self->on_leftovers(std::move(found));
  };
  store_.leftovers(after_, before(config_.retention_match), before(config_.retention_test_rooms),
                   std::move(done));
}

void Retention::on_leftovers(Result<store::Leftovers> found) {
  if (found.has_error()) {
    running_ = false;
    return;
  }
  after_ = found->next;
  acts_ = found->acts;
  rooms_.assign(std::move_iterator{found->rooms.begin()}, std::move_iterator{found->rooms.end()});
  next_room();
}

// One room after the other, so that the writer's other work comes in between.
void Retention::next_room() {
  if (rooms_.empty()) return prune_acts();
  const auto room = std::move(rooms_.front());
  rooms_.pop_front();
  if (room.made_by != model::MadeBy::test) return prune(room);
  // Whoever sits in a quiet room keeps it.
  if (registry_.people(room.id) > 0) return next_room();
  remove(room);
}

// Behind the rooms.
void Retention::prune_acts() {
  if (!std::exchange(acts_, false)) {
    running_ = false;
    return;
  }
  base::Done<std::uint32_t> done;
  done.on = &worker_;
  done.call = [ref = anchor_.ref()](const Result<std::uint32_t>& gone) {
    auto* self = ref.get();
    if (self == nullptr) return;
    self->acts_ = gone && *gone > 0;
    if (self->acts_) base::log::info("acts_pruned", {{"count", std::to_string(*gone)}});
    self->prune_acts();
  };
  store_.prune_acts(std::move(done));
}

void Retention::prune(const model::Room& room) {
  base::Done<std::uint32_t> done;
  done.on = &worker_;
  done.call = [ref = anchor_.ref(), room](const Result<std::uint32_t>& gone) {
    auto* self = ref.get();
    if (self == nullptr) return;
    if (gone.has_error() || *gone == 0) return self->next_room();
    base::log::info("entries_pruned", {{"room", room.id.value}, {"count", std::to_string(*gone)}});
    self->prune(room);
  };
  store_.prune(room.id, before(config_.retention_match), std::move(done));
}

void Retention::remove(const model::Room& room) {
  base::Done<bool> done;
  done.on = &worker_;
  done.call = [ref = anchor_.ref(), room](const Result<bool>& gone) {
    auto* self = ref.get();
    if (self == nullptr) return;
    if (gone && *gone) base::log::info("test_room_removed", {{"room", room.id.value}});
    self->next_room();
  };
  store_.remove_test_room(room.id, before(config_.retention_test_rooms), std::move(done));
}

}  // namespace heartlink::chat
