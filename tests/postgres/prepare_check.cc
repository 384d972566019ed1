// SPDX-License-Identifier: Apache-2.0
//
// prepare_check: applies every PostgreSQL migration in order to the empty database that libpq's environment
// names (PGHOST, PGUSER …), then has the server PREPARE every statement of store/sql. It proves that our one
// SQL is SQL to PostgreSQL too: syntax, columns and types, though not results. Started by tests/postgres/run.

#include <libpq-fe.h>

#include <cstdio>
#include <memory>
#include <string>

#include "store/sql/dialect.h"
#include "store/sql/migration_files.h"
#include "store/sql/statements.h"

namespace {

namespace sql = heartlink::store::sql;

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

// True when the server did it; otherwise its words are on standard error beside ours.
bool accepted(const Connection& connection, PGresult* result, const std::string& what) {
  const Answer answer(result, &PQclear);
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return true;
  std::fprintf(stderr, "%s: %s", what.c_str(), PQerrorMessage(connection.get()));
  return false;
}

// The table that store/sql/migrate.cc makes before it applies the first migration, in that file's words.
constexpr const char* bookkeeping =
    "CREATE TABLE IF NOT EXISTS schema_migrations"
    " (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)";

int migrate(const Connection& connection) {
  if (!accepted(connection, PQexec(connection.get(), bookkeeping), "bookkeeping")) return -1;
  int applied = 0;
  for (const sql::MigrationFile& file : sql::migration_files()) {
    if (file.dialect != "postgres") continue;
    const std::string text(file.text);
    const std::string what = "migration " + std::to_string(file.number) + " " + std::string(file.name);
    if (!accepted(connection, PQexec(connection.get(), text.c_str()), what)) return -1;
    ++applied;
  }
  return applied;
}

}  // namespace

int main() {
  const Connection connection(PQconnectdb(""), &PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    std::fprintf(stderr, "connect: %s", PQerrorMessage(connection.get()));
    return 1;
  }
  const int migrations = migrate(connection);
  if (migrations < 0) return 1;

  int prepared = 0;
  int refused = 0;
  for (const sql::Statement& statement : sql::all_statements()) {
    const std::string name(statement.name);
    const std::string text = sql::postgres_text(statement.sql);
    PGresult* result = PQprepare(connection.get(), name.c_str(), text.c_str(), 0, nullptr);
    const bool good = accepted(connection, result, name + ": " + text + "\n  ");
    (good ? prepared : refused) += 1;
  }
  std::printf("postgres %d: %d migrations applied, %d statements prepared, %d refused\n",
              PQserverVersion(connection.get()), migrations, prepared, refused);
  return migrations > 0 && prepared > 0 && refused == 0 ? 0 : 1;
}
