// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/server.h"

#include <utility>

namespace heartlink::fault::simulation {

Server::Worker::Worker(Server& server, base::Executor& executor)
    : hub(server.registry_, server.limits_.crowd_members,
          server.metrics_.counter("heartlink_deliveries_total", "Frames of entries handed out.")),
      services{executor,
               server.clock_,
               server.limits_,
               hub,
               server.registry_,
               server.calls_,
               server.bus_,
               server.watched_,
               server.sessions_,
               chat::PostMessage{server.watched_, server.limits_},
               server.engine_.recall_window,
               server.metrics_.counter("error_frames_total", "In tests")} {
  server.bus_.subscribe(executor, [this](const model::SharedParcel& parcel) { hub.deliver(*parcel); });
}

Server::Server(const Parts& parts)
    : mailboxes_(parts.mailboxes),
      clock_(parts.clock),
      limits_(parts.limits),
      counts_(parts.counts),
      writer_({parts.database.writing(), clock_, limits_, metrics_, counts_,
               [this](model::SharedParcel parcel) { bus_.publish(std::move(parcel)); }}),
      readers_(parts.database.reading(), limits_),
      engine_{writer_, readers_, clock_, limits_, parts.epoch, std::chrono::minutes{5}},
      messages_(engine_),
      watched_(messages_, counts_),
      members_(engine_),
      sessions_(engine_) {
  for (std::size_t worker = 0; worker < worker_count; ++worker) {
    workers_.push_back(std::make_unique<Worker>(*this, mailboxes_.executor(worker)));
  }
}

void Server::accept(std::size_t worker, std::shared_ptr<Wire> wire, connection::Admitted admitted) {
  auto shared = std::make_shared<connection::Admitted>(std::move(admitted));
  mailboxes_.executor(worker).post([this, worker, wire = std::move(wire), shared] {
    auto& socket = sockets_.emplace_back(std::make_unique<Socket>(worker, wire, limits_, counts_));
    socket->open(
        std::make_unique<connection::ChatConnection>(workers_[worker]->services, std::move(*shared)));
  });
}

void Server::read_page(std::size_t worker, store::PageQuery query,
                       std::function<void(base::Result<store::Page>)> answer) {
  auto& executor = mailboxes_.executor(worker);
  executor.post([this, &executor, query = std::move(query), answer = std::move(answer)] {
    messages_.page(query, {&executor, answer});
  });
}

void Server::change_member(std::size_t worker, chat::MemberOrder order,
                           std::function<void(base::Result<model::EntryId>)> answer) {
  auto& executor = mailboxes_.executor(worker);
  executor.post([this, &executor, order = std::move(order), answer = std::move(answer)] {
    chat::ChangeMember{members_, bus_, clock_}.run(order, {&executor, answer});
  });
}

void Server::drain() {
  draining_ = true;
  for (std::size_t worker = 0; worker < worker_count; ++worker) {
    mailboxes_.executor(worker).post([this, worker] {
      for (const auto& socket : sockets_) {
        if (socket->worker() == worker && !socket->finished()) socket->receiver().on_drain();
      }
    });
  }
}

void Server::sweep() {
  std::erase_if(sockets_, [](const auto& socket) { return socket->finished(); });
}

}  // namespace heartlink::fault::simulation
