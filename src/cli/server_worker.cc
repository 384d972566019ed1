// SPDX-License-Identifier: Apache-2.0
#include "cli/server_worker.h"

#include <prometheus/gauge.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

#include "base/log.h"

namespace heartlink::cli {
namespace {

connection::Admission::Services admission_services(const Shared& shared, net::Worker& worker) {
  return {worker,           shared.config,
          shared.clock,     shared.lifecycle,
          shared.random,    account::Authenticate{shared.sessions},
          shared.registry,  chat::OpenRoom{shared.store.rooms(), shared.config.limits},
          shared.handshakes};
}

// The front door asks with the same checks, but takes no seat and makes no room.
api::AskAdmission ask_admission(const connection::Admission& admission) {
  return [&admission](const protocol::SharedRequest& request, const std::string& room,
                      std::string_view origin, std::function<void(const api::AdmissionAnswer&)> answer) {
    connection::Question question;
    question.request = request;
    question.room = room;
    question.origin = origin;
    admission.check(std::move(question), [answer = std::move(answer)](const connection::Verdict& verdict) {
      api::AdmissionAnswer told;
      if (!verdict.admitted) told.error = verdict.error;
      told.diagnosis_id = verdict.diagnosis_id;
      told.to_owner = verdict.to_owner;
      told.last_refusal = verdict.last_refusal;
      answer(told);
    });
  };
}

api::Services api_services(const Shared& shared, net::Worker& worker,
                           const connection::Admission& admission) {
  return {worker,
          shared.config,
          shared.clock,
          shared.lifecycle,
          shared.random,
          shared.metrics,
          shared.store,
          shared.registry,
          shared.calls,
          shared.bus,
          shared.sessions,
          account::Authenticate{shared.sessions},
          shared.sign_in,
          shared.registration,
          shared.change_password,
          shared.matchmaker,
          shared.handshakes,
          shared.pulse,
          ask_admission(admission),
          [&files = shared.files](std::string_view path) { return files.has(path); }};
}

}  // namespace

ServerWorker::ServerWorker(const Shared& shared, net::Worker& worker)
    : shared_(shared),
      worker_(worker),
      hub_(shared.registry, shared.config.limits.crowd_members,
           shared.metrics.counter("heartlink_deliveries_total", "Frames of entries handed to sockets")),
      user_hub_({worker, shared.clock, shared.registry, shared.store.conversations()}),
      rooms_{worker,
             shared.clock,
             shared.config.limits,
             hub_,
             shared.registry,
             shared.calls,
             shared.bus,
             shared.store.messages(),
             shared.store.sessions(),
             chat::PostMessage{shared.store.messages(), shared.config.limits},
             shared.config.recall_window,
             diagnose::error_frames(shared.metrics)},
      users_{worker,
             shared.clock,
             user_hub_,
             shared.registry,
             shared.store.sessions(),
             shared.store.events(),
             diagnose::error_frames(shared.metrics)},
      admission_(admission_services(shared, worker)),
      front_door_(api_services(shared, worker, admission_)),
      http_{worker, shared.config, front_door_, admission_, rooms_, users_, sockets_, shared.files} {
  shared.bus.subscribe(worker, [this](const model::SharedParcel& parcel) {
    hub_.deliver(*parcel);
    user_hub_.deliver(*parcel);
    if (&worker_ != &shared_.home) return;
    shared_.pulse.deliver(*parcel);
    shared_.matchmaker.deliver(*parcel);
  });
  auto& open = shared.metrics.gauge("heartlink_connections", "Open connections, of all workers");
  auto& dropped =
      shared.metrics.gauge("heartlink_log_dropped_lines", "Log lines dropped because the queue was full");
  worker.on_second([this, &open, &dropped] {
    hub_.announce_counts();
    user_hub_.tick();
    if (&worker_ != &shared_.home) return;
    shared_.handshakes.write_behind();
    shared_.retention.step();
    shared_.matchmaker.tick();
    open.Set(shared_.connections.open());
    shared_.pulse.sample(shared_.connections.open());
    dropped.Set(static_cast<double>(base::log::dropped()));
  });
}

base::Result<void> ServerWorker::listen(const net::Endpoint& endpoint) {
  auto listener = net::Listener::open(worker_, endpoint, [this](net::Socket socket, std::string peer) {
    on_accept(std::move(socket), std::move(peer));
  });
  if (listener.has_error()) return listener.error();
  listener_ = std::move(listener.value());
  return {};
}

void ServerWorker::on_accept(net::Socket socket, std::string peer) {
  if (shared_.connections.full()) return;  // closed at once: the backlog must not fill with the hopeless
  net::ByteStream stream{std::move(socket), net::ConnectionCount::Place{shared_.connections}};
  auto serving = net::serve_http(http_, std::move(stream), std::move(peer));
  boost::asio::co_spawn(worker_.io(), std::move(serving), boost::asio::detached);
}

void ServerWorker::start() {
  listener_->start();
  thread_ = std::thread{[this] { worker_.run(); }};
}

void ServerWorker::stop_accepting() {
  worker_.post([this] { listener_->stop(); });
}

void ServerWorker::drain_some(std::size_t most) {
  sockets_left_ = 1;  // not known yet
  worker_.post([this, most] {
    sockets_.drain_some(most);
    sockets_left_ = sockets_.size();
  });
}

void ServerWorker::join() {
  worker_.stop();
  if (thread_.joinable()) thread_.join();
  sockets_.abort_all();
}

}  // namespace heartlink::cli
