// SPDX-License-Identifier: Apache-2.0
#include "net/http_connection.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "connection/chat_connection.h"
#include "net/answer_of.h"
#include "net/http_parser.h"
#include "net/http_writer.h"
#include "net/websocket_handshake.h"
#include "net/websocket_stream.h"

namespace heartlink::net {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using base::Result;
using connection::Admitted;
using protocol::Request;
using protocol::Response;
using protocol::SharedRequest;

// Closes the socket when a whole-request deadline passes; whoever waits on it then wakes up.
class Deadline final : private TimerWheel::Timer {
 public:
  Deadline(Worker& worker, ByteStream& stream) : worker_(worker), stream_(stream) {}
  void set(std::chrono::milliseconds delay) { worker_.schedule(*this, delay); }
  void lift() { TimerWheel::cancel(*this); }

 private:
  void on_due() override { stream_.close(); }

  Worker& worker_;
  ByteStream& stream_;
};

awaitable<bool> write_all(ByteStream& stream, std::string_view head, std::string_view body) {
  while (!head.empty() || !body.empty()) {
    const std::array<iovec, 2> pieces{iovec{const_cast<char*>(head.data()), head.size()},
                                      iovec{const_cast<char*>(body.data()), body.size()}};
    const auto io = stream.write_some(pieces);
    if (io.status == ByteStream::Status::closed) co_return false;
    if (io.status == ByteStream::Status::would_block) {
      auto wait = stream.async_wait(ByteStream::Wait::wait_write, await_tuple);
      const auto [error] = co_await std::move(wait);
      if (error) co_return false;
      continue;
    }
    const auto of_head = std::min(io.bytes, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(io.bytes - of_head);
  }
  co_return true;
}

// Reads until the parser has a request or a verdict. False: the connection has ended.
awaitable<bool> read_request(const HttpServices& services, ByteStream& stream, HttpParser& parser,
                             Deadline& deadline, std::string_view carried) {
  const auto& limits = services.worker.limits();
  deadline.set(limits.keep_alive);
  bool head_timed = false;
  bool body_timed = false;
  auto state = parser.feed(carried);
  while (state != HttpParser::State::done && state != HttpParser::State::failed) {
    if (state == HttpParser::State::wants_continue) {
      auto writing = write_all(stream, "HTTP/1.1 100 Continue\r\n\r\n", std::string_view());
      const bool written = co_await std::move(writing);
      if (!written) co_return false;
    }
    // The whole head has ten seconds, the whole body thirty more, however the bytes trickle in.
    if (parser.begun() && !std::exchange(head_timed, true)) deadline.set(limits.header_deadline);
    if (parser.head_done() && !std::exchange(body_timed, true)) deadline.set(limits.request_deadline);
    auto wait = stream.async_wait(ByteStream::Wait::wait_read, await_tuple);
    const auto [error] = co_await std::move(wait);
    if (error) co_return false;
    const auto buffer = services.worker.read_buffer();
    const auto io = stream.read_some(buffer);
    if (io.status == ByteStream::Status::closed) co_return false;
    state = parser.feed(std::string_view{buffer.data(), io.bytes});
  }
  deadline.set(limits.request_deadline);
  co_return true;
}

awaitable<bool> write_response(const HttpServices& services, ByteStream& stream, const Request& request,
                               Response& response, bool keep_alive) {
  std::string_view file_body;
  if (!response.file.empty()) file_body = services.files.fill(response, request);
  const bool is_head = request.method == "HEAD";
  const auto rendered = render(response, file_body, is_head, keep_alive, services.worker.clock().wall());
  auto writing = write_all(stream, rendered.head, rendered.body);
  co_return co_await std::move(writing);
}

// A socket closed with unread bytes is reset, and the peer may lose our answer: read a little more first.
awaitable<void> linger(const HttpServices& services, ByteStream& stream, Deadline& deadline) {
  constexpr std::size_t patience_bytes = 1024 * 1024;
  stream.shutdown_send();
  deadline.set(std::chrono::seconds{2});
  for (std::size_t seen = 0; seen < patience_bytes;) {
    auto wait = stream.async_wait(ByteStream::Wait::wait_read, await_tuple);
    const auto [error] = co_await std::move(wait);
    if (error) co_return;
    const auto io = stream.read_some(services.worker.read_buffer());
    if (io.status == ByteStream::Status::closed) co_return;
    seen += io.bytes;
  }
}

UpgradeRequest upgrade_of(const Request& request) {
  UpgradeRequest upgrade;
  upgrade.method = request.method;
  upgrade.http_version = request.http_1_1 ? 11 : 10;
  for (const auto& [name, value] : request.headers) upgrade.add_field(name, value);
  return upgrade;
}

using Door = connection::Question::Door;

// Which socket lives at this address, if any: `/ws/chat/<room>/` or `/ws/user/`.
std::optional<Door> door_of(const Request& request) {
  const auto& path = request.segments;
  if (path.size() == 3 && path[0] == "ws" && path[1] == "chat") return Door::room;
  if (path.size() == 2 && path[0] == "ws" && path[1] == "user") return Door::user;
  return std::nullopt;
}

std::optional<base::Error> handshake_problem(const UpgradeRequest& upgrade) {
  const auto refusal = check_upgrade(upgrade);
  if (!refusal) return std::nullopt;
  // A proxy that passes Upgrade and drops Connection has stripped the upgrade as well.
  const bool is_stripped = refusal->status == 426 || refusal->code == "upgrade_connection";
  const auto code = is_stripped ? base::Code::not_websocket : base::Code::request_invalid;
  return base::fail(code, std::string{refusal->code});
}

// Asks whether this request may become a socket.
awaitable<connection::Verdict> admit(const HttpServices& services, SharedRequest request, Door door,
                                     std::optional<base::Error> problem) {
  connection::Question question;
  question.request = request;
  question.door = door;
  if (door == Door::room) question.room = request->segments[2];
  question.origin = request->header("origin");
  question.problem = std::move(problem);
  question.take_seat = true;
  auto begin = [&services, &question](std::function<void(connection::Verdict)> resume) {
    services.admission.check(std::move(question), std::move(resume));
  };
  auto operation = answer_of<connection::Verdict>(services.worker, std::move(begin));
  co_return co_await std::move(operation);
}

awaitable<Response> ask_front_door(const HttpServices& services, SharedRequest request) {
  auto begin = [&services, &request](protocol::Respond respond) {
    services.front_door.handle(request, std::move(respond));
  };
  auto operation = answer_of<Response>(services.worker, std::move(begin));
  co_return co_await std::move(operation);
}

std::string switching_protocols(std::string_view key) {
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
         "Upgrade\r\nSec-WebSocket-Accept: " +
         accept_key(key) + "\r\n\r\n";
}

std::unique_ptr<connection::FrameReceiver> make_receiver(const HttpServices& services, Door door,
                                                         Admitted admitted) {
  if (door == Door::user) {
    return std::make_unique<connection::UserConnection>(services.users, std::move(admitted));
  }
  return std::make_unique<connection::ChatConnection>(services.rooms, std::move(admitted));
}

}  // namespace

awaitable<void> serve_http(const HttpServices& services, ByteStream stream, std::string peer) {
  Deadline deadline{services.worker, stream};
  std::string carried;
  for (;;) {
    HttpParser parser{services.worker.limits()};
    auto reading = read_request(services, stream, parser, deadline, carried);
    const bool read = co_await std::move(reading);
    if (!read) co_return;
    if (parser.status() != 0) {
      const Request unknown;
      auto response = services.front_door.malformed(parser.status(), parser.reason());
      auto writing = write_response(services, stream, unknown, response, false);
      const bool written = co_await std::move(writing);
      auto lingering = linger(services, stream, deadline);
      if (written) co_await std::move(lingering);
      co_return;
    }
    const auto request = std::make_shared<const Request>(parser.take_request(peer, services.config));
    carried = parser.take_rest();
    bool keep_alive = parser.keep_alive();
    Response response;
    if (const auto door = door_of(*request)) {
      const auto upgrade = upgrade_of(*request);
      auto asking = admit(services, request, *door, handshake_problem(upgrade));
      auto verdict = co_await std::move(asking);
      if (verdict.admitted) {
        const auto answer = switching_protocols(upgrade.key);
        auto writing = write_all(stream, answer, std::string_view());
        const bool written = co_await std::move(writing);
        if (!written) co_return;
        deadline.lift();
        auto receiver = make_receiver(services, *door, std::move(*verdict.admitted));
        WebSocketStream::start(services.worker, services.sockets, std::move(stream), std::move(receiver),
                               std::move(carried));
        co_return;
      }
      response = services.front_door.refused(*request, verdict.error, verdict.diagnosis_id, verdict.to_owner);
    } else {
      auto asking = ask_front_door(services, request);
      response = co_await std::move(asking);
    }
    keep_alive = keep_alive && !response.close;
    auto writing = write_response(services, stream, *request, response, keep_alive);
    const bool written = co_await std::move(writing);
    if (!written) co_return;
    if (!keep_alive) {
      auto lingering = linger(services, stream, deadline);
      co_await std::move(lingering);
      co_return;
    }
  }
}

}  // namespace heartlink::net
