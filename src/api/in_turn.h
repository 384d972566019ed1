// SPDX-License-Identifier: Apache-2.0
// A question about each of several rooms, one after the other, so that one request never takes more than one
// place in the store's queues. Called by the lists of rooms (api/active_rooms.cc).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/executor.h"
#include "model/ids.h"

namespace heartlink::api {

template <class T>
class InTurn : public std::enable_shared_from_this<InTurn<T>> {
 public:
  using AskOne = std::function<void(const model::RoomId&, base::Done<T>)>;
  // In the order of the rooms; nothing where the room is gone, or closed to the person, by now.
  using Answers = std::vector<std::optional<T>>;

  // Answers later, with the first error that is about more than one room.
  static void run(std::vector<model::RoomId> rooms, AskOne ask_one, base::Done<Answers> done) {
    if (rooms.empty()) return done.post(Answers{});
    std::shared_ptr<InTurn> walk{new InTurn(std::move(rooms), std::move(ask_one), std::move(done))};
    walk->next();
  }

 private:
  InTurn(std::vector<model::RoomId> rooms, AskOne ask_one, base::Done<Answers> done)
      : rooms_(std::move(rooms)), ask_one_(std::move(ask_one)), done_(std::move(done)) {}

  void next() {
    if (answers_.size() == rooms_.size()) return done_.call(std::move(answers_));
    base::Done<T> one;
    one.on = done_.on;
    one.call = [self = this->shared_from_this()](base::Result<T> answer) {
      self->on_answer(std::move(answer));
    };
    ask_one_(rooms_[answers_.size()], std::move(one));
  }

  void on_answer(base::Result<T> answer) {
    if (answer.has_value()) {
      answers_.emplace_back(std::move(*answer));
      return next();
    }
    const auto code = answer.error().code;
    if (code != base::Code::room_not_found && code != base::Code::not_a_member) {
      return done_.call(answer.error());
    }
    answers_.emplace_back(std::nullopt);
    next();
  }

  std::vector<model::RoomId> rooms_;
  AskOne ask_one_;
  base::Done<Answers> done_;
  Answers answers_;
};

}  // namespace heartlink::api
