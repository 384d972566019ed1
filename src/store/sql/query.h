// SPDX-License-Identifier: Apache-2.0
// One run of one statement: bind, read, and the reset that must not be forgotten (an open row keeps a
// snapshot, and a snapshot keeps the WAL from being reused).
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "store/sql/driver.h"

namespace heartlink::store::sql {

// A value that is bytes, not text.
struct Blob {
  std::string_view bytes;
};

// NULL when they are empty.
struct TextOrNull {
  std::string_view text;
};
struct BlobOrNull {
  std::string_view bytes;
};

class Query {
 public:
  // Binds `values` to ?1, ?2 …. Texts must outlive the query.
  template <class... Values>
  Query(Connection& connection, Dml statement, const Values&... values)
      : prepared_(connection.prepare(sql::statement(statement))) {
    [[maybe_unused]] int parameter = 0;
    (bind(++parameter, values), ...);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query() { prepared_.reset(); }

  // The next row, if there is one.
  [[nodiscard]] bool row() { return prepared_.step(); }

  // Runs a statement whose rows do not matter.
  void run() {
    while (prepared_.step()) {
    }
  }

  [[nodiscard]] bool is_null(int column) { return prepared_.is_null(column); }
  [[nodiscard]] std::int64_t integer(int column) { return prepared_.integer(column); }
  [[nodiscard]] std::string text(int column) { return std::string{prepared_.bytes(column)}; }
  [[nodiscard]] std::string_view view(int column) { return prepared_.bytes(column); }
  [[nodiscard]] std::optional<std::int64_t> integer_or_null(int column) {
    if (prepared_.is_null(column)) return std::nullopt;
    return prepared_.integer(column);
  }

 private:
  void bind(int parameter, std::string_view value) { prepared_.bind_text(parameter, value); }
  void bind(int parameter, Blob value) { prepared_.bind_blob(parameter, value.bytes); }
  template <std::integral Integer>
  void bind(int parameter, Integer value) {
    prepared_.bind_integer(parameter, static_cast<std::int64_t>(value));
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void bind(int parameter, Enum value) {
    prepared_.bind_integer(parameter, static_cast<std::int64_t>(value));
  }
  void bind(int parameter, TextOrNull value) {
    value.text.empty() ? prepared_.bind_null(parameter) : prepared_.bind_text(parameter, value.text);
  }
  void bind(int parameter, BlobOrNull value) {
    value.bytes.empty() ? prepared_.bind_null(parameter) : prepared_.bind_blob(parameter, value.bytes);
  }
  void bind(int parameter, std::optional<std::int64_t> value) {
    value ? prepared_.bind_integer(parameter, *value) : prepared_.bind_null(parameter);
  }

  Prepared& prepared_;
};

}  // namespace heartlink::store::sql
