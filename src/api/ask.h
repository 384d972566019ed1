// SPDX-License-Identifier: Apache-2.0
// What one signed-in person asks of one address, with everything that the answer needs. Copied into
// callbacks; whoever handles it answers through it exactly once. Called by the files of resources.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/object.hpp>

#include "api/answers.h"
#include "api/resources.h"

namespace heartlink::api {

// The contract's own text for a code at one address; elsewhere it is the table's.
struct Wording {
  base::Code code;
  std::string_view error;
};

class Ask {
 public:
  Ask(const Services& services, protocol::SharedRequest request, Arguments arguments, model::Principal person,
      protocol::Respond respond, std::span<const Wording> wordings)
      : services_(&services),
        request_(std::move(request)),
        arguments_(std::move(arguments)),
        person_(std::move(person)),
        respond_(std::move(respond)),
        wordings_(wordings) {}

  [[nodiscard]] const Services& services() const { return *services_; }
  [[nodiscard]] const protocol::Request& request() const { return *request_; }
  [[nodiscard]] const model::Principal& person() const { return person_; }
  [[nodiscard]] const model::User& user() const { return person_.user; }
  // The value of the pattern's `:name` of this number.
  [[nodiscard]] const std::string& argument(std::size_t index = 0) const { return arguments_[index]; }
  // The room that the address names. Error: room_id_invalid.
  [[nodiscard]] base::Result<model::RoomId> room() const;

  void respond(protocol::Response response) const { respond_(std::move(response)); }
  // 200 `{"success":true, …rest}`.
  void answer(boost::json::object rest = {}) const;
  // In this address's words.
  void refuse(const base::Error& error) const;
  void refuse(const base::Error& error, std::string_view text) const;

  // The callback that refuses with an error and hands a value to `next`.
  template <class T, class Next>
  [[nodiscard]] base::Done<T> then(Next next) const {
    return base::or_refuse<T>(services_->worker, *this, std::move(next));
  }

  // The callback that answers with what `shape` makes of the value.
  template <class T, class Shape>
  [[nodiscard]] base::Done<T> answering(Shape shape) const {
    return then<T>([ask = *this, shape](const T& value) { ask.answer(shape(value)); });
  }

 private:
  const Services* services_;
  protocol::SharedRequest request_;
  Arguments arguments_;
  model::Principal person_;
  protocol::Respond respond_;
  std::span<const Wording> wordings_;
};

// An address for whoever is signed in. `wordings` lives as long as the program.
Handler asked(const Services& services, void (*handle)(const Ask&), std::span<const Wording> wordings = {});

// The same in a room: `handle` gets what the address names; what can be no room is refused before.
Handler asked_in_room(const Services& services, void (*handle)(const Ask&, const model::RoomId&),
                      std::span<const Wording> wordings = {});

}  // namespace heartlink::api
