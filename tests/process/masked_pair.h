// SPDX-License-Identifier: Apache-2.0
// A server in which two people, whose names and ids occur nowhere by chance, have rooms under aliases. The
// rooms are made through the store's port before the server starts, as matching makes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/process/person.h"
#include "tests/process/server_process.h"

namespace heartlink::process {

class MaskedPair {
 public:
  // In every room `first` is Owl-and-1, `second` Fox-and-2.
  explicit MaskedPair(const std::vector<std::string>& rooms);

  static constexpr const char* first_name = "Quirinus.Zabriskie";
  static constexpr const char* second_name = "Wilhelmina-Oxtoby";
  static constexpr const char* first_alias = "夜航的松果";
  static constexpr const char* second_alias = "早起的云朵";

  // Where an answer or a frame tells who this person is; empty: nowhere. Looks for the name in the whole text
  // and for the id in every number.
  [[nodiscard]] static std::string traces(const std::string& text, const char* name, std::int64_t id);

  ServerProcess server;
  std::int64_t first_id = 0;
  std::int64_t second_id = 0;
  std::optional<Person> first;
  std::optional<Person> second;
};

}  // namespace heartlink::process
