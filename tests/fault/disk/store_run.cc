// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/store_run.h"

#include <stdexcept>
#include <utility>

#include "protocol/errors.h"
#include "store/sql/sqlite/sqlite_store.h"

namespace heartlink::fault::disk {
namespace {

// A small database whose log is copied, begun anew and written over many times within a few hundred messages.
base::Limits small_limits() {
  base::Limits limits;
  limits.wal_passive_bytes = 96UL * 1024;
  limits.wal_restart_bytes = 256UL * 1024;
  limits.wal_restart_timeout = std::chrono::milliseconds{1};
  limits.storage_probe = std::chrono::milliseconds{2};
  limits.read_threads = 1;
  return limits;
}

}  // namespace

std::string name_of(base::Code code) { return std::string{protocol::error_row(code).name}; }

StoreRun::StoreRun(const std::string& directory, NotingQueue::Position position, Notes& notes)
    : queue_(std::move(position)), askers_{NotingExecutor{queue_}, NotingExecutor{queue_}}, notes_(notes) {
  config.data = directory;
  config.limits = small_limits();
}

StoreRun::~StoreRun() { close(); }

base::Result<void> StoreRun::open() {
  store::Environment environment;
  environment.config = &config;
  environment.clock = &clock;
  environment.metrics = &metrics_;
  environment.on_commit = [this](const model::SharedParcel&) { after_commit(); };
  environment.on_fatal = [this](const base::Error&) { on_fatal(); };
  auto opened = store::sql::open_sqlite_store(environment);
  if (!opened) return opened.error();
  store_ = std::move(opened.value());
  return {};
}

void StoreRun::close() {
  hold_no_more();
  if (store_) store_->stop();
  store_.reset();
}

void StoreRun::hold() {
  // The answer to this comes behind the news of every commit before it: the writer is not on its way to them.
  store::EndRoom nowhere;
  nowhere.room = {"nowhere"};
  ++missing_;
  store_->rooms().end(nowhere, {next_asker(), [this](const base::Result<model::EntryId>&) { --missing_; }});
  settle();
  const std::lock_guard lock{gate_};
  held_ = true;
  passes_ = 0;
}

void StoreRun::let_go() {
  {
    const std::lock_guard lock{gate_};
    ++passes_;
  }
  gate_moved_.notify_one();
}

void StoreRun::hold_no_more() {
  {
    const std::lock_guard lock{gate_};
    held_ = false;
  }
  gate_moved_.notify_one();
}

void StoreRun::after_commit() {
  std::unique_lock lock{gate_};
  gate_moved_.wait(lock, [this] { return !held_ || passes_ > 0; });
  if (held_) --passes_;
}

void StoreRun::on_fatal() {
  {
    const std::lock_guard lock{gate_};
    ++fatal_;
  }
  gate_moved_.notify_one();
}

int StoreRun::fatal_calls() {
  const std::lock_guard lock{gate_};
  return fatal_;
}

void StoreRun::wait_for_fatal() {
  std::unique_lock lock{gate_};
  gate_moved_.wait_for(lock, std::chrono::seconds{5}, [this] { return fatal_ > 0; });
}

base::Executor* StoreRun::next_asker() { return &askers_[++turn_ % 2]; }

void StoreRun::send(const Sent& message) {
  Event event;
  event.what = What::invoke;
  event.client = stream_of(message);
  event.user = message.by.name;
  event.room = message.room.value;
  event.cid = message.cid;
  event.hash = hash_of(message.content);
  const auto now = queue_.now();
  event.at_ns = now.at_ns;
  notes_.events.push_back({now.position, event});
  notes_.sent[message.cid] = message;

  store::NewMessage asked;
  asked.room = message.room;
  asked.sender = message.by.id;
  asked.sender_name = message.by.name;
  asked.content = message.content;
  asked.client_id = message.cid;
  ++missing_;
  store_->messages().post(asked, {next_asker(), [this, message](const base::Result<store::Posted>& result) {
                                    answered(message, result);
                                  }});
}

void StoreRun::answered(const Sent& message, const base::Result<store::Posted>& result) {
  --missing_;
  Event event;
  event.client = stream_of(message);
  event.user = message.by.name;
  event.room = message.room.value;
  event.cid = message.cid;
  event.hash = hash_of(message.content);
  event.at_ns = queue_.posted().at_ns;
  if (result) {
    event.what = What::ok;
    event.id = result->id.value;
    if (result->dup) event.text = "dup";
    notes_.answers[message.cid] = event.id;
  } else {
    // A disk that cannot be trusted may have kept the message.
    event.what = result.error().code == base::Code::unavailable ? What::unknown : What::fail;
    event.text = name_of(result.error().code);
    refused(result.error().code);
  }
  notes_.events.push_back({queue_.posted().position, event});
}

void StoreRun::refused(base::Code code) { refusals_.push_back(code); }

void StoreRun::keep(const model::RoomId& room, std::int64_t id, std::string kind) {
  if (id == 0) return;  // it was so already
  Kept kept;
  kept.room = room.value;
  kept.id = id;
  kept.kind = std::move(kind);
  notes_.kept.push_back({queue_.posted().position, kept});
}

void StoreRun::recall(const model::RoomId& room, const model::User& by, std::int64_t target) {
  store::NewRecall asked;
  asked.room = room;
  asked.by = by;
  asked.target = {target};
  ++missing_;
  store_->messages().recall(asked, {next_asker(), [this, room](const base::Result<store::Posted>& result) {
                                      --missing_;
                                      if (!result) return refused(result.error().code);
                                      keep(room, result->id.value, "recall");
                                    }});
}

void StoreRun::add(const model::RoomId& room, const model::User& by, const model::User& subject) {
  store::MemberChange asked;
  asked.room = room;
  asked.by = by;
  asked.subject = subject;
  change(std::move(asked), "added " + subject.name);
}

void StoreRun::remove(const model::RoomId& room, const model::User& by, const model::User& subject) {
  store::MemberChange asked;
  asked.room = room;
  asked.by = by;
  asked.subject = subject;
  asked.kind = store::MemberChange::Kind::remove;
  change(std::move(asked), "removed " + subject.name);
}

void StoreRun::change(store::MemberChange change, const std::string& kind) {
  ++missing_;
  const auto room = change.room;
  store_->members().change(std::move(change),
                           {next_asker(), [this, room, kind](const base::Result<model::EntryId>& result) {
                              --missing_;
                              if (!result) return refused(result.error().code);
                              keep(room, result->value, kind);
                            }});
}

void StoreRun::mark(const model::RoomId& room, const model::User& by, std::int64_t up_to) {
  store::NewMark asked;
  asked.room = room;
  asked.user = by;
  asked.read = model::EntryId{up_to};
  ++missing_;
  store_->messages().mark(asked, {next_asker(), [this](const base::Result<store::Marked>& result) {
                                    --missing_;
                                    if (!result) refused(result.error().code);
                                  }});
}

void StoreRun::read(const model::RoomId& room, const model::User& by) {
  store::PageQuery query;
  query.room = room;
  query.viewer = by.id;
  ++missing_;
  store_->messages().page(query, {next_asker(), [this](const base::Result<store::Page>& result) {
                                    --missing_;
                                    if (!result) refused(result.error().code);
                                  }});
}

void StoreRun::settle() {
  run_until([this] { return missing_ == 0; });
}

void StoreRun::run_until(const std::function<bool()>& done) {
  if (!queue_.run_until(done)) throw std::runtime_error("an answer does not come");
}

std::vector<base::Code> StoreRun::take_refusals() { return std::exchange(refusals_, {}); }

template <class T, class Call>
T StoreRun::ask(const Call& call) {
  std::optional<base::Result<T>> answer;
  call(base::Done<T>{next_asker(), [&answer](base::Result<T> result) { answer.emplace(std::move(result)); }});
  run_until([&answer] { return answer.has_value(); });
  if (!*answer) throw std::runtime_error("refused: " + answer->error().detail);
  return std::move(answer->value());
}

model::User StoreRun::person(const std::string& name) {
  store::NewUser user;
  user.name = name;
  user.name_key = name;
  user.password_hash = "$argon2id$of-" + name;
  return ask<model::User>([&](auto done) { store_->users().create(user, done); });
}

model::RoomId StoreRun::group(const std::string& id, const model::User& owner,
                              const std::vector<model::User>& members) {
  store::NewRoom room;
  room.id = {id};
  room.type = model::RoomType::group;
  room.made_by = model::MadeBy::group;
  room.user1 = owner.id;
  (void)ask<model::Room>([&](auto done) { store_->rooms().create(room, done); });
  for (const auto& member : members) {
    add(room.id, owner, member);
    settle();
  }
  return room.id;
}

}  // namespace heartlink::fault::disk
