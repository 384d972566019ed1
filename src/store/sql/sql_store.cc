// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_store.h"

#include <utility>

namespace heartlink::store::sql {
namespace {

// Counting always has a place, so that nobody below asks whether it has.
std::unique_ptr<base::Metrics> metrics_if_missing(Environment& environment) {
  if (environment.metrics != nullptr) return nullptr;
  auto made = std::make_unique<base::Metrics>();
  environment.metrics = made.get();
  return made;
}

std::unique_ptr<Checkpointer> make_checkpointer(const SqlStore::Parts& parts, ReadGate& gate) {
  if (parts.wal == nullptr) return nullptr;
  const Environment& environment = parts.environment;
  return std::make_unique<Checkpointer>(*parts.wal, gate, *environment.clock, environment.config->limits,
                                        *environment.metrics);
}

}  // namespace

SqlStore::SqlStore(Parts parts)
    : own_metrics_(metrics_if_missing(parts.environment)),
      lock_(std::move(parts.lock)),
      connection_(std::move(parts.connection)),
      gate_(parts.readers.size()),
      checkpointer_(make_checkpointer(parts, gate_)),
      writer_(writer_parts(parts, connection_.get(), checkpointer_.get())),
      readers_(reader_parts(parts)),
      engine_{writer_,
              readers_,
              *parts.environment.clock,
              parts.environment.config->limits,
              std::move(parts.epoch),
              parts.environment.config->recall_window,
              parts.environment.filter},
      messages_(engine_),
      rooms_(engine_),
      members_(engine_),
      conversations_(engine_),
      people_(engine_),
      matches_(engine_),
      events_(engine_),
      reports_(engine_),
      moderation_(engine_),
      audit_(engine_),
      retention_(engine_),
      users_(engine_),
      sessions_(engine_),
      tokens_(engine_),
      handshakes_(engine_),
      scratch_(engine_) {}

SqlStore::~SqlStore() { stop(); }

void SqlStore::stop() {
  writer_.stop();
  readers_.stop();
}

Writer::Parts SqlStore::writer_parts(const Parts& parts, Connection* connection, Checkpointer* checkpointer) {
  Writer::Parts made;
  made.connection = connection;
  made.checkpointer = checkpointer;
  made.clock = parts.environment.clock;
  made.limits = &parts.environment.config->limits;
  made.metrics = parts.environment.metrics;
  made.fault_path = parts.fault_path;
  made.on_commit = parts.environment.on_commit;
  made.on_fatal = parts.environment.on_fatal;
  return made;
}

Readers::Parts SqlStore::reader_parts(Parts& parts) {
  Readers::Parts made;
  made.connections = std::move(parts.readers);
  made.gate = &gate_;
  made.clock = parts.environment.clock;
  made.queue_jobs = parts.environment.config->limits.read_queue_jobs;
  made.on_fault = [this](Failure failure) { writer_.report(std::move(failure)); };
  return made;
}

}  // namespace heartlink::store::sql
