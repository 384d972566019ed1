// SPDX-License-Identifier: Apache-2.0
// The port to a database: one connection, its prepared statements, its failures. Implemented once per
// database (sqlite/), faked in tests; used by the writer, the readers and the migrations, each connection by
// one thread.
//
// Failures are sticky, as PostgreSQL has it inside a transaction: after the first one a connection runs
// nothing, answers no rows and keeps the failure until someone takes it. So a job is written as plain SQL
// without a check after each line; whoever runs jobs (writer.cc, readers.cc) takes the failure before it
// believes what a job found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/sql/statements.h"

namespace heartlink::store::sql {

// What a failure means for the writer; see writer.h.
enum class FailureKind : std::uint8_t {
  busy,        // another connection holds a lock: the same again may succeed
  full,        // no space or quota left: nothing was written, nothing is damaged
  constraint,  // this statement breaks a rule of the schema, or is too big: it alone is to blame
  io,          // a read, write or sync failed: what is on the disk is unknown
  corrupt,     // the file is not what was written
  other        // a bug or no memory
};

struct Failure {
  FailureKind kind = FailureKind::other;
  int code = 0;          // the database's own (extended) code
  int system_error = 0;  // errno behind it; 0: none
  std::string text;
};

// The same failure in the words of the ports: busy, storage_full, unavailable or internal.
[[nodiscard]] base::Error error_of(const Failure& failure);

// For logs and the fault marker: text, code and errno.
[[nodiscard]] std::string describe(const Failure& failure);

// A prepared statement. Used through Query (query.h), which resets it in time. Bound texts are not copied:
// they must live until reset(). Parameters count from 1, columns from 0.
class Prepared {
 public:
  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  virtual ~Prepared() = default;

  virtual void bind_integer(int parameter, std::int64_t value) = 0;
  virtual void bind_text(int parameter, std::string_view value) = 0;
  virtual void bind_blob(int parameter, std::string_view value) = 0;
  virtual void bind_null(int parameter) = 0;

  // Runs to the next row; false at the end and after a failure.
  [[nodiscard]] virtual bool step() = 0;

  [[nodiscard]] virtual bool is_null(int column) = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) = 0;
  // Bytes of a text or blob; valid until the next step() or reset().
  [[nodiscard]] virtual std::string_view bytes(int column) = 0;

  // Lets go of rows, locks and bound values.
  virtual void reset() = 0;
};

// Transaction control. A savepoint is the one of the job that runs; they do not nest.
enum class Control : std::uint8_t {
  begin_write,  // takes the write lock at once, so that no statement inside meets another writer
  begin_read,   // everything read until commit is one snapshot
  commit,       // of a write: durable when it answers true
  rollback,
  savepoint,
  release,
  rollback_to
};

class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  // Prepared at the first call, then kept. The reference lives as long as the connection.
  virtual Prepared& prepare(const Statement& statement) = 0;

  // Runs a script (DDL). False after a failure.
  virtual bool execute(std::string_view script) = 0;

  // False after a failure. rollback and rollback_to also run while a failure is kept; rollback outside of a
  // transaction is no failure (a database may have rolled back by itself).
  virtual bool control(Control verb) = 0;

  // Rows that the last INSERT, UPDATE or DELETE changed.
  [[nodiscard]] virtual std::int64_t changes() const = 0;

  [[nodiscard]] bool failed() const { return failure_.has_value(); }
  // Only while failed().
  [[nodiscard]] const Failure& failure() const { return *failure_; }

  // Hands the kept failure over; the connection works again.
  [[nodiscard]] std::optional<Failure> take_failure() {
    auto failure = std::move(failure_);
    failure_.reset();
    return failure;
  }

 protected:
  // Keeps the first failure.
  void keep(Failure failure) {
    if (!failure_) failure_ = std::move(failure);
  }

 private:
  std::optional<Failure> failure_;
};

}  // namespace heartlink::store::sql
