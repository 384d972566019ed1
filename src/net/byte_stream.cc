// SPDX-License-Identifier: Apache-2.0
#include "net/byte_stream.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>

namespace heartlink::net {
namespace {

ByteStream::Io outcome(ssize_t result) {
  if (result > 0) return {ByteStream::Status::ok, static_cast<std::size_t>(result)};
  if (result < 0 && (errno == EAGAIN || errno == EINTR)) return {ByteStream::Status::would_block, 0};
  return {ByteStream::Status::closed, 0};
}

}  // namespace

ByteStream::ByteStream(Socket socket, ConnectionCount::Place place)
    : socket_(std::move(socket)), place_(std::move(place)) {
  boost::system::error_code ignored;  // a socket that fails here fails again at its first read
  socket_.native_non_blocking(true, ignored);
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
}

ByteStream::Io ByteStream::read_some(std::span<char> into) {
  return outcome(::recv(socket_.native_handle(), into.data(), into.size(), 0));
}

ByteStream::Io ByteStream::write_some(std::span<const iovec> pieces) {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces.data());  // sendmsg does not write to it
  message.msg_iovlen = pieces.size();
  return outcome(::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL));
}

std::size_t ByteStream::unsent() {
  int bytes = 0;
  return ::ioctl(socket_.native_handle(), SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

void ByteStream::limit_send_buffer(std::size_t bytes) {
  boost::system::error_code ignored;
  socket_.set_option(boost::asio::socket_base::send_buffer_size(static_cast<int>(bytes)), ignored);
}

void ByteStream::shutdown_send() {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void ByteStream::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace heartlink::net
