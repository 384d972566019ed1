// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/faulty_connection.h"

#include <utility>

namespace heartlink::fault::simulation {

using store::sql::Connection;
using store::sql::Control;
using store::sql::Prepared;
using store::sql::Statement;

class FaultyConnection::Watched final : public Prepared {
 public:
  explicit Watched(FaultyConnection& owner) : owner_(owner) {}

  void look_at(Prepared& real) { real_ = &real; }

  void bind_integer(int parameter, std::int64_t value) override { real_->bind_integer(parameter, value); }
  void bind_text(int parameter, std::string_view value) override { real_->bind_text(parameter, value); }
  void bind_blob(int parameter, std::string_view value) override { real_->bind_blob(parameter, value); }
  void bind_null(int parameter) override { real_->bind_null(parameter); }

  bool step() override {
    if (owner_.failed()) return false;
    if (!std::exchange(begun_, true) && owner_.before_statement) {
      if (auto failure = owner_.before_statement()) {
        owner_.keep(*std::move(failure));
        return false;
      }
    }
    const bool row = real_->step();
    return owner_.take_over() && row;
  }

  bool is_null(int column) override { return real_->is_null(column); }
  std::int64_t integer(int column) override { return real_->integer(column); }
  std::string_view bytes(int column) override { return real_->bytes(column); }
  void reset() override {
    begun_ = false;
    real_->reset();
  }

 private:
  FaultyConnection& owner_;
  Prepared* real_ = nullptr;
  bool begun_ = false;
};

FaultyConnection::FaultyConnection(Connection& real) : real_(real) {}

FaultyConnection::~FaultyConnection() = default;

Prepared& FaultyConnection::prepare(const Statement& statement) {
  auto& watched = statements_[static_cast<std::size_t>(statement.id)];
  if (!watched) watched = std::make_unique<Watched>(*this);
  watched->look_at(real_.prepare(statement));
  take_over();
  return *watched;
}

bool FaultyConnection::execute(std::string_view script) {
  if (failed()) return false;
  real_.execute(script);
  return take_over();
}

bool FaultyConnection::control(Control verb) {
  const bool undoes = verb == Control::rollback || verb == Control::rollback_to;
  if (failed() && !undoes) return false;
  auto fate = before_control ? before_control(verb) : std::nullopt;
  if (!fate || fate->done) real_.control(verb);
  if (fate) keep(std::move(fate->failure));
  return take_over() && !fate;
}

bool FaultyConnection::take_over() {
  auto met = real_.take_failure();
  if (!met) return true;
  keep(*std::move(met));
  return false;
}

}  // namespace heartlink::fault::simulation
