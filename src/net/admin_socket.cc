// SPDX-License-Identifier: Apache-2.0
#include "net/admin_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>

#include "base/log.h"
#include "net/answer_of.h"

namespace heartlink::net {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr int operators_max = 4;

// SO_PEERCRED: the kernel says who is at the other end.
bool is_operator(int socket) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == 0 || peer.uid == ::geteuid();
}

json::object parse(std::string_view line) {
  boost::system::error_code error;
  auto value = json::parse(line, error);
  if (error || !value.is_object()) return {};
  return std::move(value.get_object());
}

}  // namespace

AdminSocket::AdminSocket(Worker& worker, std::string path, Handler handler)
    : worker_(worker),
      path_(std::move(path)),
      handler_(std::move(handler)),
      acceptor_(worker.io()),
      pause_(worker.io()) {}

AdminSocket::~AdminSocket() { ::unlink(path_.c_str()); }

base::Result<std::unique_ptr<AdminSocket>> AdminSocket::open(Worker& worker, const std::string& path,
                                                             Handler handler) {
  if (path.size() >= sizeof(sockaddr_un::sun_path))
    return base::fail(base::Code::config_invalid, "data: path too long for a socket: " + path);
  std::unique_ptr<AdminSocket> socket{new AdminSocket(worker, path, std::move(handler))};
  ::unlink(path.c_str());
  boost::system::error_code error;
  socket->acceptor_.open(Protocol(), error);
  const auto mask = ::umask(0177);  // 0600 from the first moment
  if (!error) socket->acceptor_.bind(Protocol::endpoint(path), error);
  ::umask(mask);
  if (!error) socket->acceptor_.listen(operators_max, error);
  if (error) return base::fail(base::Code::config_invalid, path + ": " + error.message());
  socket->accept();
  return socket;
}

void AdminSocket::accept() {
  acceptor_.async_accept([this](const boost::system::error_code& error, Protocol::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (error) return accept_later();
    if (is_operator(socket.native_handle()) && *open_ < operators_max) {
      asio::co_spawn(worker_.io(), serve(worker_, handler_, std::move(socket), open_), asio::detached);
    }
    accept();
  });
}

void AdminSocket::accept_later() {
  pause_.expires_after(std::chrono::milliseconds{100});
  pause_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled) accept();
  });
}

asio::awaitable<void> AdminSocket::serve(Worker& worker, const Handler& handler, Protocol::socket socket,
                                         std::shared_ptr<int> open) {
  ++*open;
  std::string buffer;
  for (;;) {
    auto input = asio::dynamic_buffer(buffer, worker.limits().admin_request_bytes);
    auto reading = asio::async_read_until(socket, input, '\n', await_tuple);
    const auto [read_error, size] = co_await std::move(reading);
    if (read_error) break;
    auto request = parse(std::string_view{buffer}.substr(0, size));
    buffer.erase(0, size);
    auto begin = [&handler, &request](Reply reply) { handler(std::move(request), std::move(reply)); };
    auto asking = answer_of<json::object>(worker, std::move(begin));
    const auto reply = co_await std::move(asking);
    const auto line = json::serialize(reply) + "\n";
    auto writing = asio::async_write(socket, asio::buffer(line), await_tuple);
    const auto [write_error, written] = co_await std::move(writing);
    if (write_error) break;
  }
  --*open;
}

}  // namespace heartlink::net
