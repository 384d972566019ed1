// SPDX-License-Identifier: Apache-2.0
// A database connection that fails, or stands still, when the simulation says so; all else goes to the real
// one behind it. Made by database.cc, one for the writer and one for each reader.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "store/sql/driver.h"

namespace heartlink::fault::simulation {

class FaultyConnection final : public store::sql::Connection {
 public:
  explicit FaultyConnection(store::sql::Connection& real);
  ~FaultyConnection() override;

  // What becomes of a control statement; `done` says that it failed after all was done, as when a sync fails
  // whose pages have reached the disk.
  struct Fate {
    store::sql::Failure failure;
    bool done = false;
  };
  // Asked before each control statement and before each run of a statement; other threads may run inside.
  std::function<std::optional<Fate>(store::sql::Control verb)> before_control;
  std::function<std::optional<store::sql::Failure>()> before_statement;

  store::sql::Prepared& prepare(const store::sql::Statement& statement) override;
  bool execute(std::string_view script) override;
  bool control(store::sql::Control verb) override;
  [[nodiscard]] std::int64_t changes() const override { return real_.changes(); }

 private:
  class Watched;

  // Takes over what the real connection met; false when it met something.
  bool take_over();

  store::sql::Connection& real_;
  std::array<std::unique_ptr<Watched>, static_cast<std::size_t>(store::sql::Dml::count_)> statements_;
};

}  // namespace heartlink::fault::simulation
